"""Lines of work: people by days, at most one shift a day, and the cheapest lines that meet the demand together."""

from lamplighter.engines.lines.model import (
    OFF,
    Demand,
    Grid,
    Lines,
    Person,
    Run,
    Shift,
    Total,
    Weekends,
    Wish,
)
from lamplighter.engines.lines.score import Broken, Part, Score, score
from lamplighter.engines.lines.solve import (
    MOST_SHIFTS,
    STATUSES,
    LinesProgress,
    LinesResult,
    LinesStatus,
    solve_lines,
)

__all__ = [
    "MOST_SHIFTS",
    "OFF",
    "STATUSES",
    "Broken",
    "Demand",
    "Grid",
    "Lines",
    "LinesProgress",
    "LinesResult",
    "LinesStatus",
    "Part",
    "Person",
    "Run",
    "Score",
    "Shift",
    "Total",
    "Weekends",
    "Wish",
    "score",
    "solve_lines",
]
