"""What forms about parts of a scenario share: what a tree holds, shown as fields, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from lamplighter.apps.exercise.bridge.defined import Known
from lamplighter.apps.exercise.bridge.definition import Complaint
from lamplighter.apps.exercise.forms.fields import plain
from lamplighter.apps.exercise.forms.rows import RowForm, Rows
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.phrases import checking

NONE = [("", "–")]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading, or the rows of one kind."""

    title: str | Promise
    fields: tuple[Any, ...] = ()
    rows: Rows | None = None
    help: str | Promise = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Differs:
    """A field that somebody else has written differently meanwhile."""

    label: str
    theirs: str
    mine: str


class PartForm(forms.Form):
    """Fields are named as in the tree, unless ``called`` says otherwise; what no field shows is kept."""

    called: ClassVar[Mapping[str, str]] = {}
    rows_of: ClassVar[Mapping[str, type[RowForm]]] = {}
    named_by = "title"
    not_in_tree: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, data: Any = None, *, known: Known, part: Mapping[str, Any] | None = None, mark: str = ""
    ) -> None:
        self.known, self.before, self.mark = known, dict(part or {}), mark
        self.new = part is None
        super().__init__(data, initial=self.initial_of(self.before))
        self.offer()
        self.rows = {
            name: Rows(row, data, self.rows_there(name), name, known) for name, row in self.rows_of.items()
        }

    def offer(self) -> None:
        """Fill the lists that depend on the scenario."""

    def rows_there(self, name: str) -> Sequence[Any]:
        found: Sequence[Any] = self.before.get(name, [])
        return found

    def in_tree(self, name: str) -> str:
        return self.called.get(name, name)

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a part."""
        return {name: part[self.in_tree(name)] for name in self.base_fields if self.in_tree(name) in part}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *[rows.is_valid() for rows in self.rows.values()]])

    def part(self) -> dict[str, Any]:
        """The part as the tree holds it."""
        made = dict(self.before)
        for name in self.fields:
            if name not in self.not_in_tree:
                self.set(made, self.in_tree(name), plain(self.cleaned_data.get(name)))
        for name, rows in self.rows.items():
            self.set(made, name, rows.values or None)
        return made

    def set(self, made: dict[str, Any], name: str, value: Any) -> None:
        if value is None:
            made.pop(name, None)
        else:
            made[name] = value

    def name_said(self) -> str:
        """What the part is called when a key for it is made."""
        return str(self.cleaned_data.get(self.named_by, ""))

    def refuse(self, complaints: Sequence[Complaint]) -> None:
        """Say beside the fields what cannot be read."""
        fields = {self.in_tree(name): name for name in self.fields}
        for complaint in complaints:
            name = next((fields[step] for step in complaint.where.split(".")[::-1] if step in fields), None)
            self.add_error(name, checking.complaint(complaint.code, complaint.facts))

    def refuse_overtaken(self, theirs: Mapping[str, Any]) -> list[Differs]:
        """Somebody was quicker: tell what they wrote. Saving once more writes over it, knowingly."""
        shown = self.initial_of(theirs)
        found = []
        for name, field in self.fields.items():
            mine, other = self.cleaned_data.get(name), shown.get(name)
            if plain(mine) != plain(other) and (mine or other):
                found.append(Differs(str(field.label), as_text(other), as_text(mine)))
        for name, rows in self.rows.items():
            if rows.values != (theirs.get(name) or []):
                found.append(
                    Differs(str(rows.legend), words.listed(theirs.get(name) or []), words.listed(rows.values))
                )
        return found

    def sections(self) -> list[Section]:
        """The form in the order in which it is read."""
        plain_fields = tuple(self[name] for name in self.fields)
        return [Section("", plain_fields), *(Section(rows.legend, rows=rows) for rows in self.rows.values())]

    def section(self, title: str | Promise, *names: str, help: str | Promise = "", of: str = "") -> Section:
        return Section(title, tuple(self[name] for name in names if name in self.fields), help=help, of=of)


def as_text(value: Any) -> str:
    """A value of a field as words beside another."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "–" if value in (None, "") else str(value)


def choose(field: forms.Field, choices: Sequence[tuple[str, Any]], *, empty: bool = False) -> None:
    """Give a choice its list."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*NONE, *choices] if empty else list(choices)
