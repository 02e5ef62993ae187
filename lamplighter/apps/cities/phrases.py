"""Words of the cities app: the sentence of each deed that a journal line may speak of."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    # Translators: line of the journal; {thing} is the name of a city or association
    "organisation.founded": _("{who} set up {thing}."),
    # Translators: line of the journal; what was changed is listed below it
    "organisation.changed": _("{who} changed the settings of {thing}."),
    # Translators: line of an association's journal; {thing} is the name of a city
    "city.joined": _("{who} recorded that {thing} became a member."),
    # Translators: line of an association's journal; {thing} is the name of a city
    "city.left": _("{who} recorded that {thing} is no longer a member."),
    # Translators: line of the journal; {thing} is the name of a person
    "account.opened": _("{who} opened an account for {thing}."),
    # Translators: line of the journal; {address} is an e-mail address, {roles} a list such as “specialist, auditor”
    "invitation.sent": _("{who} invited {address} as {roles}."),
    # Translators: line of the journal; {address} is an e-mail address
    "invitation.renewed": _("{who} sent {address} a new letter of invitation."),
    # Translators: line of the journal; {address} is an e-mail address
    "invitation.withdrawn": _("{who} withdrew the invitation of {address}."),
    # Translators: line of the journal; {roles} is a list such as “specialist, auditor”
    "invitation.accepted": _("{who} accepted the invitation as {roles}."),
    # Translators: line of the journal; {thing} is the name of a person
    "role.given": _("{who} gave {thing} the role: {role}."),
    # Translators: line of the journal; {thing} is the name of a person
    "role.ended": _("{who} took from {thing} the role: {role}."),
}
