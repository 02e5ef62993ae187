"""What was done to pools and rosters, what a search is busy with, and why somebody is not on duty."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

# Translators: lines of the journal. {who} did it; {thing} is the name of a pool, shift or person, or says which
# roster it is ("Night desk 2026-12-01").
DEEDS: Words = {
    "pool.made": _("{who} made the duty pool {thing}."),
    "pool.changed": _("{who} changed the duty pool {thing}."),
    "pool.closed": _("{who} closed the duty pool {thing}."),
    "pool.reopened": _("{who} opened the duty pool {thing} again."),
    "member.added": _("{who} took somebody into the duty pool {thing}."),
    "member.changed": _("{who} changed which duties somebody takes in the duty pool {thing}."),
    "member.ended": _("{who} ended somebody's turns in the duty pool {thing}."),
    "shift.added": _("{who} added the shift {thing}."),
    "shift.changed": _("{who} changed the shift {thing}."),
    "shift.retired": _("{who} retired the shift {thing}."),
    "demand.changed": _("{who} changed how many people the shift {thing} needs."),
    "leave.recorded": _("{who} recorded leave of {thing}."),
    "leave.withdrawn": _("{who} withdrew leave of {thing}."),
    "wish.made": _("{who} wrote down a wish of {thing} for the roster."),
    "wish.withdrawn": _("{who} took back a wish of {thing} for the roster."),
    "draft.made": _("{who} made a draft: {thing}."),
    "draft.filled": _("{who} had a draft filled: {thing}."),
    "draft.changed": _("{who} changed several duties of a draft: {thing}."),
    "draft.dropped": _("{who} dropped a draft: {thing}."),
    "duty.given": _("{who} changed who is on a duty of a draft: {thing}."),
    "duty.pinned": _("{who} pinned a duty of a draft: {thing}."),
    "duty.explained": _("{who} had it worked out why nobody is on a duty of a draft: {thing}."),
    "duty.unpinned": _("{who} let go of a pinned duty of a draft: {thing}."),
    "roster.published": _("{who} published a roster: {thing}."),
}

# Deeds whose changes are of a part of what they were done to.
ABOUT = {
    "member.added": "poolmember",
    "member.changed": "poolmember",
    "member.ended": "poolmember",
    "demand.changed": "demand",
    "duty.given": "duty",
}

# Who is kept from what, and from whom, is for those who make rosters.
PRIVATE = {"poolmember.barred": "roster_edit", "poolmember.apart": "roster_edit"}

JOB_WORDS: Words = {
    "roster.solve": _("Making a roster"),
    "roster.explain": _("Finding out why nobody is on a duty"),
}

PHASE_WORDS: Words = {
    # Translators: what background work is busy with, under “Making a roster”
    "searching": _("Looking for the best lawful roster."),
    # Translators: what background work is busy with, under “Making a roster”
    "storing": _("The law has nothing against it. Storing it."),
    # Translators: what background work is busy with, under “Finding out why nobody is on a duty”
    "explaining": _("Looking for what clashes, and for what would help."),
}

# Why somebody is not on a duty. {person}, {other}, {skill}, {shift} and {day} are names and dates.
# Translators: sentences under a duty of a roster, one a person.
REASONS: Words = {
    "not_eligible": _("{person} does not take duties of this kind in this pool."),
    "lacks_skill": _("{person} does not have {skill} at the level that this pool asks for."),
    "barred": _("{person} is not to be given this duty."),
    "on_leave": _("{person} is away that day."),
    "not_here": _("{person} has no contract or is not a member of this pool on that day."),
    "already_on_duty": _("{person} is on duty at that time already."),
    "resting": _("{person} would be resting by law then."),
    "at_limit": _("{person} has reached a limit of the law."),
    "unlawful": _("{person} may not by law."),
    "forbidden_pair": _("{person} is not put on together with {other}."),
    "newcomer_pair": _("{person} is new, as is {other}; two newcomers are not on together at night."),
    "settled": _("This duty is pinned."),
    "free": _(
        "{person} could take it, but another duty would fall empty, or the search ended before it got there."
    ),
}

# What a search says of its answer.
STATUSES: Words = {
    "optimal": _("No better roster exists: that is proven."),
    "feasible": _("A better roster may exist: the search ended with its time."),
    "stopped": _("A better roster may exist: the search was ended early."),
    "nothing_to_do": _("There was nothing to decide."),
}

# Translators: parts of what a roster is charged for, in a short list; lower shares are better.
PARTS: Words = {
    "holes": _("holes"),
    "preferred": _("seats empty that would better be filled"),
    "spare": _("seats filled beyond what is needed"),
    "changes": _("changes of what was published"),
    "skills": _("preferred skills missing"),
    "wishes": _("wishes not met"),
    "nights": _("nights unevenly shared"),
    "weekends": _("weekends unevenly shared"),
    "holidays": _("holidays unevenly shared"),
    "standby": _("standby unevenly shared"),
    "hours": _("hours unevenly shared"),
    "isolated": _("nights that stand alone"),
    "terms": _("less than contracts ask for"),
}
