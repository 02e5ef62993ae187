"""Spans of time, local clocks, weeks and holidays: what every other engine counts with."""

from lamplighter.engines.hours.clock import at_wall, day_span, local_days, wall_windows
from lamplighter.engines.hours.span import Span, intersect, subtract, total_minutes, union
from lamplighter.engines.hours.week import Holiday, Week, eves, public_holidays

__all__ = [
    "Holiday",
    "Span",
    "Week",
    "at_wall",
    "day_span",
    "eves",
    "intersect",
    "local_days",
    "public_holidays",
    "subtract",
    "total_minutes",
    "union",
    "wall_windows",
]
