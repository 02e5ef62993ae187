"""Deeds after the clock has stopped: ask participants, set marks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.bridge.report import OFFICIAL
from lamplighter.apps.exercise.choices import ExerciseState, Mark
from lamplighter.apps.exercise.models import Exercise, Line, Rating, Seat, SurveyAnswer, SurveyToken
from lamplighter.apps.exercise.queries.evaluation import WRITTEN
from lamplighter.apps.journal.actions import record

SURVEY = "survey"
LONGEST = 2000


def open_survey(exercise: Exercise, *, by: Account, at: datetime) -> list[Line]:
    """Ask all participants for their first impressions; asking twice is asking once."""
    with playing(exercise.pk, at=at, by=by) as play:
        _state(play, ExerciseState.HOT_WASH)
        lines = play.say("survey.opened", once=SURVEY)
        if lines:
            record(play.exercise.organisation, "exercise.survey_opened", play.exercise, by=by, at=at)
    return lines


def close_survey(exercise: Exercise, *, by: Account, at: datetime) -> None:
    """Take no more answers, and begin to evaluate."""
    with playing(exercise.pk, at=at, by=by) as play:
        _state(play, ExerciseState.HOT_WASH)
        play.exercise.state = ExerciseState.EVALUATING
        play.exercise.save(update_fields=["state"])
        record(play.exercise.organisation, "exercise.survey_closed", play.exercise, by=by, at=at)


def answer_survey(seat: Seat, answers: Mapping[str, int | str], *, named: bool, at: datetime) -> list[Line]:
    """Keep what one participant says, once.

    Parameters
    ----------
    answers
        Question to 1…5 or to a text; empty ones are not kept.
    named
        Whether the answers may be linked to the seat. Otherwise it is only kept that this seat has answered, and
        the line of the log names no seat either.

    Raises
    ------
    NotNow
        ``closed`` while nobody asks, ``taken`` if this seat has answered, ``unknown`` for a question that is not
        asked, ``too_long``, ``out_of_bounds``.
    """
    with playing(seat.exercise_id, at=at) as play:
        _state(play, ExerciseState.HOT_WASH)
        if not Line.objects.filter(exercise=play.exercise, once=SURVEY).exists():
            raise NotNow("closed")
        kinds = {ask.key: ask.kind for ask in play.scenario.survey}
        rows = [
            _answer(play.exercise, seat if named else None, kinds, question, value, at)
            for question, value in answers.items()
            if value != ""
        ]
        try:
            with transaction.atomic():
                SurveyToken.objects.create(exercise=play.exercise, seat=seat)
        except IntegrityError as error:
            raise NotNow("taken") from error
        SurveyAnswer.objects.bulk_create(rows)
        facts: dict[str, Any] = {"seat": seat.number} if named else {}
        return play.say("survey.answered", **facts)


def set_mark(exercise: Exercise, task: str, mark: str, cause: str, *, by: Account, at: datetime) -> list[Line]:
    """Set the mark of a task that stands in the report, whatever evaluators noted; the latest stands."""
    with playing(exercise.pk, at=at, by=by) as play:
        _state(play, *WRITTEN)
        if task not in play.scenario.task_of or mark not in Mark.values:
            raise NotNow("unknown")
        Rating.objects.update_or_create(
            exercise=play.exercise,
            task=task,
            official=True,
            defaults={"mark": mark, "cause": cause[:LONGEST], "account": by, "seat": None, "at": at},
        )
        facts = {"task": task, "mark": mark}
        record(play.exercise.organisation, "exercise.marked", play.exercise, by=by, at=at, facts=facts)
        return play.say("rating.given", task=task, mark=mark, watcher=OFFICIAL)


def _state(play: Play, *states: str) -> None:
    """Refuse what does not fit how far the exercise is."""
    if play.exercise.state not in states:
        raise NotNow("report_fixed" if ExerciseState.EVALUATING in states else "closed")


def _answer(
    exercise: Exercise, seat: Seat | None, kinds: Mapping[str, str], question: str, value: int | str, at: datetime
) -> SurveyAnswer:
    kind = kinds.get(question)
    if kind is None:
        raise NotNow("unknown")
    if kind == "scale":
        if not isinstance(value, int) or not 1 <= value <= 5:
            raise NotNow("out_of_bounds")
        return SurveyAnswer(exercise=exercise, seat=seat, question=question, scale=value, at=at)
    if len(str(value)) > LONGEST:
        raise NotNow("too_long")
    return SurveyAnswer(exercise=exercise, seat=seat, question=question, text=str(value), at=at)
