"""Words of benchmark files on the command line: what is wrong with one, what was found, what a roster breaks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

# Translators: what was expected at a place in a benchmark file; stands after “expected:” like a value after a label.
# Technical readers.
WANTED: Words = {
    "content": _("something; there is nothing"),
    "text": _("text in UTF-8"),
    "json": _("JSON"),
    "integer": _("a whole number"),
    "at_least": _("a whole number of {least} or more"),
    "at_most": _("a whole number of {most} or less"),
    "not_under": _("no less than {least}, which is {other}"),
    "day": _("a day from 0 to {last}"),
    "shift": _("a shift that the file defines"),
    "person": _("a person whom the file defines"),
    "skill": _("a skill that the scenario defines"),
    "contract": _("a contract that the scenario defines"),
    "weekday": _("Mon, Tue, Wed, Thu, Fri, Sat or Sun"),
    "name": _("a name"),
    "new_name": _("a name of its own; this one is on line {first} already"),
    "once": _("one entry; the first is on line {first}"),
    "once_only": _("one entry"),
    "fields": _("{count} fields"),
    "fields_or_more": _("{count} fields or more"),
    "pair": _("the form {form}"),
    "every": _("a value for shift {missing} too"),
    "section": _("this section; the file lacks it"),
    "heading": _("a heading before anything else"),
    "known_section": _("a section of this format"),
    "one_value": _("one value in this section"),
    "count": _("{count} entries"),
    "days": _("a list of {count} shifts, null for a day off"),
    "weeks": _("{count} files of weeks"),
    "scenario": _("the scenario {name}"),
    "nurse": _("a line for {name}"),
    "file": _("a file that can be read"),
    "solutions": _("one roster"),
    "whole": _("--history and --weeks with a scenario"),
    "alone": _("neither --history nor --weeks with this format"),
}

# Translators: how a search for a roster ended; technical readers.
LINE_STATUSES: Words = {
    "optimal": _("Proven: nothing costs less."),
    "feasible": _("Found within the limit; something cheaper may exist."),
    "stopped": _("Stopped; this is the best so far."),
    "infeasible": _("No roster can keep all hard rules of this file."),
    "unknown": _("No roster was found within the limit. Give it more time with --limit."),
}

# Translators: a part of the cost of a roster.
LINE_PARTS: Words = {
    "wishes": _("requests not met"),
    "short": _("too few people"),
    "over": _("too many people"),
    "runs": _("days in a row at work"),
    "rests": _("days off in a row"),
    "totals": _("totals"),
    "weekends": _("weekends too many"),
    "split_weekends": _("halves of weekends"),
}

# Translators: a hard rule that a roster breaks; technical readers. {person} is a name, {days} are numbers of days,
# {amount} is by how much, {shifts} are keys of shifts.
LINE_RULES: Words = {
    "not_allowed": _("{person} works {shifts} on day {days}, a shift that {person} may not work."),
    "free_day": _("{person} works {shifts} on day {days}, which must be free."),
    "not_next": _("{person} works {shifts} on days {days}; the second may not follow the first."),
    "run_short": _("{person} has too few days in a row, days {days}. Missing: {amount}."),
    "run_long": _("{person} has too many days in a row, days {days}. Too many: {amount}."),
    "total_short": _("{person} has a total that is too low. Missing: {amount}."),
    "total_long": _("{person} has a total that is too high. Too much: {amount}."),
    "weekends": _("{person} works too many weekends, days {days}. Too many: {amount}."),
    "demand": _("Too few people have {shifts} on day {days}. Missing: {amount}."),
}

# Translators: why a roster cannot be written where somebody asked; technical readers.
UNWRITABLE: Words = {
    "folder": _("The roster cannot be written to %(file)s, which is a folder. Name another file with --out."),
    "input": _(
        "The roster cannot be written to %(file)s, which is the file to solve. Name another file with --out."
    ),
    "special": _(
        "The roster cannot be written to %(file)s, which is no ordinary file. Name another file with --out."
    ),
    # Translators: %(why)s is what the operating system says, in English.
    "refused": _("The roster cannot be written to %(file)s (%(why)s). Name another file with --out."),
}
