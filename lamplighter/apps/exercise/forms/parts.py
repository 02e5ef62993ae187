"""Forms about the parts of a scenario beside what comes to the room."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from lamplighter.apps.exercise.forms.fields import HourField, LinesField, ProseField, StoryTimeField
from lamplighter.apps.exercise.forms.part import PartForm, choose
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.web.fields import WholeField, WordsField


class HeadForm(PartForm):
    """The scenario itself."""

    not_in_tree = frozenset({"day", "at"})
    title = WordsField(label=pgettext("of a scenario", "Title"), max_length=200)
    summary = ProseField(
        label=_("Summary"),
        required=False,
        help_text=_("Two or three sentences for whoever chooses a scenario. They give nothing away."),
    )
    audience = WordsField(
        label=_("For whom"), required=False, max_length=300, help_text=_("Such as: mayor and heads of department.")
    )
    minutes = WholeField(label=_("Minutes in the room"), min_value=1, max_value=2000)
    difficulty = forms.ChoiceField(
        label=pgettext("of a scenario", "Difficulty"),
        choices=[("1", _("easy")), ("2", _("medium")), ("3", _("hard")), ("4", _("very hard"))],
    )
    day = forms.ChoiceField(label=_("The story begins on"), choices=list(words.DAYS.items()))
    at = HourField(label=pgettext("hour of the day", "At"))
    basis = forms.MultipleChoiceField(
        label=_("Real cases behind it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    licence = WordsField(
        label=pgettext("of a scenario", "Licence"),
        required=False,
        max_length=60,
        help_text=_("How others may use it, such as CC-BY-4.0."),
    )

    def offer(self) -> None:
        choose(self.fields["basis"], self.known.cases)

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return (
            {"difficulty": "1"}
            | super().initial_of(part)
            | dict(part.get("story", {"day": "workday", "at": "08:00"}))
        )

    def part(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return super().part() | {
            "difficulty": int(cleaned["difficulty"]),
            "story": {"day": cleaned["day"], "at": cleaned["at"]},
        }


class PhaseForm(PartForm):
    """A stretch of the story."""

    title = WordsField(label=pgettext("of a phase", "Title"), max_length=200)
    situation = ProseField(
        label=pgettext("of a phase", "Situation"),
        required=False,
        help_text=_(
            "What everybody reads when the phase opens."
            " {city}, {story_clock} and the other names in braces are filled in."
        ),
    )
    starts = StoryTimeField(
        label=_("Begins at"),
        required=False,
        help_text=_("Time of the story from its beginning: 0:00 for the first phase, 48:00 for two days later."),
    )
    minutes = WholeField(label=_("Minutes in the room"), min_value=1, max_value=1000)
    speed = forms.ChoiceField(label=_("How fast the story runs"))
    ends = forms.ChoiceField(label=pgettext("a phase", "Ends"), choices=list(words.ENDS.items()))
    rows_of: ClassVar = {}

    def offer(self) -> None:
        choose(self.fields["speed"], [(key, words.SPEEDS.get(key, key)) for key in self.known.speeds])

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return (
            {"minutes": 20, "ends": "facilitator"}
            | super().initial_of(part)
            | {"speed": f"{float(part.get('speed', 4)):g}"}
        )

    def part(self) -> dict[str, Any]:
        return super().part() | {"speed": float(self.cleaned_data["speed"])}


class RoleForm(PartForm):
    """A part that somebody plays."""

    named_by = "name"
    not_in_tree = frozenset({"optional"})
    name = WordsField(label=_("Name of the role"), max_length=120)
    seats = WholeField(
        label=pgettext("of a role", "Seats"), min_value=0, max_value=500, help_text=_("0 for as many as come.")
    )
    optional = forms.BooleanField(label=_("The exercise can be played without this role"), required=False)
    deputy = forms.ChoiceField(
        label=pgettext("of a role", "Deputy"), required=False, help_text=_("Decides where nobody plays this role.")
    )
    powers = LinesField(
        label=_("What it may decide"),
        required=False,
        help_text=_("One on each line; they stand on the role's card."),
    )
    limits = LinesField(label=_("What it may not"), required=False, help_text=_("One on each line."))
    first_duties = LinesField(
        label=_("First five duties"),
        required=False,
        help_text=_("One on each line, as questions the role must answer in the first hour."),
    )

    def offer(self) -> None:
        others = [(key, name) for key, name in self.known.roles if key != self.before.get("key")]
        choose(self.fields["deputy"], others, empty=True)

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return {"seats": 1} | super().initial_of(part) | {"optional": part.get("needed") is False}

    def part(self) -> dict[str, Any]:
        return super().part() | {"needed": not self.cleaned_data["optional"]}


class ObjectiveForm(PartForm):
    """What is practised."""

    named_by = "text"
    text = WordsField(
        label=_("What is practised"),
        max_length=300,
        help_text=_("As something that can be seen to succeed, such as: residents are told the truth in time."),
    )
    capability = forms.ChoiceField(
        label=_("Capability"), help_text=_("Exercises of several years are compared by it.")
    )
    weight = WholeField(
        label=pgettext("of an objective", "Weight"),
        min_value=1,
        max_value=10,
        help_text=_("How much it counts beside the others, from 1 to 10."),
    )

    def offer(self) -> None:
        there = str(self.before.get("capability", ""))
        foreign = [(there, there)] if there and there not in words.CAPABILITIES else []
        choose(self.fields["capability"], [*foreign, *words.CAPABILITIES.items()])

    def initial_of(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return {"weight": 1} | super().initial_of(part)


class TaskForm(PartForm):
    """What should be seen to happen."""

    named_by = "text"
    text = WordsField(label=_("What should be seen to happen"), max_length=300)
    standard = WordsField(
        label=_("By which standard"),
        required=False,
        max_length=300,
        help_text=_("Such as: within 60 minutes of the story."),
    )
    source = WordsField(
        label=_("Where that is written"),
        required=False,
        max_length=300,
        help_text=_("A plan, a law, an order of the city."),
    )


class TargetForm(PartForm):
    """What of a city is meant, without naming it."""

    named_by = "key"
    key = forms.RegexField(
        label=_("Short name"),
        regex=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$",
        help_text=_("Latin letters and digits. In texts, {target.NAME} becomes what the city calls it."),
    )
    what = forms.ChoiceField(label=_("Kind of thing"), choices=list(words.MEANT.items()))
    choose = forms.ChoiceField(label=_("Which one"), choices=list(words.CHOOSE.items()))
    kinds = LinesField(
        label=_("With one of these words in its name or kind"),
        required=False,
        help_text=_("One on each line, such as: server."),
    )
    tier = WholeField(label=_("Only services of rank"), required=False, min_value=1, max_value=9)
    under = forms.ChoiceField(label=_("Only what stands on this other target"), required=False)
    otherwise = forms.ChoiceField(label=_("Where a city has none, take this other target"), required=False)
    called: ClassVar = {"otherwise": "else"}

    def offer(self) -> None:
        others = [(key, name) for key, name in self.known.targets if key != self.before.get("key")]
        for name in ("under", "otherwise"):
            choose(self.fields[name], others, empty=True)
        if not self.new:
            self.fields["key"].disabled = True


class VariableForm(PartForm):
    """A name, word or number that texts and conditions use."""

    named_by = "key"
    key = forms.RegexField(
        label=_("Short name"),
        regex=r"^[A-Za-z_][A-Za-z0-9_]{0,39}$",
        help_text=_("Latin letters, digits and underscores. In texts, {NAME} becomes its value."),
    )
    about = WordsField(label=_("What it is"), required=False, max_length=300)
    default = WordsField(
        label=pgettext("of a variable", "Value"),
        required=False,
        max_length=300,
        help_text=_("A word or a number. Left empty, it is asked for whenever an exercise is prepared."),
    )

    def offer(self) -> None:
        if not self.new:
            self.fields["key"].disabled = True

    def part(self) -> dict[str, Any]:
        made = super().part()
        if isinstance(default := made.get("default"), str):
            made["default"] = number_or_word(default)
        return made


def number_or_word(text: str) -> float | int | str:
    """A number if it is one as programs write it, else the text."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number if number == number and abs(number) < 1e300 else text


class QuestionForm(PartForm):
    """Something to talk about."""

    named_by = "text"
    text = ProseField(label=pgettext("of a survey or a discussion", "Question"))
    asks = forms.MultipleChoiceField(
        label=_("To whom"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody chosen: everybody."),
    )
    good = ProseField(
        label=_("What a good answer holds"), required=False, help_text=_("Only the facilitator reads this.")
    )

    def offer(self) -> None:
        choose(self.fields["asks"], self.known.roles)


class LookForm(PartForm):
    """What an evaluator looks for."""

    named_by = "task"
    task = forms.ChoiceField(label=_("Task"))
    look_for = ProseField(
        label=_("What to look for"),
        help_text=_(
            "Something that can be seen or heard, such as: somebody says aloud who tells residents, and when."
        ),
    )
    phase = forms.ChoiceField(label=_("In which phase"), required=False)

    def offer(self) -> None:
        choose(self.fields["task"], self.known.tasks)
        choose(self.fields["phase"], self.known.phases, empty=True)


class AskForm(PartForm):
    """A question of the survey at the end."""

    named_by = "text"
    text = WordsField(label=_("Question or statement"), max_length=300)
    kind = forms.ChoiceField(label=_("Answered by"), choices=list(words.SURVEY.items()))
