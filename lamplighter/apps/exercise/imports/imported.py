"""One file as a scenario: recognised, read, understood by the engine and checked. The one way in; nothing is saved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lamplighter.apps.exercise.bridge.definition import Complaint, Definition, Problem, Unread, define
from lamplighter.apps.exercise.imports import recognise
from lamplighter.apps.exercise.imports.found import Attached, Found, LeftOut, Notice, Place, Wrong
from lamplighter.apps.exercise.phrases import checking, importing

INSIDE = re.compile(r"phases\.[^.]+\.(injects|decisions|questions)\.")


class Malformed(Exception):
    """The file is a scenario, but it cannot be read; ``wrong`` are all the places, with their lines."""

    def __init__(self, found: Found, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(f"{len(wrong)} places cannot be read")
        self.found = found
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was understood: its scenario, what had to be left out, and what the reader should know.

    ``tree`` is in canonical form and what is stored; ``digest`` is of it. ``attached`` are the bytes of attachments.
    """

    file: str
    format: str
    recognised_by: str
    definition: Definition
    left_out: tuple[LeftOut, ...]
    notices: tuple[Notice, ...]
    attached: tuple[Attached, ...]
    places: Place | None = None

    @property
    def tree(self) -> dict[str, Any]:
        """The scenario as it is stored."""
        return self.definition.tree

    @property
    def digest(self) -> str:
        """The SHA-256 of the tree, in hexadecimal."""
        return self.definition.digest

    def report(
        self, organisation: str | None = None, *, dry_run: bool = True, stored: bool = False, already: bool = False
    ) -> dict[str, Any]:
        """All of it for programs; sentences are in the language of whoever runs this."""
        scenario = self.definition.scenario
        return {
            "file": self.file,
            "format": self.format,
            "recognised_by": str(importing.RECOGNISED[self.recognised_by]),
            "title": scenario.title[scenario.language],
            "scenario": {"id": scenario.id, "slug": scenario.slug, "version": scenario.version},
            "digest": self.digest,
            "organisation": organisation,
            "dry_run": dry_run,
            "stored": stored,
            "already": already,
            "languages": list(scenario.languages),
            **self.definition.counts(),
            "left_out": [told(each) for each in self.left_out],
            "problems": self.problems(),
        }

    def problems(self) -> list[dict[str, Any]]:
        """What the check found and what reading noticed: errors first, then warnings, then notices."""
        found = [self.problem(each) for each in self.definition.problems]
        for notice in self.notices:
            sentence = importing.said(importing.NOTICES, notice.code, notice.facts)
            found.append({"severity": "notice", "code": notice.code, "where": notice.where, "sentence": sentence})
        order = ("error", "warning", "notice")
        return sorted(found, key=lambda each: order.index(each["severity"]))

    def problem(self, problem: Problem) -> dict[str, Any]:
        said: dict[str, Any] = {"severity": problem.severity, "code": problem.code, "where": problem.where}
        if self.places:
            said["line"] = spot(self.places, problem.where).line
        if "language" in problem.facts:
            said["language"] = problem.facts["language"]
        return said | {"sentence": checking.problem(problem.code, problem.facts)}


def imported(path: Path | str, columns: Mapping[str, str] | None = None) -> Imported:
    """The scenario in the file, or folder of YAML files, at ``path``.

    Parameters
    ----------
    columns
        For chronograms that are not ours: letter of a column → what it holds, before what is guessed.

    Raises
    ------
    Unusable
        It is no scenario at all.
    Malformed
        It is one, but places of it cannot be read.
    """
    return understood(recognise.read_path(Path(path), columns), Path(path).name)


def imported_bytes(content: bytes, name: str, columns: Mapping[str, str] | None = None) -> Imported:
    """The same for bytes that came with the name of their file."""
    return understood(recognise.read(content, name, columns), name)


def understood(found: Found, file: str) -> Imported:
    """What was found, as the engine understands it; raises ``Malformed``."""
    # Of a file that breaks off, what is missing would be told over and over.
    if not found.tree or any(each.code == "not_yaml" for each in found.wrong):
        raise Malformed(found, found.wrong)
    try:
        definition = define(found.tree)
    except Unread as unread:
        raise Malformed(found, in_order([*found.wrong, *placed(unread.complaints, found.places)])) from unread
    if found.wrong:
        raise Malformed(found, in_order(found.wrong))
    left_out, notices = tuple(found.aside.left_out), tuple(found.aside.notices)
    return Imported(
        file, found.format, found.recognised_by, definition, left_out, notices, found.attached, found.places
    )


def placed(complaints: Iterable[Complaint], places: Place | None) -> list[Wrong]:
    """The engine's complaints with the lines that they are about."""
    found = []
    for each in complaints:
        place = spot(places, each.where) if places else None
        found.append(
            Wrong(each.code, each.where, place.line if place else None, place.file if place else "", each.facts)
        )
    return found


def spot(places: Place, where: str) -> Place:
    """Where the part of a path stands; injects, decisions and questions are known by their own keys."""
    short = INSIDE.sub(r"\1.", where)
    kind, _, rest = short.partition(".")
    if short != where and kind in places.parts and rest.split(".")[0] in places.parts[kind].parts:
        return places.at(short)
    return places.at(where)


def in_order(wrong: Iterable[Wrong]) -> tuple[Wrong, ...]:
    """By file and line; what has no line comes last."""
    return tuple(sorted(wrong, key=lambda each: (each.file, each.line is None, each.line or 0)))


def told(each: LeftOut) -> dict[str, Any]:
    """Something that was left out, for programs and people."""
    return {
        "what": importing.said(importing.WHAT, each.what, each.facts),
        "where": each.where,
        "count": each.count,
        "code": each.code,
        "why": importing.said(importing.WHY, each.code, each.facts),
    }
