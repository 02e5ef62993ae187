"""Offer a lesson to the association, take it back, approve or decline it."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.log import locked
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.choices import LONGEST_LESSON, LessonState, Purpose
from lamplighter.apps.exercise.models import Exercise, Lesson
from lamplighter.apps.exercise.phrases.report import CAPABILITIES
from lamplighter.apps.exercise.queries.evaluation import AGREED
from lamplighter.apps.exercise.queries.spread import associations_of
from lamplighter.apps.journal.actions import record

# What can still be taken back.
STANDING = (LessonState.WAITING, LessonState.APPROVED)


def offer_lesson(
    exercise: Exercise,
    association: Organisation,
    text: str,
    capability: str,
    *,
    with_scenario: bool,
    by: Account,
    at: datetime,
) -> Lesson:
    """Offer what an agreed exercise taught; neither the city nor the exercise is ever shown with it.

    Raises
    ------
    NotNow
        ``not_agreed`` unless it is a real exercise whose report is agreed, ``unknown`` for a capability that there
        is not or an association of which the city is no member, ``empty``, ``too_long``.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise NotNow("empty")
    if len(text) > LONGEST_LESSON:
        raise NotNow("too_long")
    with transaction.atomic():
        held = locked(exercise.pk)
        if held.state not in AGREED or held.purpose != Purpose.REAL:
            raise NotNow("not_agreed")
        city = held.organisation
        if capability not in CAPABILITIES or not associations_of(city).filter(pk=association.pk).exists():
            raise NotNow("unknown")
        lesson = Lesson.objects.create(
            association=association,
            from_exercise=held,
            text=text,
            capability=capability,
            scenario=held.version.scenario.uuid if with_scenario else None,
            at=at,
        )
        facts = {"association": association.name}
        record(city, "exercise.lesson_offered", held, by=by, at=at, facts=facts)
    return lesson


def withdraw_lesson(lesson: Lesson, *, by: Account, at: datetime) -> None:
    """Take a lesson back, whether it waits or is read already."""
    with transaction.atomic():
        standing = Lesson.objects.filter(pk=lesson.pk, state__in=STANDING)
        if standing.update(state=LessonState.WITHDRAWN) and lesson.from_exercise is not None:
            exercise = lesson.from_exercise
            record(exercise.organisation, "exercise.lesson_withdrawn", exercise, by=by, at=at)


def approve_lesson(lesson: Lesson, *, by: Account, at: datetime) -> None:
    """From now on all members read it.

    Raises
    ------
    NotNow
        ``lesson_decided`` if it waits no longer.
    """
    with transaction.atomic():
        _decide(lesson, LessonState.APPROVED, "", at)
        record(lesson.association, "lesson.approved", by=by, at=at)


def decline_lesson(lesson: Lesson, reason: str, *, by: Account, at: datetime) -> None:
    """Do not take it; only the city that offered it reads why.

    Raises
    ------
    NotNow
        ``lesson_decided`` if it waits no longer, ``empty`` without a reason, ``too_long``.
    """
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise NotNow("empty")
    if len(reason) > LONGEST_LESSON:
        raise NotNow("too_long")
    with transaction.atomic():
        _decide(lesson, LessonState.DECLINED, reason, at)
        record(lesson.association, "lesson.declined", by=by, at=at)


def _decide(lesson: Lesson, state: LessonState, reason: str, at: datetime) -> None:
    waiting = Lesson.objects.filter(pk=lesson.pk, state=LessonState.WAITING)
    if not waiting.update(state=state, reason=reason, decided_at=at):
        raise NotNow("lesson_decided")
