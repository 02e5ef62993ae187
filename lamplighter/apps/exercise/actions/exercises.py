"""Prepare exercises: freeze the city, fill in the blanks, set ready, cancel, put away. Nothing here starts a clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.clock import end
from lamplighter.apps.exercise.actions.retests import plan_all
from lamplighter.apps.exercise.actions.seats import close_code
from lamplighter.apps.exercise.bridge.freezing import FrozenCity, freeze, scenario_of
from lamplighter.apps.exercise.bridge.preparing import lacking
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise, ScenarioVersion
from lamplighter.apps.exercise.queries.playing import codes_of
from lamplighter.apps.journal.actions import record

PREPARED = (ExerciseState.DRAFT, ExerciseState.REHEARSED)
AHEAD = (*PREPARED, ExerciseState.READY)
# Until it has ended, an exercise can be called off: the room may be needed for something real.
CANCELLED_FROM = (*AHEAD, ExerciseState.RUNNING)
KEEP_DAYS = (30, 365)


class NotNow(Exception):
    """The exercise cannot be changed like this now; ``code`` says why (phrases.preparing.NOT_NOW)."""

    def __init__(self, code: str, lacking: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.lacking = lacking


def prepare(
    version: ScenarioVersion,
    *,
    title: str,
    story_starts_at: datetime,
    language: str,
    seed: int,
    teams: int = 1,
    keep_days: int = 90,
    address: str = "",
    by: Account | None,
    at: datetime,
) -> Exercise:
    """A new exercise of a version, with the city frozen as it stands at the story's hour, that tries what was done.

    Parameters
    ----------
    seed
        Decides what is drawn by lot.
    keep_days
        How long after the end people's answers are kept.
    address
        Where phones find the server, such as ``http://192.168.1.20:8000``; empty for wherever its reader opened it.
    """
    city = version.scenario.organisation
    kept = freeze(city, scenario_of(version.tree), story_starts_at, seed=seed)
    exercise = Exercise(
        organisation=city,
        version=version,
        title=title,
        language=language,
        calendar=city.calendar,
        teams=teams,
        keep_days=keep_days,
        address=address,
        story_starts_at=story_starts_at,
        made_at=at,
        made_by=by,
    )
    _lay(exercise, kept, {}, at=at)
    with transaction.atomic():
        exercise.save()
        record(city, "exercise.prepared", exercise, by=by, at=at, facts={"version": version.version})
        plan_all(exercise, by=by, at=at)
    return exercise


def change(
    exercise: Exercise,
    *,
    title: str,
    story_starts_at: datetime,
    language: str,
    teams: int,
    keep_days: int,
    address: str | None = None,
    by: Account | None,
    at: datetime,
) -> Exercise:
    """Change what an exercise is; another hour of the story freezes the city anew; no address leaves it.

    Raises
    ------
    NotNow
        ``ready`` or ``begun``; ``changed`` if somebody chose other things of the city meanwhile.
    """
    kept = None
    if story_starts_at != exercise.story_starts_at:
        kept = _frozen(exercise, story_starts_at, exercise.frozen.get("chosen", {}))
    with transaction.atomic():
        locked = _locked(exercise, PREPARED)
        if kept is not None and locked.frozen.get("chosen") != exercise.frozen.get("chosen"):
            raise NotNow("changed")
        locked.title, locked.language, locked.teams, locked.keep_days = title, language, teams, keep_days
        locked.story_starts_at = story_starts_at
        locked.address = locked.address if address is None else address
        if kept is not None:
            _lay(locked, kept, exercise.frozen.get("chosen", {}), at=at)
        locked.save()
        record(locked.organisation, "exercise.changed", locked, by=by, at=at)
        if kept is not None:
            plan_all(locked, by=by, at=at)
    return locked


def freeze_anew(
    exercise: Exercise, chosen: Mapping[str, str | None], *, by: Account | None, at: datetime
) -> Exercise:
    """Read the city once more, with ``chosen`` things in place of those that fit best; what was drawn stays drawn.

    Raises
    ------
    NotNow
        ``ready`` or ``begun``; ``changed`` if somebody chose another hour meanwhile.
    """
    if exercise.story_starts_at is None:
        raise NotNow("begun")
    kept = _frozen(exercise, exercise.story_starts_at, chosen)
    with transaction.atomic():
        locked = _locked(exercise, PREPARED)
        if locked.story_starts_at != exercise.story_starts_at:
            raise NotNow("changed")
        _lay(locked, kept, chosen, at=at)
        locked.save()
        record(locked.organisation, "exercise.frozen", locked, by=by, at=at)
        plan_all(locked, by=by, at=at)
    return locked


def fill_in(
    exercise: Exercise, variables: Mapping[str, str | float], *, by: Account | None, at: datetime
) -> Exercise:
    """Fill in the blanks of the story; raises ``NotNow``."""
    with transaction.atomic():
        locked = _locked(exercise, PREPARED)
        locked.variables = dict(variables)
        locked.save(update_fields=["variables"])
        record(locked.organisation, "exercise.changed", locked, by=by, at=at)
    return locked


def set_ready(exercise: Exercise, *, by: Account | None, at: datetime) -> Exercise:
    """From now on people can come in and the clock can be started; what was done meanwhile is tried too.

    Raises
    ------
    NotNow
        ``ready``, ``begun``, or ``lacking`` with the codes of what lacks.
    """
    with transaction.atomic():
        locked = _locked(exercise, PREPARED)
        plan_all(locked, by=by, at=at)
        missing = lacking(locked)
        if missing:
            raise NotNow("lacking", missing)
        _go(locked, ExerciseState.READY, "exercise.set_ready", by=by, at=at)
    return locked


def take_back(exercise: Exercise, *, by: Account | None, at: datetime) -> Exercise:
    """Go back to preparing an exercise that has not begun; raises ``NotNow``."""
    with transaction.atomic():
        locked = _locked(exercise, (ExerciseState.READY,))
        _go(locked, ExerciseState.DRAFT, "exercise.taken_back", by=by, at=at)
    return locked


def cancel(exercise: Exercise, *, by: Account | None, at: datetime) -> Exercise:
    """Call an exercise off that has not ended; what people said in it is kept as long as they were told.

    Raises
    ------
    NotNow
        ``begun`` if it is over.
    """
    with transaction.atomic():
        locked = _locked(exercise, CANCELLED_FROM)
        if locked.state == ExerciseState.RUNNING:
            end(locked, by=by, at=at)
            locked = _locked(exercise, (ExerciseState.HOT_WASH,))
        locked.forget_on = (at + timedelta(days=locked.keep_days)).astimezone(locked.organisation.zone).date()
        locked.real_mail = False
        locked.save(update_fields=["forget_on", "real_mail"])
        _go(locked, ExerciseState.CANCELLED, "exercise.cancelled", by=by, at=at)
    return locked


def close(exercise: Exercise, *, still_open: int = 0, by: Account | None, at: datetime) -> Exercise:
    """Put an exercise away whose report is agreed; its report stays readable, and nobody comes in any more.

    Parameters
    ----------
    still_open
        How much was still to be done then; it stays on the lists of actions, and the journal says it.

    Raises
    ------
    NotNow
        ``not_agreed``, ``closed`` if it is closed already.
    """
    with transaction.atomic():
        locked = Exercise.objects.select_for_update().select_related("organisation").get(pk=exercise.pk)
        if locked.state != ExerciseState.AGREED:
            raise NotNow("closed" if locked.state == ExerciseState.CLOSED else "not_agreed")
        for code in codes_of(locked):
            close_code(code, at=at)
        facts = {"open": still_open}
        _go(locked, ExerciseState.CLOSED, "exercise.closed", by=by, at=at, facts=facts)
    return locked


def _frozen(exercise: Exercise, story_starts_at: datetime, chosen: Mapping[str, str | None]) -> FrozenCity:
    """The city now, for the same scenario and the same lot."""
    scenario = scenario_of(exercise.version.tree)
    seed = exercise.frozen["seed"]
    return freeze(exercise.organisation, scenario, story_starts_at, seed=seed, chosen=chosen)


def _lay(exercise: Exercise, kept: FrozenCity, chosen: Mapping[str, str | None], *, at: datetime) -> None:
    frozen: dict[str, Any] = kept.frozen | {"chosen": dict(chosen)}
    exercise.frozen, exercise.tree, exercise.digest, exercise.frozen_at = frozen, kept.tree, kept.digest, at


def _go(
    exercise: Exercise,
    state: ExerciseState,
    deed: str,
    *,
    by: Account | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    exercise.state = state
    exercise.save(update_fields=["state"])
    record(exercise.organisation, deed, exercise, by=by, at=at, facts=facts)


def _locked(exercise: Exercise, states: tuple[ExerciseState, ...]) -> Exercise:
    """The row as it stands, for this transaction alone, if it is in one of these states."""
    locked = Exercise.objects.select_for_update().select_related("organisation").get(pk=exercise.pk)
    if locked.state not in states:
        raise NotNow("ready" if locked.state == ExerciseState.READY else "begun")
    return locked
