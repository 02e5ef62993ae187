"""The three kinds of file of the Second International Nurse Rostering Competition: scenario, history, week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lamplighter.engines.lines.formats.complaints import Complaints, Malformed, Source, Wanted

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ANY, NONE = "Any", "None"
PAIR = re.compile(r"\(\s*([^,()\s]*)\s*,\s*([^,()\s]*)\s*\)")
REMARK = re.compile(r"\w+:(\s|$)")
"""Programs leave lines such as ``Cost: 575`` in their solutions."""
Limits = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contract:
    """Limits of assignments in all, of days at work and of days off in a row; and what is said of weekends."""

    assignments: Limits
    work: Limits
    rest: Limits
    most_weekends: int
    whole_weekends: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """What holds in every week. ``runs`` are the limits of days in a row on each shift, ``nurses`` the contract
    and skills of each."""

    name: str
    weeks: int
    skills: tuple[str, ...]
    runs: dict[str, Limits]
    not_next: dict[str, tuple[str, ...]]
    contracts: dict[str, Contract]
    nurses: dict[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Past:
    """What one nurse did before: shifts and weekends in all; the last shift, if the last day was not free; and how
    many days in a row the same shift, any shift, or none was worked."""

    assignments: int
    weekends: int
    last: str
    same: int
    worked: int
    free: int


@dataclass(frozen=True, slots=True)
class History:
    week: int
    nurses: dict[str, Past]


@dataclass(frozen=True, slots=True)
class Week:
    """``cover`` is (least, wanted) for each day of a shift with a skill; ``requests`` are (nurse, shift, day)."""

    cover: dict[tuple[str, str], tuple[Limits, ...]]
    requests: tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Block:
    """What stands under one heading: the value behind its ``=``, and the words of each line."""

    line: int
    value: str = ""
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    """A file cut at its headings, and what is wrong with it so far."""

    source: Source
    headings: tuple[str, ...]
    wrong: Complaints = field(init=False)
    found: dict[str, Block] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wrong = Complaints(self.source.name)
        block: Block | None = None
        for number, line in self.wrong.lines_of(self.source.content):
            told = line.strip()
            if REMARK.match(told):
                continue
            heading, _, value = (part.strip() for part in told.partition("="))
            if heading in self.headings:
                if heading in self.found:
                    self.wrong.add(number, "section", heading, "once", first=self.found[heading].line)
                    block = Block(number)
                else:
                    block = self.found[heading] = Block(number, value)
            elif told and block is None:
                self.wrong.add(number, "section", told, "heading")
                block = Block(number)
            elif told and block is not None:
                # Spaces inside of brackets are no gaps between words.
                block.rows.append((number, PAIR.sub(r"(\1,\2)", told).split()))
        for name in self.headings:
            if name not in self.found:
                self.wrong.add(None, name, "", "section")
        if any(name not in self.found for name in self.headings):
            raise Malformed(self.wrong.found)

    def rows(self, heading: str, least: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """The lines of one section that have so many words, where the heading tells their count, that many."""
        block = self.found[heading]
        if block.value:
            count = self.wrong.integer(block.line, heading, block.value)
            if count is not None and count != len(block.rows):
                self.wrong.add(block.line, heading, len(block.rows), "count", count=count)
        for line, words in block.rows:
            if len(words) < least or (most is not None and len(words) > most):
                wanted: Wanted = "fields" if most == least else "fields_or_more"
                self.wrong.add(line, heading, len(words), wanted, count=least)
            else:
                yield line, words

    def pair(self, line: int, place: str, text: str) -> Limits:
        """``(least,most)``; (0, 0) where that is not what stands there, with a complaint."""
        match = PAIR.fullmatch(text)
        if match is None:
            self.wrong.add(line, place, text, "pair", form="(least,most)")
            return (0, 0)
        low = self.wrong.integer(line, place, match[1])
        high = self.wrong.integer(line, place, match[2])
        if low is not None and high is not None and low > high:
            self.wrong.add(line, place, text, "not_under", least=low, other="its least")
        return (low or 0, high or 0)

    def number(self, line: int, place: str, text: str, least: int = 0, most: int | None = None) -> int:
        return self.wrong.integer(line, place, text, least, most) or 0

    def header(self, heading: str, scenario: Scenario) -> int:
        """The week's number in the first line, before the scenario's name."""
        rows = list(self.rows(heading, 2, 2))
        if not rows:
            self.wrong.add(self.found[heading].line, heading, "", "content")
            return 0
        line, words = rows[0]
        self.of_scenario(line, words[1], scenario)
        return self.number(line, "week", words[0], 0, scenario.weeks - 1)

    def of_scenario(self, line: int, name: str, scenario: Scenario) -> None:
        if name != scenario.name:
            self.wrong.add(line, "scenario", name, "scenario", name=scenario.name)


def read_scenario(source: Source) -> Scenario:
    """One scenario file; raises ``Malformed``."""
    headings = (
        "SCENARIO",
        "WEEKS",
        "SKILLS",
        "SHIFT_TYPES",
        "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS",
        "CONTRACTS",
        "NURSES",
    )
    blocks = Blocks(source, headings)
    wrong, found = blocks.wrong, blocks.found
    weeks = blocks.number(found["WEEKS"].line, "WEEKS", found["WEEKS"].value, 1, 1000)
    skills = {words[0]: () for line, words in _named(blocks, "SKILLS", 1, 1)}
    runs = {
        words[0]: blocks.pair(line, "days in a row", words[1])
        for line, words in _named(blocks, "SHIFT_TYPES", 2, 2)
    }
    not_next: dict[str, tuple[str, ...]] = dict.fromkeys(runs, ())
    for line, words in _named(blocks, "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS", 2):
        for shift in (words[0], *words[2:]):
            if shift not in runs:
                wrong.add(line, "shift", shift, "shift")
        _as_many(blocks, line, "successions", words[1], words[2:])
        not_next[words[0]] = tuple(words[2:])
    contracts = {
        words[0]: Contract(
            blocks.pair(line, "assignments", words[1]),
            blocks.pair(line, "days at work in a row", words[2]),
            blocks.pair(line, "days off in a row", words[3]),
            blocks.number(line, "weekends", words[4]),
            blocks.number(line, "complete weekends", words[5], 0, 1) == 1,
        )
        for line, words in _named(blocks, "CONTRACTS", 6, 6)
    }
    nurses = {}
    for line, words in _named(blocks, "NURSES", 3):
        if words[1] not in contracts:
            wrong.add(line, "contract", words[1], "contract")
        _as_many(blocks, line, "skills", words[2], words[3:], least=1)
        for skill in words[3:]:
            if skill not in skills:
                wrong.add(line, "skill", skill, "skill")
        nurses[words[0]] = (words[1], tuple(words[3:]))
    for heading, entries in (("SKILLS", skills), ("SHIFT_TYPES", runs), ("NURSES", nurses)):
        if not entries:
            wrong.add(found[heading].line, heading, "", "content")
    wrong.done()
    return Scenario(found["SCENARIO"].value, weeks, tuple(skills), runs, not_next, contracts, nurses)


def read_history(source: Source, scenario: Scenario) -> History:
    """One history file of a scenario; raises ``Malformed``."""
    blocks = Blocks(source, ("HISTORY", "NURSE_HISTORY"))
    wrong = blocks.wrong
    week = blocks.header("HISTORY", scenario)
    nurses = {}
    for line, words in _named(blocks, "NURSE_HISTORY", 7, 7):
        if words[0] not in scenario.nurses:
            wrong.add(line, "nurse", words[0], "person")
        if words[3] != NONE and words[3] not in scenario.runs:
            wrong.add(line, "last shift", words[3], "shift")
        names = ("assignments", "weekends", "days in a row on that shift", "days in a row", "days off in a row")
        texts = (words[1], words[2], words[4], words[5], words[6])
        shifts, weekends, same, worked, free = (
            blocks.number(line, name, text) for name, text in zip(names, texts, strict=True)
        )
        last = "" if words[3] == NONE else words[3]
        # One of both is 0: the last day was either worked or free.
        nurses[words[0]] = Past(shifts, weekends, last, same, worked if last else 0, 0 if last else free)
    for nurse in scenario.nurses:
        if nurse not in nurses:
            wrong.add(None, "NURSE_HISTORY", "", "nurse", name=nurse)
    wrong.done()
    return History(week, nurses)


def read_week(source: Source, scenario: Scenario) -> Week:
    """One file of a week of a scenario; raises ``Malformed``."""
    blocks = Blocks(source, ("WEEK_DATA", "REQUIREMENTS", "SHIFT_OFF_REQUESTS"))
    wrong = blocks.wrong
    for line, words in blocks.rows("WEEK_DATA", 1, 1):
        blocks.of_scenario(line, words[0], scenario)
    cover: dict[tuple[str, str], tuple[Limits, ...]] = {}
    first: dict[tuple[str, str], int] = {}
    for line, words in blocks.rows("REQUIREMENTS", 9, 9):
        if words[0] not in scenario.runs:
            wrong.add(line, "shift", words[0], "shift")
        if words[1] not in scenario.skills:
            wrong.add(line, "skill", words[1], "skill")
        key = (words[0], words[1])
        if first.setdefault(key, line) != line:
            wrong.add(line, "shift, skill", " ".join(key), "once", first=first[key])
        cover[key] = tuple(blocks.pair(line, day, text) for day, text in zip(DAYS, words[2:], strict=True))
    requests = []
    for line, words in blocks.rows("SHIFT_OFF_REQUESTS", 3, 3):
        if words[0] not in scenario.nurses:
            wrong.add(line, "nurse", words[0], "person")
        if words[1] != ANY and words[1] not in scenario.runs:
            wrong.add(line, "shift", words[1], "shift")
        if words[2] not in DAYS:
            wrong.add(line, "day", words[2], "weekday")
        else:
            requests.append((words[0], words[1], DAYS.index(words[2])))
    wrong.done()
    return Week(cover, tuple(requests))


def _named(blocks: Blocks, heading: str, least: int, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """The lines of a section in which each name stands once, at the beginning."""
    first: dict[str, int] = {}
    for line, words in blocks.rows(heading, least, most):
        if first.setdefault(words[0], line) != line:
            blocks.wrong.add(line, heading, words[0], "new_name", first=first[words[0]])
        else:
            yield line, words


def _as_many(blocks: Blocks, line: int, place: str, count: str, words: list[str], least: int = 0) -> None:
    number = blocks.wrong.integer(line, place, count, least)
    if number is not None and number != len(words):
        blocks.wrong.add(line, place, len(words), "count", count=number)
