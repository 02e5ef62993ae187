"""What hangs on one absence or one thing: by service and skill, never a ranking of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.bridge.chart import Chart, Outline, chart_of, key_of
from lamplighter.engines import services as engine


@dataclass(frozen=True, slots=True)
class Absence:
    """One need of which a single further absence stops a service, or which is short already.

    ``node`` is the service itself or the system under it that needs the skill. ``alone`` is false where the
    node has stand-ins that the same hands hold up.
    """

    service: Outline
    node: Outline
    skill_id: int
    skill: str
    level: int
    people: int
    holders: int
    response_min: float | None
    alone: bool

    @property
    def uncovered(self) -> bool:
        return self.holders < self.people

    @property
    def code(self) -> str:
        """The finding that this is."""
        return "nobody_holds" if self.uncovered else "one_absence_away"

    @property
    def fingerprint(self) -> str:
        """What the finding is known by."""
        return f"{self.code}:{self.service.key}:{self.node.key}:skill:{self.skill_id}:{self.level}"


@dataclass(frozen=True, slots=True)
class Points:
    """What, out alone or two together, stops one service.

    ``pairs_left_out``: too much stands under the service to look for pairs.
    """

    single: tuple[Outline, ...]
    double: tuple[tuple[Outline, Outline], ...]
    pairs_left_out: bool


def absences(organisation: Organisation, on: date) -> list[Absence]:
    """What one further absence stops in the whole city, by service and skill; eight queries."""
    return absences_in(chart_of(organisation, on))


def absences_in(chart: Chart, services: Iterable[int] | None = None) -> list[Absence]:
    """The same for a chart read already, for all its services or those with these ids."""
    wanted = None if services is None else _known(chart, services)
    found = [_absence(chart, row) for row in engine.one_absence_away(chart.today, wanted)]
    order = {pk: place for place, pk in enumerate(chart.services)}
    return sorted(found, key=lambda row: (order[row.service.pk], row.skill, row.node.name, row.level))


def slack_of(chart: Chart, services: Iterable[int]) -> Mapping[int, engine.Dependency]:
    """For each service how many absences stop it, by the service's id."""
    found = engine.key_person_dependency(chart.today, _known(chart, services))
    return {int(row.service.partition(":")[2]): row for row in found}


def points(chart: Chart, service: int) -> Points:
    """Single and double points of failure of one service: things and, where they are needed, people."""
    key = key_of("service", service)
    if service not in chart.services:
        return Points((), (), pairs_left_out=False)
    left_out = False
    try:
        (found,) = engine.points_of_failure(chart.today, 2, [key])
    except ValueError:  # the engine looks for pairs among so many things only
        (found,) = engine.points_of_failure(chart.today, 1, [key])
        left_out = True
    pairs = sorted((_in_order(chart.thing(one), chart.thing(two)) for one, two in found.double), key=_pair_in_order)
    return Points(tuple(chart.things(found.single)), tuple(pairs), left_out)


def _in_order(one: Outline, two: Outline) -> tuple[Outline, Outline]:
    """Things before people, then by the alphabet, which says nothing about anybody."""
    return (one, two) if _place(one) <= _place(two) else (two, one)


def _pair_in_order(pair: tuple[Outline, Outline]) -> tuple[int, str, str]:
    return (sum(each.kind == "person" for each in pair), pair[0].name, pair[1].name)


def _place(thing: Outline) -> tuple[bool, str]:
    return (thing.kind == "person", thing.name)


def _known(chart: Chart, services: Iterable[int]) -> list[str]:
    return [key_of("service", pk) for pk in services if pk in chart.services]


def _absence(chart: Chart, row: engine.OneAbsence) -> Absence:
    return Absence(
        service=chart.thing(row.service),
        node=chart.thing(row.node),
        skill_id=int(row.skill),
        skill=chart.skill(row.skill),
        level=row.level,
        people=row.people,
        holders=row.holders,
        response_min=row.response_min,
        alone=row.alone,
    )
