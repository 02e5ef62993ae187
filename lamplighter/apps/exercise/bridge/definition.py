"""Trees ↔ scenarios: read, counted, checked, digested."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lamplighter.engines.exercise import Complaint, Problem, Scenario, check, digest, read, tree_of

__all__ = ["Complaint", "Definition", "Problem", "Unread", "define"]


class Unread(Exception):
    """A tree that is no scenario; ``complaints`` are all the reasons."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(f"{len(complaints)} complaints, the first: {complaints[0]}")
        self.complaints = complaints


@dataclass(frozen=True, slots=True)
class Definition:
    """A scenario with its tree in canonical form, the digest of that, and what the check finds."""

    scenario: Scenario
    tree: dict[str, Any]
    digest: str
    problems: tuple[Problem, ...]

    def counts(self) -> dict[str, int]:
        """How much there is of everything; an expected action is a line of what an inject expects."""
        scenario = self.scenario
        items = scenario.item_of.values()
        injects, decisions = scenario.inject_of.values(), scenario.decision_of.values()
        return {
            "phases": len(scenario.phases),
            "injects": len(injects),
            "roles": len(scenario.roles),
            "variables": len(scenario.variables),
            "decisions": len(decisions),
            "options": sum(len(decision.options) for decision in decisions),
            "objectives": len(scenario.objectives),
            "expected_actions": sum(lines_in((each.expected or {}).get(scenario.language, "")) for each in injects),
            "conditions": sum(item.trigger.when is not None for item in items),
            "questions": sum(len(phase.questions) for phase in scenario.phases),
            "survey_questions": len(scenario.survey),
            "attachments": sum(each.attachment is not None for each in injects),
        }


def define(tree: Mapping[str, Any]) -> Definition:
    """Read a tree.

    Raises
    ------
    Unread
        With everything that is wrong with it.
    """
    found = read(_plain(tree))
    if found.scenario is None:
        raise Unread(found.complaints)
    canonical = tree_of(found.scenario)
    return Definition(found.scenario, canonical, digest(canonical), check(found.scenario))


def _plain(value: Any) -> Any:
    """The same without the sign that no database keeps."""
    match value:
        case str():
            return value.replace("\x00", "")
        case Mapping():
            return {_plain(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
    return value


def lines_in(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())
