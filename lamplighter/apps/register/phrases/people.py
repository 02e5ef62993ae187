"""What was done to people, units, posts, contracts and skills, as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Translators: lines of the journal. {who} did it; {thing} is the name of a person, unit, post or skill, or
# says which contract it is ("permanent 2024-03-01"), or who holds which skill ("Ada: networks 3").
DEEDS: dict[str, str | Promise] = {
    "person.added": _("{who} added {thing} to the people of the city."),
    "person.changed": _("{who} changed facts about {thing}."),
    "person.left": _("{who} ended the employment of {thing}."),
    "person.returned": _("{who} took back that {thing} left."),
    "unit.added": _("{who} added the unit {thing}."),
    "unit.changed": _("{who} changed the unit {thing}."),
    "post.added": _("{who} opened the post {thing}."),
    "post.changed": _("{who} changed the post {thing}."),
    "post.filled": _("{who} recorded that the post {thing} is filled."),
    "post.vacated": _("{who} recorded that the post {thing} is vacant."),
    "post.outsourced": _("{who} recorded that the post {thing} is outsourced."),
    "post.shared": _("{who} recorded that the post {thing} is shared with another city."),
    "post.closed": _("{who} closed the post {thing}."),
    "post.reopened": _("{who} opened the closed post {thing} again."),
    "contract.begun": _("{who} began a contract: {thing}."),
    "contract.changed": _("{who} changed a contract: {thing}."),
    "contract.ended": _("{who} gave a contract its last day: {thing}."),
    "contract.dropped": _("{who} dropped a contract before it started: {thing}."),
    "skill.added": _("{who} added the skill {thing} to the catalogue."),
    "skill.changed": _("{who} changed the skill {thing} in the catalogue."),
    "skill_held.recorded": _("{who} recorded a skill: {thing}."),
    "skill_held.changed": _("{who} recorded a skill anew: {thing}."),
    "skill_held.withdrawn": _("{who} withdrew a skill: {thing}."),
    # Translators: {thing} is the city, {form} is csv or xlsx, {rows} a number.
    "list.exported": _("{who} took a list of {thing} away as a file ({form}, {rows} rows)."),
}

# What somebody needs to see of old and new values in the journal, beyond the line itself.
PRIVATE: dict[str, str] = {"person.email": "contacts", "person.phone": "contacts"}
