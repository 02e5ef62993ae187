"""An exercise in words: its lines in the journal of the city, and why a deed is refused."""

from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import Words

DEEDS: Words = {
    "scenario.imported": _("{who} kept version {version} of the scenario {thing}."),
    "exercise.started": _("{who} started the exercise {thing}."),
    "exercise.ended": _("{who} ended the exercise {thing}. Its log has {number} lines and ends with {hash}."),
    "exercise.answers_forgotten": _("{who} deleted what people had answered and written in the exercise {thing}."),
}

# Why something cannot be done now.
NOT_NOW: Words = {
    "not_ready": _("The exercise is not ready yet. Finish preparing it, then start."),
    "over": _("The exercise has ended."),
    "not_running": _("The clock does not run."),
    "already_running": _("The clock runs already."),
    "speed_unknown": _("The clock does not know this speed. Choose one from the list."),
    "backwards": _("The story goes forward only. Choose a later time."),
    "unknown": _("The scenario has no such part."),
    "phase_open": _("This phase or a later one has been open already."),
    "out": _("This has come already."),
    "held": _("This is held already."),
    "not_held": _("This is not held."),
    "skipped": _("This was skipped already."),
    "empty": _("Write something first."),
    "too_long": _("This is too long. Shorten it."),
    "not_open": _("This decision is not open."),
    "closed": _("This decision is closed. Your answer came too late."),
    "not_asked": _("This decision does not ask your role."),
    "vote_binds": _("The answers decide this. Nobody decides it alone."),
    "not_decider": _("Your role does not decide this."),
    "answers_missing": _("Not everybody has answered yet. Decide once they have, or once the decision is closed."),
    "not_shown": _("The answers have not been shown yet. Decide once they are."),
    "no_seat": _("This seat is no longer in the exercise. Join anew."),
    "no_option": _("Choose one of the options."),
    "not_all_ranked": _("Give every option one place."),
    "no_number": _("Write a number."),
    "out_of_bounds": _("This number lies outside what is possible."),
    "no_text": _("Write something first."),
    "few_answers": _("Fewer than three have answered. Shown now, it would tell who said what."),
    "private": _("These answers stay private."),
    "revealed": _("This has been shown already."),
    "taken": _("This has been decided already."),
    "tie": _("The answers give no single result. Choose one."),
    "code_unknown": _("This code opens no exercise. Look at it again."),
    "code_closed": _("Nobody can join with this code any more."),
    "role_full": _("All seats of this role are taken. Choose another role."),
    "role_unknown": _("The exercise has no such role. Choose one from the list."),
    "team_unknown": _("The exercise has no such team. Choose one from the list."),
    "not_on_paper": _("This seat answers by telephone, not on paper."),
}
