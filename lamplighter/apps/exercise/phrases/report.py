"""A report in words: its numbers, the lines that they follow from, what to improve, and what became of it."""

from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import Words

DEEDS: Words = {
    "exercise.marked": _("{who} set the mark of a task of the exercise {thing}: {task}, {mark}."),
    "exercise.survey_opened": _(
        "{who} asked the participants of the exercise {thing} for their first impressions."
    ),
    "exercise.survey_closed": _("{who} closed the questions after the exercise {thing}."),
    "exercise.shared": _("{who} gave what the exercise {thing} showed to {association}, without a name."),
    "exercise.withdrawn": _("{who} took back what was given of the exercise {thing}."),
    "exercise.retest_planned": _("{who} has the exercise {thing} try whether this holds: {action}."),
    "exercise.report_written": _("{who} wrote in the report of the exercise {thing}: {section}."),
    "exercise.report_agreed": _("{who} agreed to the report of the exercise {thing}. Its digest is {digest}."),
}

# Translators: what numbers of a report say. {decision} is a number such as D1, {option} and {question} are texts of the
# scenario, {clock} is a duty to report.
NUMBERS: Words = {
    "seats": _("Participants"),
    "seats.remote": _("Participants from elsewhere"),
    "answered": _("{decision}: how many answered"),
    "answered_share": _("{decision}: share of those asked who answered"),
    "spread": _("{decision}: how many answered “{option}”"),
    "minutes_to_decide": _("{decision}: time on the wall until it was decided"),
    "released": _("Events that came"),
    "improvised": _("Events that were improvised"),
    "skipped": _("Events that were left out"),
    "out.count": _("Services that stopped"),
    "out.past": _("Services that stopped for longer than tolerable"),
    "residents.dark.max": _("Residents of the largest service that stopped"),
    "service_hours": _("Hours that services stood still, together"),
    "money.range": _("Money that what was decided costs"),
    "posts.empty": _("Duty pools with nobody on duty"),
    "legal": _("{clock}: time in the story until it was done"),
    "marks.P": _("Tasks performed without challenges"),
    "marks.S": _("Tasks performed with some challenges"),
    "marks.M": _("Tasks performed with major challenges"),
    "marks.U": _("Tasks unable to be performed"),
    "retests.held": _("Finished actions that held when tried again"),
    "survey.n": _("Participants who answered the questions afterwards"),
    "survey.mean": _("“{question}”: mean of 1 to 5"),
}

# What a number is empty for.
NOTHING: Words = {
    "minutes_to_decide": _("nobody decided"),
    "legal": _("not done"),
    "answered_share": _("nobody was asked"),
    "survey.mean": _("fewer than five answers"),
}

CLOCKS: Words = {
    "breach_authority": _("Report of the breach to the authority"),
    "breach_people": _("Notice to the people whose data it is"),
    "incident_warning": _("Early warning of the incident"),
    "incident_authority": _("Report of the incident to the authority"),
    "incident_report": _("Final report of the incident"),
}

# Why something cannot be done to a report now; beside ``phrases.log.NOT_NOW``.
REFUSED: Words = {
    "report_fixed": _("The report is agreed, or its exercise has not ended. Its marks and texts stay as they are."),
    "not_agreed": _("Only the report of a real exercise that is agreed can be given."),
    "survey_open": _("The participants are still being asked. Close the questions first."),
    "closed": _("Nobody is being asked now."),
    "taken": _("You have answered already. Thank you."),
}

# Translators: who decided, where it was not somebody on their own phone. {role} is a role.
DECIDED_BY: Words = {
    "control": _("{role}, said by whoever led the exercise"),
    "answers": _("the answers, by the rule of the scenario"),
    "tables": _("most tables"),
}

# Translators: one line of an exercise's log. {item} is the title of an event or the number and question of a decision,
# {seat} is a number.
LINES: Words = {
    "clock.started": _("The exercise started."),
    "clock.paused": _("The clock was paused."),
    "clock.resumed": _("The clock went on."),
    "clock.speed": _("The clock changed its speed."),
    "clock.jumped": _("The story jumped forward."),
    "clock.ended": _("The exercise ended."),
    "phase.opened": _("The phase “{item}” opened."),
    "inject.released": _("“{item}” came."),
    "inject.held": _("“{item}” was held back."),
    "inject.freed": _("“{item}” was let go."),
    "inject.skipped": _("“{item}” was left out."),
    "inject.improvised": _("“{item}” was improvised."),
    "decision.opened": _("{item}: opened."),
    "decision.closed": _("{item}: closed."),
    "decision.revealed": _("{item}: the answers were shown, {n} in all."),
    "decision.taken": _("{item}: decided, {value}."),
    "decision.taken.seat": _("{item}: seat {seat} decided, {value}."),
    "decision.taken.control": _("{item}: decided for the role by whoever led the exercise, {value}."),
    "decision.taken.nobody": _("{item}: nobody decided."),
    "effect.applied": _("What followed from {item}."),
    "answer.given": _("{item}: seat {seat} answered."),
    "answer.changed": _("{item}: seat {seat} answered anew."),
    "answer.paper": _("{item}: seat {seat} answered on paper."),
    "seat.taken": _("Seat {seat} was taken."),
    "seat.moved": _("Seat {seat} was moved."),
    "seat.left": _("Seat {seat} was left."),
    "message.said": _("A message was sent."),
    "note.written": _("A note was written."),
    "rating.given": _("{item}: marked {value}."),
    "observation.made": _("An evaluator wrote something down."),
    "survey.opened": _("The participants were asked for their first impressions."),
    "survey.answered": _("Somebody answered the questions afterwards."),
    "server.away": _("The server was away, and the story stood still."),
}

# Translators: what an exercise found wanting; headings of findings. {subject} is a task, service, pool or decision.
FINDINGS: Words = {
    "exercise.area": _("An exercise showed what to improve: {subject}"),
    "exercise.post_empty": _("At the hour of an exercise nobody was on duty for {subject}"),
    "exercise.post_unreachable": _("At the hour of an exercise nobody could be reached in time for {subject}"),
    "exercise.post_unqualified": _(
        "At the hour of an exercise somebody without the skill was on duty for {subject}"
    ),
    "exercise.past_tolerance": _("In an exercise {subject} was out for longer than tolerable"),
    "exercise.no_fallback": _("In an exercise {subject} stopped, and there is no way to do it by hand"),
    "exercise.decided_late": _("In an exercise this was decided late or not at all: {subject}"),
    "exercise.retest_failed": _("What was reported as done did not hold in an exercise: {subject}"),
}

# The same in few words, before a list of what they are true of.
FOUND: Words = {
    "exercise.area": _("Did not go well"),
    "exercise.post_empty": _("Nobody on duty"),
    "exercise.post_unreachable": _("Nobody reached in time"),
    "exercise.post_unqualified": _("Somebody without the skill on duty"),
    "exercise.past_tolerance": _("Out for longer than tolerable"),
    "exercise.no_fallback": _("Stopped, and cannot be done by hand"),
    "exercise.decided_late": _("Decided late or not at all"),
    "exercise.retest_failed": _("Was reported as done, and did not hold"),
}

CAPABILITIES: Words = {
    "command": _("Leading and deciding"),
    "public_information": _("Telling the public"),
    "continuity": _("Keeping services going"),
    "restoration": _("Bringing services back"),
    "law_and_reporting": _("Law and duties to report"),
    "procurement_and_money": _("Contracts and money"),
    "people_and_welfare": _("People and their welfare"),
    "partners": _("Working with partners"),
}

ELEMENTS: Words = {
    "planning": _("planning"),
    "organisation": _("organisation"),
    "equipment": _("equipment"),
    "training": _("training"),
    "exercise": _("exercises"),
}

# The parts of a report that people write themselves.
SECTIONS: Words = {
    "summary": _("In short"),
    "went_well": _("What went well"),
    "to_improve": _("What to improve first"),
    "next": _("How it goes on"),
}
