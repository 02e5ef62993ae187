"""Facilitators and phones that do the same deed at the same moment, on a database of their own.

:func:`main` prints, by deed, what each rival was told: ``done``, or the code of the sentence that refused it.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.core.management import call_command

from lamplighter.apps.cities.models import Affiliation
from lamplighter.apps.exercise.actions import (
    answers,
    clock,
    decisions,
    evaluation,
    exercises,
    injects,
    playing,
    report,
    retests,
    seats,
    sharing,
)
from lamplighter.apps.exercise.bridge.freezing import scenario_of
from lamplighter.apps.exercise.bridge.report import digest_of, report_of
from lamplighter.apps.exercise.bridge.retests import KEY
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Retest, Share, SignOff, SpreadEdition
from lamplighter.apps.exercise.phrases import log, preparing
from lamplighter.apps.exercise.phrases.report import REFUSED
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.exercise.tests.rooms import after, code, kinds, ready_exercise, seated, tree_of_small
from lamplighter.apps.followup.actions import complete, open_action
from lamplighter.apps.journal.models import Line as JournalLine
from lamplighter.engines.exercise import digest
from tests.at_once import together
from tests.people import Cast, cast_of, organisation

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SENTENCES = {*log.NOT_NOW, *preparing.NOT_NOW, *REFUSED}
RIVALS = 3
# Kinds of lines that stand in a log once, or once with each key.
ONCE = {
    "clock.started",
    "clock.ended",
    "phase.opened",
    "inject.released",
    "decision.opened",
    "decision.closed",
    "decision.revealed",
    "decision.taken",
}
# Before the decision of the small scenario opens by itself, while it is open either way, and afterwards.
EARLY, SOON, OPEN = after(NOON, 5), after(NOON, 10), after(NOON, 25)


def contest(*deeds: Callable[[], object]) -> list[str]:
    """What each of the rivals was told, in their order; whatever is no refusal with a sentence is told as it is."""
    return [told(each) for each in together(*deeds)]


def told(given: object) -> str:
    if isinstance(given, playing.NotNow | exercises.NotNow) and given.code in SENTENCES:
        return given.code
    return repr(given) if isinstance(given, Exception) else "done"


def all_at_once(deed: Callable[[], object]) -> dict[str, int]:
    """The same deed by every rival: how many were told what."""
    return Counter(contest(*[deed] * RIVALS))


def room(cast: Cast, **fields: Any) -> Exercise:
    """The small scenario with a second phase, running since noon."""
    tree = tree_of_small(decision={})
    dawn = tree["phases"][0]
    night = {
        **dawn,
        "key": "night",
        "starts": "+9:30",
        "injects": [],
        "decisions": [],
        "questions": [],
        "effects": [],
    }
    tree["phases"].append(night)
    exercise = ready_exercise(cast.havn, at=NOON, tree=tree, story_starts_at=NOON, **fields)
    clock.start(exercise, by=cast.ada, at=NOON)
    return exercise


def of_clock_and_injects(cast: Cast) -> dict[str, Any]:
    """Buttons of the console that two facilitators press at once."""
    one, ada = room(cast), cast.ada
    waiting = ready_exercise(cast.havn, at=NOON, story_starts_at=NOON)
    told: dict[str, Any] = {"start": all_at_once(lambda: clock.start(waiting, by=ada, at=NOON))}
    for name, deed in {"hold": injects.hold, "free": injects.free, "skip": injects.skip}.items():
        told[name] = all_at_once(partial(deed, one, "press", by=ada, at=EARLY))
    told["release"] = all_at_once(lambda: injects.release(one, "press", by=ada, at=EARLY))
    told["pause"] = all_at_once(lambda: clock.pause(one, by=ada, at=EARLY))
    told["resume"] = all_at_once(lambda: clock.resume(one, by=ada, at=EARLY))
    told["phase"] = all_at_once(lambda: clock.open_phase(one, "night", by=ada, at=EARLY))
    told["end"] = all_at_once(lambda: clock.end(one, by=ada, at=EARLY))
    return told


def of_decisions(cast: Cast) -> dict[str, Any]:
    """Console and phones at one decision."""
    one, ada = room(cast), cast.ada
    mayor, manager, cio, late = seated(one, "mayor", "manager", "cio", "cio", at=EARLY)
    told: dict[str, Any] = {"opening": all_at_once(lambda: decisions.open_now(one, "tell", by=ada, at=EARLY))}
    for seat in (mayor, manager, cio):
        answers.answer(seat, "tell", "now", at=EARLY)
    closing, other, phone = contest(
        lambda: decisions.close(one, "tell", by=ada, at=SOON),
        lambda: decisions.close(one, "tell", by=ada, at=SOON),
        lambda: answers.answer(late, "tell", "wait", at=SOON),
    )
    order = kinds(one, "answer.given", "decision.closed")
    told["closing"] = sorted([closing, other])
    told["an answer is kept or refused"] = (phone == "done") == Answer.objects.filter(seat=late).exists()
    told["an answer after the close"] = order.index("decision.closed tell") != len(order) - 1
    told["refusal of an answer"] = phone in {"done", "closed"}
    told["reveal"] = all_at_once(lambda: decisions.reveal(one, "tell", by=ada, at=SOON))
    told["taking"] = Counter(
        contest(
            lambda: decisions.take(one, "tell", "now", seat=mayor, at=SOON),
            lambda: decisions.take(one, "tell", "wait", by=ada, at=SOON),
            lambda: decisions.take(one, "tell", by=ada, at=SOON),
        )
    )
    return told


def of_phones(cast: Cast) -> dict[str, Any]:
    """One phone that sends twice, and the last free seat."""
    one = room(cast)
    (mayor,) = seated(one, "mayor", at=OPEN)
    told: dict[str, Any] = {"answer": all_at_once(lambda: answers.answer(mayor, "tell", "now", at=OPEN))}
    decisions.close(one, "tell", by=cast.ada, at=OPEN)
    told["the same word"] = all_at_once(lambda: decisions.take(one, "tell", "now", seat=mayor, at=OPEN))
    tight = ready_exercise(cast.havn, at=NOON, tree=small().tree, digest="b" * 64, story_starts_at=NOON)
    typed = code(tight).shown
    told["last seat"] = all_at_once(lambda: seats.take(typed, role="mayor", language="en", at=NOON))
    return told


def of_preparing(cast: Cast) -> dict[str, Any]:
    """Two who prepare one exercise."""
    one, ada = prepared(cast), cast.ada
    told: dict[str, Any] = {"freeze": all_at_once(lambda: exercises.freeze_anew(one, {}, by=ada, at=NOON))}
    later = NOON + timedelta(hours=5)
    plain: dict[str, Any] = {"title": "T", "language": "en", "teams": 1, "keep_days": 90}
    freezing, changing = contest(
        lambda: exercises.freeze_anew(one, {}, by=ada, at=NOON),
        lambda: exercises.change(one, **plain, story_starts_at=later, by=ada, at=NOON),
    )
    one.refresh_from_db()
    told["freeze while the hour changes"] = freezing in {"done", "changed"} and changing == "done"
    told["frozen at the story's hour"] = datetime.fromisoformat(one.frozen["at"]) == one.story_starts_at == later

    action = open_action(cast.havn, "Name who speaks", due_on=NOON.date(), by=ada, at=NOON)
    complete(action, "On paper", by=ada, at=NOON)
    told["re-test"] = contest(
        lambda: retests.plan_retest(one, action, "tell", by=ada, at=NOON),
        lambda: retests.leave_out(one, action, "Not today", by=ada, at=NOON),
    )
    one.refresh_from_db()
    row = Retest.objects.get(exercise=one)
    tries = any(key.startswith(KEY) for key in scenario_of(one.tree).inject_of)
    told["the story tries what is planned"] = (tries, one.digest) == (bool(row.task), digest(one.tree))

    ready, frozen = contest(
        lambda: exercises.set_ready(one, by=ada, at=NOON), lambda: exercises.freeze_anew(one, {}, by=ada, at=NOON)
    )
    told["ready while freezing"] = ready == "done" and frozen in {"done", "ready"}
    exercises.take_back(one, by=ada, at=NOON)
    told["ready"] = all_at_once(lambda: exercises.set_ready(one, by=ada, at=NOON))
    one.refresh_from_db()
    told["as it was frozen"] = (one.state, one.digest) == (ExerciseState.READY, digest(one.tree))
    told["set ready in the journal"] = JournalLine.objects.filter(deed="exercise.set_ready").count()
    return told


def prepared(cast: Cast) -> Exercise:
    """An exercise that somebody has just begun to prepare."""
    version = ready_exercise(cast.havn, at=NOON).version
    return exercises.prepare(version, title="T", story_starts_at=NOON, language="en", seed=1, by=cast.ada, at=NOON)


def of_reports(cast: Cast) -> dict[str, Any]:
    """Agreeing, marking and giving."""
    one, ada = played(cast.havn, by=cast.ada, at=NOON), cast.ada
    evaluating = Exercise.objects.filter(pk=one.pk)
    evaluating.update(state=ExerciseState.EVALUATING)
    agreeing, marking = contest(
        lambda: report.agree(one, by=ada, at=NOON),
        lambda: evaluation.set_mark(one, "tell", "U", "", by=ada, at=NOON),
    )
    one.refresh_from_db()
    told: dict[str, Any] = {"agree while marking": agreeing == "done" and marking in {"done", "report_fixed"}}
    told["what was agreed to stands"] = SignOff.objects.get().digest == digest_of(one, report_of(one))
    evaluating.update(state=ExerciseState.EVALUATING)
    told["agree"] = all_at_once(lambda: report.agree(one, by=ada, at=NOON))
    for number in range(5):
        city = organisation(f"town-{number}", f"Town {number}", at=NOON)
        Affiliation.objects.create(association=cast.association, city=city, since=NOON.date())
        each = ready_exercise(city, at=NOON, state=ExerciseState.AGREED)
        summary = {"taken": {"tell": "now"}, "minutes": {}, "marks": {}}
        if number < 3:
            Share.objects.create(exercise=each, association=cast.association, agreed_at=NOON, summary=summary)
    giving = Exercise.objects.filter(organisation__slug__in=["town-3", "town-4"])
    told["giving"] = contest(
        *[lambda each=each: sharing.share(each, cast.association, by=ada, at=NOON) for each in giving]
    )
    told["editions"] = list(SpreadEdition.objects.values_list("cities", flat=True))
    return told


def whole(exercise: Exercise) -> bool:
    """Whether a log has every number once, a chain that holds, and nothing twice that may stand there once."""
    lines = list(Line.objects.filter(exercise=exercise).order_by("number"))
    once = [line.once for line in lines if line.once]
    said = [(line.kind, line.facts.get("key")) for line in lines if line.kind in ONCE]
    numbered = [line.number for line in lines] == list(range(1, len(lines) + 1))
    unique = len(once) == len(set(once)) and len(said) == len(set(said))
    return numbered and unique and first_broken(exercise) is None


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = cast_of(at=NOON)
    contests = (of_clock_and_injects, of_decisions, of_phones, of_preparing, of_reports)
    found: dict[str, Any] = {each.__name__: each(cast) for each in contests}
    found["broken"] = [one.pk for one in Exercise.objects.all() if not whole(one)]
    print(json.dumps(found))
