"""The search for the cheapest lines of work, as the doors of this app reach it."""

from lamplighter.engines.lines import LinesProgress, LinesResult, solve_lines

__all__ = ["LinesProgress", "LinesResult", "solve_lines"]
