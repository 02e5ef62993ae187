"""What a room would not be told: roles without news, options without a price, aims that nothing tests."""

from collections.abc import Iterator

from lamplighter.engines.exercise.checking.problem import Problem, place_of, problem
from lamplighter.engines.exercise.scenario import Scenario


def told_problems(scenario: Scenario) -> Iterator[Problem]:
    """Who hears nothing, who decides unasked, what has no price, what nothing tests and nobody looks at."""
    yield from _roles(scenario)
    yield from _decisions(scenario)
    yield from _objectives(scenario)


def _roles(scenario: Scenario) -> Iterator[Problem]:
    injects, decisions = scenario.inject_of.values(), scenario.decision_of.values()
    if any(not inject.to for inject in injects) or any(not decision.asks for decision in decisions):
        return
    told = {role for inject in injects for role in inject.to} | {role for one in decisions for role in one.asks}
    for role in scenario.roles:
        if role.key not in told:
            yield problem("role_gets_nothing", f"roles.{role.key}", role=role.key)


def _decisions(scenario: Scenario) -> Iterator[Problem]:
    for phase in scenario.phases:
        for decision in phase.decisions:
            where = place_of(phase.key, "decisions", decision.key)
            if decision.asks and decision.decider not in decision.asks:
                yield problem("decider_not_asked", where, role=decision.decider)
            for option in decision.options:
                if not option.prices:
                    yield problem("option_without_price", f"{where}.options.{option.key}", option=option.key)


def _objectives(scenario: Scenario) -> Iterator[Problem]:
    tested = {item.objective for item in scenario.item_of.values()}
    tasks = {inject.task for inject in scenario.inject_of.values()}
    looked = {look.task for look in scenario.guide}
    for objective in scenario.objectives:
        where = f"objectives.{objective.key}"
        if objective.key not in tested and not any(task.key in tasks for task in objective.tasks):
            yield problem("objective_untested", where, objective=objective.key)
        for task in objective.tasks:
            if task.key not in looked:
                yield problem("task_unlooked", f"{where}.tasks.{task.key}", task=task.key)
