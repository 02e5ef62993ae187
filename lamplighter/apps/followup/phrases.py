"""Findings and actions in words."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import gathered

Words = dict[str, str | Promise]

DEEDS: Words = {
    "finding.opened": _("{who} found something wanting: {thing}."),
    "finding.closed": _("{who} closed the finding: {thing}."),
    "action.opened": _("{who} opened the action “{thing}”."),
    "action.changed": _("{who} changed the action “{thing}”."),
    "action.done": _("{who} marked the action “{thing}” as done: {evidence}."),
    "action.reopened": _("{who} opened the action “{thing}” again."),
    "action.held": _("{who} saw the action “{thing}” hold when it was tried again: {where}."),
    "action.failed": _("{who} saw the action “{thing}” fail when it was tried again, and it is open: {where}."),
}

# What was found, by code. The facts of the finding fill the placeholders.
# Translators: headings of findings; service, skill, pool, contract and person are names.
FINDINGS: Words = {
    "one_absence_away": _("{service} is one absence away: only one person knows {skill}"),
    "nobody_holds": _("{service} needs {skill}, and too few people know it"),
    "single_point": _("{service} stands on {system} alone"),
    "contract_ends": _("The contract for {contract} ends soon"),
    "hole_in_roster": _("{pool} has a shift with nobody"),
    "leave_on_duty": _("{pool} has a duty on a day of leave"),
    "duty_after_callout": _("{pool} has a duty too soon after a call-out"),
    "post_vacant": _("The post {post} is vacant"),
    "other": _("{note}"),
}


@cache
def findings() -> Words:
    """The heading of every finding that any app may open, by its code."""
    return gathered("phrases", "FINDINGS")
