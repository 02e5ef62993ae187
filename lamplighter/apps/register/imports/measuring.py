"""Opens a workbook in a process of its own, which may fail there: a few hostile bytes can ask for all memory.

Run as a program, it is that process: the workbook comes on standard input, and the status says how it went.
It imports nothing of ours, so that it starts at once.
"""

import resource
import subprocess
import sys
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 60
MOST_CELLS = 20_000_000
TOO_FAR = 3


def opens_safely(content: bytes) -> bool:
    """Whether the workbook, with every cell it spans, fits into memory and is read in reasonable time.

    One that is damaged or protected counts as safe: opening it fails at once, with its own sentence.
    """
    try:
        ended = subprocess.run(  # noqa: S603 -- our own program; what came from outside is only its input
            [sys.executable, "-I", __file__], input=content, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def measure(content: bytes) -> int:
    """The status to leave with: 0, or TOO_FAR if a sheet spans too many cells."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            # From the first cell of all, not from the first that holds something.
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                return TOO_FAR
    except (CalamineError, OSError, ValueError, RuntimeError):
        return 0
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            return 0
        raise
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.exit(measure(sys.stdin.buffer.read()))
