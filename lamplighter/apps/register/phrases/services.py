"""What was done to services, systems, dependencies and needs, as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Translators: lines of the journal. {who} did it; {thing} is the name of a service, a system or a contract.
DEEDS: dict[str, str | Promise] = {
    "service.added": _("{who} added the service {thing}."),
    "service.changed": _("{who} changed the service {thing}."),
    "service.closed": _("{who} closed the service {thing}."),
    "service.reopened": _("{who} opened the service {thing} again."),
    "system.added": _("{who} added the system {thing}."),
    "system.changed": _("{who} changed the system {thing}."),
    "system.closed": _("{who} closed the system {thing}."),
    "system.reopened": _("{who} put the system {thing} into use again."),
    "supply.added": _("{who} wrote down the supplier's contract {thing}."),
    "supply.changed": _("{who} changed the supplier's contract {thing}."),
    # Translators: {needed} is a number; {members} a list of systems; {buffer} a number of minutes.
    "dependency.added": _(
        "{who} wrote down what {thing} stands on: {needed} of {members} must work; it lasts {buffer} min without."
    ),
    # Translators: first what was, then what is now; as in the sentence before.
    "dependency.changed": _(
        "{who} changed what {thing} stands on. It was {was_needed} of {was_members}, {was_buffer} min without;"
        " now it is {needed} of {members}, {buffer} min without."
    ),
    "dependency.removed": _("{who} wrote that {thing} no longer stands on {members} ({needed} had to work)."),
    # Translators: {people} is a number of people, {skill} the name of a skill.
    "need.added": _("{who} wrote down that {thing} needs people for {skill}: {people}, at level {level}."),
    "need.changed": _(
        "{who} changed what {thing} needs. It was {was_people} for {was_skill} at level {was_level};"
        " now it is {people} for {skill} at level {level}."
    ),
    "need.removed": _("{who} wrote that {thing} no longer needs people for {skill} ({people}, at level {level})."),
    "absences.seen": _("{who} looked at what is one absence away."),
    "absences.played": _("{who} asked what falls if named people are away."),
}
