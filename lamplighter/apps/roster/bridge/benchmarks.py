"""Public benchmark files: bytes → grids and rosters → what a roster costs and breaks."""

from collections.abc import Sequence

from lamplighter.engines.lines import Grid, Lines
from lamplighter.engines.lines.formats import Complaint, Malformed, Source, curtois_qu, inrc2, solution
from lamplighter.engines.lines.score import Score, score

__all__ = ["Complaint", "Grid", "Lines", "Malformed", "Score", "Source", "grid_of", "lines_of", "score", "written"]


def grid_of(file: Source, history: Source | None, weeks: Sequence[Source], name: str) -> Grid:
    """The grid of a benchmark file, whichever format it has; raises ``Malformed``."""
    asked = history is not None or bool(weeks)
    if not inrc2.is_scenario(file.content):
        if asked:
            raise Malformed([Complaint(file.name, None, "--history, --weeks", "", "alone")])
        return curtois_qu.read(file, name)
    if history is None or not weeks:
        raise Malformed([Complaint(file.name, None, "--history, --weeks", "", "whole")])
    return inrc2.read(file, history, weeks, name)


def lines_of(files: Sequence[Source], grid: Grid) -> Lines:
    """The roster in the files: one of JSON, or one for each week of the nurse rostering competition."""
    if files[0].content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"SOLUTION"):
        return inrc2.read_solution(files, grid)
    if len(files) > 1:
        raise Malformed([Complaint(each.name, None, "SOLUTION", "", "solutions") for each in files[1:]])
    return solution.read(files[0], grid)


def written(lines: Lines) -> str:
    """The roster as JSON."""
    return solution.write(lines)
