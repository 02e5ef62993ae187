"""What is wrong with a scenario that can be read: what never comes, what is named and not there, what is untold.

An error keeps a scenario from being approved, never from being stored.
"""

from lamplighter.engines.exercise.checking.languages import language_problems
from lamplighter.engines.exercise.checking.names import name_problems
from lamplighter.engines.exercise.checking.problem import CODES, Problem, Severity
from lamplighter.engines.exercise.checking.reach import reach_problems, reachable
from lamplighter.engines.exercise.checking.told import told_problems
from lamplighter.engines.exercise.scenario import Scenario

__all__ = ["CODES", "Problem", "Severity", "check", "reachable"]


def check(scenario: Scenario) -> tuple[Problem, ...]:
    """Give everything that is wrong: errors first, then warnings, each in the order of the document."""
    problems = [
        *reach_problems(scenario),
        *name_problems(scenario),
        *told_problems(scenario),
        *language_problems(scenario),
    ]
    return tuple(sorted(problems, key=lambda problem: problem.severity == "warning"))
