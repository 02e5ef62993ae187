"""Reads public benchmark files of rosters into a grid, and rosters for them; writes rosters."""

from lamplighter.engines.lines.formats import curtois_qu, inrc2, solution
from lamplighter.engines.lines.formats.complaints import WANTED, Complaint, Malformed, Source, Wanted

__all__ = ["WANTED", "Complaint", "Malformed", "Source", "Wanted", "curtois_qu", "inrc2", "solution"]
