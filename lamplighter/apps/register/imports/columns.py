"""Which column means what: guessed from headers and cells, put right by the reader, remembered for the next file."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from lamplighter.apps.register.choices import ImportKind, PayPeriod
from lamplighter.apps.register.imports.headers import is_number
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.targets import (
    PRIVATE_TARGETS,
    known_headers,
    meaning_of,
    own_names,
    words_of,
)
from lamplighter.apps.register.imports.tidy import Cell
from lamplighter.apps.register.imports.wrong import Unusable

# Index of a column, as text because JSON keeps it, and the key of what it means.
Meanings = dict[str, str]
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# Words that may stand beside a known header without changing its meaning: "Salary (EUR)", "Hire date *".
ASIDE = re.compile(r"\(.*?\)|\[.*?\]|\*")
PERIOD_WORDS = {
    PayPeriod.YEAR: ("annual", "annum", "year", "yearly", "سالانه", "سالیانه", "שנתי", "السنوي", "سنوي"),
    PayPeriod.MONTH: ("month", "monthly", "ماهانه", "ماهیانه", "חודשי", "الشهري", "شهري"),
    PayPeriod.HOUR: ("hour", "hourly", "ساعتی", "שעתי", "الساعة"),
}


def guess(sheet: Sheet, kind: str, *, without: Collection[str] = ()) -> Meanings:
    """What each column seems to mean; a meaning is given once, and private facts are never guessed at."""
    private = {target for targets in PRIVATE_TARGETS.values() for target in targets}
    taken: dict[str, int] = {}
    for words in (str, _bare):
        for index, header in enumerate(sheet.headers):
            target = meaning_of(words(header), kind)
            if target and target not in taken and index not in taken.values():
                taken[target] = index
    if kind == ImportKind.PEOPLE:
        _by_cells(sheet, taken)
        if "name" in taken and {"first_name", "last_name"} & set(taken):
            # "Last name" beside "Name" is its part; one of the two ways is enough.
            taken.pop("first_name", None)
            taken.pop("last_name", None)
    for target in (*private, *without):
        taken.pop(target, None)
    return {str(index): target for target, index in sorted(taken.items(), key=lambda item: item[1])}


def meanings(sheet: Sheet, kind: str) -> dict[int, str]:
    """What each column seems to mean, private facts too: to say what could be stored and is not."""
    found = {index: meaning_of(header, kind) for index, header in enumerate(sheet.headers)}
    return {index: target for index, target in found.items() if target}


def period_of(sheet: Sheet, mapping: Mapping[str, str]) -> str:
    """For which time the column of base pay pays, by its header; empty where it does not say."""
    for index, target in mapping.items():
        if target == "base_pay":
            words = words_of(sheet.headers[int(index)]).split()
            for period, said in PERIOD_WORDS.items():
                if any(words_of(word) in words for word in said):
                    return str(period.value)
    return ""


def lacking(mapping: Mapping[str, str], kind: str) -> list[tuple[str, str]]:
    """What makes a mapping useless, as code and meaning: nothing missing, nothing twice."""
    found = list(mapping.values())
    problems = [("twice", target) for target in sorted(set(found)) if found.count(target) > 1]
    if not found:
        return [("nothing", "")]
    # A list may name people by their staff number alone.
    named = "name" in found or (kind == ImportKind.PEOPLE and {"number", "last_name", "first_name"} & set(found))
    if not named:
        problems.append(("missing", "name"))
    return problems


def said_by(words: str, sheet: Sheet, kind: str) -> Meanings:
    """The mapping that a command line says: ``"Staff number=employee_id,title=Job Titles,DESCR="``.

    Either side may be the column (header or letter) and the other the meaning (its key or its name in any of our
    languages); an empty side, or "-", leaves that column out.
    """
    said: Meanings = {}
    columns = {words_of(sheet.column_name(index)): str(index) for index in range(len(sheet.headers))}
    for index, header in reversed(list(enumerate(sheet.headers))):
        columns[words_of(header)] = str(index)
    columns.pop("", None)
    # Our own names first: "Name=title" means our name, in the column "title".
    known, own = known_headers(kind), own_names(kind)
    for pair in filter(None, (part.strip() for part in words.split(","))):
        left, sign, right = (part.strip() for part in pair.partition("="))
        if not sign:
            raise Unusable("map_without_sign", said=pair)
        one, other = words_of(left), words_of(right)
        if other == "" and one in columns:
            said[columns[one]] = ""
        elif one in own and other in columns:
            said[columns[other]] = own[one]
        elif one in columns and (other in own or other in known):
            said[columns[one]] = own.get(other) or known[other]
        elif one in known and other in columns:
            said[columns[other]] = known[one]
        elif one in columns or one in own or one in known:
            raise Unusable("map_unknown", said=right)
        else:
            raise Unusable("map_unknown", said=left)
    return said


def merged(guessed: Mapping[str, str], said: Mapping[str, str]) -> Meanings:
    """What was said stands; a guess stands where nothing was said about its column or its meaning."""
    spoken = set(said.values()) - {""}
    kept = {index: target for index, target in guessed.items() if index not in said and target not in spoken}
    return kept | {index: target for index, target in said.items() if target}


def _bare(header: str) -> str:
    return ASIDE.sub(" ", header) if ASIDE.search(header) else ""


def _by_cells(sheet: Sheet, taken: dict[str, int]) -> None:
    """Columns whose cells say what they are: addresses, and the only column of dates."""
    free = [index for index in range(len(sheet.headers)) if index not in taken.values()]
    cells = {index: [row[index] for _, row in sheet.rows[:300] if row[index]] for index in free}
    addresses = [index for index in free if _most(cells[index], _is_address)]
    if "email" not in taken and len(addresses) == 1:
        taken["email"] = addresses[0]
    nameless = [index for index in free if not sheet.headers[index]]
    dates = [index for index in nameless if _most(cells[index], lambda cell: isinstance(cell, date))]
    if "joined_on" not in taken and len(dates) == 1:
        taken["joined_on"] = dates[0]
    texts = [index for index in nameless if cells[index] and not _most(cells[index], is_number)]
    if "name" not in taken and "last_name" not in taken and texts and len(nameless) == len(sheet.headers):
        taken["name"] = max(texts, key=lambda index: len(set(cells[index])) / len(cells[index]))


def _most(cells: list[Cell], true: Callable[[Cell], bool]) -> bool:
    return bool(cells) and sum(map(true, cells)) * 10 >= len(cells) * 8


def _is_address(cell: Cell) -> bool:
    return isinstance(cell, str) and EMAIL.fullmatch(cell) is not None
