"""Forms about what comes to the room: injects, decisions and their options."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from lamplighter.apps.exercise.choices import Channel
from lamplighter.apps.exercise.forms.fields import LinesField, ProseField, StoryTimeField, plain
from lamplighter.apps.exercise.forms.part import PartForm, Section, choose
from lamplighter.apps.exercise.forms.rows import ConditionRow, EffectRow, PriceRow
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.web.fields import NumberField, WholeField, WordsField

BRACES = _(
    "Names in braces are filled in: {city}, {residents}, {story_clock}, {target.NAME}, and your own variables."
)
# Heads of conditions that hold others.
SEVERAL = ("all", "any")


def statements(when: Mapping[str, Any] | None) -> list[Any] | None:
    """The single statements of a condition that fits into rows; ``None`` if it is nested deeper."""
    if when is None:
        return []
    head = next((head for head in SEVERAL if head in when), None)
    parts = list(when[head]) if head else [when]
    inner = [part.get("not", part) for part in parts]
    return None if any(name in part for part in inner for name in (*SEVERAL, "not")) else parts


class ItemForm(PartForm):
    """What injects and decisions share: their phase, and how they come."""

    not_in_tree = frozenset({"phase", "several", "keep_condition"})
    phase = forms.ChoiceField(label=_("Phase"))
    number = WordsField(
        label=pgettext("of an inject or a decision", "Number"),
        required=False,
        max_length=12,
        help_text=_("As on paper, such as 7 or D2."),
    )
    release = forms.ChoiceField(
        label=_("How it comes"), choices=list(words.RELEASES.items()), widget=forms.RadioSelect
    )
    at = StoryTimeField(
        label=_("At this time of the phase"),
        required=False,
        help_text=_("Hours and minutes since the phase opened, such as 1:30. Needed if it comes at a time."),
    )
    several = forms.ChoiceField(
        label=_("If there are several conditions"),
        choices=[("all", _("all of them must be so")), ("any", _("one of them is enough"))],
        widget=forms.RadioSelect,
    )
    after = StoryTimeField(
        label=_("After it has been so for"),
        required=False,
        help_text=_("0:45 with “is not decided” means: if nobody has decided within 45 minutes."),
    )
    rows_of: ClassVar = {"when": ConditionRow}

    def __init__(self, *args: Any, phase: str = "", **kwargs: Any) -> None:
        self.opened_in = phase
        super().__init__(*args, **kwargs)
        if statements(self.before.get("when")) is None:
            said = words.condition(self.before["when"], self.known.names())
            self.fields["keep_condition"] = forms.BooleanField(
                label=_("Keep the condition as it is written"), help_text=said, required=False, initial=True
            )

    def offer(self) -> None:
        choose(self.fields["phase"], self.known.phases)

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        several = "any" if "any" in (part.get("when") or {}) else "all"
        return {"release": "manual", "several": several, "phase": self.opened_in} | super().initial_of(part)

    def rows_there(self, name: str) -> Sequence[Any]:
        if name == "when":
            return statements(self.before.get("when")) or []
        return super().rows_there(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        release = cleaned.get("release")
        if release == "timed" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Write the time at which it comes."))
        rows = self.rows["when"]
        if rows.is_valid() and release == "conditional" and not rows.values and not self.kept():
            self.add_error("release", _("Choose at least one condition below, or another way to come."))
        return cleaned

    def kept(self) -> Any:
        """The condition that does not fit into rows, if it is to stay."""
        if self.cleaned_data.get("keep_condition"):
            return self.before.get("when")
        return None

    def set(self, made: dict[str, Any], name: str, value: Any) -> None:
        release = self.cleaned_data["release"]
        if name == "when":
            value = self.kept() or (
                value and (value[0] if len(value) == 1 else {self.cleaned_data["several"]: value})
            )
            value = None if release == "manual" else value
        if name == "at" and release != "timed":
            value = None
        super().set(made, name, value)

    def part(self) -> dict[str, Any]:
        made = super().part()
        if "when" not in made:
            made.pop("after", None)
        return made

    def coming(self) -> list[Section]:
        """The sections that say how it comes."""
        return [
            self.section(_("When it comes"), "release", "at"),
            Section(
                _("Conditions"),
                rows=self.rows["when"],
                help=_("It comes only when these are so. Rows left empty say nothing."),
                of="conditional timed",
            ),
            self.section("", "keep_condition", "several", "after", of="conditional timed"),
        ]


class InjectForm(ItemForm):
    """Something that reaches the room."""

    called: ClassVar = {"sender": "from"}
    rows_of: ClassVar = {"when": ConditionRow, "effects": EffectRow}
    title = WordsField(label=pgettext("of an inject", "Title"), max_length=200)
    kind = forms.ChoiceField(label=pgettext("of an inject", "Kind"), choices=list(words.INJECT_KINDS.items()))
    channel = forms.ChoiceField(label=pgettext("by which an inject comes", "Channel"), choices=Channel.choices)
    sender = WordsField(
        label=pgettext("sender", "From"),
        required=False,
        max_length=200,
        help_text=_("A role or an office, never the name of a real person."),
    )
    to = forms.MultipleChoiceField(
        label=pgettext("recipient", "To"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody chosen: everybody."),
    )
    body = ProseField(label=pgettext("of an inject", "Text"), required=False, help_text=BRACES)
    expected = ProseField(
        label=_("What we expect to see"),
        required=False,
        help_text=_("One action on each line. Only the facilitator and evaluators read this."),
    )
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    task = forms.ChoiceField(label=_("Task that it tests"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Left out where the city has none of these"), required=False, widget=forms.CheckboxSelectMultiple
    )
    controller = WordsField(
        label=_("Who plays it"), required=False, max_length=200, help_text=_("Such as: a controller telephones.")
    )
    spoiler = ProseField(label=_("What the facilitator should know"), required=False)
    case = forms.ChoiceField(label=_("Real case behind it"), required=False)

    def offer(self) -> None:
        super().offer()
        choose(self.fields["to"], self.known.roles)
        choose(self.fields["objective"], self.known.objectives, empty=True)
        choose(self.fields["task"], self.known.tasks, empty=True)
        choose(self.fields["needs"], self.known.targets)
        choose(self.fields["case"], self.known.cases, empty=True)

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return {"kind": "inject"} | super().initial_of(part)

    def sections(self) -> list[Section]:
        return [
            self.section(_("What it says"), "number", "phase", "title", "channel", "sender", "to", "body"),
            *self.coming(),
            self.section(
                _("What it is for"), "expected", "objective", "task", "kind", "controller", "spoiler", "case"
            ),
            Section(
                _("What it does"),
                rows=self.rows["effects"],
                help=_("What changes in the city when it comes. Rows left empty say nothing."),
            ),
            self.section("", "needs"),
        ]


class DecisionForm(ItemForm):
    """A question that must be decided."""

    not_in_tree = ItemForm.not_in_tree | {"first_options", "least", "most", "beside", "quantity", "beside_text"}
    named_by = "question"
    question = WordsField(label=pgettext("of a decision", "Question"), max_length=300)
    about = ProseField(label=_("What to consider"), required=False, help_text=BRACES)
    asks = forms.MultipleChoiceField(
        label=_("Who is asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody chosen: everybody."),
    )
    decider = forms.ChoiceField(label=_("Who decides"))
    mode = forms.ChoiceField(label=_("How it is answered"), choices=list(words.MODES.items()))
    first_options = LinesField(
        label=pgettext("answers to choose from", "Options"),
        required=False,
        help_text=_("One on each line. What each does and costs is written on its own page afterwards."),
    )
    privacy = forms.ChoiceField(label=_("Who sees the answers"), choices=list(words.PRIVACIES.items()))
    rule = forms.ChoiceField(label=_("How the room decides"), choices=list(words.RULES.items()))
    deadline = StoryTimeField(
        label=pgettext("of a decision", "Deadline"),
        required=False,
        help_text=_("Time of the phase if it opens at a time, otherwise counted from its opening."),
    )
    unit = WordsField(label=_("Unit of the number"), required=False, max_length=40)
    least = NumberField(label=_("Smallest number"), required=False, max_digits=12, decimal_places=2)
    most = NumberField(label=_("Largest number"), required=False, max_digits=12, decimal_places=2)
    crews = WholeField(
        label=_("Repairs at the same time"),
        min_value=1,
        max_value=50,
        help_text=_("For an order in which things are repaired."),
    )
    legal_basis = forms.ChoiceField(label=_("Deadline of the law behind it"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    beside = forms.ChoiceField(label=_("Real case to show afterwards"), required=False)
    quantity = forms.ChoiceField(
        label=_("Its number"), required=False, choices=[("", "–"), *words.QUANTITIES.items()]
    )
    beside_text = ProseField(label=_("What happened there"), required=False)

    def offer(self) -> None:
        super().offer()
        choose(self.fields["asks"], self.known.roles)
        choose(self.fields["decider"], self.known.roles)
        choose(self.fields["objective"], self.known.objectives, empty=True)
        choose(self.fields["beside"], self.known.cases, empty=True)
        choose(
            self.fields["legal_basis"], [(key, words.CLOCKS.get(key, key)) for key in self.known.clocks], empty=True
        )
        if not self.new:
            del self.fields["first_options"]

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        bounds, beside = part.get("bounds") or (None, None), part.get("case_beside") or {}
        more = {
            "least": bounds[0],
            "most": bounds[1],
            "beside": beside.get("case"),
            "quantity": beside.get("quantity"),
            "beside_text": beside.get("text"),
        }
        return {"crews": 1} | super().initial_of(part) | more

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.new and cleaned.get("mode") in ("single", "rank") and len(cleaned.get("first_options") or []) < 2:
            self.add_error("first_options", _("Write at least two options."))
        least, most = cleaned.get("least"), cleaned.get("most")
        if (least is None) != (most is None) or (least is not None and most is not None and least >= most):
            self.add_error("most", _("Give both numbers, the larger one here, or none."))
        if bool(cleaned.get("beside")) != bool(cleaned.get("beside_text")):
            self.add_error("beside_text", _("A case to show needs both: the case, and what happened there."))
        return cleaned

    def part(self) -> dict[str, Any]:
        made, cleaned = super().part(), self.cleaned_data
        least, most = plain(cleaned.get("least")), plain(cleaned.get("most"))
        super().set(made, "bounds", None if least is None else [least, most])
        beside = None
        if cleaned.get("beside"):
            beside = {"case": cleaned["beside"], "text": cleaned["beside_text"]}
            beside |= {"quantity": cleaned["quantity"]} if cleaned.get("quantity") else {}
        super().set(made, "case_beside", beside)
        return made

    def sections(self) -> list[Section]:
        return [
            self.section(
                _("What is asked"),
                "number",
                "phase",
                "question",
                "about",
                "asks",
                "decider",
                "mode",
                "first_options",
                "deadline",
            ),
            *self.coming(),
            self.section(_("How it is decided"), "privacy", "rule", "objective", "legal_basis"),
            self.section(_("For a number or an order"), "unit", "least", "most", "crews"),
            self.section(
                _("A real case beside it"),
                "beside",
                "quantity",
                "beside_text",
                help=_("Shown after the reveal, never before."),
            ),
        ]


class OptionForm(PartForm):
    """One answer to a decision: what it does, what it costs, what follows."""

    named_by = "text"
    text = WordsField(label=pgettext("an answer to choose", "Option"), max_length=400)
    leads_to = forms.MultipleChoiceField(
        label=_("What comes at once when the room takes it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cases = forms.MultipleChoiceField(
        label=_("Real cases beside it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hidden = forms.BooleanField(label=_("Hidden: only the facilitator sees it"), required=False)
    rows_of: ClassVar = {"effects": EffectRow, "prices": PriceRow}

    def offer(self) -> None:
        choose(self.fields["leads_to"], [*self.known.injects, *self.known.decisions])
        choose(self.fields["cases"], self.known.cases)

    def sections(self) -> list[Section]:
        return [
            self.section("", "text"),
            Section(
                _("What it costs"),
                rows=self.rows["prices"],
                help=_("Always a range, never one number: readers see from where to where, and when it is felt."),
            ),
            Section(
                _("What it does"),
                rows=self.rows["effects"],
                help=_("What changes in the city when the room takes it."),
            ),
            self.section(_("What follows"), "leads_to", "cases", "hidden"),
        ]
