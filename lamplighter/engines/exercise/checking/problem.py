"""One thing that is wrong with a scenario, and how bad it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]

CODES: Mapping[str, Severity] = {
    # Never comes, or never ends
    "unreachable_inject": "error",
    "unreachable_decision": "error",
    "circle": "error",
    "no_way_on": "error",
    "dead_end_option": "warning",
    "needs_never_met": "error",
    "phase_overlong": "warning",
    "after_phase_end": "warning",
    "no_injects": "warning",
    # Named and not there
    "undefined_variable": "error",
    "undefined_role": "error",
    "undefined_target": "error",
    "undefined_item": "error",
    "undefined_option": "error",
    "undefined_objective": "error",
    "undefined_task": "error",
    "undefined_phase": "error",
    "case_unknown": "error",
    "unused_variable": "warning",
    "unused_target": "warning",
    # Untold
    "role_gets_nothing": "warning",
    "decider_not_asked": "error",
    "option_without_price": "warning",
    "objective_untested": "warning",
    "task_unlooked": "warning",
    # Languages
    "language_gap": "warning",
    "placeholder_differs": "error",
    "plural_form_missing": "warning",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: a code of ``CODES``, the way to the part as in a complaint, and what is needed to say it.

    For texts ``where`` is the path that translators know, and the facts name the ``language``.
    """

    code: str
    severity: Severity
    where: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


def problem(code: str, where: str, **facts: Any) -> Problem:
    """Make a problem of a known code."""
    return Problem(code, CODES[code], where, facts)


def place_of(phase: str, kind: str, key: str) -> str:
    """Say where an item, or a question, of a phase stands."""
    return f"phases.{phase}.{kind}.{key}"
