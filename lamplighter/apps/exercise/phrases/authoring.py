"""Writing scenarios in words: deeds in the journal, kinds of parts, and the closed lists that forms offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from lamplighter.apps.journal.phrases import Words

DEEDS: Words = {
    "scenario.drafted": _("{who} began version {version} of the scenario {thing}."),
    "scenario.part_written": _("{who} wrote a part of the scenario {thing}: {part}."),
    "scenario.part_moved": _("{who} moved a part of the scenario {thing}: {part}."),
    "scenario.part_removed": _("{who} removed a part of the scenario {thing}: {part}."),
    "scenario.attached": _("{who} showed the file {file} with a part of the scenario {thing}: {part}."),
    "scenario.detached": _("{who} took the file away that was shown with a part of the scenario {thing}: {part}."),
    "scenario.translated": _("{who} wrote texts of the scenario {thing} in the language {language}."),
    "scenario.approved": _("{who} approved version {version} of the scenario {thing}."),
    "scenario.retired": _("{who} retired version {version} of the scenario {thing}."),
    "scenario.reinstated": _("{who} took version {version} of the scenario {thing} back into use."),
}

Labels = dict[str, str | Promise]

# Translators: kinds of parts of a scenario; the word stands alone as a label.
KINDS: Labels = {
    "scenario": _("the scenario itself"),
    "phase": _("phase"),
    "inject": _("inject"),
    "decision": _("decision"),
    "option": _("option"),
    "question": _("question to discuss"),
    "role": _("role"),
    "objective": _("objective"),
    "task": _("task"),
    "target": _("target"),
    "variable": _("variable"),
    "look": _("what to look for"),
    "ask": _("survey question"),
}

# Translators: heading of the page on which a part is removed.
REMOVE: Labels = {
    "phase": _("Remove this phase?"),
    "inject": _("Remove this inject?"),
    "decision": _("Remove this decision?"),
    "option": _("Remove this option?"),
    "question": _("Remove this question to discuss?"),
    "role": _("Remove this role?"),
    "objective": _("Remove this objective?"),
    "task": _("Remove this task?"),
    "target": _("Remove this target?"),
    "variable": _("Remove this variable?"),
    "look": _("Remove this line of the guide?"),
    "ask": _("Remove this survey question?"),
}

# Translators: heading of the page on which a new part is written.
NEW: Labels = {
    "phase": _("Write a phase"),
    "inject": _("Write an inject"),
    "decision": _("Write a decision"),
    "option": _("Write an option"),
    "question": _("Write a question to discuss"),
    "role": _("Write a role"),
    "objective": _("Write an objective"),
    "task": _("Write a task"),
    "target": _("Write a target"),
    "variable": _("Write a variable"),
    "look": _("Write what to look for"),
    "ask": _("Write a survey question"),
}

# Translators: over the pages of a version that cannot be changed; {version} is its number, such as 1.0.2.
STAYS: Labels = {
    "approved": _("This is version {version}. It is approved and stays as it is."),
    "retired": _("This is version {version}. It is retired: no new exercise plays it."),
    "aside": _("This is version {version}. It was set aside when another file took its place."),
}

# Translators: how an inject or a decision comes; choices of a form.
RELEASES: Labels = {
    "manual": _("by hand: the facilitator sends it"),
    "timed": _("at a time of the story"),
    "conditional": _("when something is so"),
}
# Translators: how an inject comes; one short word or two, in a table.
RELEASED: Labels = {"manual": _("by hand"), "timed": _("timed"), "conditional": _("when…")}
INJECT_KINDS: Labels = {
    "inject": _("inject: asks somebody to act"),
    "information": _("information: only tells something"),
    "facilitation": _("for the facilitator: players do not see it"),
    "contingency": _("in reserve: sent if the room needs it"),
}
MODES: Labels = {
    "single": _("choose one option"),
    "rank": _("put the options in order"),
    "number": _("say a number"),
    "text": _("write an answer"),
}
PRIVACIES: Labels = {
    "until_reveal": _("hidden until the facilitator shows how the answers spread"),
    "private": _("hidden for ever: only how many answered is shown"),
    "public": _("open: each role's choice is seen as it is given"),
}
RULES: Labels = {
    "role": _("one role decides, whatever the others answered"),
    "majority": _("more than half must agree"),
    "plurality": _("the option with most answers"),
    "consensus": _("everybody must agree"),
}
ENDS: Labels = {
    "facilitator": _("when the facilitator opens the next one"),
    "all_answered": _("when everybody has answered"),
    "timer": _("when its minutes are over"),
}
SPEEDS: Labels = {
    "0.5": _("half as fast as the clock on the wall"),
    "1": _("as fast as the clock on the wall"),
    "2": _("2 minutes of the story each minute"),
    "4": _("4 minutes of the story each minute"),
    "8": _("8 minutes of the story each minute"),
    "12": _("12 minutes of the story each minute"),
    "30": _("half an hour of the story each minute"),
    "60": _("an hour of the story each minute"),
    "120": _("two hours of the story each minute"),
}
MEANT: Labels = {
    "service": _("a service"),
    "system": _("a system"),
    "supply": _("a supplier"),
    "pool": _("a group on duty"),
}
CHOOSE: Labels = {
    "most_services": _("the one that most services need"),
    "most_residents": _("the one that most residents need"),
    "shortest_tolerance": _("the one that can be missed for the shortest time"),
    "no_fallback": _("one that nothing replaces"),
    "any": _("any"),
}
DAYS: Labels = {
    "workday": _("a working day"),
    "weekend": _("a weekend"),
    "holiday": _("a holiday"),
    "holiday_eve": _("the eve of a holiday"),
}
CAPABILITIES: Labels = {
    "command": _("leading and deciding"),
    "public_information": _("telling the public"),
    "continuity": _("keeping services going"),
    "restoration": _("bringing systems back"),
    "law_and_reporting": _("law and reporting"),
    "procurement_and_money": _("buying and money"),
    "people_and_welfare": _("people and welfare"),
    "partners": _("working with others"),
}
SURVEY: Labels = {"scale": _("a number from 1 to 5"), "text": _("words")}
COSTS: Labels = {
    "money": _("money"),
    "service_hours": _("hours of services lost"),
    "people": _("people affected"),
    "trust": _("trust"),
    "law": _("time that the law leaves"),
}
BASES: Labels = {
    "fixed": _("my own estimate"),
    "map": _("reckoned from the city's map"),
    "clock": _("the deadline of the law"),
    "cases:eur_per_resident": _("real cases: euros per resident"),
    "cases:days_main": _("real cases: days until the main services were back"),
    "cases:days_full": _("real cases: days until everything was back"),
}
QUANTITIES: Labels = {
    "eur_per_resident": _("euros per resident"),
    "days_main": _("days until the main services were back"),
    "days_full": _("days until everything was back"),
}
CLOCKS: Labels = {
    "breach_authority": _("telling the authority about stolen data"),
    "breach_people": _("telling the people whose data was stolen"),
    "incident_warning": _("first warning of an incident"),
    "incident_authority": _("telling the authority about an incident"),
    "incident_report": _("the report on an incident"),
}
SUMS: Labels = {"trust": _("trust"), "money": _("money"), "people": _("people affected")}

# Translators: statements about an exercise, each of which is so or is not; they stand alone or in a list.
CONDITIONS: Labels = {
    "decided": _("{decision} is decided"),
    "decided_so": _("{decision} is decided: {option}"),
    "answered": _("{percent}% have answered {decision}"),
    "released": _("{item} has come"),
    "fallen": _("{target} does not work"),
    "past": _("{target} has been out for longer than the city can bear"),
    "below": _("{variable} is below {value}"),
    "above": _("{variable} is above {value}"),
    "is": _("{variable} is {value}"),
    "elapsed": _("{time} of the phase have passed"),
    "post_empty": _("nobody is on duty in {target}"),
    "not": _("this is not so: {condition}"),
    "all": _("all of this is so: {conditions}"),
    "any": _("one of these is so: {conditions}"),
}
# Translators: stands between statements in a list, with its space.
BETWEEN = pgettext("between statements in a list", "; ")
# Translators: when an inject comes, in a table; {condition} is a statement such as “D1 is decided”, {time} a length
# such as 0:45.
ONLY_IF: Labels = {
    "so": _("only if this is so: {condition}"),
    "not": _("only if this is not so: {condition}"),
    "so_for": _("only if for {time} this is so: {condition}"),
    "not_for": _("only if for {time} this is not so: {condition}"),
}
# Translators: when an inject comes, in a table; {item} is an answer that was chosen.
LED_BY = _("at once after “{item}”")
# Translators: choices of a form; the value is written beside it.
CONDITION_CHOICES: Labels = {
    "elapsed": _("this much of the phase has passed (write a time)"),
    "below": _("{variable} is below (write a number)"),
    "above": _("{variable} is above (write a number)"),
    "is": _("{variable} is (write a number or a word)"),
    "answered": _("so many have answered {decision} (write percent)"),
}
# Translators: what an inject or an option does; choices of a form. {thing} is a target, a variable or a deadline.
EFFECTS: Labels = {
    "dark": _("{thing} stops working (hours until repaired)"),
    "back": _("{thing} works again"),
    "trust": _("trust rises or falls (points of 100)"),
    "money": _("money is spent (euros)"),
    "people": _("people are affected (number)"),
    "set": _("the variable {thing} becomes (most likely)"),
    "law": _("the deadline begins: {thing}"),
    "law_done": _("the deadline is met: {thing}"),
}


# Translators: a lane of a drawing over time, beside lanes for e-mail, phone calls, letters.
LANE_OF_DECISIONS = _("decisions")


def option_names(decision: str, value: str, names: Mapping[str, str]) -> str:
    """What was chosen, in words; an order of options one after the other."""
    return ", ".join(names.get(f"{decision}.{key}", key) for key in value.split(", ")) if value else ""


def filled(label: str | Promise, **facts: Any) -> str:
    """A label with its places filled."""
    return str(label).format(**facts)


def condition(tree: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A condition as a statement; ``names`` says keys of decisions, options, items, targets, variables."""
    for head in ("all", "any"):
        if head in tree:
            parts = [condition(each, names) for each in tree[head]]
            if len(parts) == 1:
                return parts[0]
            return filled(CONDITIONS[head], conditions=str(BETWEEN).join(parts) or "–")
    if "not" in tree:
        return str(CONDITIONS["not"]).format(condition=condition(tree["not"], names))
    return _atom(tree, names)


def only_if(tree: Mapping[str, Any], names: Mapping[str, str], time: str = "") -> str:
    """That something comes only if a condition is so, or has been so for a time, as it is written for its reader."""
    head = "not" if "not" in tree else "so"
    said = condition(tree.get("not", tree), names)
    return filled(ONLY_IF[f"{head}_for" if time else head], condition=said, time=time)


def _atom(tree: Mapping[str, Any], names: Mapping[str, str]) -> str:
    def name(key: str) -> str:
        return names.get(key, key)

    if "decided" in tree and tree.get("option"):
        option = name(f"{tree['decided']}.{tree['option']}")
        return str(CONDITIONS["decided_so"]).format(decision=name(tree["decided"]), option=option)
    if "answered" in tree:
        percent = round(float(tree.get("share", 1)) * 100)
        return str(CONDITIONS["answered"]).format(percent=percent, decision=name(tree["answered"]))
    if "var" in tree:
        op = next(op for op in ("below", "above", "is") if op in tree)
        return str(CONDITIONS[op]).format(variable=name(tree["var"]), value=tree[op])
    if "elapsed" in tree:
        return str(CONDITIONS["elapsed"]).format(time=tree["elapsed"])
    for head, fact in (("decided", "decision"), ("released", "item"), ("fallen", "target"), ("past", "target")):
        if head in tree:
            return str(CONDITIONS[head]).format(**{fact: name(tree[head])})
    return str(CONDITIONS["post_empty"]).format(target=name(tree.get("post_empty", "")))


def listed(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of a tree as lines, for setting two versions side by side."""
    return "\n".join(", ".join(f"{name}: {_value(value)}" for name, value in row.items()) for row in rows) or "–"


def _value(value: Any) -> str:
    return "–".join(map(_value, value)) if isinstance(value, list) else f"{value}"


# Kinds of parts in the order in which a writer needs them, each with its heading and what it is for.
LISTS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    (
        "role",
        _("Roles"),
        _("Who sits in the room. Each has a card: what it may decide, what not, its first duties."),
    ),
    (
        "objective",
        _("Objectives"),
        _("What is practised. Injects and decisions name the objective that they test."),
    ),
    ("task", _("Tasks"), _("What should be seen to happen if an objective is met.")),
    ("target", _("Targets"), _("What of a city is meant, without naming it: it is found anew in each city's map.")),
    ("variable", _("Variables"), _("Names, words and numbers that texts use and that conditions ask for.")),
    ("look", _("Guide for evaluators"), _("What to look for, task by task.")),
    ("ask", _("Survey"), _("What everybody is asked at the end.")),
)
