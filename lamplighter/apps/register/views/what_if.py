"""What if these things and people were out: which services residents lose, when, why, and how it ends."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.looking import played_absences
from lamplighter.apps.register.bridge import Chart, Fallen, Outline, chart_of, fall_of
from lamplighter.apps.register.views.answers import today_in
from lamplighter.apps.register.views.telling import sentences_of
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.templatetags.words import duration

HORIZONS = (60, 240, 480, 1440, 3 * 1440, 7 * 1440, 14 * 1440)
REPAIRS = (15, 60, 120, 240, 480, 1440, 3 * 1440, 7 * 1440, 14 * 1440)
DAY = 1440


@dataclass(frozen=True, slots=True)
class Marked:
    """One thing marked out: when it is back, and the times to choose from."""

    thing: Outline
    name: str
    repair_min: int | None
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One service's fall with its chain of causes in words."""

    row: Fallen
    chain: tuple[tuple[SafeString, ...], ...]


@needs(Sight.KEY_PERSON)
def what_if(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Everything asked stands in the address, so that an answer can be kept and sent."""
    chart = chart_of(city, today_in(city))
    asked = set(request.GET.getlist("out"))
    things = sorted((asked & set(chart.whole.node_of)) - set(chart.ended))
    people = sorted(asked & set(chart.whole.people))
    horizon = _one_of(request.GET.get("horizon"), HORIZONS, DAY)
    marked = [_marked(request, chart, key) for key in (*things, *people)]
    repairs = {mark.thing.key: mark.repair_min for mark in marked if mark.repair_min is not None}
    fall = fall_of(chart, things, people, horizon, repairs)
    if people:
        played_absences(city, by=request.user, at=clock.now())
    context = {
        "fall": fall,
        "told": [_told(row) for row in fall.services],
        "first": fall.fallen[0] if fall.fallen else None,
        "marked": sorted(marked, key=lambda mark: (mark.thing.kind == "person", mark.thing.name)),
        "ended": chart.things(chart.ended),
        "horizons": [(minutes, duration(minutes), minutes == horizon) for minutes in HORIZONS],
        "axis": [(column, horizon * (column - 1) / 96) for column in (1, 25, 49, 73)],
        "picks": _picks(chart, set(things) | set(people)),
    }
    alone = request.htmx and request.htmx.target == "fall" and not request.htmx.history_restore_request
    context["alone"] = bool(alone)
    answer = render(request, "register/_fall.html" if alone else "register/what_if.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _marked(request: HttpRequest, chart: Chart, key: str) -> Marked:
    """The time of its repair: as asked, else what its own page gives, else never."""
    thing = chart.thing(key)
    own = chart.whole.node_of[key].rto_min if key in chart.whole.node_of else 0
    times = sorted({*REPAIRS, *([int(own)] if own else [])})
    name = f"back.{key}"
    said = request.GET.get(name)
    chosen: int | None = int(own) or None
    if said is not None:
        chosen = int(said) if said in {str(minutes) for minutes in times} else None
    never = _("not within this time")
    choices = [("", never, chosen is None), *((str(each), duration(each), each == chosen) for each in times)]
    return Marked(thing, name, chosen, tuple(choices))


def _told(row: Fallen) -> Told:
    return Told(row, tuple(tuple(sentences_of(link)) for link in row.chain))


def _picks(chart: Chart, chosen: set[str]) -> list[dict[str, Any]]:
    """Lists of what can be marked out."""
    nodes = chart.whole.nodes
    lists = [
        ("system", _("Systems"), [node.key for node in nodes if node.kind == "system"]),
        ("supply", _("Suppliers"), [node.key for node in nodes if node.kind == "supply"]),
        ("person", _("People"), chart.whole.people),
    ]
    return [
        {
            "kind": kind,
            "heading": heading,
            "open": kind == "system" or any(key in chosen for key in keys),
            "rows": [
                (thing, _by(chart, thing), thing.key in chosen, thing.key in chart.ended)
                for thing in chart.things(keys)
            ],
        }
        for kind, heading, keys in lists
    ]


def _by(chart: Chart, thing: Outline) -> str:
    """Whose contract it is, beside what it covers."""
    return chart.supplies[thing.pk].supplier if thing.kind == "supply" else ""


def _one_of(text: str | None, known: tuple[int, ...], otherwise: int) -> int:
    return int(text) if text in {str(each) for each in known} else otherwise
