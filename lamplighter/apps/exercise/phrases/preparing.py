"""Words of preparing an exercise: what the city's own roster adds to the story, and why something is not possible."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Words = dict[str, str | Promise]

# Translators: an item of an exercise, read aloud to mayors and heads of department. Somebody of the operations desk
# calls by phone, because the city's own duty roster has nobody at that hour. {pool} is the name of a duty pool.
POST_EMPTY: Words = {
    "sender": _("Operations desk"),
    "title": _("Nobody answers for {pool}"),
    "body": _(
        "“I have the duty list in front of me. For {pool} there is nobody on it at this hour: no name, no number."
        " Whom do I call, and who may decide that?”"
    ),
    "expected": _("Somebody names a person to call now, and the empty line of the roster is written down."),
}

# Translators: an item of an exercise, read aloud to mayors and heads of department. The city's internal audit comes by
# and wants to see whether something works that was found wanting in an earlier exercise and then reported as done.
# {action} is what was to be done, in the city's own words, as in “Name who speaks to the press”.
RETEST: Words = {
    "sender": _("Internal audit"),
    "title": _("Show that this works: {action}"),
    "body": _(
        "“It was found wanting once, and then reported as done: {action}. I would like to see it now, in the middle of"
        " all this. Who does it, with what, and how long does it take?”"
    ),
    "expected": _("They do it, without help from whoever reported it as done."),
    "look_for": _("Tried again: {action}. Does it work without help from whoever reported it as done?"),
}

# Translators: the kind of day on which the story of an exercise begins; stands before an hour, as in “workday, 06:40”.
DAYS: Words = {
    "workday": _("workday"),
    "weekend": _("weekend"),
    "holiday": _("public holiday"),
    "holiday_eve": _("eve of a public holiday"),
}

# Translators: lines of the journal. {who} is a person, {thing} the title of an exercise.
DEEDS: Words = {
    "exercise.prepared": _("{who} began to prepare the exercise {thing}."),
    "exercise.changed": _("{who} changed the exercise {thing}."),
    "exercise.frozen": _("{who} froze the city anew for the exercise {thing}."),
    "exercise.set_ready": _("{who} set the exercise {thing} ready."),
    "exercise.taken_back": _("{who} went back to preparing the exercise {thing}."),
    "exercise.cancelled": _("{who} cancelled the exercise {thing}."),
    "exercise.retest_left_out": _(
        "{who} left out of the exercise {thing} whether this holds: {action} (why: {why})."
    ),
    "exercise.closed": _("{who} closed the exercise {thing}. So much was still to be done: {open}."),
    "exercise.people_seen": _("{who} looked at who would be on duty in the exercise {thing}."),
}

# Translators: what is still to be done before an exercise can be played. Facilitators.
LACKING: Words = {
    "variables": _("Some blanks of the story are not filled in."),
    "errors": _("The check finds errors in the scenario. Bring in a corrected version and prepare anew."),
}

# Why an exercise cannot be prepared any further.
NOT_NOW: Words = {
    "ready": _("The exercise is ready. Take it back before you change it."),
    "begun": _("The exercise has begun or is over; it stays as it is."),
    "lacking": _("Something is still lacking."),
    "changed": _("Somebody has changed this exercise in the meantime. Look at it, then try again."),
    "not_agreed": _("Only an exercise whose report is agreed can be closed."),
    "closed": _("The exercise is closed already."),
}

# Translators: what a scenario means without naming it; {key} is its short name in the scenario.
TARGETS: Words = {
    "service": _("{key}: a service"),
    "system": _("{key}: a system"),
    "supply": _("{key}: a supplier's contract"),
    "pool": _("{key}: a duty pool"),
}

# Translators: which of the city's own things was put in place of what a scenario means.
CHOSEN_BY: Words = {
    "most_services": _("Meant is the one on which most services stand."),
    "most_residents": _("Meant is the one that most residents need."),
    "shortest_tolerance": _("Meant is the one that may be out for the shortest time."),
    "no_fallback": _("Meant is one that cannot go on by hand."),
    "any": _("Any one will do."),
}


def post_empty(code: str, language: str, **facts: str) -> str:
    """One text of the call about an empty post, in a language of the scenario as far as we speak it."""
    with override(language):
        return str(POST_EMPTY[code]).format(**facts)


def retest(code: str, language: str, **facts: str) -> str:
    """One text about something that is tried again, in a language of the scenario as far as we speak it."""
    with override(language):
        return str(RETEST[code]).format(**facts)
