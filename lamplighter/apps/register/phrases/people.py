"""What was done to people, units, posts, contracts and skills, as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Translators: sentences of the journal. Beside each stand the time, who did it and the name of the thing.
DEEDS: dict[str, str | Promise] = {
    "person.added": _("The person was added."),
    "person.changed": _("Facts about the person were changed."),
    "person.left": _("The employment was ended."),
    "person.returned": _("The end of the employment was taken back."),
    "unit.added": _("The unit was added."),
    "unit.changed": _("The unit was changed."),
    "post.added": _("The post was opened."),
    "post.changed": _("The post was changed."),
    "post.filled": _("The post was filled."),
    "post.vacated": _("The post became vacant."),
    "post.outsourced": _("The post was outsourced."),
    "post.shared": _("The post was shared with another city."),
    "post.closed": _("The post was closed."),
    "post.reopened": _("The post was opened again."),
    "contract.begun": _("The contract was begun."),
    "contract.changed": _("The contract was changed."),
    "contract.ended": _("The contract was given its last day."),
    "contract.dropped": _("The contract fell away before it started."),
    "skill.added": _("The skill was added to the catalogue."),
    "skill.changed": _("The skill was renamed in the catalogue."),
    "skill_held.recorded": _("A skill was recorded."),
    "skill_held.changed": _("A skill was recorded anew."),
    "skill_held.withdrawn": _("A skill was withdrawn."),
    "list.exported": _("A list was taken away as a file."),
}
