"""An exercise is played through its deeds: what is due is written once, refusals write nothing."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from lamplighter.apps.exercise.actions import answers, clock, decisions, forgetting, injects, messages, seats
from lamplighter.apps.exercise.actions.log import append
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.play import forget_states, state_of
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Message, Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.queries.seats import code_of, plain_code, seat_of_token
from lamplighter.apps.exercise.tests.rooms import after, code, kinds, ready_exercise, seated
from lamplighter.apps.journal.models import Line as JournalLine
from lamplighter.apps.journal.models import Refused
from tests.people import Cast


@pytest.fixture
def exercise(cast: Cast, noon: datetime) -> Exercise:
    return ready_exercise(cast.havn, at=noon)


@pytest.fixture
def started(exercise: Exercise, cast: Cast, noon: datetime) -> Exercise:
    clock.start(exercise, by=cast.ada, at=noon)
    return exercise


def whole(exercise: Exercise) -> bool:
    return first_broken(Exercise.objects.get(pk=exercise.pk)) is None


def refusal(why: str) -> object:
    assert why in NOT_NOW
    return pytest.raises(NotNow, match=f"^{why}$")


def test_what_is_due_is_written_once_however_often_one_asks(started: Exercise, noon: datetime) -> None:
    for minutes in (5, 5, 19, 21, 21, 50, 70, 70):
        clock.advance(started.pk, at=after(noon, minutes))
        forget_states()

    assert kinds(started, "inject.released", "decision.opened", "decision.closed") == [
        "inject.released call",
        "decision.opened tell",
        "decision.closed tell",
        "inject.released press",
    ]
    assert whole(started)


def test_one_late_look_gives_what_many_looks_give(started: Exercise, noon: datetime) -> None:
    clock.advance(started.pk, at=after(noon, 70))

    lines = Line.objects.filter(
        exercise=started, kind__in=["decision.opened", "decision.closed", "inject.released"]
    )
    assert [line.story_s // 60 for line in lines.order_by("number")] == [0, 20, 40, 45]


def test_while_paused_nothing_comes_by_itself_but_deeds_work(started: Exercise, cast: Cast, noon: datetime) -> None:
    clock.pause(started, by=cast.ada, at=after(noon, 10))
    clock.advance(started.pk, at=after(noon, 500))
    injects.release(started, "press", by=cast.ada, at=after(noon, 500))
    clock.resume(started, by=cast.ada, at=after(noon, 500))
    clock.advance(started.pk, at=after(noon, 511))

    assert kinds(started, "inject.released", "decision.opened") == [
        "inject.released call",
        "inject.released press",
        "decision.opened tell",
    ]
    assert Line.objects.get(exercise=started, facts__how="early").facts["key"] == "press"


def test_no_line_is_dated_before_the_one_above_it(started: Exercise, cast: Cast, noon: datetime) -> None:
    clock.pause(started, by=cast.ada, at=noon - timedelta(hours=3))

    ats = list(Line.objects.filter(exercise=started).order_by("number").values_list("at", flat=True))
    assert ats == sorted(ats)


def test_only_what_is_ready_starts_and_only_once(exercise: Exercise, cast: Cast, noon: datetime) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(state=ExerciseState.DRAFT)
    with refusal("not_ready"):
        clock.start(exercise, by=cast.ada, at=noon)
    Exercise.objects.filter(pk=exercise.pk).update(state=ExerciseState.READY)
    clock.start(exercise, by=cast.ada, at=noon)
    with refusal("already_running"):
        clock.start(exercise, by=cast.ada, at=noon)

    assert JournalLine.objects.filter(deed="exercise.started").count() == 1


def test_a_refused_deed_writes_nothing_and_a_later_one_goes_on(
    started: Exercise, cast: Cast, noon: datetime
) -> None:
    before = Exercise.objects.get(pk=started.pk).last_number
    with refusal("unknown"):
        injects.release(started, "nothing", by=cast.ada, at=after(noon, 30))
    assert Exercise.objects.get(pk=started.pk).last_number == before

    clock.advance(started.pk, at=after(noon, 30))
    assert "decision.opened tell" in kinds(started)
    assert whole(started)


def test_what_is_held_waits_until_it_is_freed(exercise: Exercise, cast: Cast, noon: datetime) -> None:
    clock.start(exercise, by=cast.ada, at=noon)
    injects.hold(exercise, "press", by=cast.ada, at=after(noon, 1))
    with refusal("held"):
        injects.hold(exercise, "press", by=cast.ada, at=after(noon, 2))
    clock.advance(exercise.pk, at=after(noon, 100))
    assert "inject.released press" not in kinds(exercise)

    injects.free(exercise, "press", by=cast.ada, at=after(noon, 101))
    assert kinds(exercise, "inject.released")[-1] == "inject.released press"


def test_an_improvised_inject_goes_to_its_roles(started: Exercise, cast: Cast, noon: datetime) -> None:
    injects.improvise(
        started, channel="mail", title="The radio is at the door", to=("mayor",), by=cast.ada, at=noon
    )
    with refusal("unknown"):
        injects.improvise(started, channel="mail", title="…", to=("pope",), by=cast.ada, at=noon)

    line = Line.objects.get(exercise=started, kind="inject.improvised")
    assert (line.facts["to"], line.facts["title"]) == (["mayor"], "The radio is at the door")


def test_answers_are_kept_beside_a_log_that_holds_no_value(started: Exercise, noon: datetime) -> None:
    mayor, manager = seated(started, "mayor", "manager", at=noon)
    later = after(noon, 25)
    answers.answer(mayor, "tell", "now", reason="They must hear it from us.", confidence=4, at=later)
    answers.answer(mayor, "tell", "now", reason="They must hear it from us.", confidence=4, at=later)
    answers.answer(mayor, "tell", "wait", at=later)
    answers.answer(manager, "tell", "now", at=later)

    assert {(one.seat_id, one.value) for one in Answer.objects.all()} == {(mayor.pk, "wait"), (manager.pk, "now")}
    lines = Line.objects.filter(exercise=started, kind__startswith="answer.").order_by("number")
    assert [(line.kind, line.facts) for line in lines] == [
        ("answer.given", {"key": "tell", "seat": mayor.number}),
        ("answer.changed", {"key": "tell", "seat": mayor.number}),
        ("answer.given", {"key": "tell", "seat": manager.number}),
    ]


def test_a_batch_keeps_what_is_good_and_says_of_each_other_why_not(started: Exercise, noon: datetime) -> None:
    one, two, gone = seated(started, "mayor", "cio", "cio", at=noon)
    seats.remove(gone, by=None, at=noon)
    given = [
        answers.Given(one.pk, "tell", "now"),
        answers.Given(two.pk, "tell", "never"),
        answers.Given(two.pk, "tell", ["now"]),
        answers.Given(two.pk, "tell", {"now": 1}),
        answers.Given(gone.pk, "tell", "now"),
        answers.Given(two.pk, "nothing", "now"),
        answers.Given(two.pk, "tell", "wait", "x" * 501),
        answers.Given(two.pk, "tell", "wait", "", 9),
        answers.Given(two.pk, "tell", "wait"),
    ]

    told = answers.answer_many(started.pk, given, at=after(noon, 25))

    assert told[0] is None
    assert told[-1] is None
    assert told[1:-1] == ["no_option", "no_option", "no_option", "no_seat", "unknown", "too_long", "out_of_bounds"]
    assert set(told) - {None} <= set(NOT_NOW)
    assert Answer.objects.count() == 2


def test_an_answer_after_the_deadline_is_too_late_though_nobody_has_looked(
    started: Exercise, noon: datetime
) -> None:
    (mayor,) = seated(started, "mayor", at=noon)

    with refusal("not_open"):
        answers.answer(mayor, "tell", "now", at=after(noon, 5))
    with refusal("closed"):
        answers.answer(mayor, "tell", "now", at=after(noon, 41))


def test_few_answers_are_not_shown(started: Exercise, cast: Cast, noon: datetime) -> None:
    sitting = seated(started, "mayor", "manager", "cio", at=noon)
    for seat in sitting[:2]:
        answers.answer(seat, "tell", "now", at=after(noon, 25))
    with refusal("few_answers"):
        decisions.reveal(started, "tell", by=cast.ada, at=after(noon, 26))
    answers.answer(sitting[2], "tell", "wait", at=after(noon, 26))
    (line,) = decisions.reveal(started, "tell", by=cast.ada, at=after(noon, 27))

    assert (line.facts["counts"], line.facts["of"]) == ({"now": 2, "wait": 1}, 3)
    with refusal("revealed"):
        decisions.reveal(started, "tell", by=cast.ada, at=after(noon, 28))


def test_the_decider_takes_the_decision_and_its_option_has_effects(started: Exercise, noon: datetime) -> None:
    mayor, cio = seated(started, "mayor", "cio", at=noon)
    answers.answer(mayor, "tell", "wait", at=after(noon, 25))
    answers.answer(cio, "tell", "now", at=after(noon, 25))
    with refusal("not_decider"):
        decisions.take(started, "tell", seat=cio, at=after(noon, 26))
    decisions.take(started, "tell", seat=mayor, at=after(noon, 26))
    with refusal("taken"):
        decisions.take(started, "tell", seat=mayor, at=after(noon, 26))

    taken = Line.objects.get(exercise=started, kind="decision.taken")
    assert taken.facts == {
        "key": "tell",
        "team": None,
        "value": "wait",
        "rule": "role",
        "seat": mayor.number,
        "dissent": 1,
    }
    told = kinds(started)
    assert (
        told.index("decision.taken tell") < told.index("decision.closed tell") < told.index("inject.released press")
    )
    assert state_of(started).trust_at(10 * 3600) == 50


def test_tables_decide_for_themselves_and_the_room_follows_most(cast: Cast, noon: datetime) -> None:
    exercise = ready_exercise(cast.havn, at=noon, teams=3)
    clock.start(exercise, by=cast.ada, at=noon)
    for team, value in ((1, "now"), (2, "wait"), (3, "now")):
        (mayor,) = seated(exercise, "mayor", at=noon, team=team)
        answers.answer(mayor, "tell", value, at=after(noon, 25))
        decisions.take(exercise, "tell", value, seat=mayor, at=after(noon, 25))
    assert kinds(exercise, "effect.applied") == []

    decisions.take(exercise, "tell", by=cast.ada, at=after(noon, 30))
    last = Line.objects.filter(exercise=exercise, kind="decision.taken").order_by("-number")[0]
    assert (last.facts["team"], last.facts["value"]) == (None, "now")


def test_ballots_are_entered_for_paper_seats_alone(started: Exercise, cast: Cast, noon: datetime) -> None:
    (phone,) = seated(started, "cio", at=noon)
    paper = seats.take_on_paper(started, role="manager", by=cast.ada, at=noon)
    answers.answer_paper(started, paper.number, "tell", "now", by=cast.ada, at=after(noon, 25))
    with refusal("not_on_paper"):
        answers.answer_paper(started, phone.number, "tell", "now", by=cast.ada, at=after(noon, 25))

    assert kinds(started, "answer.paper") == ["answer.paper tell"]


def test_codes_are_read_in_any_script(exercise: Exercise) -> None:
    made = code(exercise)
    persian = made.shown.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert code_of(f" {persian[:3]} {persian[3:]} ") == made
    assert plain_code("١٢-٣ ۴") == "1234"


def test_a_full_role_a_closed_code_and_a_wrong_one_refuse(cast: Cast, noon: datetime) -> None:
    exercise = ready_exercise(cast.havn, at=noon)
    for role in exercise.tree["roles"]:
        role["seats"] = 1
    Exercise.objects.filter(pk=exercise.pk).update(tree=exercise.tree, digest="f" * 64)
    (mayor,) = seated(exercise, "mayor", at=noon)
    with refusal("role_full"):
        seated(exercise, "mayor", at=noon)
    seats.remove(mayor, by=None, at=noon)
    seated(exercise, "mayor", at=noon)

    typed = code(exercise)
    seats.close_code(typed, at=noon)
    with refusal("code_closed"):
        seats.take(typed.shown, role="cio", language="en", at=noon)
    with refusal("code_unknown"):
        seats.take("", role="cio", language="en", at=noon)


def test_a_seat_is_known_by_its_secret_until_it_is_given_back(exercise: Exercise, noon: datetime) -> None:
    typed = code(exercise).shown
    seat, token = seats.take(typed, role="cio", language="he", at=noon)
    assert seat_of_token(token) == seat
    assert Seat.objects.filter(token_hash=token).count() == 0

    again, other = seats.come_back(typed, seat.return_code.lower())
    assert (again, seat_of_token(token), seat_of_token(other)) == (seat, None, seat)
    seats.remove(seat, by=None, at=noon)
    assert seat_of_token(other) is None


def test_only_players_have_roles(exercise: Exercise, noon: datetime) -> None:
    seat, _ = seats.take(code(exercise, SeatKind.EVALUATOR).shown, role="mayor", language="en", at=noon)

    assert (seat.kind, seat.role, state_of(exercise).seats[seat.number].kind) == ("evaluator", "", "evaluator")


def test_a_server_that_was_away_stood_still_in_the_story(started: Exercise, noon: datetime) -> None:
    clock.heard(started.pk, at=after(noon, 10))
    assert clock.away(started.pk, at=after(noon, 11)) == []
    clock.away(started.pk, at=after(noon, 400))
    clock.advance(started.pk, at=after(noon, 400))

    assert kinds(started)[-2:] == ["server.away", "clock.paused"]
    state = state_of(Exercise.objects.get(pk=started.pk))
    assert state.clock.story_s(after(noon, 1000)) == 600
    assert clock.away(started.pk, at=after(noon, 900)) == []


def test_the_end_ties_the_log_to_the_citys_journal(started: Exercise, cast: Cast, noon: datetime) -> None:
    clock.end(started, by=cast.ada, at=after(noon, 60))
    with refusal("over"):
        clock.end(started, by=cast.ada, at=after(noon, 61))

    kept = Exercise.objects.get(pk=started.pk)
    told = JournalLine.objects.get(deed="exercise.ended")
    assert (told.facts["number"], told.facts["hash"]) == (kept.last_number, kept.last_hash)
    assert kept.state == ExerciseState.HOT_WASH
    assert whole(kept)


def test_answers_are_forgotten_on_their_day_and_counts_stay(started: Exercise, cast: Cast, noon: datetime) -> None:
    sitting = seated(started, "mayor", "manager", "cio", at=noon)
    for seat in sitting:
        answers.answer(seat, "tell", "now", reason="Mine alone.", at=after(noon, 25))
    clock.end(started, by=cast.ada, at=after(noon, 30))
    assert forgetting.forget_due(noon + timedelta(days=89)) == []
    lines = Line.objects.count()
    forgetting.forget_due(noon + timedelta(days=91))
    forgetting.forget_due(noon + timedelta(days=92))

    assert set(Answer.objects.values_list("value", "reason")) == {(None, "")}
    assert Seat.objects.exclude(token_hash=None).count() == 0
    assert Line.objects.count() == lines
    assert JournalLine.objects.filter(deed="exercise.answers_forgotten").count() == 1


def test_messages_belong_to_a_team(started: Exercise, cast: Cast, noon: datetime) -> None:
    (mayor,) = seated(started, "mayor", at=noon)
    messages.say(started, 1, "Who leads?", seat=mayor, at=noon)
    messages.say(started, 1, "You do.", by=cast.ada, at=noon)
    messages.note(started, "The mayor is tired.", by=cast.ada, at=noon)
    with refusal("team_unknown"):
        messages.say(started, 2, "Nobody there", by=cast.ada, at=noon)

    said = Line.objects.filter(exercise=started, kind="message.said").order_by("number")
    assert [(line.facts["by"], Message.objects.get(pk=line.facts["message"]).text) for line in said] == [
        ("seat", "Who leads?"),
        ("control", "You do."),
    ]
    assert "Who leads?" not in str([line.facts for line in said])
    assert "tired" not in str(Line.objects.get(kind="note.written").facts)


def test_lines_are_written_in_one_way_only(started: Exercise, noon: datetime) -> None:
    line = Line.objects.filter(exercise=started)[0]
    for deed in (line.save, line.delete, Line.objects.all().delete, lambda: Line.objects.update(story_s=0)):
        with pytest.raises(Refused):
            deed()
    with pytest.raises(ValueError, match="unknown:colour"):
        append(started.pk, [Step("", "clock.resumed", {"colour": 1}, 0)], at=noon)


def tamper(sql: str) -> None:
    """What somebody with the database's password can do: take the guards away, and write."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER exercise_line_is_not_changed")
        else:
            cursor.execute("DROP TRIGGER exercise_line_stays ON exercise_line")
        cursor.execute(sql)


@pytest.mark.parametrize("sql", ["UPDATE exercise_line SET story_s = 7", "DELETE FROM exercise_line"])
def test_the_database_refuses_to_change_lines(started: Exercise, sql: str) -> None:
    before = list(Line.objects.order_by("pk").values())

    with (
        pytest.raises(DatabaseError, match="stay as they were written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert list(Line.objects.order_by("pk").values()) == before


def test_a_changed_line_is_found(started: Exercise) -> None:
    number = Line.objects.filter(exercise=started).order_by("-number")[1].number
    tamper(f"UPDATE exercise_line SET story_s = 7 WHERE number = {number}")

    broken = first_broken(Exercise.objects.get(pk=started.pk))
    assert broken is not None
    assert (broken.number, broken.how) == (number, "changed")
