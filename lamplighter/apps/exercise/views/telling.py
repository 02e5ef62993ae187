"""Texts of scenarios for this reader, and what the check says of one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.bridge.freezing import things_of
from lamplighter.apps.exercise.bridge.outline import Outline, outline_of, teller
from lamplighter.apps.exercise.phrases import checking
from lamplighter.web import clock
from lamplighter.web.numerals import write_number
from lamplighter.web.reader import reader

SHOWN = 30
# A gap is counted beside its language; a list of hundreds would hide everything else.
COUNTED = frozenset({"language_gap"})


def outline_for(city: Organisation, definition: Definition) -> Outline:
    """The scenario's outline in the reader's language, with what this city calls its own things today."""
    today = clock.now().astimezone(city.zone).date()
    things = things_of(city, definition.scenario, today)
    return outline_of(definition, teller_for(city, definition, things))


def card_for(city: Organisation, definition: Definition) -> Outline:
    """The same without asking the city's map, for lists, which show no text that speaks of it."""
    return outline_of(definition, teller_for(city, definition, {"names": {}, "cast": {}}))


def teller_for(
    city: Organisation,
    definition: Definition,
    things: Mapping[str, Any],
    variables: Mapping[str, Any] | None = None,
) -> Callable[[Any], str]:
    """Says texts of the scenario in the reader's language and digits."""
    who = reader()

    def number(value: Any) -> str:
        return write_number(value, who)

    return teller(definition.scenario, city, who.language, things, number, variables)


def grouped(left_out: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was left out, under the reason why: each thing once, with how often it was there."""
    reasons: dict[str, dict[str, int]] = {}
    for each in left_out:
        things = reasons.setdefault(str(each["why"]), {})
        what = str(each["what"])
        things[what] = things.get(what, 0) + int(each["count"])
    return [{"why": why, "things": list(things.items())} for why, things in reasons.items()]


def problems_of(definition: Definition) -> list[dict[str, Any]]:
    """What the check found, errors first: each severity with its sentences, and how many more there are."""
    return severities(
        {
            "severity": each.severity,
            "code": each.code,
            "where": each.where,
            "sentence": checking.problem(each.code, each.facts),
        }
        for each in definition.problems
    )


def severities(problems: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Problems with their sentences under how bad they are."""
    found = [each for each in problems if each["code"] not in COUNTED]
    groups = []
    for severity, heading in checking.SEVERITIES.items():
        these = [each for each in found if each["severity"] == severity]
        if these:
            more = max(0, len(these) - SHOWN)
            groups.append({"severity": severity, "heading": heading, "rows": these[:SHOWN], "more": more})
    return groups
