"""Chronograms: workbooks with a row for each inject, as they are written in meetings, and our own workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lamplighter.apps.exercise.imports import own_workbook
from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.columns import Columns, columns_of, unnamed
from lamplighter.apps.exercise.imports.found import Aside, Found, Place, Tree, Unusable, refuse_too_many
from lamplighter.apps.exercise.imports.keys import id_of, key_of, literal, numbered, time_of
from lamplighter.apps.exercise.imports.offsets import DAY_MIN, When, clock_text, when_of
from lamplighter.apps.exercise.imports.texts import language_of
from lamplighter.apps.exercise.imports.words import EVERYBODY, channel_of, release_of, tidy
from lamplighter.apps.exercise.imports.workbook import Cell, Sheet, is_empty, sheets_of, text_in
from lamplighter.apps.exercise.phrases.importing import written

ALL = "all"
# An archive with this entry is a workbook.
WORKBOOK = "xl/workbook.xml"
LONG_TITLE = 120
# A clock that falls by more than this has passed midnight; by less, the rows are not in order.
PAST_MIDNIGHT = 6 * 60
AFTER_LAST = 15


def read(content: bytes, entries: Sequence[Entry], asked: Mapping[str, str] | None, name: str = "") -> Found:
    """The scenario in a workbook; ``asked`` says what columns mean, ``name`` is the file's, for a title.

    Raises
    ------
    Unusable
        What ``sheets_of`` raises; ``empty`` or ``no_injects_in_table`` where there is nothing to play.
    """
    sheets = sheets_of(content, entries)
    if own_workbook.is_ours(sheets):
        return own_workbook.read(sheets)
    filled = filled_of(sheets)
    sheet = fullest(filled)
    columns = columns_of(sheet.rows, asked or {})
    if columns.of("title") is None and columns.of("body") is None:
        raise Unusable("no_text_column", sheet=sheet.name)
    found = Table(sheet, columns, name or sheet.name)
    for other in filled:
        if other is not sheet:
            found.aside.leave("sheet", other.name, "one_sheet")
    return found.found()


def filled_of(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that hold something and are not hidden; raises ``Unusable`` where there is none."""
    filled = [sheet for sheet in sheets if sheet.rows and sheet.visible]
    if not filled:
        raise Unusable("empty")
    return filled


def fullest(filled: Sequence[Sheet]) -> Sheet:
    """The sheet from which injects are read: the one that holds most."""
    return max(filled, key=lambda each: sum(not is_empty(cell) for _, cells in each.rows for cell in cells))


@dataclass(slots=True)
class Item:
    """A row that became an inject; ``minute`` counts from the start of the story, None where no time is told."""

    line: int
    tree: Tree
    phase: str
    minute: int | None
    said: str = ""


@dataclass(slots=True)
class Table:
    """Reads the rows of one sheet."""

    sheet: Sheet
    columns: Columns
    name: str
    aside: Aside = field(default_factory=Aside)
    roles: dict[str, Tree] = field(default_factory=dict)
    role_of: dict[str, str] = field(default_factory=dict)
    objectives: dict[str, Tree] = field(default_factory=dict)
    objective_of: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    language: str = "en"
    begins: int | None = None
    first_day: int | None = None
    last_clock: int = 0

    def found(self) -> Found:
        rows = [(line, cells) for line, cells in self.sheet.rows if line != self.columns.header_at]
        self.language = language_of(text_in(cell) for _, cells in rows for cell in cells if isinstance(cell, str))
        self.aside.leave("row", self.sheet.name, "empty_row", self.sheet.empty_rows)
        for header, unwanted in unnamed(self.sheet.rows, self.columns):
            if unwanted:
                self.aside.leave("column", self.sheet.name, "column_unwanted", name=header)
            else:
                self.aside.leave("column", self.sheet.name, "column_unknown", name=header)
        refuse_too_many(len(rows))
        whens = {line: self.when(cells) for line, cells in rows}
        self.set_start([when for when in whens.values() if when])
        for line, cells in rows:
            self.row(line, cells, whens[line])
        if not self.items:
            raise Unusable("no_injects_in_table", sheet=self.sheet.name)
        tree = self.tree()
        place = Place(1, self.sheet.name)
        place.parts["injects"] = Place(1, self.sheet.name)
        place.parts["injects"].parts = {item.tree["key"]: Place(item.line, self.sheet.name) for item in self.items}
        by = "workbook_guessed" if self.columns.header_at is None else "workbook_headers"
        return Found("xlsx", by, tree, self.aside, places=place)

    # --- Rows ------------------------------------------------------------------------------------------------
    def cell(self, cells: list[Cell], meaning: str) -> Cell:
        index = self.columns.of(meaning)
        return cells[index] if index is not None and index < len(cells) else ""

    def text(self, cells: list[Cell], meaning: str) -> str:
        return literal(text_in(self.cell(cells, meaning)))

    def when(self, cells: list[Cell]) -> When | None:
        cell = self.cell(cells, "offset")
        return None if is_empty(cell) else when_of(cell)

    def row(self, line: int, cells: list[Cell], when: When | None) -> None:
        at = f"{self.sheet.name} {line}"
        said = text_in(self.cell(cells, "channel"))
        channel = channel_of(said) if said else "message"
        if channel is None:
            self.aside.leave("row", at, "unknown_channel", found=said)
            return
        title, body = self.text(cells, "title"), self.text(cells, "body")
        if not title and not body:
            self.aside.leave("row", at, "no_text")
            return
        if not said:
            self.aside.tell("channel_assumed", at)
        title = " ".join((title or body).split())
        if len(title) > LONG_TITLE:
            title, body = title[: LONG_TITLE - 1].rsplit(" ", 1)[0].rstrip("{}") + "…", body or title
        tree: Tree = {"channel": channel, "to": self.to(text_in(self.cell(cells, "to"))), "title": title}
        for name in ("number", "from", "body", "expected", "controller"):
            if value := text_in(self.cell(cells, name)) if name == "controller" else self.text(cells, name):
                tree[name] = value
        if comment := text_in(self.cell(cells, "comment")):
            tree["controller"] = f"{tree['controller']} – {comment}" if "controller" in tree else comment
        if "expected" in tree:
            tree["expected"] = " ".join(tree["expected"].split())
        tree["objective"] = self.objective(self.text(cells, "objective"))
        self.expect(tree, text_in(self.cell(cells, "score")))
        offset = text_in(self.cell(cells, "offset"))
        minute = self.minute(when, at, offset)
        if release_of(text_in(self.cell(cells, "release"))) == "manual":
            tree["release"] = "manual"
        self.items.append(Item(line, tree, self.text(cells, "phase"), minute, offset))

    def to(self, said: str) -> list[str]:
        if not said or tidy(said) in EVERYBODY:
            return []
        keys = []
        for name in (" ".join(piece.split()) for piece in split_names(said)):
            if name and name.casefold() not in self.role_of:
                key = key_of(name, self.roles, f"role-{len(self.roles) + 1:02d}")
                self.role_of[name.casefold()] = key
                empty: Tree = {"powers": [], "limits": [], "first_duties": []}
                self.roles[key] = {"name": literal(name), "seats": 0} | empty
            if name:
                keys.append(self.role_of[name.casefold()])
        return list(dict.fromkeys(keys))

    def objective(self, said: str) -> str | None:
        if not said:
            return None
        if said.casefold() not in self.objective_of:
            key = key_of(said, {*self.objectives, "imported"}, f"objective-{len(self.objectives) + 1:02d}")
            self.objective_of[said.casefold()] = key
            self.objectives[key] = {"text": said, "capability": "command", "tasks": {}}
        return self.objective_of[said.casefold()]

    def expect(self, tree: Tree, score: str) -> None:
        """What is expected becomes a task, so that it can be judged."""
        if "expected" not in tree:
            return
        if tree["objective"] is None:
            text = written("imported_objective", self.language)
            self.objectives.setdefault("imported", {"text": text, "capability": "command", "tasks": {}})
        tasks = self.objectives[tree["objective"] or "imported"]["tasks"]
        number = sum(len(each["tasks"]) for each in self.objectives.values()) + 1
        tree["task"] = f"task-{number:02d}"
        tasks[tree["task"]] = {"text": tree["expected"], "source": "imported"}
        if score:
            tasks[tree["task"]]["standard"] = f"score {score}"

    # --- Times -----------------------------------------------------------------------------------------------
    def set_start(self, whens: list[When]) -> None:
        """The story begins at the earliest clock that is named, or on the first day of a calendar."""
        clocks = [when.minutes for when in whens if when.kind == "clock"]
        days = [when.minutes for when in whens if when.kind == "calendar"]
        if days:
            self.first_day = min(days)
            self.begins = self.first_day % DAY_MIN
        elif clocks:
            self.begins = clocks[0]

    def minute(self, when: When | None, at: str, said: str) -> int | None:
        if when is None:
            if said:
                self.aside.tell("time_unreadable", at, found=said)
            elif self.columns.of("offset") is not None:
                self.aside.tell("time_missing", at)
            return None
        if when.bare:
            self.aside.tell("minutes_assumed", at, found=said)
        if when.kind == "calendar":
            return when.minutes - (self.first_day or 0)
        if when.kind == "clock":
            return self.since_start(when.minutes)
        return when.minutes

    def since_start(self, clock: int) -> int:
        minute = clock - (self.begins or 0)
        days = max(0, -((PAST_MIDNIGHT + minute - self.last_clock) // DAY_MIN))
        minute += days * DAY_MIN
        self.last_clock = max(self.last_clock, minute)
        return minute

    # --- The whole -------------------------------------------------------------------------------------------
    def tree(self) -> Tree:
        for number, item in enumerate(self.items, 1):
            tree = item.tree
            if tree["objective"] is None:
                del tree["objective"]
            named: Tree = {"key": numbered("inject", number, len(self.items)), "number": str(number)}
            item.tree = named | tree
        phases = self.phases()
        return {
            "lamplighter": "scenario/1",
            "id": id_of(f"chronogram:{self.name}"),
            "slug": key_of(self.name, (), "chronogram"),
            "version": "1.0.0",
            "language": self.language,
            "title": literal(self.name),
            "difficulty": 1,
            "minutes": sum(phase["minutes"] for phase in phases),
            "story": {"day": "workday", "at": clock_text(9 * 60 if self.begins is None else self.begins)},
            "roles": self.roles,
            "objectives": self.objectives,
            "phases": phases,
        }

    def phases(self) -> list[Tree]:
        """One phase for each name in their column, in the order of the rows; without such a column, one for all."""
        groups: dict[str, list[Item]] = {}
        last = ""
        for item in self.items:
            last = item.phase or last
            groups.setdefault(last, []).append(item)
        taken = {item.tree["key"] for item in self.items}
        phases: list[Tree] = []
        for number, (name, items) in enumerate(groups.items(), 1):
            minutes = [item.minute for item in items if item.minute is not None and item.minute >= 0]
            starts, ends = min(minutes, default=0), max(minutes, default=0)
            starts = 0 if len(groups) == 1 else starts
            key = key_of(name, taken, f"phase-{number:02d}") if name else key_of(ALL, taken, ALL)
            taken.add(key)
            for item in items:
                self.release(item, starts)
            phases.append(
                {
                    "key": key,
                    "title": name or literal(self.name),
                    "starts": time_of(starts),
                    "speed": 1,
                    "minutes": ends - starts + AFTER_LAST,
                    "ends": "facilitator",
                    "injects": [item.tree for item in items],
                }
            )
        return phases

    def release(self, item: Item, starts: int) -> None:
        """How a row comes: by hand where it has no time or stands before the exercise, else at its minute."""
        if item.minute is not None and item.minute < 0:
            item.tree |= {"kind": "facilitation", "release": "manual"}
            self.aside.tell("before_start", f"{self.sheet.name} {item.line}", found=item.said)
        elif item.minute is None or "release" in item.tree:
            item.tree["release"] = "manual"
        else:
            item.tree |= {"release": "timed", "at": time_of(item.minute - starts)}


def split_names(said: str) -> list[str]:
    """Names as people list them."""
    for mark in ("\n", ";", "،", "|", "/"):
        said = said.replace(mark, ",")
    return said.split(",")
