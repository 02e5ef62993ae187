"""Which column of a chronogram holds what: by its header in five languages, or by what stands in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from lamplighter.apps.exercise.imports.found import Unusable
from lamplighter.apps.exercise.imports.offsets import when_of
from lamplighter.apps.exercise.imports.words import HEADERS, channel_of, meaning_of
from lamplighter.apps.exercise.imports.workbook import Cell, is_empty, letters, number_of, text_in

NOTHING = "nothing"
MEANINGS = (*HEADERS, NOTHING)
Rows = Sequence[tuple[int, list[Cell]]]
LOOK_FOR_HEADER = 15
LEAST_HEADERS = 3
SHORT, TITLE = 40, 80


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns mean, by their number from 0, and the row of headers if there is one.

    ``unwanted`` are those that somebody chose to leave out.
    """

    meaning_of: Mapping[int, str]
    header_at: int | None = None
    unwanted: frozenset[int] = frozenset()

    def of(self, meaning: str) -> int | None:
        """The number of the column that holds this."""
        return next((index for index, found in self.meaning_of.items() if found == meaning), None)


def chosen(pairs: str) -> dict[str, str]:
    """``C=offset,D=to`` as a mapping from the letters of columns to what they mean.

    Raises
    ------
    Unusable
        ``map_form`` if it is not written so, ``map_meaning`` if a word is not one of ``MEANINGS``.
    """
    found = {}
    for pair in filter(None, (piece.strip() for piece in pairs.split(","))):
        letter, equals, meaning = (piece.strip() for piece in pair.partition("="))
        if not equals or not letter.isascii() or not letter.isalpha() or len(letter) > 3:
            raise Unusable("map_form", found=pair)
        if meaning.lower() not in MEANINGS:
            raise Unusable("map_meaning", found=meaning, meanings=", ".join(MEANINGS))
        found[letter.upper()] = meaning.lower()
    return found


def columns_of(rows: Rows, asked: Mapping[str, str]) -> Columns:
    """The meaning of each column; ``asked`` (letter → meaning) is believed before anything else."""
    header_at = header_of(rows)
    if header_at is None:
        found = guessed(rows)
    else:
        found = {}
        for index, cell in enumerate(dict(rows)[header_at]):
            meaning = meaning_of(text_in(cell)) if not is_empty(cell) else None
            if meaning and meaning not in found.values():
                found[index] = meaning
    for letter, meaning in asked.items():
        # Each meaning has one column: whoever asks for another takes it away from where it was.
        found = {index: before for index, before in found.items() if before != meaning}
        found[number_of(letter) - 1] = meaning
    unwanted = frozenset(number_of(letter) - 1 for letter, meaning in asked.items() if meaning == NOTHING)
    wanted = {index: meaning for index, meaning in found.items() if meaning != NOTHING and index not in unwanted}
    return Columns(wanted, header_at, unwanted)


def header_of(rows: Rows) -> int | None:
    """The number of the row whose cells name columns: at least three different ones, and no time or number."""
    for number, cells in rows[:LOOK_FOR_HEADER]:
        filled = [cell for cell in cells if not is_empty(cell)]
        if any(not isinstance(cell, str) or when_of(cell) for cell in filled):
            continue
        if len({meaning for cell in filled if (meaning := meaning_of(text_in(cell)))}) >= LEAST_HEADERS:
            return number
    return None


def guessed(rows: Rows) -> dict[int, str]:
    """The meanings of columns without headers."""
    width = max((len(cells) for _, cells in rows), default=0)
    columns = {
        index: filled
        for index in range(width)
        if (filled := [cells[index] for _, cells in rows if index < len(cells) and not is_empty(cells[index])])
    }
    found: dict[int, str] = {}

    def take(meaning: str, fits: Callable[[list[Cell]], bool], order: Sequence[int] | None = None) -> None:
        if meaning not in found.values():
            for index in order if order is not None else list(columns):
                if index not in found and fits(columns[index]):
                    found[index] = meaning
                    return

    take("offset", lambda cells: share(cells, is_time) >= 0.6)
    take("channel", lambda cells: lengths(cells) <= SHORT and share(cells, names_channel) >= 0.5)
    # A template names what belongs into a column: "team1", "message2", "expectation".
    for index, cells in columns.items():
        if index not in found and (hint := hinted(cells)) and hint not in found.values():
            found[index] = hint
    take("number", lambda cells: share(cells, is_number) == 1 and rising(cells), list(columns)[:2])
    take("score", lambda cells: share(cells, is_number) == 1 and all(0 <= number(cell) <= 100 for cell in cells))
    texts = sorted(index for index in columns if index not in found and share(columns[index], is_number) < 0.5)
    by_length = sorted(texts, key=lambda index: -lengths(columns[index]))
    take("body", lambda cells: lengths(cells) > TITLE, by_length)
    take("to", lambda cells: lengths(cells) <= SHORT and repeats(cells), texts)
    take("title", lambda cells: lengths(cells) <= TITLE, texts)
    take("body", lambda cells: True, by_length)
    return found


def share(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def lengths(cells: Sequence[Cell]) -> float:
    return mean(len(text_in(cell)) for cell in cells)


def is_time(cell: Cell) -> bool:
    when = when_of(cell)
    return when is not None and not when.bare


def names_channel(cell: Cell) -> bool:
    return isinstance(cell, str) and channel_of(cell) is not None


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else -1.0


def rising(cells: Sequence[Cell]) -> bool:
    return all(number(before) < number(after) for before, after in pairwise(cells))


def repeats(cells: Sequence[Cell]) -> bool:
    """Whether few names come again and again."""
    return len({text_in(cell) for cell in cells}) <= max(3, len(cells) // 2)


def hinted(cells: Sequence[Cell]) -> str | None:
    """What the cells of a template call themselves, if most of them do."""
    found = [
        meaning
        for cell in cells
        if isinstance(cell, str) and len(cell.split()) <= 2 and (meaning := meaning_of(cell.rstrip("0123456789 ")))
    ]
    return found[0] if found and len(found) * 2 > len(cells) and len(set(found)) == 1 else None


def unnamed(rows: Rows, columns: Columns) -> list[tuple[str, bool]]:
    """Columns that hold something and mean nothing to us: by their headers, or else by their letters.

    Beside each, whether somebody chose to leave it out.
    """
    header = dict(rows)[columns.header_at] if columns.header_at is not None else []
    filled = {
        index
        for line, cells in rows
        if line != columns.header_at
        for index, cell in enumerate(cells)
        if not is_empty(cell)
    }
    return [
        (
            text_in(header[index]) if index < len(header) and not is_empty(header[index]) else letters(index),
            index in columns.unwanted,
        )
        for index in sorted(filled - columns.meaning_of.keys())
    ]
