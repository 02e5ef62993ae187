"""Levelling in order: no evenness of a later part can pay for any unevenness of an earlier one.

It is done by weights, in one search: each named part weighs one more than everything below it can ever cost
together. Such weights grow with the size of a problem, and costs are only exact up to 2**53; for more people and
parts than that allows, level by weights that trade (``Weights``).
"""

from collections.abc import Sequence
from dataclasses import replace

from lamplighter.engines.roster.charges import Charge, Level, NoneOf, Sits
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.parts import bill_of
from lamplighter.engines.roster.problem import Problem

LEVELLED = ("nights", "weekends", "holidays", "standby", "hours")
WHOLE = 2**53
"""Up to here every whole number is exact in the solver's bounds."""


def in_order(problem: Problem, order: Sequence[str] = ("nights", "weekends", "holidays", "standby")) -> Problem:
    """The same problem with weights that level these parts one after the other.

    Holes and changes of what was published still come before all of them, in this order; wishes, skills and
    whatever is not named come after them, with the weights they have.

    Raises
    ------
    ValueError
        If a part is not one that is levelled, or is named twice, or the weights would pass what is exact.
    """
    strange = [name for name in order if name not in LEVELLED]
    if strange or len(set(order)) != len(order):
        raise ValueError(f"order must name some of {', '.join(LEVELLED)}, once each. Got {', '.join(order)}.")
    ones = replace(problem, weights=replace(problem.weights, **dict.fromkeys((*order, "hole", "change"), 1)))
    bill = bill_of(lay(ones))
    most = {name: sum(_most(charge) for charge in charges) for name, charges in bill.items()}
    weights: dict[str, int] = {}
    below = sum(cost for name, cost in most.items() if name not in (*order, "holes", "changes"))
    for name, part in (*((name, name) for name in reversed(order)), ("change", "changes"), ("hole", "holes")):
        weights[name] = below + 1
        below += weights[name] * most[part]
    if below > WHOLE:
        raise ValueError(
            f"{len(problem.people)} people and {len(problem.seats)} seats are too many to level "
            f"{', '.join(order)} strictly in order. Name fewer parts, or level by weights."
        )
    return replace(problem, weights=replace(problem.weights, **weights))


def _most(charge: Charge) -> int:
    """More than this a charge never draws."""
    match charge:
        case Sits(_, cost) | NoneOf(_, cost, _):
            return cost
        case Level():
            full = sum(max(0, units) for _, units in charge.loads)
            least = sum(min(0, units) for _, units in charge.loads)
            return max(charge.cost(least), charge.cost(full))
