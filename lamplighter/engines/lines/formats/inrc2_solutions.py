"""Reads solution files of the Second International Nurse Rostering Competition: one for each week."""

from collections.abc import Sequence

from lamplighter.engines.lines.formats.complaints import Complaint, Complaints, Malformed, Source
from lamplighter.engines.lines.formats.inrc2_files import DAYS, Blocks
from lamplighter.engines.lines.model import OFF, Grid, Lines


def read_solution(sources: Sequence[Source], grid: Grid) -> Lines:
    """The lines that the files of all weeks hold together.

    Raises
    ------
    Malformed
        With every complaint about any of the files: a week missing or told twice, an unknown nurse, shift, skill
        or day, two shifts of one nurse on one day.
    """
    lines = {person.key: [OFF] * grid.days for person in grid.people}
    complaints: list[Complaint] = []
    blocks = []
    for source in sources:
        try:
            blocks.append(Blocks(source, ("SOLUTION", "ASSIGNMENTS")))
        except Malformed as error:
            complaints += error.complaints
    weeks = [_week(each) for each in blocks]
    told = [week for week in weeks if week is not None]
    first = min(told, default=0)
    for each, week in zip(blocks, weeks, strict=True):
        if week is not None and (week - first >= grid.days // 7 or told.count(week) > 1):
            each.wrong.add(each.found["SOLUTION"].line, "week", week, "once_only")
        elif week is not None:
            _assign(each, week - first, grid, lines)
        complaints += each.wrong.found
    if len(sources) != grid.days // 7:
        wrong = Complaints(sources[0].name if sources else "")
        wrong.add(None, "weeks", len(sources), "weeks", count=grid.days // 7)
        complaints += wrong.found
    if complaints:
        raise Malformed(complaints)
    return {key: tuple(line) for key, line in lines.items()}


def _week(blocks: Blocks) -> int | None:
    """The number of the week that a file is for."""
    rows = list(blocks.rows("SOLUTION", 2, 2))
    if not rows:
        blocks.wrong.add(blocks.found["SOLUTION"].line, "SOLUTION", "", "content")
        return None
    return blocks.wrong.integer(rows[0][0], "week", rows[0][1][0])


def _assign(blocks: Blocks, week: int, grid: Grid, lines: dict[str, list[str]]) -> None:
    first: dict[tuple[str, str], int] = {}
    skills = {key.partition("/")[2] for key in grid.shift_numbers}
    shifts = {key.partition("/")[0] for key in grid.shift_numbers}
    for line, (nurse, day, shift, skill) in blocks.rows("ASSIGNMENTS", 4, 4):
        before = len(blocks.wrong.found)
        if nurse not in lines:
            blocks.wrong.add(line, "nurse", nurse, "person")
        if day not in DAYS:
            blocks.wrong.add(line, "day", day, "weekday")
        if shift not in shifts:
            blocks.wrong.add(line, "shift", shift, "shift")
        if skill not in skills:
            blocks.wrong.add(line, "skill", skill, "skill")
        if first.setdefault((nurse, day), line) != line:
            blocks.wrong.add(line, "nurse, day", f"{nurse} {day}", "once", first=first[nurse, day])
        if len(blocks.wrong.found) == before:
            lines[nurse][7 * week + DAYS.index(day)] = f"{shift}/{skill}"
