"""The columns of a chronogram, for a reader who says what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplighter.apps.exercise.imports import archive, chronogram, own_workbook
from lamplighter.apps.exercise.imports.columns import columns_of
from lamplighter.apps.exercise.imports.workbook import is_empty, letters, sheets_of, text_in

SAMPLES = 3
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Looked:
    """One column that holds something: what stands over it, a few of its values, and what it seems to mean.

    ``meaning`` is empty where nothing is guessed.
    """

    letter: str
    header: str
    samples: tuple[str, ...]
    meaning: str


def columns_in(content: bytes, asked: Mapping[str, str]) -> list[Looked]:
    """The columns of a chronogram in their order; none for a file that is not one, or is a workbook of ours.

    Parameters
    ----------
    asked
        Letter of a column → what it holds, believed before what is guessed.

    Raises
    ------
    Unusable
        If the file is an archive that cannot be opened.
    """
    if not content.startswith(archive.BEGINS):
        return []
    entries = archive.opened(content)
    if chronogram.WORKBOOK not in {entry.name for entry in entries}:
        return []
    sheets = sheets_of(content, entries)
    if own_workbook.is_ours(sheets):
        return []
    rows = chronogram.fullest(chronogram.filled_of(sheets)).rows
    found = columns_of(rows, asked)
    header = dict(rows)[found.header_at] if found.header_at is not None else []
    told = []
    for index in range(max(len(cells) for _, cells in rows)):
        below = [
            text_in(cells[index])
            for line, cells in rows
            if line != found.header_at and index < len(cells) and not is_empty(cells[index])
        ]
        over = text_in(header[index]) if index < len(header) else ""
        if below or over:
            samples = tuple(dict.fromkeys(shortened(each) for each in below))[:SAMPLES]
            told.append(Looked(letters(index), shortened(over), samples, found.meaning_of.get(index, "")))
    return told


def shortened(text: str) -> str:
    """A value on one line, of a length that can be read at a glance."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
