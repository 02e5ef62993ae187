"""A report for its reader: numbers, lines and decisions as sentences in the reader's language and digits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from lamplighter.apps.exercise.bridge.outline import kind_of, teller
from lamplighter.apps.exercise.bridge.play import Decision, Line, Scenario, scenario_of
from lamplighter.apps.exercise.bridge.report import (
    Area,
    Dark,
    DecisionReport,
    Number,
    Report,
    case_of,
    dark_of,
    lines_of,
    report_of,
)
from lamplighter.apps.exercise.bridge.saying import named
from lamplighter.apps.exercise.choices import Mark
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.report import CLOCKS, DECIDED_BY, ELEMENTS, FINDINGS, LINES, NOTHING, NUMBERS
from lamplighter.apps.exercise.phrases.units import counted
from lamplighter.web.numerals import LRI, PDI, script
from lamplighter.web.reader import RTL, reader
from lamplighter.web.sides import apart
from lamplighter.web.templatetags.words import clock, duration, money_round, num, percent

MARKS = {mark.value: mark.label for mark in Mark}
NOBODY: Mapping[str, Any] = {"names": {}, "cast": {}}
DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report in words."""

    number: Number
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line of the log in words; ``story`` is when in the story."""

    line: Line
    story: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """One decision in words: what was asked, what was decided, how the answers were spread."""

    report: DecisionReport
    question: str
    taken: str
    by: str
    spread: tuple[tuple[str, int], ...]
    could_know: str
    decided: str
    case: str

    @property
    def number(self) -> str:
        """The number of the report that says how long it took."""
        return f"minutes_to_decide.{self.report.decision}"


@dataclass(frozen=True, slots=True)
class ObjectiveTold:
    """One objective: its text, its mark, its tasks with theirs, what was written about it."""

    text: str
    mark: str
    mark_key: str
    tasks: tuple[dict[str, Any], ...]
    strengths: tuple[str, ...]
    areas: tuple[str, ...]


class Told:
    """The report of one exercise, told to the reader of this request."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.scenario: Scenario = scenario_of(exercise)
        self.report: Report = report_of(exercise)
        self.things: Mapping[str, Any] = exercise.frozen or NOBODY
        self.say = teller_of(exercise)

    @cached_property
    def figures(self) -> list[Figure]:
        """All numbers, in the order in which reports tell them."""
        return [self.figure(number) for number in self.report.numbers.values()]

    def figure(self, number: Number) -> Figure:
        kind, facts = self._kind(number.key)
        return Figure(number, str(NUMBERS[kind]).format(**facts), self._value(kind, number))

    def story(self, second: int) -> str:
        """A time of the story by the clock on its wall: ``day 2, 09:40``; hours where no day was chosen."""
        begins, zone = self.exercise.story_starts_at, self.exercise.organisation.zone
        if begins is None:
            day, rest = divmod(second, DAY_S)
            shown = f"{LRI}{script(f'+{rest // 3600}:{rest // 60 % 60:02d}', reader())}{PDI}"
        else:
            first, here = begins.astimezone(zone), (begins + timedelta(seconds=second)).astimezone(zone)
            day, shown = (here.date() - first.date()).days, clock(here.time())
        # Translators: A time in the story of an exercise, such as “day 2, 09:40”.
        return _("day %(day)s, %(clock)s") % {"day": num(day + 1), "clock": shown}

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The log by number."""
        return {line.number: line for line in lines_of(self.exercise)}

    def told(self, numbers: Iterable[int]) -> list[LineTold]:
        """These lines in words, in their order."""
        return [self.line(self.lines[number]) for number in numbers if number in self.lines]

    def line(self, line: Line) -> LineTold:
        kind, facts = (
            line.kind,
            {"item": aside(self._item(line)), "seat": num(line.facts.get("seat")), "n": "", "value": ""},
        )
        if kind == "decision.taken":
            value = line.facts["value"]
            kind += self._taken_by(line)
            facts["value"] = aside(self.value(self.scenario.decision_of.get(line.facts["key"]), value))
        elif kind == "decision.revealed":
            facts["n"] = num(line.facts["of"])
        elif kind == "rating.given":
            facts["value"] = str(MARKS.get(line.facts["mark"], line.facts["mark"]))
        return LineTold(line, self.story(line.story_s), str(LINES[kind]).format(**facts))

    def _taken_by(self, line: Line) -> str:
        """Whose word a decision is, as an ending of a phrase's name; none where answers or tables gave it."""
        facts = line.facts
        if facts["value"] is None:
            return ".nobody"
        if facts["seat"] is not None:
            return ".seat"
        of_tables = facts["team"] is None and self.exercise.teams > 1
        return ".control" if facts["rule"] == "role" and not of_tables else ""

    @cached_property
    def decisions(self) -> list[DecisionTold]:
        """Decisions that were opened, in their order."""
        return [self._decision(found) for found in self.report.decisions]

    @cached_property
    def objectives(self) -> list[ObjectiveTold]:
        """Objectives with their marks."""
        found = []
        for one in self.report.objectives:
            seen = {task.task: task for task in one.mark.tasks}
            tasks = tuple(
                {
                    "key": task.key,
                    "text": self.say(task.text),
                    "mark_key": seen[task.key].mark if task.key in seen else "",
                    "mark": MARKS[seen[task.key].mark] if task.key in seen else "",
                    "official": task.key in seen and seen[task.key].official,
                    "of": seen[task.key].of if task.key in seen else 0,
                }
                for task in self.scenario.objective_of[one.mark.objective].tasks
            )
            found.append(
                ObjectiveTold(
                    self.say(self.scenario.objective_of[one.mark.objective].text),
                    str(MARKS[one.mark.mark]) if one.mark.mark else "",
                    one.mark.mark or "",
                    tasks,
                    tuple(observed.text for observed in one.strengths),
                    tuple(observed.text for observed in one.areas),
                )
            )
        return found

    @cached_property
    def areas(self) -> list[dict[str, Any]]:
        """What to improve: each with its sentence and what it is about."""
        return [self.area(area) for area in self.report.areas]

    def area(self, area: Area) -> dict[str, Any]:
        subject = self.subject(area)
        return {
            "area": area,
            "subject": subject,
            "sentence": str(FINDINGS[area.code]).format(subject=aside(subject)),
            "element": ELEMENTS[area.element],
            "lines": self.told(area.lines),
        }

    def subject(self, area: Area) -> str:
        """What an area is about, by its name: an evaluator's words, a task, a decision, a thing of the city."""
        if area.text:
            return area.text
        if area.subject in self.scenario.task_of:
            return self.say(self.scenario.task_of[area.subject].text)
        if area.subject in self.scenario.decision_of:
            return self.question(self.scenario.decision_of[area.subject])
        return self.thing(area.subject)

    def thing(self, key: str) -> str:
        """What something of the city is called there, in the reader's language if it has a name in it."""
        return named(self.things["names"].get(key, {}), reader().language) or kind_of(key)

    @cached_property
    def dark(self) -> list[Dark]:
        """Every time a service stopped, those of most residents first."""
        return dark_of(self.exercise)

    def question(self, decision: Decision) -> str:
        """``D1 What do residents hear?``."""
        return f"{decision.number} {self.say(decision.question)}".strip()

    def value(self, decision: Decision | None, value: Any) -> str:
        """What was taken, in words: an option, a ranking, a number with its unit, a text."""
        if decision is None or value is None:
            return ""
        texts = {option.key: self.say(option.text) for option in decision.options}
        if isinstance(value, list | tuple):
            return ", ".join(f"{num(place)}. {texts.get(key, key)}" for place, key in enumerate(value, start=1))
        if isinstance(value, int | float):
            return counted(value, decision.unit)
        return texts.get(value, str(value))

    def _decision(self, found: DecisionReport) -> DecisionTold:
        decision = self.scenario.decision_of[found.decision]
        texts = {option.key: self.say(option.text) for option in decision.options}
        return DecisionTold(
            found,
            self.question(decision),
            self.value(decision, found.value),
            self.decided_by(found),
            tuple((texts[key], count) for key, count in found.spread.items()),
            self.story(found.could_know_s) if found.could_know_s is not None else "",
            self.story(found.decided_s) if found.decided_s is not None else "",
            self._case(found),
        )

    def decided_by(self, found: DecisionReport) -> str:
        """Who decided, in words; empty where nobody did."""
        role = self.say(self.scenario.role_of[found.role].name) if found.role else ""
        if found.by is None or found.by == "role":
            return role
        return str(DECIDED_BY[found.by]).format(role=aside(role))

    def _case(self, found: DecisionReport) -> str:
        if found.case is None:
            return ""
        case = case_of(found.case)
        return _("%(place)s, %(year)s") % {"place": case.place, "year": script(str(case.year), reader())}

    def _item(self, line: Line) -> str:
        key = str(line.facts.get("key") or line.facts.get("of") or line.facts.get("task") or "")
        if line.kind == "inject.improvised":
            return str(line.facts["title"])
        if key in self.scenario.inject_of:
            return self.say(self.scenario.inject_of[key].title)
        first = key.partition(".")[0]
        if first in self.scenario.decision_of:
            return self.question(self.scenario.decision_of[first])
        if key in self.scenario.task_of:
            return self.say(self.scenario.task_of[key].text)
        phases = {phase.key: phase for phase in self.scenario.phases}
        return self.say(phases[key].title) if key in phases else key

    def _kind(self, key: str) -> tuple[str, dict[str, str]]:
        """The phrase of a number, and what fills its places."""
        if key in NUMBERS:
            return key, {}
        kind, _dot, rest = key.partition(".")
        if kind == "legal":
            duty = rest.removesuffix(".minutes")
            return kind, {"clock": str(CLOCKS.get(duty, duty))}
        if kind == "survey":
            asked = {ask.key: ask for ask in self.scenario.survey}
            return "survey.mean", {"question": self.say(asked[rest.removesuffix(".mean")].text)}
        decision, _dot, option = rest.partition(".")
        one = self.scenario.decision_of[decision]
        texts = {each.key: self.say(each.text) for each in one.options}
        return kind, {"decision": self.question(one), "option": texts.get(option, option)}

    def _value(self, kind: str, number: Number) -> str:
        if number.value is None:
            return str(NOTHING.get(kind, "–"))
        if number.unit == "share":
            return percent(number.value)
        if number.unit in ("min", "story_min"):
            return duration(number.value)
        if number.unit == "EUR":
            low, high = (money_round(end, "EUR") for end in (number.low, number.high))
            return _("%(low)s to %(high)s") % {"low": low, "high": high} if low != high else low
        if number.unit == "of_5":
            return _("%(mean)s of 5") % {"mean": num(number.value)}
        if number.of:
            return _("%(n)s of %(of)s") % {"n": num(number.value), "of": num(int(number.of))}
        return num(number.value)


def teller_of(exercise: Exercise) -> Callable[[Any], str]:
    """Says texts of an exercise's scenario in the reader's language, with the names of its frozen city."""
    who = reader()
    return teller(
        scenario_of(exercise),
        exercise.organisation,
        who.language,
        exercise.frozen or NOBODY,
        lambda value: script(f"{value}", who),
        exercise.variables,
    )


def aside(words: str) -> str:
    """A name or a text of somebody's own in the midst of a sentence for this reader."""
    return apart(words, rtl=reader().language in RTL)
