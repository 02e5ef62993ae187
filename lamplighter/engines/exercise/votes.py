"""What many answers to one decision come to: how they spread, and which one binds."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from lamplighter.engines.exercise.scenario import Decision

TEXT_SIGNS = 500


@dataclass(frozen=True, slots=True)
class Spread:
    """How answers are spread; nobody can be seen in it.

    Parameters
    ----------
    n
        Answers counted.
    counts
        Option to answers (``single``), or to first places (``rank``); every option stands in it.
    points
        Option to Borda points (``rank``): an option earns one for every option ranked behind it.
    five
        Least, lower quartile, median, upper quartile, most (``number``).
    """

    n: int
    counts: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    five: tuple[float, float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Won:
    """The value that binds, and how many answered otherwise."""

    value: Any = field(hash=False)
    dissent: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """The rule gives no single value: ``leading`` are those in front, () where nobody has answered."""

    leading: tuple[Any, ...] = field(hash=False, default=())


def unfit(decision: Decision, value: Any, *, hidden: bool = False) -> str | None:
    """Say why a value is no answer to a decision, or ``None``.

    Hidden options are no answer, and are not ranked, unless ``hidden`` says that the facilitator chooses.
    Codes: ``no_option``, ``not_all_ranked`` (every option once, in any order), ``no_number``, ``out_of_bounds``,
    ``no_text``, ``too_long`` (over 500 signs).
    """
    match decision.mode:
        case "single":
            known = decision.options if hidden else decision.offered
            return None if value in {option.key for option in known} else "no_option"
        case "rank":
            if not isinstance(value, list | tuple):
                return "not_all_ranked"
            given = Counter(map(str, value))
            fitting = [decision.offered, decision.options] if hidden else [decision.offered]
            whole = any(given == Counter(option.key for option in known) for known in fitting)
            return None if whole else "not_all_ranked"
        case "number":
            if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
                return "no_number"
            inside = decision.bounds is None or decision.bounds[0] <= value <= decision.bounds[1]
            return None if inside else "out_of_bounds"
        case "text":
            if not isinstance(value, str) or not value.strip():
                return "no_text"
            return None if len(value) <= TEXT_SIGNS else "too_long"


def spread(decision: Decision, values: Sequence[Any]) -> Spread:
    """Spread answers by the decision's mode. Texts are only counted; values that do not fit are not."""
    fitting = [value for value in values if unfit(decision, value) is None]
    match decision.mode:
        case "single":
            found = Counter(fitting)
            return Spread(len(fitting), {option.key: found[option.key] for option in decision.options})
        case "rank":
            return _ranked(decision, fitting)
        case "number":
            return Spread(len(fitting), five=_five(sorted(map(float, fitting))))
        case "text":
            return Spread(len(fitting))


def winner(decision: Decision, values: Sequence[Any], decider_value: Any) -> Won | Tie:
    """Say which value binds under the decision's rule.

    ``role``: the decider's, whatever the spread (a :class:`Tie` without leaders where they have not answered).
    ``consensus``: what everybody says. ``majority``: what more than half say. ``plurality``: what most say. For numbers
    the median answers both votes; for ranks the order by Borda points, where equal points are a tie. Texts
    cannot be voted on. A tie is the facilitator's to break.
    """
    fitting = [_hashable(value) for value in values if unfit(decision, value) is None]
    if decision.rule == "role":
        if decider_value is None:
            return Tie()
        return _won(_hashable(decider_value), fitting)
    if not fitting:
        return Tie()
    counts = Counter(fitting)
    if decision.rule == "consensus":
        return _won(fitting[0], fitting) if len(counts) == 1 else Tie(tuple(counts))
    if decision.mode == "number":
        return _won(median(fitting), fitting)
    if decision.mode == "rank":
        return _order(decision, fitting)
    if decision.mode == "text":
        return Tie()
    most = max(counts.values())
    leading = tuple(option.key for option in decision.options if counts[option.key] == most)
    if len(leading) > 1 or (decision.rule == "majority" and 2 * most <= len(fitting)):
        return Tie(leading)
    return _won(leading[0], fitting)


def of_tables(decision: Decision, values: Sequence[Any]) -> Won | Tie:
    """Say what the room decides when each table has decided for itself: what most tables say."""
    fitting = [_hashable(value) for value in values if unfit(decision, value, hidden=True) is None]
    if not fitting:
        return Tie()
    if decision.mode == "number":
        return _won(median(fitting), fitting)
    counts = Counter(fitting)
    most = max(counts.values())
    leading = tuple(value for value in counts if counts[value] == most)
    return _won(leading[0], fitting) if len(leading) == 1 else Tie(leading)


def _won(value: Any, values: Sequence[Any]) -> Won:
    return Won(value, sum(1 for one in values if one != value))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _ranked(decision: Decision, ranks: Sequence[Sequence[str]]) -> Spread:
    firsts = Counter(rank[0] for rank in ranks if rank)
    points = _borda(decision, ranks)
    return Spread(len(ranks), {option.key: firsts[option.key] for option in decision.options}, points)


def _borda(decision: Decision, ranks: Sequence[Sequence[str]]) -> dict[str, int]:
    points = {option.key: 0 for option in decision.offered}
    for rank in ranks:
        for place, key in enumerate(rank):
            points[key] += len(rank) - 1 - place
    return points


def _order(decision: Decision, ranks: Sequence[tuple[str, ...]]) -> Won | Tie:
    points = _borda(decision, ranks)
    order = tuple(sorted(points, key=lambda key: -points[key]))
    if len(set(points.values())) < len(points):
        shared = Counter(points.values())
        return Tie(tuple(key for key in order if shared[points[key]] > 1))
    return _won(order, ranks)


def _five(numbers: Sequence[float]) -> tuple[float, float, float, float, float] | None:
    if not numbers:
        return None
    at = [_quantile(numbers, share) for share in (0.25, 0.5, 0.75)]
    return numbers[0], at[0], at[1], at[2], numbers[-1]


def _quantile(numbers: Sequence[float], share: float) -> float:
    """Read a quantile off sorted numbers, straight lines between them."""
    place = share * (len(numbers) - 1)
    below = math.floor(place)
    above = math.ceil(place)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - below)
