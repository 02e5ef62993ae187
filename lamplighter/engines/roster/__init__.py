"""Who serves when: a problem goes in, a lawful roster with its holes comes out.

The search proposes, the law disposes: whatever a search answers is judged by ``engines.law`` before it is given.
"""

from lamplighter.engines.roster.choices import Choice, candidates_for
from lamplighter.engines.roster.explain.why import Exchange, Instead, Why, why
from lamplighter.engines.roster.letters import as_letters
from lamplighter.engines.roster.problem import (
    HOLIDAY,
    NIGHT,
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

__all__ = [
    "CODES",
    "HOLIDAY",
    "NIGHT",
    "SEARCHES",
    "STATUSES",
    "WEEKEND",
    "Candidate",
    "Change",
    "Choice",
    "Code",
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
    "Reason",
    "Replan",
    "Result",
    "Seat",
    "SkillWanted",
    "Status",
    "Weights",
    "Why",
    "Wish",
    "as_letters",
    "candidates_for",
    "replan",
    "solve",
    "why",
]
