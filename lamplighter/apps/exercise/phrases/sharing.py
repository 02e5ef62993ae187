"""The library that cities of an association share, in words: deeds in the journal, and why a deed is refused."""

from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import Words

DEEDS: Words = {
    "scenario.offered": _(
        "{who} offered version {version} of the scenario {thing} to the members of {association}."
    ),
    "scenario.offer_withdrawn": _(
        "{who} no longer offers version {version} of the scenario {thing} to the members of {association}."
    ),
    "exercise.lesson_offered": _("{who} offered a lesson of the exercise {thing} to {association}."),
    "exercise.lesson_withdrawn": _("{who} took back a lesson of the exercise {thing}."),
    # Translators: these two stand in the association's journal; they do not say which lesson, nor whose it is.
    "lesson.approved": _("{who} put a lesson into the library."),
    "lesson.declined": _("{who} did not take a lesson into the library."),
}

REFUSED: Words = {
    "not_approved": _("Only an approved version is offered. Approve it first."),
    "nothing_new": _("The version that is offered now says the same as this one."),
    "lesson_decided": _("This lesson does not wait any more: it was decided on or taken back meanwhile."),
    "not_agreed": _("A lesson is offered from a real exercise whose report is agreed."),
}
