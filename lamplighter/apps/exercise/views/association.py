"""What an association sees of its members' exercises: how decisions were spread, together, and no city in it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.defined import defined
from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.bridge.outline import teller
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.bridge.spread import FEWEST, FEWEST_NEW, missing_cities
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Offer, Share, SpreadEdition
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.phrases.sharing import REFUSED
from lamplighter.apps.exercise.phrases.units import unit_of
from lamplighter.apps.exercise.queries.sharing import kept_by, offers_in
from lamplighter.apps.exercise.queries.spread import last_edition, played_in
from lamplighter.apps.exercise.views.reporting import MARKS, NOBODY
from lamplighter.apps.exercise.views.telling import card_for
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import needs
from lamplighter.web.numerals import script
from lamplighter.web.reader import reader
from lamplighter.web.templatetags.words import duration, num


@needs(Sight.MEMBERS)
def spread(request: HttpRequest, association: Organisation) -> HttpResponse:
    """Every scenario that members have played and given: its latest edition, or how many cities are missing."""
    return render(request, "exercise/spread.html", spread_in(association))


def spread_in(association: Organisation) -> dict[str, Any]:
    """What the page says of every scenario that members have given."""
    titles = titles_in(association)
    rows = [
        told(association, played[1], shares, last_edition(association, played), named=played[0] in titles)
        for played, shares in played_in(association).items()
    ]
    return {
        "rows": sorted(rows, key=lambda row: (row["last"] is None, row["title"])),
        "fewest": FEWEST,
        "fewest_new": FEWEST_NEW,
        "shown": sum(bool(row["last"]) for row in rows),
    }


def told(
    association: Organisation, version: str, shares: list[Share], last: SpreadEdition | None, *, named: bool
) -> dict[str, Any]:
    """One scenario in words; its texts are told without any city's own names.

    Until enough cities are in its figures it has a title only where that says nothing of whose it is.
    """
    scenario = scenario_of(shares[0].exercise)
    who = reader()
    say = teller(scenario, association, who.language, NOBODY, lambda value: script(f"{value}", who))
    figures: dict[str, Any] = last.figures if last is not None else {}
    decisions = [
        {
            "about": f"{one.number} {say(one.question)}".strip(),
            "unit": unit_of(one.unit),
            "taken": figure(figures.get(f"taken.{key}"), {each.key: say(each.text) for each in one.options}, whole),
            "minutes": figure(figures.get(f"minutes.{key}"), {}, duration),
        }
        for key, one in scenario.decision_of.items()
        if figures.get(f"taken.{key}") or figures.get(f"minutes.{key}")
    ]
    marks = {key: str(label) for key, label in MARKS.items()}
    objectives = [
        {"about": say(one.text), "marks": figure(figures.get(f"marks.{one.key}"), marks, num)}
        for one in scenario.objectives
        if figures.get(f"marks.{one.key}")
    ]
    missing = missing_cities(shares, last)
    return {
        "title": say(scenario.title) if named or last is not None else "",
        "version": version,
        "last": last,
        "missing": missing,
        "needed": FEWEST_NEW if last is not None else FEWEST,
        "decisions": decisions,
        "objectives": objectives,
    }


def figure(
    found: Mapping[str, Any] | None, words: Mapping[str, str], written: Callable[[Any], str]
) -> dict[str, Any] | None:
    """One figure: how many cities are in it, its counts as bars or its three middles."""
    if found is None:
        return None
    of, quartiles = found["of"], found.get("quartiles")
    counts = found.get("counts", {})
    order = [key for key in words if key in counts] + [key for key in counts if key not in words]
    return {
        "of": of,
        "rows": [(words.get(key, key), counts[key], round(100 * counts[key] / of)) for key in order],
        "quartiles": [written(each) for each in quartiles] if quartiles else [],
    }


def whole(value: float) -> str:
    """A middle of numbers that people said; a fraction of it would be more exact than they were."""
    return num(round(value))


def titles_in(association: Organisation) -> dict[UUID, str]:
    """Titles of scenarios that may be named: those of the product, and offered ones that many members keep."""
    found = {
        UUID(one.definition.scenario.id): card_for(association, one.definition).title for one in shipped().values()
    }
    kept = kept_by(association)
    for one in offers_in(association):
        uuid = one.version.scenario.uuid
        if uuid not in found and kept.get(uuid, 0) >= FEWEST:
            found[uuid] = card_for(association, defined(one.version)).title
    return found


@needs(Sight.MEMBERS)
def library(request: HttpRequest, association: Organisation) -> HttpResponse:
    """Scenarios that members offer, and those that come with the product."""
    about = {
        "rows": [row_of(association, one) for one in offers_in(association)],
        "shipped": [
            {"slug": slug, "outline": card_for(association, one.definition), "spoken": spoken(one.definition)}
            for slug, one in shipped().items()
        ],
    }
    return render(request, "exercise/library.html", about)


@needs(Sight.MEMBERS)
def library_one(request: HttpRequest, association: Organisation, pk: int) -> HttpResponse:
    """One scenario that a member offers, without what happens in it: delegates may be played on."""
    one = get_object_or_404(offers_in(association), pk=pk)
    return outside(request, association, defined(one.version), one)


@needs(Sight.MEMBERS)
def library_shipped(request: HttpRequest, association: Organisation, slug: str) -> HttpResponse:
    """The same of a scenario that comes with the product."""
    if slug not in shipped():
        raise Http404("No such scenario")
    return outside(request, association, shipped()[slug].definition, None)


def outside(
    request: HttpRequest, association: Organisation, definition: Definition, offer: Offer | None
) -> HttpResponse:
    """A scenario as those see it who may be played on."""
    about = {
        "offer": offer,
        "outline": card_for(association, definition),
        "spoken": spoken(definition),
        "reads": False,
    }
    return render(request, "exercise/library_one.html", about)


def row_of(here: Organisation, offer: Offer) -> dict[str, Any]:
    """One offered scenario in a list."""
    definition = defined(offer.version)
    return {"offer": offer, "outline": card_for(here, definition), "spoken": spoken(definition)}


def spoken(definition: Definition) -> list[dict[str, str]]:
    """The languages of a scenario, each by its own name."""
    return [{"code": code, "name": OWN_NAMES.get(code, code)} for code in definition.scenario.languages]


def refusal(why: NotNow) -> str:
    """Why something cannot be done now."""
    return str(REFUSED.get(why.code) or NOT_NOW[why.code])
