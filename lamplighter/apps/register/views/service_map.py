"""The map: services by tier, what they stand on, drawn and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.bridge import Box, Chart, Outline, absences_in, chart_of, drawing_of, key_of
from lamplighter.apps.register.choices import Hours, Tier
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web.gate import needs
from lamplighter.web.reader import reader

LINE_LETTERS = 27
KINDS = {"service": "service", "system": "system", "supply": "supply"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A box as the page draws it: its words broken into lines, where they begin, and where its link goes."""

    box: Box
    lines: tuple[tuple[str, float], ...]
    text_x: float
    lamp_x: float
    lamp_y: float
    url: str
    hangs: bool


@needs(Sight.SERVICES)
def service_map(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The whole map, one service's part of it, or the services of one tier or around the clock."""
    chart = chart_of(city, today_in(city))
    chosen = _chosen(request, chart)
    part = chart.whole if chosen is None else chart.cone(key_of("service", pk) for pk in chosen)
    sees_key_person = Sight.KEY_PERSON in request.sights
    hanging = {row.service.pk for row in absences_in(chart, chosen)} if sees_key_person else set()
    drawing = drawing_of(chart, part, rtl=reader().direction == "rtl")
    spots = [_spot(city, box, rtl=drawing.rtl, hanging=hanging) for box in drawing.boxes]
    kinds = [box.thing.kind for box in drawing.boxes]
    context = {
        "drawing": drawing,
        "spots": spots,
        "bands": [(band, Tier(band.tier).label) for band in drawing.bands],
        "rows": _rows(chart, spots),
        "counts": {kind: kinds.count(kind) for kind in KINDS},
        "sees_key_person": sees_key_person,
        "hanging": len(hanging),
        "one": chart.services.get(next(iter(chosen), 0)) if chosen and request.GET.get("service") else None,
        "services": list(chart.services.values()),
        "tiers": Tier.choices,
        "asked": {key: request.GET.get(key, "") for key in ("service", "tier", "hours")},
        "narrowed": chosen is not None,
        "edits": Sight.SERVICES_EDIT in request.sights,
    }
    return render(request, "register/service_map.html", context)


def _chosen(request: HttpRequest, chart: Chart) -> list[int] | None:
    """Ids of the services the address asks for; None for the whole map."""
    said = {key: request.GET.get(key, "") for key in ("service", "tier", "hours")}
    if not any(said.values()):
        return None
    found: Iterable[Any] = chart.services.values()
    if said["service"]:
        found = [row for row in found if str(row.pk) == said["service"]]
    if said["tier"]:
        found = [row for row in found if str(row.tier) == said["tier"]]
    if said["hours"]:
        found = [row for row in found if row.hours == said["hours"]]
    return [row.pk for row in found]


def _spot(city: Organisation, box: Box, *, rtl: bool, hanging: set[int]) -> Spot:
    lines = lines_of(box.thing.name)
    first = box.y + 27 if len(lines) == 1 else box.y + 18.5
    lamp = box.x + box.wide - 14 if rtl else box.x + 14
    return Spot(
        box,
        tuple((line, first + 17 * at) for at, line in enumerate(lines)),
        lamp - 13 if rtl else lamp + 13,
        lamp,
        box.y + box.high / 2,
        reverse(KINDS[box.thing.kind], args=[city.slug, box.thing.pk]),
        box.thing.kind == "service" and box.thing.pk in hanging,
    )


def lines_of(name: str) -> list[str]:
    """A name in one or two lines that fit a box; what is longer ends in dots, and the table has it whole."""
    words = name.split()
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LINE_LETTERS or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], f"{' '.join(lines[1:])}"]
    return [line if len(line) <= LINE_LETTERS + 2 else f"{line[: LINE_LETTERS - 1].rstrip()}…" for line in lines]


def _rows(chart: Chart, spots: list[Spot]) -> list[dict[str, Any]]:
    """The facts of the drawing as rows of a table: services by tier, then systems, then contracts."""
    shown = {spot.box.thing.key for spot in spots}
    groups: dict[str, list[dict[str, Any]]] = {}
    for group in chart.whole.groups:
        if group.dependent in shown:
            groups.setdefault(group.dependent, []).append(
                {
                    "needed": group.needed,
                    "of": len(group.members),
                    "members": chart.things(group.members),
                    "buffer_min": group.buffer_min,
                }
            )
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows = sorted(spots, key=lambda spot: (order[spot.box.thing.kind], spot.box.tier or 0, spot.box.thing.name))
    return [
        {
            "spot": spot,
            "thing": spot.box.thing,
            "kind": kind_in_words(chart, spot.box.thing),
            "groups": groups.get(spot.box.thing.key, []),
            "carries": chart.things(spot.box.carries),
        }
        for spot in rows
    ]


def kind_in_words(chart: Chart, thing: Outline) -> str:
    """What a thing is: its tier and hours, its kind of system, or whose contract it is."""
    if thing.kind == "service":
        row = chart.services[thing.pk]
        tier = str(row.get_tier_display())
        if row.hours == Hours.AROUND_THE_CLOCK:
            # Translators: under the name of a service, such as “lives at risk, 24 hours”.
            return _("%(tier)s, 24 hours") % {"tier": tier}
        return tier
    if thing.kind == "system":
        return str(chart.systems[thing.pk].get_kind_display())
    # Translators: {supplier} is the name of a company.
    return _("contract with %(supplier)s") % {"supplier": chart.supplies[thing.pk].supplier}
