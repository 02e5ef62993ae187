"""The sheets of our own workbook: which column holds what of a scenario. Writing and reading both follow this."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lamplighter.apps.exercise.imports.found import Tree

Kind = Literal["text", "words", "words_or_number", "list", "whole", "number", "truth", "time", "flow"]
MARK = "lamplighter"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the name of its field (with a dot for one inside another), and how it is written."""

    header: str
    field: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its columns. ``owners`` come first and say whose part a row is."""

    name: str
    columns: tuple[Column, ...]
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a scenario as a row: the path of its texts, whose it is, and the part."""

    path: str
    owners: tuple[str, ...]
    part: Tree


TRIGGER = (
    Column("story time", "at", "time"),
    Column("release", "release"),
    Column("condition", "when", "flow"),
    Column("after", "after", "time"),
)
SCENARIO = Sheet(
    "Scenario",
    (
        Column(MARK, "lamplighter"),
        Column("title", "title", "words"),
        Column("summary", "summary", "words"),
        Column("audience", "audience", "words"),
        Column("language", "language"),
        Column("day", "story.day"),
        Column("hour", "story.at"),
        Column("minutes", "minutes", "whole"),
        Column("difficulty", "difficulty", "whole"),
        Column("licence", "licence"),
        Column("cases", "basis", "list"),
        Column("version", "version"),
        Column("slug", "slug"),
        Column("id", "id"),
    ),
)
INJECTS = Sheet(
    "Injects",
    (
        Column("number", "number"),
        *TRIGGER,
        Column("channel", "channel"),
        Column("from", "from", "words"),
        Column("to", "to", "list"),
        Column("title", "title", "words"),
        Column("body", "body", "words"),
        Column("expected action", "expected", "words"),
        Column("objective", "objective"),
        Column("task", "task"),
        Column("controller", "controller"),
        Column("kind", "kind"),
        Column("needs", "needs", "list"),
        Column("spoiler", "spoiler", "words"),
        Column("case", "case"),
        Column("key", "key"),
    ),
    ("phase",),
)
DECISIONS = Sheet(
    "Decisions",
    (
        Column("number", "number"),
        *TRIGGER,
        Column("deadline", "deadline", "time"),
        Column("question", "question", "words"),
        Column("about", "about", "words"),
        Column("asks", "asks", "list"),
        Column("decider", "decider"),
        Column("mode", "mode"),
        Column("privacy", "privacy"),
        Column("rule", "rule"),
        Column("unit", "unit"),
        Column("bounds", "bounds", "flow"),
        Column("crews", "crews", "whole"),
        Column("legal basis", "legal_basis"),
        Column("objective", "objective"),
        Column("case beside", "case_beside.case"),
        Column("quantity", "case_beside.quantity"),
        Column("what happened", "case_beside.text", "words"),
        Column("key", "key"),
    ),
    ("phase",),
)
OPTIONS = Sheet(
    "Options",
    (
        Column("text", "text", "words"),
        Column("cases", "cases", "list"),
        Column("leads to", "leads_to", "list"),
        Column("hidden", "hidden", "truth"),
        Column("key", "key"),
    ),
    ("decision",),
)
ROLES = Sheet(
    "Roles",
    (
        Column("name", "name", "words"),
        Column("seats", "seats", "whole"),
        Column("needed", "needed", "truth"),
        Column("key", "key"),
    ),
)
VARIABLES = Sheet(
    "Variables",
    (Column("about", "about", "words"), Column("default", "default", "words_or_number"), Column("key", "key")),
)
PHASES = Sheet(
    "Phases",
    (
        Column("title", "title", "words"),
        Column("situation", "situation", "words"),
        Column("starts", "starts", "time"),
        Column("speed", "speed", "number"),
        Column("minutes", "minutes", "whole"),
        Column("ends", "ends"),
        Column("key", "key"),
    ),
)
OBJECTIVES = Sheet(
    "Objectives",
    (
        Column("text", "text", "words"),
        Column("capability", "capability"),
        Column("priority", "priority", "whole"),
        Column("weight", "weight", "whole"),
        Column("key", "key"),
    ),
)
TASKS = Sheet(
    "Tasks",
    (
        Column("text", "text", "words"),
        Column("standard", "standard", "words"),
        Column("source", "source"),
        Column("key", "key"),
    ),
    ("objective",),
)
QUESTIONS = Sheet(
    "Questions",
    (
        Column("text", "text", "words"),
        Column("asks", "asks", "list"),
        Column("good answer", "good", "words"),
        Column("key", "key"),
    ),
    ("phase",),
)
SURVEY = Sheet("Survey", (Column("text", "text", "words"), Column("kind", "kind"), Column("key", "key")))
TARGETS = Sheet(
    "Targets",
    (
        Column("what", "what"),
        Column("choose", "choose"),
        Column("tier", "tier", "whole"),
        Column("kinds", "kinds", "list"),
        Column("around the clock", "around_the_clock", "truth"),
        Column("under", "under"),
        Column("else", "else"),
        Column("key", "key"),
    ),
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
    phases = parts(tree, "phases")
    match sheet.name:
        case "Scenario":
            yield Row("", (), tree)
        case "Injects" | "Decisions" | "Questions":
            name = sheet.name.lower()
            for phase in phases:
                for part in parts(phase, name):
                    yield Row(f"{name}.{part['key']}", (phase["key"],), part)
        case "Options":
            for phase in phases:
                for decision in parts(phase, "decisions"):
                    for part in parts(decision, "options"):
                        yield Row(f"decisions.{decision['key']}.options.{part['key']}", (decision["key"],), part)
        case "Tasks":
            for objective in parts(tree, "objectives"):
                for part in parts(objective, "tasks"):
                    yield Row(f"objectives.{objective['key']}.tasks.{part['key']}", (objective["key"],), part)
        case name:
            for part in parts(tree, name.lower()):
                yield Row(f"{name.lower()}.{part['key']}", (), part)


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
