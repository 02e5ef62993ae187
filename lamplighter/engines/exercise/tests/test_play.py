"""What is due, line by line: just before, on, and just after the second."""

from datetime import timedelta

from lamplighter.engines.exercise import (
    Released,
    State,
    due,
    next_due_s,
    on_end,
    on_release,
    planned,
)
from lamplighter.engines.exercise.tests.scenes import (
    Table,
    decision,
    inject,
    on,
    one,
    released,
    timed,
)

MIN = 60


def test_nothing_is_due_before_the_start_and_after_the_end():
    table = Table(one(inject("a", timed(0))))

    assert due(table.scenario, State(), 10**6, table.world) == ()
    assert next_due_s(table.scenario, State(), table.world) is None

    table.start()
    table.write(on_end(table.scenario, table.state, story_s=0))

    assert due(table.scenario, table.state, 10**6, table.world) == ()


def test_a_timed_inject_comes_at_its_second_and_not_before():
    table = Table(one(inject("a", timed(5)))).start()
    table.wall += timedelta(seconds=299)

    assert table.look() == []
    assert next_due_s(table.scenario, table.state, table.world) == 300

    table.wall += timedelta(seconds=1)

    assert [line.facts for line in table.look()] == [{"key": "a", "how": "timed"}]
    assert table.look() == []
    assert next_due_s(table.scenario, table.state, table.world) is None


def test_looking_late_writes_the_second_for_which_it_was_due_in_order():
    table = Table(one(inject("b", timed(9)), inject("a", timed(5)), inject("c", timed(5)))).start()

    table.wait(30)

    assert released(table) == [(5, "a"), (5, "c"), (9, "b")]


def test_while_paused_nothing_comes_and_nothing_is_lost():
    table = Table(one(inject("a", timed(5)))).start()
    table.wait(4)
    table.say("clock.paused", cause="by_hand")

    assert table.wait(600) == []

    table.say("clock.resumed")

    assert released(table) == []
    table.wait(1)
    assert released(table) == [(5, "a")]


def test_what_follows_from_what_is_due_is_due_too():
    chain = one(inject("a", timed(5)), inject("b", on(Released("a"), 2)), inject("c", on(Released("b"))))
    table = Table(chain).start()

    table.wait(10)

    assert released(table) == [(5, "a"), (7, "b"), (7, "c")]


def test_manual_items_never_come_by_themselves():
    table = Table(one(inject("a"), decisions=(decision("d"),))).start()

    assert table.wait(10**5) == []


def test_a_held_inject_is_not_due_until_it_is_let_go():
    table = Table(one(inject("a", timed(5)), inject("b", timed(50)))).start()
    table.say("inject.held", key="a")
    table.say("inject.held", key="b")
    table.wait(20)

    assert released(table) == []

    table.say("inject.freed", key="a")
    table.say("inject.freed", key="b")
    table.look()

    assert released(table) == [(20, "a")]
    table.wait(40)
    assert released(table) == [(20, "a"), (50, "b")]


def test_letting_go_works_while_paused():
    table = Table(one(inject("a", timed(5)))).start()
    table.say("inject.held", key="a")
    table.wait(10)
    table.say("clock.paused", cause="by_hand")
    table.say("inject.freed", key="a")

    table.look()

    assert released(table) == [(10, "a")]


def test_a_skipped_inject_comes_only_by_hand():
    table = Table(one(inject("a", timed(5)))).start()
    table.say("inject.skipped", key="a", why="by_hand")

    assert table.wait(30) == []

    table.write(on_release(table.scenario, table.state, "a", world=table.world, story_s=table.now_s))

    assert "a" in table.state.released
    assert "a" not in table.state.skipped


def test_a_decision_opens_and_closes_at_its_deadline():
    table = Table(
        one(decisions=(decision("d", timed(10), deadline_min=25), decision("e", deadline_min=25)))
    ).start()
    table.wait(20)
    table.write(on_release(table.scenario, table.state, "e", world=table.world, story_s=table.now_s))

    table.wait(60)

    assert table.kinds("decision.opened", "decision.closed") == [
        (10, "decision.opened", "d"),
        (20, "decision.opened", "e"),
        (25, "decision.closed", "d"),
        (45, "decision.closed", "e"),
    ]


def test_what_is_planned_is_told_soonest_first():
    table = Table(
        one(inject("b", timed(9)), inject("a", timed(5)), inject("c"), inject("e", on(Released("c"))))
    ).start()

    assert planned(table.scenario, table.state, table.world) == ((300, "a"), (540, "b"))
