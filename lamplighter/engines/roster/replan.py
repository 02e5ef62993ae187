"""Plan again with as little change as possible: somebody fell ill, and the others have made plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lamplighter.engines.hours import Span
from lamplighter.engines.roster.problem import Pin, Placed, Problem
from lamplighter.engines.roster.result import Limit, OnProgress, Result, Stop
from lamplighter.engines.roster.solve import solve

CHANGE = 50_000
"""What one changed duty costs in a new plan: more than any fairness it could bring, less than a hole."""


@dataclass(frozen=True, slots=True)
class Change:
    """One seat whose person is another than the published one; None is nobody."""

    seat: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Replan:
    """The new roster and what is different in it, in the order of the problem's seats.

    Where ``result.status`` is "optimal", no roster that fills as much changes fewer duties.
    """

    result: Result
    changes: tuple[Change, ...]


def replan(
    problem: Problem,
    published: Iterable[Placed],
    *,
    limit: Limit | float,
    unavailable: Mapping[str, tuple[Span, ...]] | None = None,
    frozen_before: datetime | None = None,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Replan:
    """The roster that fills the most seats and, of those, changes the fewest published duties.

    Parameters
    ----------
    problem
        As it was published; its pins are kept, except those that an absence makes impossible.
    published
        Who was told what.
    unavailable
        For people who cannot come: when.
    frozen_before
        Seats that start before this instant stay as they were published, holes included.
    limit, seed, on_progress, stop
        As for ``solve``.
    """
    told = {each.seat: each.person for each in published}
    gone = dict(unavailable or {})
    asked = replace(
        problem,
        people=tuple(replace(person, away=(*person.away, *gone.get(person.key, ()))) for person in problem.people),
        pins=tuple(_pins(problem, told, gone, frozen_before)),
        published=tuple(Placed(seat, person) for seat, person in told.items()),
        weights=replace(problem.weights, change=CHANGE),
    )
    result = solve(asked, limit=limit, seed=seed, on_progress=on_progress, stop=stop, search="repair")
    now = {each.seat: each.person for each in result.assignments}
    return Replan(
        result,
        tuple(
            Change(seat.key, told.get(seat.key), now.get(seat.key))
            for seat in problem.seats
            if told.get(seat.key) != now.get(seat.key)
        ),
    )


def _pins(
    problem: Problem,
    told: Mapping[str, str],
    gone: Mapping[str, tuple[Span, ...]],
    frozen_before: datetime | None,
) -> Iterable[Pin]:
    pinned = {pin.seat: pin for pin in problem.pins}
    for seat in problem.seats:
        if frozen_before is not None and seat.span.start < frozen_before:
            yield Pin(seat.key, told.get(seat.key))
        elif seat.key in pinned:
            person = pinned[seat.key].person
            if person is None or not any(span.overlaps(seat.span) for span in gone.get(person, ())):
                yield pinned[seat.key]
