"""When each condition begins to hold, and for how long it must."""

from dataclasses import replace

import pytest

from lamplighter.engines.exercise import (
    All,
    Answered,
    Any,
    Decided,
    Effect,
    Elapsed,
    Fallen,
    Not,
    Past,
    Post,
    PostEmpty,
    Range,
    Released,
    Trigger,
    Var,
    fold,
    on_release,
)
from lamplighter.engines.exercise.tests.scenes import (
    Table,
    decision,
    inject,
    on,
    one,
    released,
    seat,
    take,
    timed,
    town,
)

MIN = 60


def test_a_condition_must_hold_without_a_break():
    shut = Var("trust", "below", 50)
    back_and_forth = (
        Effect("trust", amount=Range(-20, -20, -20), after_min=1),
        Effect("trust", amount=Range(20, 20, 20), after_min=6),
        Effect("trust", amount=Range(-20, -20, -20), after_min=8),
    )
    five = one(inject("a", on(shut, 5)), effects=back_and_forth)
    six = one(inject("a", on(shut, 6)), effects=back_and_forth)

    # From minute 1 until before minute 6 it holds; at minute 6, when five minutes are full, no more.
    for played, comes in ((five, 13), (six, 14)):
        table = Table(played).start()
        table.wait(50)
        assert released(table) == [(comes, "a")]


def test_if_nobody_has_decided_by_then():
    played = one(inject("a", on(Not(Decided("d")), 45)), decisions=(decision("d", timed(0)),), minutes=90)
    silent, prompt = Table(played).start(), Table(played).start()
    prompt.wait(44)
    take(prompt, "d", "now")

    silent.wait(60)
    prompt.wait(60)

    assert released(silent) == [(45, "a")]
    assert released(prompt) == []


def test_a_timed_inject_with_a_condition_waits_for_both():
    both = Trigger("timed", 10, Released("b"))
    played = one(inject("a", both), inject("b"))
    early, late = Table(played).start(), Table(played).start()

    early.write(on_release(played, early.state, "b", world=early.world, story_s=0))
    early.wait(30)
    late.wait(20)
    late.write(on_release(played, late.state, "b", world=late.world, story_s=late.now_s))
    late.look()

    assert (10, "a") in released(early)
    assert (20, "a") in released(late)


@pytest.mark.parametrize(
    ("condition", "minute"),
    [
        (Released("b"), 3),
        (Elapsed(7), 7),
        (All((Released("b"), Elapsed(2))), 3),
        (Any((Released("b"), Elapsed(2))), 2),
        (Decided("d"), 10),
        (Decided("d", "now"), 10),
        (Decided("d", "wait"), None),
        (Fallen("host"), 5),
        (Fallen("vital"), 65),
        (Past("vital"), 185),
        (Past("host"), None),
        (Fallen("nothing"), None),
        (PostEmpty("desk"), 0),
        (Var("v", "above", 2), 4),
        (Var("v", "is", 3.0), 4),
        (Var("v", "below", 3), 0),
        (Var("truth", "is", "error"), 0),
        (Var("truth", "below", 3), None),
        (Var("trust", "below", 60), 6),
        (Var("unknown", "is", "x"), None),
    ],
)
def test_each_condition_begins_to_hold_at_its_minute(condition, minute):
    effects = (
        Effect("dark", target="host", after_min=5),
        Effect("set", variable="v", amount=Range(3, 3, 3), after_min=4),
        Effect("trust", amount=Range(-9, -1, 0), after_min=6),
    )
    played = one(
        inject("a", on(condition)),
        inject("b", timed(3)),
        decisions=(decision("d", timed(0)),),
        minutes=300,
        effects=effects,
    )
    world = replace(
        town(), posts=(Post("pool:3", on=False),), variables={"v": 1.0, "truth": "outside"}, draw={"truth": "error"}
    )
    table = Table(played, world).start()
    table.wait(10)
    take(table, "d", "now")

    table.wait(300)

    assert [found for found in released(table) if found[1] == "a"] == ([] if minute is None else [(minute, "a")])


def test_a_post_of_which_nothing_is_known_is_not_empty():
    played = one(inject("a", on(PostEmpty("desk"))))
    table = Table(played, replace(town(), posts=(Post("pool:3", on=False, rostered=False),))).start()

    table.wait(60)

    assert released(table) == []


def test_a_post_stays_empty_until_somebody_comes():
    played = one(inject("a", on(PostEmpty("desk"), 10)), inject("b", on(PostEmpty("desk"), 15)))
    table = Table(played, replace(town(), posts=(Post("pool:3", on=False, back_at_s=15 * MIN),))).start()

    table.wait(60)

    assert released(table) == [(10, "a")]


def test_what_comes_back_no_longer_counts_as_fallen():
    effects = (Effect("dark", target="host"), Effect("back", target="host", after_min=30))
    table = Table(
        one(inject("a", on(Fallen("host"), 29)), inject("b", on(Fallen("host"), 30)), effects=effects), town()
    )

    table.start().wait(59)

    assert released(table) == [(29, "a")]


def test_a_share_of_those_who_are_asked():
    played = one(inject("a", on(Answered("d", 0.5))), decisions=(decision("d", timed(0)),))
    table = Table(played).start()
    for number in (1, 2, 3):
        seat(table, number)
    seat(table, 4, "clerk")
    seat(table, 5, kind="observer")

    table.wait(1)
    table.say("answer.given", key="d", seat=1)
    table.say("answer.given", key="d", seat=4)
    assert table.look() == []

    table.wait(1)
    table.say("seat.left", seat=3)
    table.look()

    assert released(table) == [(2, "a")]


def test_answering_anew_does_not_change_the_share_and_moving_does():
    played = one(inject("a", on(Answered("d", 1.0))), decisions=(decision("d", timed(0)),))
    table = Table(played).start()
    for number in (1, 2):
        seat(table, number)
    table.wait(1)

    table.say("answer.given", key="d", seat=1)
    for _ in range(3):
        table.say("answer.changed", key="d", seat=1)
    table.wait(1)
    table.say("seat.moved", seat=2, role="clerk")

    assert [share for _, share in table.state.shares["d"]] == [0.0, 0.5, 1.0]
    assert fold(played, table.lines) == table.state
