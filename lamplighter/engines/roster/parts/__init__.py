"""The soft parts of a roster, by name: PARTS is the index, in the order in which they are told."""

from collections.abc import Callable, Iterable, Mapping

from lamplighter.engines.roster.charges import Charge, Sitting, charged
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts.asked import changes, skills, wishes
from lamplighter.engines.roster.parts.empty import holes, preferred, spare
from lamplighter.engines.roster.parts.rhythm import isolated
from lamplighter.engines.roster.parts.shares import holidays, hours, nights, standby, weekends
from lamplighter.engines.roster.parts.unmet import terms
from lamplighter.engines.roster.result import Part

PARTS: Mapping[str, Callable[[Ground], Iterable[Charge]]] = {
    "holes": holes,
    "preferred": preferred,
    "spare": spare,
    "changes": changes,
    "skills": skills,
    "wishes": wishes,
    "nights": nights,
    "weekends": weekends,
    "holidays": holidays,
    "standby": standby,
    "hours": hours,
    "isolated": isolated,
    "terms": terms,
}

Bill = Mapping[str, tuple[Charge, ...]]


def bill_of(ground: Ground) -> Bill:
    """Everything that a roster of this problem can be charged for, by part."""
    return {name: tuple(part(ground)) for name, part in PARTS.items()}


def account(bill: Bill, sitting: Sitting) -> tuple[Part, ...]:
    """What one roster is charged, part by part; their costs sum to its objective."""
    told = []
    for name, charges in bill.items():
        drawn = [charged(charge, sitting) for charge in charges]
        told.append(Part(name, sum(amount for amount, _ in drawn), sum(cost for _, cost in drawn)))
    return tuple(told)
