"""What a scenario names and has not, and what it has and never names."""

from collections.abc import Iterator, Mapping

from lamplighter.engines.exercise.cases import cases
from lamplighter.engines.exercise.checking.problem import Problem, place_of, problem
from lamplighter.engines.exercise.conditions import (
    Answered,
    Atom,
    Decided,
    Fallen,
    Past,
    PostEmpty,
    Released,
    Var,
    atoms,
)
from lamplighter.engines.exercise.reading.writing import texts_of
from lamplighter.engines.exercise.scenario import Decision, Effect, FromCases, Inject, Phase, Scenario
from lamplighter.engines.exercise.view import SUMS
from lamplighter.engines.exercise.words import names

# Always there: said from the city, its map and the story clock.
GIVEN = frozenset({"city", "residents", "mayor", "dark", "dark_residents", "story_clock"})
OF_TARGETS = ("target.", "hours_out.")
# Said from the case, in the text beside a decision only.
OF_CASES = frozenset({"days", "amount", "place", "residents"})


def name_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is named and not there, and what is there and not named."""
    named = _Named()
    yield from _in_texts(scenario, named)
    for phase in scenario.phases:
        yield from _effects(scenario, phase.effects, f"phases.{phase.key}", named)
        for inject in phase.injects:
            yield from _inject(scenario, phase, inject, named)
        for decision in phase.decisions:
            yield from _decision(scenario, phase, decision, named)
        for question in phase.questions:
            yield from _roles(scenario, question.asks, place_of(phase.key, "questions", question.key))
    yield from _cards_and_guide(scenario)
    yield from _targets(scenario, named)
    yield from _cases(scenario)
    for variable in scenario.variables:
        if variable.key not in named.variables:
            yield problem("unused_variable", f"variables.{variable.key}", variable=variable.key)


class _Named:
    """What has been named so far."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.targets: set[str] = set()


def _in_texts(scenario: Scenario, named: _Named) -> Iterator[Problem]:
    for path, words in texts_of(scenario).items():
        for language, text in words.items():
            for name in sorted(names(text)):
                head, _, target = name.partition(".")
                if target and f"{head}." in OF_TARGETS:
                    named.targets.add(target)
                    if target not in scenario.target_of:
                        yield problem("undefined_target", path, target=target, language=language)
                elif name in scenario.variable_of:
                    named.variables.add(name)
                elif name not in GIVEN and not (path.endswith(".case_beside.text") and name in OF_CASES):
                    yield problem("undefined_variable", path, variable=name, language=language)


def _inject(scenario: Scenario, phase: Phase, inject: Inject, named: _Named) -> Iterator[Problem]:
    where = place_of(phase.key, "injects", inject.key)
    yield from _roles(scenario, inject.to, where)
    yield from _trigger(scenario, inject, where, named)
    yield from _effects(scenario, inject.effects, where, named)
    for target in inject.needs:
        yield from _target(scenario, target, where, named)
    yield from _known(scenario.objective_of, inject.objective, "undefined_objective", where)
    yield from _known(scenario.task_of, inject.task, "undefined_task", where)


def _decision(scenario: Scenario, phase: Phase, decision: Decision, named: _Named) -> Iterator[Problem]:
    where = place_of(phase.key, "decisions", decision.key)
    yield from _roles(scenario, (*decision.asks, decision.decider), where)
    yield from _trigger(scenario, decision, where, named)
    yield from _known(scenario.objective_of, decision.objective, "undefined_objective", where)
    for option in decision.options:
        at = f"{where}.options.{option.key}"
        yield from _effects(scenario, option.effects, at, named)
        for key in option.leads_to:
            yield from _known(scenario.item_of, key, "undefined_item", at)


def _trigger(scenario: Scenario, item: Inject | Decision, where: str, named: _Named) -> Iterator[Problem]:
    if item.trigger.when is not None:
        for atom in atoms(item.trigger.when):
            yield from _atom(scenario, atom, where, named)


def _atom(scenario: Scenario, atom: Atom, where: str, named: _Named) -> Iterator[Problem]:
    match atom:
        case Decided(decision, option):
            yield from _known(scenario.decision_of, decision, "undefined_item", where)
            named_option = option is not None and decision in scenario.decision_of
            if named_option and (decision, option) not in scenario.option_of:
                yield problem("undefined_option", where, key=option, decision=decision)
        case Answered(decision):
            yield from _known(scenario.decision_of, decision, "undefined_item", where)
        case Released(item):
            yield from _known(scenario.item_of, item, "undefined_item", where)
        case Fallen(target) | Past(target) | PostEmpty(target):
            yield from _target(scenario, target, where, named)
        case Var(name):
            named.variables.add(name)
            if name not in scenario.variable_of and name not in SUMS:
                yield problem("undefined_variable", where, variable=name)


def _effects(scenario: Scenario, effects: tuple[Effect, ...], where: str, named: _Named) -> Iterator[Problem]:
    for effect in effects:
        if effect.target is not None:
            yield from _target(scenario, effect.target, where, named)
        if effect.variable is not None:
            named.variables.add(effect.variable)
            if effect.variable not in scenario.variable_of:
                yield problem("undefined_variable", where, variable=effect.variable)


def _roles(scenario: Scenario, roles: tuple[str, ...], where: str) -> Iterator[Problem]:
    for role in roles:
        yield from _known(scenario.role_of, role, "undefined_role", where)


def _target(scenario: Scenario, target: str, where: str, named: _Named) -> Iterator[Problem]:
    named.targets.add(target)
    if target not in scenario.target_of:
        yield problem("undefined_target", where, target=target)


def _cards_and_guide(scenario: Scenario) -> Iterator[Problem]:
    for role in scenario.roles:
        yield from _known(scenario.role_of, role.deputy, "undefined_role", f"roles.{role.key}")
    for place, look in enumerate(scenario.guide, start=1):
        yield from _known(scenario.task_of, look.task, "undefined_task", f"guide.{place}")
        yield from _known(scenario.phase_of, look.phase, "undefined_phase", f"guide.{place}")


def _targets(scenario: Scenario, named: _Named) -> Iterator[Problem]:
    """A target is used where something names it, or where a used one leans on it."""
    waiting = [key for key in named.targets if key in scenario.target_of]
    while waiting:
        target = scenario.target_of[waiting.pop()]
        for key in (target.under, target.else_):
            if key is not None and key not in named.targets:
                named.targets.add(key)
                if key in scenario.target_of:
                    waiting.append(key)
    for target in scenario.targets:
        for key in (target.under, target.else_):
            if key is not None and key not in scenario.target_of:
                yield problem("undefined_target", f"targets.{target.key}", target=key)
        if target.key not in named.targets:
            yield problem("unused_target", f"targets.{target.key}", target=target.key)


def _cases(scenario: Scenario) -> Iterator[Problem]:
    known = {case.id for case in cases()}
    for where, case in _named_cases(scenario):
        if case not in known:
            yield problem("case_unknown", where, case=case)


def _named_cases(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for case in scenario.basis:
        yield "basis", case
    for phase in scenario.phases:
        for inject in phase.injects:
            if inject.case is not None:
                yield place_of(phase.key, "injects", inject.key), inject.case
        for decision in phase.decisions:
            where = place_of(phase.key, "decisions", decision.key)
            if decision.case_beside is not None:
                yield f"{where}.case_beside", decision.case_beside.case
            for option in decision.options:
                priced = [one.basis.cases for one in option.prices if isinstance(one.basis, FromCases)]
                for case in (*option.cases, *(one for named in priced for one in named)):
                    yield f"{where}.options.{option.key}", case


def _known(known: Mapping[str, object], key: str | None, code: str, where: str) -> Iterator[Problem]:
    if key is not None and key not in known:
        yield problem(code, where, key=key)
