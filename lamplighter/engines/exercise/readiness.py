"""How a city gets on from one exercise to the next, capability by capability; there is no single number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lamplighter.engines.exercise.rating import MARKS, Mark

Direction = Literal["better", "same", "worse"]


@dataclass(frozen=True, slots=True)
class Point:
    """One capability in one exercise.

    Parameters
    ----------
    mark
        ``None`` if nobody looked at it in that exercise.
    tasks
        How many tasks were looked at.
    minutes_to_decide
        One figure for each decision of its objectives that was taken.
    retests, held
        Actions tried again in it, and how many of them held.
    """

    exercise: int
    on: date
    capability: str
    mark: Mark | None
    tasks: int = 0
    minutes_to_decide: tuple[float, ...] = ()
    retests: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """One capability along the exercises that tested it, oldest first.

    ``direction`` compares its last two marks, and is ``None`` with fewer than two.
    """

    capability: str
    points: tuple[Point, ...]
    direction: Direction | None
    last_mark: Mark | None
    last_on: date | None
    retests: int
    held: int


@dataclass(frozen=True, slots=True)
class Trend:
    """All capabilities, and what is tested seldom: never first, then by how long ago."""

    courses: Mapping[str, Course]
    exercises: int
    seldom: tuple[str, ...]


def trend(points: Sequence[Point], capabilities: Sequence[str] = ()) -> Trend:
    """Put the points of several exercises in order.

    Parameters
    ----------
    points
        Any order; at most one for each exercise and capability.
    capabilities
        What could be tested; those without a point have an empty course and lead ``seldom``.

    Raises
    ------
    ValueError
        If one exercise has two points for a capability.
    """
    seen: set[tuple[int, str]] = set()
    for point in points:
        if (point.exercise, point.capability) in seen:
            raise ValueError(
                f"Exercise {point.exercise} has two points for {point.capability!r}. Give one of them, with all tasks."
            )
        seen.add((point.exercise, point.capability))
    names = [*capabilities, *sorted({point.capability for point in points} - set(capabilities))]
    courses = {name: _course(name, points) for name in names}
    never = [name for name in names if courses[name].last_on is None]
    tested = [(course.last_on, name) for name, course in courses.items() if course.last_on is not None]
    seldom = [*never, *(name for _, name in sorted(tested, key=lambda one: (one[0], names.index(one[1]))))]
    return Trend(courses, len({point.exercise for point in points}), tuple(seldom))


def _course(name: str, points: Sequence[Point]) -> Course:
    own = sorted(
        (point for point in points if point.capability == name), key=lambda point: (point.on, point.exercise)
    )
    marked = [(point.on, point.mark) for point in own if point.mark is not None]
    direction: Direction | None = None
    if len(marked) >= 2:
        before, after = (MARKS.index(mark) for _, mark in marked[-2:])
        direction = "same" if before == after else "better" if after < before else "worse"
    return Course(
        capability=name,
        points=tuple(own),
        direction=direction,
        last_mark=marked[-1][1] if marked else None,
        last_on=marked[-1][0] if marked else None,
        retests=sum(point.retests for point in own),
        held=sum(point.held for point in own),
    )
