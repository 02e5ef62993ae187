"""Words of real e-mail in an exercise."""

from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import Words

# Translators: lines of the journal. {who} is a person, {thing} the title of an exercise, {role} a role in it.
DEEDS: Words = {
    "exercise.address_added": _("{who} asked somebody whether the exercise {thing} may write to them as {role}."),
    "exercise.address_confirmed": _("{who} confirmed an address of the exercise {thing}: {role}."),
    "exercise.address_removed": _("{who} took an address out of the exercise {thing}: {role}."),
    "exercise.mail_switched_on": _("{who} switched real e-mail on in the exercise {thing}."),
    "exercise.mail_switched_off": _("{who} switched real e-mail off in the exercise {thing}."),
}

JOB_WORDS: Words = {"exercise.mail": _("Sending a letter of an exercise")}

# Why an address cannot be asked for, or e-mail not be switched on.
REFUSED: Words = {
    "mail_over": _("This exercise is over, or a rehearsal. It sends nothing."),
    "address_known": _("This address stands there already."),
    "letter_unsent": _("The question could not be sent, and nothing was kept. Try again in a few minutes."),
    "role_unknown": _("The exercise has no such role. Choose one from the list."),
}
