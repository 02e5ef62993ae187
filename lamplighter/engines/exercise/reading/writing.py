"""From a scenario back to its tree: what is as by default is left out, parts with keys stand in lists.

Lists, because a database may forget the order of a mapping, and the order of roles is the order of the table.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from lamplighter.engines.exercise import conditions as on
from lamplighter.engines.exercise.scenario import (
    Decision,
    Effect,
    Fixed,
    FromCases,
    FromClock,
    Inject,
    Objective,
    Option,
    Phase,
    Price,
    Range,
    Role,
    Scenario,
    Target,
    Trigger,
    Variable,
)
from lamplighter.engines.exercise.words import Words

FORMAT = "scenario/1"
TEXTS = "texts/1"


def tree_of(scenario: Scenario) -> dict[str, Any]:
    """Write a scenario as a tree; reading it gives the same scenario.

    Texts of the main language stand in place, all others under ``texts`` by language and path.
    """
    return _written(scenario, _Pen(scenario.language))


def texts_of(scenario: Scenario) -> Mapping[str, Words]:
    """Give every text of a scenario by the path that translators know it by, in the order of the document."""
    pen = _Pen(scenario.language)
    _written(scenario, pen)
    return pen.all


def _written(scenario: Scenario, pen: "_Pen") -> dict[str, Any]:
    tree = {
        "lamplighter": FORMAT,
        "id": scenario.id,
        "slug": scenario.slug,
        "version": scenario.version,
        "language": scenario.language,
        "title": pen.words(scenario.title, "title"),
        "summary": pen.words(scenario.summary, "summary"),
        "audience": pen.words(scenario.audience, "audience"),
        "licence": scenario.licence or None,
        "difficulty": scenario.difficulty,
        "minutes": scenario.minutes,
        "basis": list(scenario.basis),
        "story": {"day": scenario.story.day, "at": scenario.story.at},
        "variables": [pen.variable(one) for one in scenario.variables],
        "targets": [_target(one) for one in scenario.targets],
        "roles": [pen.role(one) for one in scenario.roles],
        "objectives": [pen.objective(one) for one in scenario.objectives],
        "phases": [pen.phase(one) for one in scenario.phases],
        "guide": [
            _given(task=one.task, look_for=pen.words(one.look_for, f"guide.{place}.look_for"), phase=one.phase)
            for place, one in enumerate(scenario.guide, start=1)
        ],
        "survey": [
            _given(key=one.key, text=pen.words(one.text, f"survey.{one.key}.text"), kind=one.kind)
            for one in scenario.survey
        ],
    }
    for language in scenario.languages:
        if language != scenario.language:
            pen.texts.setdefault(language, {})
    return _given(**tree, texts=pen.texts)


def canonical(tree: Mapping[str, Any]) -> str:
    """Write a tree in the one form that its digest is taken of: sorted, without spaces, in NFC."""
    written = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", written)


def digest(tree: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a tree's canonical form, in hexadecimal.

    Take it of ``tree_of(scenario)``: then it does not matter how a file was laid out.
    """
    return hashlib.sha256(canonical(tree).encode()).hexdigest()


class _Pen:
    """Writes parts, and keeps the translations aside."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.texts: dict[str, dict[str, str]] = {}
        self.all: dict[str, Words] = {}

    def words(self, words: Words | None, path: str) -> str | None:
        if words is None:
            return None
        if words:
            self.all[path] = words
        for language, text in words.items():
            if language != self.language:
                self.texts.setdefault(language, {})[path] = text
        return words.get(self.language)

    def several(self, several: tuple[Words, ...], path: str) -> list[str | None]:
        return [self.words(words, f"{path}.{place}") for place, words in enumerate(several, start=1)]

    def variable(self, variable: Variable) -> dict[str, Any]:
        path = f"variables.{variable.key}"
        default = variable.default
        return _given(
            key=variable.key,
            about=self.words(variable.about, f"{path}.about"),
            default=self.words(default, f"{path}.default") if isinstance(default, Mapping) else default,
        )

    def role(self, role: Role) -> dict[str, Any]:
        path = f"roles.{role.key}"
        return _given(
            key=role.key,
            name=self.words(role.name, f"{path}.name"),
            powers=self.several(role.powers, f"{path}.powers"),
            limits=self.several(role.limits, f"{path}.limits"),
            first_duties=self.several(role.first_duties, f"{path}.first_duties"),
            deputy=role.deputy,
            seats=role.seats,
            needed=None if role.needed else False,
        )

    def objective(self, objective: Objective) -> dict[str, Any]:
        path = f"objectives.{objective.key}"
        return _given(
            key=objective.key,
            text=self.words(objective.text, f"{path}.text"),
            capability=objective.capability,
            priority=objective.priority,
            weight=objective.weight,
            tasks=[
                _given(
                    key=task.key,
                    text=self.words(task.text, f"{path}.tasks.{task.key}.text"),
                    standard=self.words(task.standard, f"{path}.tasks.{task.key}.standard"),
                    source=task.source or None,
                )
                for task in objective.tasks
            ],
        )

    def phase(self, phase: Phase) -> dict[str, Any]:
        path = f"phases.{phase.key}"
        return _given(
            key=phase.key,
            title=self.words(phase.title, f"{path}.title"),
            situation=self.words(phase.situation, f"{path}.situation"),
            starts=_time(phase.starts_min),
            speed=_number(phase.speed_pct / 100),
            minutes=phase.minutes,
            ends=phase.ends,
            effects=_effects(phase.effects),
            injects=[self.inject(one) for one in phase.injects],
            decisions=[self.decision(one) for one in phase.decisions],
            questions=[
                _given(
                    key=one.key,
                    text=self.words(one.text, f"questions.{one.key}.text"),
                    asks=list(one.asks),
                    good=self.words(one.good, f"questions.{one.key}.good"),
                )
                for one in phase.questions
            ],
        )

    def inject(self, inject: Inject) -> dict[str, Any]:
        path = f"injects.{inject.key}"
        kept = inject.attachment
        return _given(
            key=inject.key,
            number=inject.number or None,
            kind=None if inject.kind == "inject" else inject.kind,
            channel=inject.channel,
            **{"from": self.words(inject.sender, f"{path}.from")},
            to=list(inject.to),
            title=self.words(inject.title, f"{path}.title"),
            body=self.words(inject.body, f"{path}.body"),
            **_trigger(inject.trigger),
            expected=self.words(inject.expected, f"{path}.expected"),
            objective=inject.objective,
            task=inject.task,
            controller=inject.controller or None,
            effects=_effects(inject.effects),
            needs=list(inject.needs),
            spoiler=self.words(inject.spoiler, f"{path}.spoiler"),
            case=inject.case,
            attachment=kept and {"key": kept.key, "name": kept.name, "media_type": kept.media_type},
        )

    def decision(self, decision: Decision) -> dict[str, Any]:
        path = f"decisions.{decision.key}"
        beside = decision.case_beside
        return _given(
            key=decision.key,
            number=decision.number or None,
            question=self.words(decision.question, f"{path}.question"),
            about=self.words(decision.about, f"{path}.about"),
            asks=list(decision.asks),
            decider=decision.decider,
            mode=decision.mode,
            privacy=decision.privacy,
            rule=decision.rule,
            **_trigger(decision.trigger),
            deadline=_time(decision.deadline_min),
            unit=decision.unit or None,
            bounds=decision.bounds and [_number(one) for one in decision.bounds],
            crews=None if decision.crews == 1 else decision.crews,
            legal_basis=decision.legal_basis,
            objective=decision.objective,
            options=[self.option(one, f"{path}.options.{one.key}") for one in decision.options],
            case_beside=beside
            and _given(
                case=beside.case,
                quantity=beside.quantity,
                text=self.words(beside.text, f"{path}.case_beside.text"),
            ),
        )

    def option(self, option: Option, path: str) -> dict[str, Any]:
        return _given(
            key=option.key,
            text=self.words(option.text, f"{path}.text"),
            effects=_effects(option.effects),
            prices=[self.price(one, f"{path}.prices.{place}") for place, one in enumerate(option.prices, start=1)],
            cases=list(option.cases),
            leads_to=list(option.leads_to),
            hidden=True if option.hidden else None,
        )

    def price(self, price: Price, path: str) -> dict[str, Any]:
        basis = price.basis
        by: dict[str, Any]
        if isinstance(basis, Fixed):
            by = {
                "fixed": [_number(one) for one in (basis.low, basis.likely, basis.high)],
                "unit": basis.unit or None,
            }
        elif isinstance(basis, FromCases):
            by = {
                "from": "cases",
                "quantity": basis.quantity,
                "cases": list(basis.cases),
                "factor": _range(basis.factor),
            }
        elif isinstance(basis, FromClock):
            by = {"from": "clock", "clock": basis.clock}
        else:
            by = {"from": "map"}
        note = self.words(price.note, f"{path}.note")
        return _given(what=price.what, **by, felt_after=_time(price.felt_after_min or None), note=note)


def _given(**parts: Any) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {name: part for name, part in parts.items() if part is not None and part != [] and part != {}}


def _target(target: Target) -> dict[str, Any]:
    return _given(
        key=target.key,
        what=target.what,
        choose=target.choose,
        tier=target.tier,
        kinds=list(target.kinds),
        around_the_clock=target.around_the_clock,
        under=target.under,
        **{"else": target.else_},
    )


def _trigger(trigger: Trigger) -> dict[str, Any]:
    return {
        "release": trigger.release,
        "at": _time(trigger.at_min),
        "when": None if trigger.when is None else condition_tree(trigger.when),
        "after": _time(trigger.after_min or None),
    }


def condition_tree(condition: on.Condition) -> dict[str, Any]:
    """Write a condition as its tree."""
    match condition:
        case on.All(of):
            return {"all": [condition_tree(one) for one in of]}
        case on.Any(of):
            return {"any": [condition_tree(one) for one in of]}
        case on.Not(one):
            return {"not": condition_tree(one)}
        case on.Decided(decision, option):
            return _given(decided=decision, option=option)
        case on.Answered(decision, share):
            return {"answered": decision, "share": share}
        case on.Released(item):
            return {"released": item}
        case on.Fallen(target):
            return {"fallen": target}
        case on.Past(target):
            return {"past": target}
        case on.Var(name, op, value):
            return {"var": name, op: value if isinstance(value, str) else _number(value)}
        case on.Elapsed(minutes):
            return {"elapsed": _time(minutes)}
        case on.PostEmpty(target):
            return {"post_empty": target}


def _effects(effects: tuple[Effect, ...]) -> list[dict[str, Any]]:
    return [_effect(one) for one in effects]


def _effect(effect: Effect) -> dict[str, Any]:
    after = _time(effect.after_min or None)
    match effect.kind:
        case "dark" | "back":
            return _given(**{effect.kind: effect.target}, hours=_range(effect.hours), after=after)
        case "set":
            return _given(set=effect.variable, to=effect.amount and _number(effect.amount.likely), after=after)
        case "law":
            return _given(law=effect.clock, done=effect.done, after=after)
        case _:
            return _given(**{effect.kind: _range(effect.amount)}, after=after)


def _time(minutes: int | None) -> str | None:
    return None if minutes is None else f"+{minutes // 60}:{minutes % 60:02}"


def _range(of: Range | None) -> list[float | int] | None:
    return None if of is None else [_number(one) for one in (of.low, of.likely, of.high)]


def _number(value: float) -> float | int:
    """Write whole numbers without their fraction: nobody writes "24.0 hours"."""
    return int(value) if float(value).is_integer() else float(value)
