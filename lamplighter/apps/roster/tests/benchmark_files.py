"""A small benchmark file in a folder of its own, and the commands that read it."""

from pathlib import Path

import pytest
from django.core.management import execute_from_command_line

WEEK = """\
SECTION_HORIZON
7
SECTION_SHIFTS
D,480,
SECTION_STAFF
Ada,D=7,2400,0,5,2,2,1
Bo,D=7,2400,0,5,2,2,1
SECTION_DAYS_OFF
Ada,0
Bo,0
SECTION_SHIFT_ON_REQUESTS
Ada,2,D,3
SECTION_SHIFT_OFF_REQUESTS
SECTION_COVER
1,D,2,100,1
2,D,1,100,1
"""


def week_in(folder: Path) -> Path:
    """The folder, with the file in it."""
    (folder / "week.txt").write_text(WEEK)
    return folder


def run(deed: str, *words: str) -> None:
    """``lamplighter roster check`` or ``solve`` with these words."""
    execute_from_command_line(["lamplighter", f"roster_{deed}", *words])


def ends_with(status: int, deed: str, *words: str) -> None:
    """The same, which must end with this status."""
    with pytest.raises(SystemExit) as left:
        run(deed, *words)
    assert left.value.code == status
