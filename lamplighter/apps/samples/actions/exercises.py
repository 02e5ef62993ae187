"""Exercises of the first sample city: one three months ago, one a month ago, one that is ready to begin."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from lamplighter.apps.exercise.actions.evaluation import answer_survey, close_survey, open_survey, set_mark
from lamplighter.apps.exercise.actions.exercises import fill_in, prepare, set_ready
from lamplighter.apps.exercise.actions.followups import open_area
from lamplighter.apps.exercise.actions.log import append
from lamplighter.apps.exercise.actions.report import agree, write_text
from lamplighter.apps.exercise.actions.seats import new_code
from lamplighter.apps.exercise.actions.sharing import share
from lamplighter.apps.exercise.actions.shipped import keep_shipped
from lamplighter.apps.exercise.actions.watching import observe, rate
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind
from lamplighter.apps.exercise.models import Exercise, ScenarioVersion, Seat
from lamplighter.apps.exercise.queries.spread import associations_of
from lamplighter.apps.followup.actions import complete
from lamplighter.apps.followup.models import Action
from lamplighter.apps.journal.actions import record
from lamplighter.apps.samples.actions.pen import Pen
from lamplighter.apps.samples.actions.rosters import DAY, instant
from lamplighter.apps.samples.bridge import (
    Line,
    Step,
    blanks_of,
    day_for,
    defined,
    dry_run,
    report_of,
    scenario_of,
    story_start,
    world_of,
)

FIRST_AGO, SECOND_AGO = 92 * DAY, 27 * DAY
FIRST, SECOND, NEXT = "holiday-night", "alarm", "dark-supplier"
PLAYERS = 8
KEPT_DAYS = 180
# How the tasks of the scenarios went, one after the other: the second exercise went better than the first.
MARKS = {FIRST: "SMPSMSUMSP", SECOND: "PSPSSPPSMP"}
DRAWN = "PPSSSSMMU"
# How many minutes people talk before they decide, unless the story leaves less; the second time they were quicker.
TALKED: dict[str, tuple[float, float]] = {FIRST: (4, 16), SECOND: (2, 9)}
PLAYS = 4


def hold_first(pen: Pen) -> None:
    """Three months ago: the ransom night, with a report that is agreed and two things to do."""
    pen.at = max(pen.at, pen.now - FIRST_AGO - 14 * DAY)
    one = held(pen, FIRST, pen.now - FIRST_AGO)
    said = said_of(pen)
    areas = report_of(one).areas
    for title, area, (who, days) in zip(said["actions"], areas, (("duty", 40), ("cio", 120)), strict=False):
        scenario = scenario_of(one)
        subject = tell(pen, scenario.task_of[area.task].text) if area.task else one.title
        due_on = pen.at.date() + timedelta(days=days)
        open_area(one, area, subject, title=title, owner=pen.account(who), due_on=due_on, **pen.sign("cio"))
    for association in associations_of(pen.city):
        share(one, association, **pen.sign("cio"))


def hold_second(pen: Pen) -> None:
    """A month ago: the doubtful alarm; then one thing of the earlier exercise was done, which nothing has tried yet."""
    pen.at = max(pen.at, pen.now - SECOND_AGO - 3 * DAY)
    held(pen, SECOND, pen.now - SECOND_AGO)
    said = said_of(pen)
    for action in Action.objects.filter(organisation=pen.city, title=said["actions"][0]):
        complete(action, said["evidence"], **pen.sign("duty"))


def set_next(pen: Pen) -> None:
    """The dark supplier, frozen for the next day of its kind, with codes to come in; begun the other day."""
    pen.at = max(pen.at, pen.now - DAY)
    version = keep_shipped(pen.city, NEXT, **pen.sign("cio"))
    story = defined(version).scenario.story
    one = prepared(pen, version, story_start(pen.city, story, day_for(pen.city, story, pen.today)))
    for kind in SeatKind:
        new_code(one, kind)


def is_held(pen: Pen, number: int) -> bool:
    """Whether so many exercises of the city have been held already."""
    return Exercise.objects.filter(organisation=pen.city, state=ExerciseState.AGREED).count() >= number


def said_of(pen: Pen) -> dict[str, Any]:
    """What people of this city say of exercises."""
    return dict(pen.plan.words["said"]["exercise"])


def tell(pen: Pen, words: Mapping[str, str]) -> str:
    """A text of a scenario in the city's language."""
    return words.get(pen.city.language) or next(iter(words.values()))


def prepared(pen: Pen, version: ScenarioVersion, story_starts_at: datetime) -> Exercise:
    """An exercise that is ready, its blanks filled in as the scenario proposes."""
    one = prepare(
        version,
        title=tell(pen, defined(version).scenario.title),
        story_starts_at=story_starts_at,
        language=pen.city.language,
        seed=pen.seed,
        keep_days=KEPT_DAYS,
        **pen.sign("cio"),
    )
    blanks = {blank.key: blank.default for blank in blanks_of(scenario_of(one), lambda words: tell(pen, words))}
    one = fill_in(one, {key: value for key, value in blanks.items() if value is not None}, **pen.sign("cio"))
    return set_ready(one, **pen.sign("cio"))


def held(pen: Pen, slug: str, at: datetime, *, watched: bool = True) -> Exercise:
    """An exercise from its preparation to its agreed report; all of it or nothing.

    Where nobody watched, its marks are drawn, and nobody was asked or wrote anything.
    """
    at = morning(pen, at)
    with transaction.atomic():
        version = keep_shipped(pen.city, slug, **pen.sign("cio"))
        on = at.astimezone(pen.city.zone).date()
        one = prepared(pen, version, story_start(pen.city, defined(version).scenario.story, on))
        played(pen, one, slug, at)
        tasks = list(scenario_of(one).task_of)
        if watched:
            marks = dict(zip(tasks, MARKS[slug] * 3, strict=False))
            evaluated(pen, one, marks)
        else:
            marks = {task: pen.random.choice(DRAWN) for task in tasks}
        pen.at += DAY
        close_survey(one, **pen.sign("duty"))
        for task, mark in marks.items():
            set_mark(one, task, mark, "", **pen.sign("duty"))
        for section, text in said_of(pen)["report"][slug].items() if watched else ():
            write_text(one, section, one.language, text, **pen.sign("duty"))
        pen.at += 2 * DAY
        agree(one, **pen.sign("cio"))
    one.refresh_from_db()
    return one


def morning(pen: Pen, at: datetime) -> datetime:
    """Ten in the morning of that day, or of the last working day before."""
    on = at.astimezone(pen.city.zone).date()
    while on.isoweekday() in pen.city.weekend_days:
        on -= DAY
    return instant(pen, on)


def played(pen: Pen, one: Exercise, slug: str, at: datetime) -> None:
    """The lines of a play by lot, written on the wall of its day, with the seats that stand in it."""
    lines = likely(pen, one, slug)
    watcher = {"seat": PLAYERS + 1, "role": "", "team": 1, "kind": SeatKind.EVALUATOR, "room": "room"}
    append(one.pk, [Step("", "seat.taken", watcher, 0)], at=at)
    for wall, group in groupby(lines, key=lambda line: line.at):
        steps = [Step("", line.kind, line.facts, line.story_s) for line in group]
        append(one.pk, steps, at=at + (wall - lines[0].at))
    taken = [watcher, *(line.facts for line in lines if line.kind == "seat.taken")]
    Seat.objects.bulk_create(
        Seat(
            exercise=one,
            number=facts["seat"],
            kind=facts["kind"],
            role=facts["role"],
            language=one.language,
            joined_at=at,
        )
        for facts in taken
    )
    pen.at = max(pen.at, at)
    record(pen.city, "exercise.started", one, **pen.sign("duty"))
    pen.at = max(pen.at, at + (lines[-1].at - lines[0].at))
    one.refresh_from_db()
    one.state = ExerciseState.HOT_WASH
    one.forget_on = (pen.at + KEPT_DAYS * DAY).astimezone(pen.city.zone).date()
    one.save(update_fields=["state", "forget_on"])
    facts = {"number": one.last_number, "hash": one.last_hash}
    record(pen.city, "exercise.ended", one, facts=facts, **pen.sign("duty"))


def likely(pen: Pen, one: Exercise, slug: str) -> Sequence[Line]:
    """Of some plays by lot the one in which most was decided; people talk before they decide."""
    scenario, world = scenario_of(one), world_of(one)
    plays = [dry_run(scenario, world, pen.seed + 100 * n, PLAYERS, TALKED[slug]).lines for n in range(PLAYS)]
    return max(plays, key=decided)


def decided(lines: Sequence[Line]) -> int:
    """How many decisions were taken."""
    return sum(line.kind == "decision.taken" and line.facts["value"] is not None for line in lines)


def evaluated(pen: Pen, one: Exercise, marks: Mapping[str, str]) -> None:
    """What an evaluator marked and saw, and what people wrote as soon as it was over."""
    said = said_of(pen)
    watcher = one.seats.get(kind=SeatKind.EVALUATOR)
    for task, mark in marks.items():
        rate(watcher, task, mark, at=step(pen))
    for number, (task, (kind, text)) in enumerate(zip(marks, said["seen"], strict=False)):
        observe(watcher, task, kind, text, lines=range(20 + number, 23 + number), at=step(pen))
    open_survey(one, **pen.sign("duty"))
    asked = scenario_of(one).survey
    for seat in one.seats.filter(kind=SeatKind.PLAYER).order_by("number"):
        wrote = iter([pen.random.choice(said["wrote"])])
        answers: dict[str, int | str] = {
            ask.key: pen.random.randint(2, 5) if ask.kind == "scale" else next(wrote, "") for ask in asked
        }
        answer_survey(seat, answers, named=False, at=step(pen))


def step(pen: Pen) -> datetime:
    """The instant of the next deed of somebody in the room."""
    return pen.sign("duty")["at"]
