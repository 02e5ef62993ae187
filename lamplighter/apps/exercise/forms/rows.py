"""Rows inside a form about a part: conditions, effects, prices. An empty row says nothing."""

from abc import ABCMeta, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from lamplighter.apps.exercise.bridge.defined import Known
from lamplighter.apps.exercise.forms.fields import StoryTimeField, plain, range_of
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.web.fields import NumberField, WordsField, plain_number
from lamplighter.web.numerals import whole

MOST = 30
EMPTY_ROWS = 2
Choice = tuple[str, str | Promise]


class RowMeta(DeclarativeFieldsMetaclass, ABCMeta):
    """Rows have fields as forms do, and a row that leaves out what every row must say cannot be made."""


class RowForm(forms.Form, metaclass=RowMeta):
    """One row. ``base`` is what stood there before; what the row does not show is kept from it."""

    legend: ClassVar[str | Promise] = ""
    head = ""

    def __init__(self, data: Any, *, prefix: str, known: Known, base: Mapping[str, Any] | None = None) -> None:
        self.known, self.base = known, dict(base or {})
        super().__init__(data, prefix=prefix, initial=self.initial_of(self.base) if base else None)
        there = str(self.initial.get(self.head, ""))
        kept = [(there, there.replace("|", " "))] if there and there not in self.keys_offered() else []
        widget = self.fields[self.head].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", "–"), *kept, *self.offered()]
        self.told: dict[str, Any] | None = None

    @abstractmethod
    def offered(self) -> list[Any]:
        """What the first field offers."""

    @abstractmethod
    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a part of the tree."""

    @abstractmethod
    def made(self, cleaned: dict[str, Any]) -> dict[str, Any] | None:
        """The part of the tree that the fields say."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        what = cleaned.get(self.head)
        if not self.errors and what:
            if what not in self.keys_offered() | {self.initial.get(self.head)}:
                # Translators: Error beside a form's field.
                self.add_error(self.head, _("This is no longer there. Choose something else."))
            else:
                self.told = self.made(cleaned)
        return cleaned

    def keys_offered(self) -> set[str]:
        flat: set[str] = set()
        for value, label in self.offered():
            flat |= {str(key) for key, said in label} if isinstance(label, list) else {str(value)}
        return flat


class Rows:
    """All rows of one kind, as many as were sent or stood there, and a few empty ones more."""

    def __init__(self, form: type[RowForm], data: Any, there: Sequence[Any], prefix: str, known: Known) -> None:
        self.prefix, self.legend = prefix, form.legend
        number = len(there) + EMPTY_ROWS
        if data is not None:
            sent = str(data.get(f"{prefix}-rows", ""))
            number = min(whole(sent), MOST)
        self.forms = [
            form(data, prefix=f"{prefix}-{place}", known=known, base=there[place] if place < len(there) else None)
            for place in range(number)
        ]

    @property
    def number(self) -> int:
        return len(self.forms)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def values(self) -> list[dict[str, Any]]:
        """The parts of the tree, empty rows left out."""
        return [form.told for form in self.forms if form.told is not None]

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in self.forms if form.errors]


class ConditionRow(RowForm):
    """One statement of a condition: is it so, or is it not so."""

    legend = pgettext("one statement", "Condition")
    head = "what"
    what = forms.CharField(label=pgettext("is asked or changed", "What"), required=False, widget=forms.Select)
    so = forms.ChoiceField(
        label=_("Is it so?"), choices=[("yes", _("it is so")), ("no", _("it is not so"))], required=False
    )
    value = WordsField(label=_("Time, number or word"), required=False, max_length=80)

    def offered(self) -> list[Any]:
        known = self.known
        decisions, options = dict(known.decisions), known.options
        say = words.CONDITIONS
        choice = words.CONDITION_CHOICES
        decided: list[Choice] = []
        for key, name in decisions.items():
            decided.append((f"decided|{key}", words.filled(say["decided"], decision=name)))
            decided += [
                (
                    f"decided|{key}|{option.partition('.')[2]}",
                    words.filled(say["decided_so"], decision=name, option=text),
                )
                for option, text in options
                if option.partition(".")[0] == key
            ]
            decided.append((f"answered|{key}", words.filled(choice["answered"], decision=name)))
        come = [
            (f"released|{key}", words.filled(say["released"], item=name))
            for key, name in (*known.injects, *known.decisions)
        ]
        city = [
            (f"{head}|{key}", words.filled(say[head], target=name))
            for key, name in known.targets
            for head in ("fallen", "past", "post_empty")
        ]
        variables = (*known.variables, *((key, str(label)) for key, label in words.SUMS.items()))
        told = [
            (f"{op}|{key}", words.filled(choice[op], variable=name))
            for key, name in variables
            for op in ("below", "above", "is")
        ]
        groups = [
            (_("Decisions"), decided),
            (_("What has come"), come),
            (_("The city"), city),
            (_("Variables"), told),
            (pgettext("a group of conditions", "Time"), [("elapsed|", choice["elapsed"])]),
        ]
        return [(label, options) for label, options in groups if options]

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        so, tree = ("no", part["not"]) if "not" in part else ("yes", part)
        if "decided" in tree:
            what = f"decided|{tree['decided']}" + (f"|{tree['option']}" if tree.get("option") else "")
            return {"so": so, "what": what}
        if "answered" in tree:
            return {
                "so": so,
                "what": f"answered|{tree['answered']}",
                "value": f"{round(tree.get('share', 1) * 100)}",
            }
        if "elapsed" in tree:
            return {"so": so, "what": "elapsed|", "value": tree["elapsed"]}
        if "var" in tree:
            op = next(op for op in ("below", "above", "is") if op in tree)
            return {"so": so, "what": f"{op}|{tree['var']}", "value": str(tree[op])}
        head = next((head for head in ("released", "fallen", "past", "post_empty") if head in tree), "")
        return {"so": so, "what": f"{head}|{tree.get(head, '')}"}

    def made(self, cleaned: dict[str, Any]) -> dict[str, Any] | None:
        head, _, rest = cleaned["what"].partition("|")
        key, _, option = rest.partition("|")
        value = cleaned.get("value", "")
        made: dict[str, Any] | None
        match head:
            case "decided":
                made = {"decided": key} | ({"option": option} if option else {})
            case "answered":
                percent = self.number(value, "100")
                made = None if percent is None else {"answered": key, "share": min(max(percent, 0), 100) / 100}
            case "below" | "above":
                number = self.number(value)
                made = None if number is None else {"var": key, head: number}
            case "is":
                made = {"var": key, "is": self.word_or_number(value)}
            case "elapsed":
                made = self.elapsed(value)
            case _:
                made = {head: key}
        return {"not": made} if made is not None and cleaned.get("so") == "no" else made

    def number(self, value: str, otherwise: str = "") -> Any:
        try:
            return plain(NumberField().clean(value or otherwise))
        except forms.ValidationError as wrong:
            self.add_error("value", wrong)
            return None

    def word_or_number(self, value: str) -> Any:
        try:
            return plain(NumberField(required=False).clean(plain_number(value))) if value else ""
        except forms.ValidationError:
            return value

    def elapsed(self, value: str) -> dict[str, Any] | None:
        try:
            return {"elapsed": StoryTimeField().clean(value)}
        except forms.ValidationError as wrong:
            self.add_error("value", wrong)
            return None


class RangeRow(RowForm):
    """A row with three numbers."""

    head = "what"
    low = NumberField(label=_("At least"), required=False, max_digits=14, decimal_places=4)
    likely = NumberField(label=_("Most likely"), required=False, max_digits=14, decimal_places=4)
    high = NumberField(label=_("At most"), required=False, max_digits=14, decimal_places=4)


class EffectRow(RangeRow):
    """One thing that changes."""

    legend = _("What it does")
    field_order = ("what", "low", "likely", "high", "after")
    what = forms.CharField(label=_("What changes"), required=False, widget=forms.Select)
    after = StoryTimeField(label=_("After (h:mm)"), required=False)

    def offered(self) -> list[Any]:
        say, known = words.EFFECTS, self.known
        clocks = [(key, str(words.CLOCKS.get(key, key))) for key in known.clocks]
        city = [
            (f"{head}|{key}", words.filled(say[head], thing=name))
            for key, name in known.targets
            for head in ("dark", "back")
        ]
        sums = [(f"{head}|", say[head]) for head in ("trust", "money", "people")]
        told = [(f"set|{key}", words.filled(say["set"], thing=name)) for key, name in known.variables]
        law = [
            (f"{head}|{key}", words.filled(say[head], thing=name))
            for key, name in clocks
            for head in ("law", "law_done")
        ]
        return [
            (label, options)
            for label, options in (
                (_("The city"), city),
                (pgettext("a group of effects", "Sums"), sums),
                (_("Variables"), told),
                (pgettext("a group of effects", "Law"), law),
            )
            if options
        ]

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = {"after": part.get("after", "")}
        if "law" in part:
            return shown | {"what": f"law_done|{part['law']}" if part.get("done") else f"law|{part['law']}"}
        if "set" in part:
            return shown | {"what": f"set|{part['set']}", "likely": part.get("to")}
        for head in ("dark", "back"):
            if head in part:
                return shown | {"what": f"{head}|{part[head]}"} | three(part.get("hours"))
        head = next(head for head in ("trust", "money", "people") if head in part)
        return shown | {"what": f"{head}|"} | three(part[head])

    def made(self, cleaned: dict[str, Any]) -> dict[str, Any] | None:
        head, _, key = cleaned["what"].partition("|")
        try:
            numbers = range_of(cleaned)
        except forms.ValidationError as wrong:
            self.add_error("likely", wrong)
            return None
        after = {"after": cleaned["after"]} if cleaned.get("after") else {}
        if head in ("law", "law_done"):
            return {"law": key, "done": head == "law_done"} | after
        if head in ("dark", "back"):
            return {head: key} | ({"hours": numbers} if numbers else {}) | after
        if numbers is None:
            self.add_error("likely", _needed())
            return None
        return ({"set": key, "to": numbers[1]} if head == "set" else {head: numbers}) | after


class PriceRow(RangeRow):
    """One thing that an option costs."""

    legend = pgettext("of an answer", "Price")
    field_order = ("what", "basis", "low", "likely", "high", "unit", "felt_after", "note")
    what = forms.CharField(label=_("What it costs"), required=False, widget=forms.Select)
    basis = forms.ChoiceField(
        label=_("Where the number comes from"), choices=list(words.BASES.items()), required=False
    )
    unit = WordsField(label=pgettext("of a price", "Unit"), required=False, max_length=40)
    felt_after = StoryTimeField(label=_("Felt after (h:mm)"), required=False)
    note = WordsField(label=_("Note for readers"), required=False, max_length=400)

    def offered(self) -> list[Any]:
        return list(words.COSTS.items())

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        basis = "fixed" if "fixed" in part else str(part.get("from", "map"))
        if basis == "cases":
            basis = f"cases:{part['quantity']}"
        shown = {name: part.get(name, "") for name in ("what", "unit", "felt_after", "note")}
        return shown | {"basis": basis} | three(part.get("fixed") or part.get("factor"))

    def made(self, cleaned: dict[str, Any]) -> dict[str, Any] | None:
        basis, _, quantity = (cleaned.get("basis") or "fixed").partition(":")
        try:
            numbers = range_of(cleaned)
        except forms.ValidationError as wrong:
            self.add_error("likely", wrong)
            return None
        made: dict[str, Any] = {"what": cleaned["what"]}
        if basis == "fixed":
            if numbers is None:
                self.add_error("likely", _needed())
                return None
            made |= {"fixed": numbers} | ({"unit": cleaned["unit"]} if cleaned.get("unit") else {})
        else:
            same = self.base.get("from") == basis
            made["from"] = basis
            if basis == "cases":
                made |= {"quantity": quantity, "factor": numbers or [1, 1, 1]}
            made |= {name: self.base[name] for name in ("cases", "clock") if same and name in self.base}
        return made | {name: cleaned[name] for name in ("felt_after", "note") if cleaned.get(name)}


def three(numbers: Any) -> dict[str, Any]:
    """A range as the three fields of a row show it."""
    return dict(zip(("low", "likely", "high"), numbers or (), strict=False))


def _needed() -> forms.ValidationError:
    # Translators: Error beside a form's field.
    return forms.ValidationError(_("A number is needed here."), code="required")
