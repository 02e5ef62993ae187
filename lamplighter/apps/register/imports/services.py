"""Rows of a list of services: what each is, what it stands on, and which skills it needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.imports.cells import Ground, read_columns
from lamplighter.apps.register.imports.numbers import minutes_in
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.tidy import latin_digits
from lamplighter.apps.register.imports.words import code_in
from lamplighter.apps.register.imports.wrong import Notice, Wrong
from lamplighter.web.text import normalise

# "2 of: a, b, c" in our languages; whatever is between the number and the colon.
SO_MANY_OF = re.compile(
    r"(\d{1,2})\s*(?:of|out of|از|מתוך|من)\s*:?\s+?(.+)|(\d{1,2})\s*(?:of|out of|از|מתוך|من)\s*:(.+)"
)
BUFFER = re.compile(r"(.+?)\s*\(([^()]+)\)")
BETWEEN = re.compile(r"[;؛\n|]")
MEMBERS = re.compile(r"[,،]")


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """At least ``needed`` of these, by name or code as written; it lasts ``buffer_min`` minutes without."""

    members: tuple[str, ...]
    needed: int = 1
    buffer_min: int = 0


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """So many people with a skill, by name or code as written, at a level."""

    skill: str
    level: int = 2
    people: int = 1
    response_min: int | None = None


@dataclass(slots=True)
class ServiceRow:
    """What one row says. None: it does not say, so what the register knows stays as it is."""

    line: int
    name: str
    code: str | None = None
    about: str | None = None
    tier: int | None = None
    hours: str | None = None
    mtpd_min: int | None = None
    rto_min: int | None = None
    residents: int | None = None
    manual_fallback: str | None = None
    fallback_min: int | None = None
    unit: str | None = None
    groups: tuple[GroupSaid, ...] | None = None
    needs: tuple[NeedSaid, ...] | None = None


@dataclass(slots=True)
class Services:
    """Every good row by its key, and what is wrong in the others, whose services are not taken to be closed."""

    by: str
    rows: dict[str, ServiceRow]
    mentioned: set[str] = field(default_factory=set)
    wrong: list[Wrong] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    total: int = 0


class Misspelt(Exception):
    """A cell of dependencies or skills that cannot be understood."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_services(sheet: Sheet, mapping: Mapping[str, str], ground: Ground) -> Services:
    """The services in ``sheet``."""
    columns, wrong, notices = read_columns(sheet, dict(mapping), ImportKind.SERVICES, ground)
    by = "code" if "code" in columns else "name"
    found = Services(by, {}, notices=notices, total=len(sheet.rows))
    bad = {each.row for each in wrong}
    for place, (line, _) in enumerate(sheet.rows):
        said = {target: column.values[place] for target, column in columns.items()}
        row = ServiceRow(line, said.get("name") or "")
        problems = []

        def refuse(target: str, code: str, value: object = "", *, line: int = line, **facts: Any) -> Wrong:
            return Wrong(line, columns[target].header, str(value), code, facts, target)

        for name in PLAIN:
            setattr(row, name, said.get(name))
        row.tier = int(said["tier"]) if said.get("tier") else None
        for target, parse in (("depends_on", groups_in), ("skills", needs_in)):
            if said.get(target):
                try:
                    setattr(row, "groups" if target == "depends_on" else "needs", parse(said[target]))
                except Misspelt as why:
                    problems.append(refuse(target, why.code, said[target], **why.facts))
        own = {normalise(row.name), normalise(row.code or "")}
        if any(normalise(name) in own for group in row.groups or () for name in group.members):
            problems.append(refuse("depends_on", "depends_on_itself", said["depends_on"]))
        if not row.name:
            problems.append(refuse("name", "missing_name"))
        if by == "code" and not row.code:
            problems.append(refuse("code", "missing_code", name=row.name))
        if row.rto_min is not None and row.mtpd_min is not None and row.rto_min > row.mtpd_min:
            problems.append(refuse("rto_min", "rto_beyond_mtpd", row.rto_min, mtpd=row.mtpd_min))
        key = normalise((row.code if by == "code" else row.name) or "")
        if line in bad or problems:
            wrong += problems
            found.mentioned |= {key, normalise(row.name)}
        elif key in found.rows:
            first = found.rows[key].line
            wrong.append(refuse(by, f"twice_{by}", row.code if by == "code" else row.name, first=first))
        else:
            found.rows[key] = row
    found.wrong = sorted(wrong, key=lambda each: each.row)
    return found


PLAIN = ("code", "about", "hours", "mtpd_min", "rto_min", "residents", "manual_fallback", "fallback_min", "unit")


def groups_in(text: str) -> tuple[GroupSaid, ...]:
    """``power (30 min); network; 2 of: server a, server b, server c``: a group for each part between semicolons.

    Without semicolons and without "of", commas part the groups.
    """
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    if len(parts) == 1 and not _so_many(parts[0]):
        parts = [part.strip() for part in MEMBERS.split(parts[0]) if part.strip()]
    found: list[GroupSaid] = []
    for part in parts:
        words, buffer = part, 0
        if (told := BUFFER.fullmatch(part)) and (minutes := minutes_in(told[2])) is not None:
            words, buffer = told[1], minutes
        needed = 1
        members: tuple[str, ...] = (words,)
        if many := _so_many(words):
            needed = many[0]
            members = tuple(dict.fromkeys(name for each in MEMBERS.split(many[1]) if (name := each.strip())))
            if not 1 <= needed <= len(members):
                raise Misspelt("needs_more_than_there_are", needed=needed, members=len(members))
        if any(len(name) > 160 for name in members):
            raise Misspelt("too_long", most=160)
        found.append(GroupSaid(members, needed, buffer))
    return tuple(dict.fromkeys(found))


def _so_many(part: str) -> tuple[int, str] | None:
    found = SO_MANY_OF.fullmatch(latin_digits(part))
    if found is None:
        return None
    return (int(found[1]), found[2]) if found[1] else (int(found[3]), found[4])


def needs_in(text: str) -> tuple[NeedSaid, ...]:
    """``networks:3:2:30 min; databases``: skill, level (2 if not said), people (1), response time."""
    found: dict[tuple[str, int], NeedSaid] = {}
    parts = [part.strip() for part in re.split(r"[;؛,،\n|]", text) if part.strip()]
    for part in parts:
        skill, *more = (piece.strip() for piece in part.split(":"))
        if not skill or len(skill) > 160 or len(more) > 3:
            raise Misspelt("no_need", part=part[:80])
        level = code_in(more[0], "level") if more and more[0] else "2"
        people = latin_digits(more[1]) if len(more) > 1 and more[1] else "1"
        response = minutes_in(more[2]) if len(more) > 2 and more[2] else None
        if level is None:
            raise Misspelt("no_level", part=part[:80])
        if not (people.isdecimal() and 1 <= int(people[:6]) <= 500):
            raise Misspelt("no_people", part=part[:80])
        found[normalise(skill), int(level)] = NeedSaid(skill, int(level), int(people), response)
    return tuple(found.values())
