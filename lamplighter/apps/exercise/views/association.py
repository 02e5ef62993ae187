"""What an association sees of its members' exercises: how decisions were spread, together, and no city in it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.outline import teller
from lamplighter.apps.exercise.bridge.play import Scenario, scenario_of
from lamplighter.apps.exercise.bridge.spread import FEWEST, FEWEST_NEW, missing_cities
from lamplighter.apps.exercise.models import Share, SpreadEdition
from lamplighter.apps.exercise.queries.spread import last_edition, played_in
from lamplighter.apps.exercise.views.reporting import MARKS, NOBODY
from lamplighter.web.gate import needs
from lamplighter.web.numerals import script
from lamplighter.web.reader import reader
from lamplighter.web.templatetags.words import duration, num


@needs(Sight.MEMBERS)
def spread(request: HttpRequest, association: Organisation) -> HttpResponse:
    """Every scenario that members have played and given: its latest edition, or how many cities are missing."""
    rows = []
    for played, shares in played_in(association).items():
        last = last_edition(association, played)
        rows.append(told(association, played[1], shares, last))
    about = {
        "rows": rows,
        "fewest": FEWEST,
        "fewest_new": FEWEST_NEW,
        "shown": sum(bool(row["last"]) for row in rows),
    }
    return render(request, "exercise/spread.html", about)


def told(
    association: Organisation, version: str, shares: list[Share], last: SpreadEdition | None
) -> dict[str, Any]:
    """One scenario in words; its texts are told without any city's own names."""
    scenario = scenario_of(shares[0].exercise)
    who = reader()
    say = teller(scenario, association, who.language, NOBODY, lambda value: script(f"{value}", who))
    figures = last.figures if last is not None else {}
    return {
        "title": say(scenario.title),
        "version": version,
        "last": last,
        "missing": missing_cities(shares, last),
        "figures": [figure(scenario, say, key, value) for key, value in figures.items()],
    }


def figure(scenario: Scenario, say: Callable[[Any], str], key: str, value: dict[str, Any]) -> dict[str, Any]:
    """One figure: what it is of, how many cities are in it, its counts or its three middles."""
    kind, _dot, name = key.partition(".")
    options = {key: str(label) for key, label in MARKS.items()}
    if kind == "marks":
        about = say(scenario.objective_of[name].text)
    else:
        decision = scenario.decision_of[name]
        about = f"{decision.number} {say(decision.question)}".strip()
        options |= {option.key: say(option.text) for option in decision.options}
    written: Callable[[Any], str] = duration if kind == "minutes" else num
    quartiles = value.get("quartiles")
    return {
        "kind": kind,
        "about": about,
        "of": value["of"],
        "counts": [{"text": options.get(each, each), "n": n} for each, n in value.get("counts", {}).items()],
        "quartiles": [written(each) for each in quartiles] if quartiles else [],
    }
