"""The search for the cheapest lines of work, as the doors of this app reach it."""

from lamplighter.engines.lines import MOST_SHIFTS, LinesProgress, LinesResult, solve_lines

__all__ = ["MOST_SHIFTS", "LinesProgress", "LinesResult", "solve_lines"]
