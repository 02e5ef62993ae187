"""What is wrong with a file: every place at once, and what was expected there."""

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

Wanted = Literal[
    "content",  # anything at all: the file is empty
    "text",  # text in UTF-8
    "json",  # JSON
    "integer",  # a whole number
    "at_least",  # a whole number of {least} or more
    "at_most",  # a whole number of {most} or less
    "not_under",  # no less than {least}, which is {other}
    "day",  # a day from 0 to {last}
    "shift",  # a shift of the file
    "person",  # a person of the file
    "skill",  # a skill of the file
    "contract",  # a contract of the file
    "weekday",  # Mon to Sun
    "name",  # a name: no empty one
    "new_name",  # a name that was not on line {first} already
    "once",  # one entry; the first is on line {first}
    "once_only",  # one entry
    "fields",  # {count} fields
    "fields_or_more",  # {count} fields or more
    "pair",  # {form}
    "every",  # a value for shift {missing} too
    "section",  # the section
    "heading",  # a heading before anything else
    "known_section",  # a known heading
    "one_value",  # one value in the section
    "count",  # {count} entries
    "nurse",  # a line for {name}
    "solutions",  # one file
    "whole",  # a history and weeks with a scenario
    "alone",  # no history and weeks with a file that is no scenario
    "days",  # a list of {count} shifts
    "weeks",  # {count} files of weeks
    "scenario",  # the scenario {name}
]
WANTED: tuple[Wanted, ...] = get_args(Wanted)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong: where, what was found there, and by a code what was wanted.

    ``line`` is counted from 1, or None where nothing stands; ``facts`` fill the blanks of the code's sentence.
    """

    file: str
    line: int | None
    field: str
    found: str
    wanted: Wanted
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        more = "".join(f" {name}={value}" for name, value in self.facts)
        return f"{place}, {self.field}: found {self.found!r}, wanted {self.wanted}{more}"


class Malformed(ValueError):
    """A file that cannot be used. ``complaints`` are all the reasons, in the order of the file."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = tuple(sorted(complaints, key=lambda each: (each.file, each.line or 0)))
        super().__init__("\n".join(map(str, self.complaints)))


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its name, as it is to be called in complaints, and its bytes."""

    name: str
    content: bytes


@dataclass(slots=True)
class Complaints:
    """Gathers what is wrong with one file while it is read."""

    file: str
    found: list[Complaint] = field(default_factory=list)

    def add(self, line: int | None, place: str, found: object, wanted: Wanted, **facts: object) -> None:
        said = tuple((name, str(value)) for name, value in facts.items())
        self.found.append(Complaint(self.file, line, place, shortened(str(found)), wanted, said))

    def integer(self, line: int, place: str, text: str, least: int = 0, most: int | None = None) -> int | None:
        """The whole number that ``text`` says, or a complaint and None."""
        digits = text[1:] if text[:1] in {"-", "+"} else text
        # More digits than any of these files has; and int() itself refuses thousands of them.
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
            self.add(line, place, text, "integer")
            return None
        number = int(text)
        if number < least:
            self.add(line, place, text, "at_least", least=least)
            return None
        if most is not None and number > most:
            self.add(line, place, text, "at_most", most=most)
            return None
        return number

    def day(self, line: int, place: str, text: str, days: int) -> int | None:
        """The day that ``text`` names, from 0 to ``days`` - 1, or a complaint and None."""
        digits = text[1:] if text[:1] == "-" else text
        if digits.isascii() and digits.isdigit() and len(digits) <= 12 and 0 <= int(text) < days:
            return int(text)
        self.add(line, place, text, "day", last=days - 1)
        return None

    def lines_of(self, content: bytes) -> list[tuple[int, str]]:
        """The lines of a text file with their numbers, whatever system ended them."""
        return list(enumerate(re.split(r"\r\n|\r|\n", self.text_of(content)), start=1))

    def text_of(self, content: bytes) -> str:
        """The text of a file in UTF-8, with or without a mark at its beginning."""
        if not content.strip():
            self.add(None, "file", "", "content")
            raise Malformed(self.found)
        try:
            text = content.decode("utf-8-sig")
            bad = text.find("\0")
            at = len(text[:bad].encode()) if bad >= 0 else -1
        except UnicodeDecodeError as error:
            at = error.start
        if at >= 0:
            self.add(content.count(b"\n", 0, at) + 1, "file", f"byte {content[at]:#04x}", "text")
            raise Malformed(self.found)
        return text

    def done(self) -> None:
        """Go on only if nothing was wrong."""
        if self.found:
            raise Malformed(self.found)


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
