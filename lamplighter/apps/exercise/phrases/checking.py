"""What is wrong with a scenario, as sentences: places that cannot be read, and problems of the whole."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

# Translators: what a value in a file is, or should be; stands after “found:” or “expected:”. Technical readers.
KINDS: Words = {
    "nothing": _("nothing"),
    "true or false": _("true or false"),
    "number": _("a number"),
    "whole number": _("a whole number"),
    "text": _("a text"),
    "text or number": _("a text or a number"),
    "list": _("a list"),
    "list of texts": _("a list of texts"),
    "list or mapping": _("a list or a mapping"),
    "mapping": _("a mapping"),
    "condition": _("a condition"),
    "a language": _("the code of a language, such as he"),
}

# Translators: a place of a file that cannot be read; the line and the path stand before it. Technical readers.
COMPLAINTS: Words = {
    # What the file itself gets wrong.
    "not_yaml": _("This is no YAML: {said}."),
    "alias": _("*{name} repeats another part; write the part itself."),
    "tag": _("The tag !{name} is not understood; leave it away."),
    "key_not_text": _("The name “{found}” must be a word; put it in quotes."),
    "bad_number": _("“{found}” is no number that can be kept."),
    "not_a_mapping": _("Names with values were expected here."),
    "unknown_document": _("This document begins with “lamplighter: {found}”; expected: scenario/1 or texts/1."),
    "no_language": _("These texts do not say their language, as in “language: he”."),
    "said_twice": _("This text is given twice in {language}."),
    "bad_condition": _("The column “{column}” cannot be read: “{found}”."),
    "no_such_phase": _("There is no phase {found} on the sheet Phases."),
    "no_such_decision": _("There is no decision {found} on the sheet Decisions."),
    "no_such_objective": _("There is no objective {found} on the sheet Objectives."),
    # What does not fit the format.
    "missing": _("This is missing."),
    "unknown_field": _("Nothing of this name is known here."),
    "wrong_type": _("Found: {got}; expected: {expected}."),
    "unknown_key": _("The scenario has no text at this path."),
    "unknown_value": _("Found: {got}; expected: {allowed}."),
    "twice": _("This stands here twice."),
    "bad_key": _("“{got}” is no key: use letters without accents, digits and hyphens."),
    "bad_range": _("{got} is not within bounds."),
    "bad_time": _("“{got}” is no time; write it like “+1:30”."),
    "bad_text": _("The braces of the text cannot be read at sign {at}. Write a literal brace twice: {{{{."),
    "bad_id": _("“{got}” is no UUID."),
    "bad_version": _("“{got}” is no version; write it like 1.0.0."),
    "unknown_format": _("Found: {got}; expected: {allowed}."),
    "not_with_release": _("This has no meaning with “release: {release}”."),
}


# Translators: something wrong with a scenario as a whole; the path to the part stands before it. People who write
# scenarios.
PROBLEMS: Words = {
    # What never comes, or never ends.
    "unreachable_inject": _("The inject {key} can never come: its condition can never hold."),
    "unreachable_decision": _("The decision {key} can never open: its condition can never hold."),
    "circle": _("These wait for each other, so none of them ever comes: {items}."),
    "no_way_on": _(
        "Nothing leads on from here: there is no phase, or the phase waits for a decision that never opens."
    ),
    "dead_end_option": _("Nothing follows from the option {option}: it has no effect and leads nowhere."),
    "needs_never_met": _("The target {target} that it needs can be found in no city."),
    "phase_overlong": _("It takes {minutes} minutes; there is room for {room}."),
    "after_phase_end": _("It is due after {minutes} minutes, when its phase of {length} minutes is over."),
    "no_injects": _("The scenario has no injects yet."),
    # What is named and not there, and the other way round.
    "undefined_variable": _("The variable {variable} is not defined."),
    "undefined_role": _("The role {key} is not defined."),
    "undefined_target": _("The target {target} is not defined."),
    "undefined_item": _("There is no inject or decision {key}."),
    "undefined_option": _("The decision {decision} has no option {key}."),
    "undefined_objective": _("The objective {key} is not defined."),
    "undefined_task": _("The task {key} is not defined."),
    "undefined_phase": _("There is no phase {key}."),
    "case_unknown": _("The case {case} is not among those whose facts we know."),
    "unused_variable": _("Nothing uses the variable {variable}."),
    "unused_target": _("Nothing uses the target {target}."),
    # What nobody would be told.
    "role_gets_nothing": _("The role {role} gets no inject and is asked nothing."),
    "decider_not_asked": _("The role {role} decides but is not asked."),
    "option_without_price": _("The option {option} has no price."),
    "objective_untested": _("Nothing tests the objective {objective}."),
    "task_unlooked": _("The guide does not say what to look for in the task {task}."),
    # Languages.
    "language_gap": _("The text is missing in {language}."),
    "placeholder_differs": _("In {language} the values differ: more {added}, fewer {lost}."),
    "plural_form_missing": _("In {language} the plural of {name} lacks these forms: {forms}."),
}

# Translators: how bad a problem is; a heading over a list, in the plural.
SEVERITIES: Words = {"error": _("Errors"), "warning": _("Warnings"), "notice": _("Worth knowing")}


def problem(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a problem that the check found."""
    return str(PROBLEMS[code]).format(**{name: plain(value) or "–" for name, value in facts.items()})


def complaint(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a place that cannot be read."""
    return str(COMPLAINTS[code]).format(**{name: plain(value) for name, value in facts.items()})


def plain(value: Any) -> str:
    """A fact as it stands in a sentence."""
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return str(KINDS.get(value, value)) if isinstance(value, str) else f"{value}"
