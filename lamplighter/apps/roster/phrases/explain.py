"""Why somebody has a duty, why nobody has it, and what would help: a phrase for every code of the engine."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = dict[str, str | Promise]

# What a change does to one part of the cost of a roster: dearer, and cheaper.
# Translators: lines of a short list beside a number such as +100 or −32; each says what changes in the roster.
CHANGES: dict[str, tuple[str | Promise, str | Promise]] = {
    "holes": (_("more duties that nobody has"), _("fewer duties that nobody has")),
    "preferred": (
        _("more seats empty that would better be filled"),
        _("fewer seats empty that would better be filled"),
    ),
    "spare": (_("more seats filled beyond what is needed"), _("fewer seats filled beyond what is needed")),
    "changes": (_("more changes of what was published"), _("fewer changes of what was published")),
    "skills": (_("preferred skills missing more often"), _("preferred skills missing less often")),
    "wishes": (_("more wishes not met"), _("fewer wishes not met")),
    "nights": (_("nights shared less evenly"), _("nights shared more evenly")),
    "weekends": (_("weekends shared less evenly"), _("weekends shared more evenly")),
    "holidays": (_("holidays shared less evenly"), _("holidays shared more evenly")),
    "standby": (_("standby shared less evenly"), _("standby shared more evenly")),
    "hours": (_("hours shared less evenly"), _("hours shared more evenly")),
    "isolated": (_("more nights that stand alone"), _("fewer nights that stand alone")),
    "terms": (_("contracts fall further short"), _("contracts fall less short")),
}

# What came out when somebody asked why a duty is empty.
# Translators: the answer to “Why is this empty?”, in one sentence.
CLASH_STATUSES: Words = {
    "clash": _("It cannot be filled: what follows cannot all be kept."),
    "fillable": _(
        "It can be filled beside every duty that somebody has, if others may move: have the whole roster searched for"
        " again."
    ),
    "unproven": _(
        "It is not known whether it can be filled: the time ran out before that was certain. Have the whole roster"
        " searched for again."
    ),
}

# One demand or rule that takes part in a clash. {shift} and {day} say which duty, {days} are days.
# Translators: sentences in a list headed “What clashes”; each says one thing that holds.
ELEMENTS: Words = {
    "hole": _("This duty has to be filled."),
    "seat": _("{shift} on {day} has to stay filled."),
    "pin": _("{shift} on {day} is pinned."),
    "begun": _("{shift} on {day} has begun and stays as it was."),
    "leave": _("{person} is on leave: {days}."),
    "not_here": _("{person} has no contract or is not a member of this pool: {days}."),
    "barred": _("{person} is not to be given {shift} on {day}."),
    "elsewhere": _("{person} has another duty at that time: {days}."),
    "max_duties": _("{person} has as many duties as agreed and takes no more."),
    "skill": _("{shift} on {day} asks for {skill}."),
    "forbidden_pair": _("{person} and {other} are not put on together."),
    "newcomers": _("Two newcomers are not on together at night."),
    "terms": _("The contract of {person} sets a limit: {term}."),
    "law": _("This rule applies to {person}."),
}

# The same where it is about several people or duties, whose names follow in a list.
# Translators: sentences in a list headed “What clashes”; the names of the people or duties follow below each.
ELEMENTS_OF_MANY: dict[str, Any] = {
    "seat": ngettext_lazy(
        "{number} other duty has to stay filled.", "{number} other duties have to stay filled.", "n"
    ),
    "pin": ngettext_lazy("{number} duty is pinned.", "{number} duties are pinned.", "n"),
    "begun": ngettext_lazy(
        "{number} duty has begun and stays as it was.", "{number} duties have begun and stay as they were.", "n"
    ),
    "leave": ngettext_lazy("{number} person is on leave.", "{number} people are on leave.", "n"),
    "not_here": ngettext_lazy(
        "{number} person has no contract or is not a member of this pool then.",
        "{number} people have no contract or are not members of this pool then.",
        "n",
    ),
    "barred": ngettext_lazy(
        "{number} person is not to be given such duties.", "{number} people are not to be given such duties.", "n"
    ),
    "elsewhere": ngettext_lazy(
        "{number} person has another duty at that time.", "{number} people have other duties at that time.", "n"
    ),
    "max_duties": ngettext_lazy(
        "{number} person has as many duties as agreed and takes no more.",
        "{number} people have as many duties as agreed and take no more.",
        "n",
    ),
    "skill": ngettext_lazy("{number} duty asks for {skill}.", "{number} duties ask for {skill}.", "n"),
    "forbidden_pair": ngettext_lazy(
        "There is {number} person who must not be on together with others.",
        "There are {number} people of whom some must not be on together.",
        "n",
    ),
    "terms": ngettext_lazy(
        "The contract of {number} person sets a limit: {term}.",
        "The contracts of {number} people set a limit: {term}.",
        "n",
    ),
    "law": ngettext_lazy("This rule applies to {number} person.", "This rule applies to {number} people.", "n"),
}

# One thing that alone would be enough.
# Translators: whole sentences under “What would help”; {shift} and {day} say which duty, {days} are days.
WAYS: Words = {
    "pin": _("It could be filled if {shift} on {day} were not pinned."),
    "leave": _("It could be filled if leave of {person} moved: {days}."),
    "not_here": _("It could be filled if {person} were a member of this pool and under contract: {days}."),
    "barred": _("It could be filled if {person} could be given {shift} on {day}."),
    "max_duties": _("It could be filled if {person} took one duty more than agreed."),
    "terms": _("It could be filled if the contract of {person} allowed more: {term}."),
    "forbidden_pair": _("It could be filled if {person} and {other} could be on together."),
    "newcomers": _("It could be filled if two newcomers could be on together at night."),
    "skill": _("It could be filled if {shift} on {day} did not ask for {skill}."),
    "one_more": _("It could be filled if one more person could take {shift} on {day}."),
    "one_more_skilled": _("It could be filled if one more person with {skill} could take {shift} on {day}."),
}

# One of several things that together would be enough.
# Translators: sentences in a list headed “It could be filled if all of this happened:”.
STEPS: Words = {
    "pin": _("{shift} on {day} is not pinned any more."),
    "leave": _("Leave of {person} moves: {days}."),
    "not_here": _("{person} is a member of this pool and under contract: {days}."),
    "barred": _("{person} may be given {shift} on {day}."),
    "max_duties": _("{person} takes one duty more than agreed."),
    "terms": _("The contract of {person} allows more: {term}."),
    "forbidden_pair": _("{person} and {other} may be on together."),
    "newcomers": _("Two newcomers may be on together at night."),
    "skill": _("{shift} on {day} does not ask for {skill} any more."),
    "one_more": _("One more person can take {shift} on {day}."),
    "one_more_skilled": _("One more person with {skill} can take {shift} on {day}."),
}

# What a contract may set a limit to.
# Translators: completes “The contract of Ada sets a limit:”.
TERMS: Words = {
    "minutes_in_period": _("time on duty in a period"),
    "duties_of_shift": _("duties of one shift"),
    "days_in_a_row": _("days of duty in a row"),
    "days_of_rest": _("days off"),
    "weekends_worked": _("weekends on duty"),
    "rest_between_duties": _("rest between duties"),
    "shift_after_shift": _("which shift may follow which"),
    "cycle": _("a fixed cycle of shifts"),
}

# Ways of searching, by name.
# Translators: how a roster is searched for; each stands alone, beside “how it is searched for”, in a list of facts.
SEARCHES: Words = {
    "auto": _("in a way that suits the size of the roster"),
    "greedy": _("one duty after the other"),
    "exact": _("the whole roster at once"),
    "columns": _("a whole set of duties for each person, then the sets that fit together best"),
    "repair": _("from the published roster, with as few changes as possible"),
}

# How much there is of a part that is not simply counted, and what one of the engine's units is in the phrase.
# Translators: in a table beside a part of the cost of a roster; all people together.
MEASURES: dict[str, tuple[str | Promise, float]] = {
    "nights": (_("nights off fair shares: {number}"), 0.5),
    "weekends": (_("duties off fair shares: {number}"), 0.5),
    "holidays": (_("duties off fair shares: {number}"), 0.5),
    "standby": (_("hours off fair shares: {number}"), 2),
    "hours": (_("hours off fair shares: {number}"), 2),
    "terms": (_("hours, duties or days too few: {number}"), 0.5),
}
