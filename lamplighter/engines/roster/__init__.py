"""Who serves when: a problem goes in, a lawful roster with its holes comes out.

The search proposes, the law disposes: whatever a search answers is judged by ``engines.law`` before it is given.
"""

from lamplighter.engines.roster.choices import Choice, candidates_for
from lamplighter.engines.roster.demand import Demand
from lamplighter.engines.roster.explain.clash import KINDS, PRICES, Clash, Element, Step, Way
from lamplighter.engines.roster.explain.clashes import clashes
from lamplighter.engines.roster.explain.why import Exchange, Instead, Why, why
from lamplighter.engines.roster.letters import as_letters
from lamplighter.engines.roster.levelling import in_order
from lamplighter.engines.roster.problem import (
    HOLIDAY,
    NEEDED,
    NIGHT,
    PREFERRED,
    SPARE,
    WEEKEND,
    Candidate,
    Ledger,
    Pin,
    Placed,
    Problem,
    Seat,
    SkillWanted,
    Weights,
    Wish,
)
from lamplighter.engines.roster.replan import Change, Replan, replan
from lamplighter.engines.roster.result import (
    CODES,
    STATUSES,
    Code,
    Hole,
    Limit,
    Part,
    PersonBreach,
    Progress,
    Reason,
    Result,
    Status,
)
from lamplighter.engines.roster.searches import SEARCHES
from lamplighter.engines.roster.solve import solve
from lamplighter.engines.roster.terms.contract import Count, Cycle, Quota, Terms, forward
from lamplighter.engines.roster.verdict import breaches

__all__ = [
    "CODES",
    "HOLIDAY",
    "KINDS",
    "NEEDED",
    "NIGHT",
    "PREFERRED",
    "PRICES",
    "SEARCHES",
    "SPARE",
    "STATUSES",
    "WEEKEND",
    "Candidate",
    "Change",
    "Choice",
    "Clash",
    "Code",
    "Count",
    "Cycle",
    "Demand",
    "Element",
    "Exchange",
    "Hole",
    "Instead",
    "Ledger",
    "Limit",
    "Part",
    "PersonBreach",
    "Pin",
    "Placed",
    "Problem",
    "Progress",
    "Quota",
    "Reason",
    "Replan",
    "Result",
    "Seat",
    "SkillWanted",
    "Status",
    "Step",
    "Terms",
    "Way",
    "Weights",
    "Why",
    "Wish",
    "as_letters",
    "breaches",
    "candidates_for",
    "clashes",
    "forward",
    "in_order",
    "replan",
    "solve",
    "why",
]
