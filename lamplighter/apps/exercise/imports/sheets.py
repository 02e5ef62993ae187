"""The sheets of our own workbook: which column holds what of a scenario. Writing and reading both follow this."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lamplighter.apps.exercise.imports.found import Tree

Kind = Literal["text", "words", "words_or_number", "list", "whole", "number", "truth", "time", "flow"]
MARK = "lamplighter"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how it is written, and the name of its field (with a dot for one inside another).

    A field is named like its heading unless it says otherwise.
    """

    header: str
    kind: Kind = "text"
    named: str = ""

    @property
    def field(self) -> str:
        """The name of the field, or the way to it."""
        return self.named or self.header


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns, and the lists on the way to its parts; the scenario itself has no way.

    ``owners`` come first and say whose part a row is.
    """

    name: str
    columns: tuple[Column, ...]
    way: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a scenario as a row: the path of its texts, whose it is, and the part."""

    path: str
    owners: tuple[str, ...]
    part: Tree


TRIGGER = (
    Column("story time", "time", named="at"),
    Column("release"),
    Column("condition", "flow", named="when"),
    Column("after", "time"),
)
SCENARIO = Sheet(
    "Scenario",
    (
        Column(MARK),
        Column("title", "words"),
        Column("summary", "words"),
        Column("audience", "words"),
        Column("language"),
        Column("day", named="story.day"),
        Column("hour", named="story.at"),
        Column("minutes", "whole"),
        Column("difficulty", "whole"),
        Column("licence"),
        Column("cases", "list", named="basis"),
        Column("version"),
        Column("slug"),
        Column("id"),
    ),
)
INJECTS = Sheet(
    "Injects",
    (
        Column("number"),
        *TRIGGER,
        Column("channel"),
        Column("from", "words"),
        Column("to", "list"),
        Column("title", "words"),
        Column("body", "words"),
        Column("expected action", "words", named="expected"),
        Column("objective"),
        Column("task"),
        Column("controller"),
        Column("kind"),
        Column("needs", "list"),
        Column("spoiler", "words"),
        Column("case"),
        Column("key"),
    ),
    ("phases", "injects"),
    ("phase",),
)
DECISIONS = Sheet(
    "Decisions",
    (
        Column("number"),
        *TRIGGER,
        Column("deadline", "time"),
        Column("question", "words"),
        Column("about", "words"),
        Column("asks", "list"),
        Column("decider"),
        Column("mode"),
        Column("privacy"),
        Column("rule"),
        Column("unit"),
        Column("bounds", "flow"),
        Column("crews", "whole"),
        Column("legal basis", named="legal_basis"),
        Column("objective"),
        Column("case beside", named="case_beside.case"),
        Column("quantity", named="case_beside.quantity"),
        Column("what happened", "words", named="case_beside.text"),
        Column("key"),
    ),
    ("phases", "decisions"),
    ("phase",),
)
OPTIONS = Sheet(
    "Options",
    (
        Column("text", "words"),
        Column("cases", "list"),
        Column("leads to", "list", named="leads_to"),
        Column("hidden", "truth"),
        Column("key"),
    ),
    ("phases", "decisions", "options"),
    ("decision",),
)
ROLES = Sheet(
    "Roles",
    (
        Column("name", "words"),
        Column("seats", "whole"),
        Column("needed", "truth"),
        Column("key"),
    ),
    ("roles",),
)
VARIABLES = Sheet(
    "Variables",
    (Column("about", "words"), Column("default", "words_or_number"), Column("key")),
    ("variables",),
)
PHASES = Sheet(
    "Phases",
    (
        Column("title", "words"),
        Column("situation", "words"),
        Column("starts", "time"),
        Column("speed", "number"),
        Column("minutes", "whole"),
        Column("ends"),
        Column("key"),
    ),
    ("phases",),
)
OBJECTIVES = Sheet(
    "Objectives",
    (
        Column("text", "words"),
        Column("capability"),
        Column("priority", "whole"),
        Column("weight", "whole"),
        Column("key"),
    ),
    ("objectives",),
)
TASKS = Sheet(
    "Tasks",
    (
        Column("text", "words"),
        Column("standard", "words"),
        Column("source"),
        Column("key"),
    ),
    ("objectives", "tasks"),
    ("objective",),
)
QUESTIONS = Sheet(
    "Questions",
    (
        Column("text", "words"),
        Column("asks", "list"),
        Column("good answer", "words", named="good"),
        Column("key"),
    ),
    ("phases", "questions"),
    ("phase",),
)
SURVEY = Sheet(
    "Survey",
    (Column("text", "words"), Column("kind"), Column("key")),
    ("survey",),
)
TARGETS = Sheet(
    "Targets",
    (
        Column("what"),
        Column("choose"),
        Column("tier", "whole"),
        Column("kinds", "list"),
        Column("around the clock", "truth", named="around_the_clock"),
        Column("under"),
        Column("else"),
        Column("key"),
    ),
    ("targets",),
)
SHEETS = (
    INJECTS,
    DECISIONS,
    OPTIONS,
    ROLES,
    VARIABLES,
    TARGETS,
    PHASES,
    OBJECTIVES,
    TASKS,
    QUESTIONS,
    SURVEY,
    SCENARIO,
)


def rows_of(tree: Tree, sheet: Sheet) -> Iterator[Row]:
    """The parts of a canonical tree that belong on a sheet."""
    if not sheet.way:
        yield Row("", (), tree)
        return
    holders: list[tuple[tuple[str, ...], Tree]] = [((), tree)]
    for name in sheet.way[:-1]:
        holders = [((part["key"],), part) for _, holder in holders for part in parts(holder, name)]
    for owners, holder in holders:
        for part in parts(holder, sheet.way[-1]):
            yield Row(path_of(sheet, "".join(owners), part["key"]), owners, part)


def path_of(sheet: Sheet, owner: str, key: str) -> str:
    """What translators call a row of a sheet; what stands in a phase is called by its own key alone."""
    if not sheet.way:
        return ""
    *_, above, name = ("phases", *sheet.way)
    return f"{name}.{key}" if above == "phases" else f"{above}.{owner}.{name}.{key}"


def parts(tree: Tree, name: str) -> list[Tree]:
    """The parts of that name, each with its key."""
    found: Any = tree.get(name)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def field_of(part: Tree, field: str) -> Any:
    """What stands in a field, or in a field inside it."""
    value: Any = part
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
