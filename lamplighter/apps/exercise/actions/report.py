"""Deeds on a report: write its parts, agree to it."""

from datetime import datetime

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, playing
from lamplighter.apps.exercise.bridge.report import Report, digest_of, report_of
from lamplighter.apps.exercise.choices import ExerciseState, Purpose
from lamplighter.apps.exercise.models import Exercise, ReportText, SignOff
from lamplighter.apps.exercise.phrases.report import SECTIONS
from lamplighter.apps.exercise.queries.evaluation import WRITTEN, retests_of
from lamplighter.apps.followup.actions import verify
from lamplighter.apps.journal.actions import record

LONGEST = 8000
# Marks with which an action that was tried again has held.
HELD = ("P", "S")


def write_text(exercise: Exercise, section: str, language: str, text: str, *, by: Account, at: datetime) -> None:
    """Write one part of the report in one language; an empty text takes it away."""
    with playing(exercise.pk, at=at, by=by) as play:
        held = play.exercise
        if held.state not in WRITTEN:
            raise NotNow("report_fixed")
        if section not in SECTIONS:
            raise NotNow("unknown")
        if len(text) > LONGEST:
            raise NotNow("too_long")
        same = ReportText.objects.filter(exercise=held, section=section, language=language)
        if not text.strip():
            same.delete()
        else:
            ReportText.objects.update_or_create(
                exercise=held,
                section=section,
                language=language,
                defaults={"text": text.strip(), "changed_at": at, "changed_by": by},
            )
        if held.state == ExerciseState.EVALUATING:
            held.state = ExerciseState.REPORT_DRAFT
            held.save(update_fields=["state"])
        facts = {"section": section, "language": language}
        record(held.organisation, "exercise.report_written", held, by=by, at=at, facts=facts)


def agree(exercise: Exercise, *, by: Account, at: datetime) -> SignOff:
    """Agree to the report as it is: from now on its marks and texts stand, and others read it.

    Raises
    ------
    NotNow
        ``survey_open`` while participants are still asked, ``report_fixed`` if it is agreed already.
    """
    with playing(exercise.pk, at=at, by=by) as play:
        held = play.exercise
        if held.state == ExerciseState.HOT_WASH:
            raise NotNow("survey_open")
        if held.state not in WRITTEN:
            raise NotNow("report_fixed")
        found = report_of(held)
        _settle(held, found, by=by, at=at)
        digest = digest_of(held, found)
        signed = SignOff.objects.create(exercise=held, account=by, at=at, digest=digest)
        held.state = ExerciseState.AGREED
        held.save(update_fields=["state"])
        record(held.organisation, "exercise.report_agreed", held, by=by, at=at, facts={"digest": digest})
    return signed


def _settle(exercise: Exercise, found: Report, *, by: Account, at: datetime) -> None:
    """Tell each action that was tried again whether it held; a rehearsal proves nothing, and no mark says nothing."""
    if exercise.purpose != Purpose.REAL:
        return
    marks = {task.task: task.mark for one in found.objectives for task in one.mark.tasks}
    for retest in retests_of(exercise):
        mark = marks.get(retest.task)
        if mark is None or retest.held is not None:
            continue
        retest.held, retest.at = mark in HELD, at
        retest.save(update_fields=["held", "at"])
        verify(retest.action, held=retest.held, where=exercise.title, by=by, at=at)
