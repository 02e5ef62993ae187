"""What evaluators saw: marks for tasks, from them marks for objectives, from them one for the exercise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.exercise.scenario import Objective

Mark = Literal["P", "S", "M", "U"]
MARKS: tuple[Mark, ...] = ("P", "S", "M", "U")


@dataclass(frozen=True, slots=True)
class Rating:
    """One evaluator's mark for one task.

    Parameters
    ----------
    mark
        ``P`` performed without challenges, ``S`` with some, ``M`` with major ones, ``U`` unable to perform.
    official
        The mark that was agreed on when evaluating; it stands alone, whatever else was noted.
    line
        Number of the log line that tells of it.

    Source: the four ratings of the Homeland Security Exercise and Evaluation Program (HSEEP).
    """

    task: str
    mark: Mark
    watcher: str
    line: int = 0
    official: bool = False


@dataclass(frozen=True, slots=True)
class TaskMark:
    """One task: its mark, how many marks it was made of, and the log lines that carry them."""

    task: str
    mark: Mark
    of: int
    official: bool
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveMark:
    """One objective: ``mark`` is ``None`` if nobody looked at any of its tasks; ``unseen`` names those."""

    objective: str
    capability: str
    weight: int
    mark: Mark | None
    tasks: tuple[TaskMark, ...]
    unseen: tuple[str, ...]
    lines: tuple[int, ...]


def rated(objective: Objective, ratings: Sequence[Rating]) -> ObjectiveMark:
    """The mark of an objective: the median of its tasks, the worse of two middles.

    A task's mark is its official one. Before there is one, it is the median of what the evaluators noted,
    again the worse of two middles; never an average, because marks are ranks and not amounts.

    Raises
    ------
    ValueError
        A mark that is none of the four, or two official marks for one task.
    """
    found: list[TaskMark] = []
    unseen: list[str] = []
    for task in objective.tasks:
        own = [rating for rating in ratings if rating.task == task.key]
        if own:
            found.append(_of_task(task.key, own))
        else:
            unseen.append(task.key)
    return ObjectiveMark(
        objective=objective.key,
        capability=objective.capability,
        weight=objective.weight,
        mark=worse_median((one.mark, 1) for one in found),
        tasks=tuple(found),
        unseen=tuple(unseen),
        lines=tuple(sorted({line for one in found for line in one.lines})),
    )


def overall(marks: Iterable[ObjectiveMark]) -> Mark | None:
    """The mark of the exercise: the median of its objectives by weight; ``None`` if nothing was looked at.

    It is never shown without how many objectives were looked at, and when.
    """
    return worse_median((one.mark, one.weight) for one in marks if one.mark is not None)


def counted(marks: Iterable[ObjectiveMark]) -> Mapping[Mark, tuple[TaskMark, ...]]:
    """The tasks of several objectives by their mark, all four named."""
    tasks = [task for one in marks for task in one.tasks]
    return {mark: tuple(task for task in tasks if task.mark == mark) for mark in MARKS}


def worse_median(weighted: Iterable[tuple[Mark, int]]) -> Mark | None:
    """The median of marks by weight; where it lies between two, the worse of them."""
    ranked = sorted(((MARKS.index(mark), weight) for mark, weight in weighted if weight > 0), reverse=True)
    half = sum(weight for _, weight in ranked) / 2
    passed = 0
    for rank, weight in ranked:
        passed += weight
        if passed >= half:
            return MARKS[rank]
    return None


def _of_task(task: str, ratings: Sequence[Rating]) -> TaskMark:
    for rating in ratings:
        if rating.mark not in MARKS:
            raise ValueError(f"Task {task!r} has the mark {rating.mark!r}. Use one of {', '.join(MARKS)}.")
    official = [rating for rating in ratings if rating.official]
    if len(official) > 1:
        raise ValueError(f"Task {task!r} has {len(official)} official marks. Keep one of them.")
    counting = official or ratings
    mark = worse_median((rating.mark, 1) for rating in counting)
    assert mark is not None
    lines = tuple(sorted({rating.line for rating in counting if rating.line}))
    return TaskMark(task, mark, len(counting), bool(official), lines)
