"""What follows when somebody opens, releases, jumps, decides or ends."""

from dataclasses import replace

import pytest

from lamplighter.engines.exercise import (
    Decided,
    Effect,
    Elapsed,
    Option,
    Range,
    fold,
    on_end,
    on_jump,
    on_phase,
    on_release,
)
from lamplighter.engines.exercise.tests.scenes import (
    Table,
    decision,
    inject,
    on,
    one,
    phase,
    released,
    scenario,
    seat,
    take,
    timed,
    town,
    two,
)

MIN = 60


def test_releasing_by_hand_ignores_the_clock_and_counts_effects_from_now():
    dark = Effect("dark", target="host", after_min=10)
    table = Table(one(inject("a", timed(50), effects=(dark,))), town()).start()
    table.wait(3)
    table.say("clock.paused", cause="by_hand")

    table.write(on_release(table.scenario, table.state, "a", world=table.world, story_s=table.now_s))
    again = on_release(table.scenario, table.state, "a", world=table.world, story_s=table.now_s)

    assert [line.facts["how"] for line in table.lines if line.kind == "inject.released"] == ["early"]
    assert table.state.outages[0].from_s == 13 * MIN
    assert again == ()


def test_an_option_leads_to_items_at_once_whatever_they_wait_for():
    leads = (Option("now", {"en": "N"}, leads_to=("a", "b", "e")), Option("wait", {"en": "W"}))
    items = (inject("a"), inject("b", timed(50)))
    table = Table(one(*items, decisions=(decision("d", timed(0), options=leads), decision("e")))).start()
    other = Table(table.scenario).start()
    table.wait(7)
    other.wait(7)

    take(table, "d", "now")
    take(other, "d", "wait")

    assert released(table) == [(7, "a"), (7, "b")]
    assert table.state.opened["e"] == 7 * MIN
    assert released(other) == []


def test_taking_closes_and_applies_the_effects_of_the_taken_option_only():
    options = (
        Option("now", {"en": "N"}, effects=(Effect("trust", amount=Range(2, 5, 8), after_min=120),)),
        Option("wait", {"en": "W"}, effects=(Effect("money", amount=Range(1, 1, 1)),)),
    )
    table = Table(one(decisions=(decision("d", timed(0), options=options),))).start()

    written = take(table, "d", "now")

    assert [line.kind for line in written] == ["decision.closed", "effect.applied"]
    assert written[1].facts["of"] == "d.now"
    assert (table.state.trust_at(120 * MIN - 1), table.state.trust_at(120 * MIN)) == (60, 65)
    assert table.state.money == 0


def test_what_one_table_decides_changes_nothing_for_all():
    options = (Option("now", {"en": "N"}, effects=(Effect("money", amount=Range(1, 1, 1)),), leads_to=("a",)),)
    table = Table(one(inject("a"), decisions=(decision("d", timed(0), options=options),))).start()

    assert take(table, "d", "now", team=2) == []
    assert table.look() == []
    assert "d" not in table.state.closed

    take(table, "d", "now")

    assert table.state.money == 1


def test_what_nobody_decided_leads_to_nothing_but_the_end_of_the_question():
    options = (Option("now", {"en": "N"}, leads_to=("a",)),)
    played = one(inject("a"), inject("b", on(Decided("d"))), decisions=(decision("d", timed(0), options=options),))
    table = Table(played).start()

    take(table, "d", None)
    table.wait(60)

    assert released(table) == []


def test_an_inject_that_needs_what_the_city_has_not_is_skipped_when_its_phase_opens():
    table = Table(one(inject("a", timed(0), needs=("host",)), inject("b", timed(0), needs=("vital",))), town())
    bare = Table(table.scenario)

    table.start()
    bare.start()

    assert released(table) == [(0, "a"), (0, "b")]
    assert released(bare) == []
    assert bare.state.skipped == {"a": "no_such_target", "b": "no_such_target"}


def test_an_effect_on_what_the_city_has_not_is_no_line():
    table = Table(one(effects=(Effect("dark", target="host"), Effect("money", amount=Range(1, 2, 3))))).start()

    assert [line.facts["kind"] for line in table.lines if line.kind == "effect.applied"] == ["money"]


def test_opening_a_phase_leaves_the_one_before():
    table = Table(
        two(
            inject("a", timed(50)),
            inject("b"),
            inject("c", timed(55)),
            inject("e", on(Elapsed(50))),
            decisions=(decision("d", timed(0)), decision("late", timed(50)), decision("shut", timed(0))),
            second=(inject("f", timed(2)),),
        )
    ).start()
    table.wait(20)
    table.say("inject.held", key="c")
    table.say("decision.closed", key="shut")

    table.write(on_phase(table.scenario, table.state, "two", world=table.world, story_s=table.now_s))

    state = table.state
    assert state.skipped == {"a": "phase_over", "e": "phase_over"}
    assert (state.phase, state.phases["two"], table.now_s) == ("two", 180 * MIN, 180 * MIN)
    assert state.clock.speed_pct == 400
    assert state.taken["shut", None].value is None
    assert ("d", None) not in state.taken
    assert "d" not in state.closed

    table.wait(30)

    assert released(table) == [(182, "f")]
    assert "late" not in state.opened
    table.say("inject.freed", key="c")
    table.look()
    assert released(table)[-1] == (300, "c")
    table.write(on_release(table.scenario, table.state, "a", world=table.world, story_s=table.now_s))
    assert "a" in table.state.released


def test_a_decision_taken_late_still_leads_to_what_its_phase_left_behind():
    options = (Option("now", {"en": "N"}, leads_to=("a",)),)
    table = Table(two(inject("a", timed(50)), decisions=(decision("d", timed(0), options=options),))).start()
    table.wait(20)
    table.write(on_phase(table.scenario, table.state, "two", world=table.world, story_s=table.now_s))

    take(table, "d", "now")

    assert released(table) == [(180, "a")]


def test_phases_open_forward_and_once():
    table = Table(two()).start()
    table.write(on_phase(table.scenario, table.state, "two", world=table.world, story_s=0))

    for key in ("one", "two"):
        assert on_phase(table.scenario, table.state, key, world=table.world, story_s=99) == ()


def test_a_phase_that_opens_late_opens_without_a_jump():
    table = Table(two()).start()
    table.wait(200)

    found = on_phase(table.scenario, table.state, "two", world=table.world, story_s=table.now_s)

    assert [(step.kind, step.due_s) for step in found] == [
        ("phase.opened", 200 * MIN),
        ("clock.speed", 200 * MIN),
    ]


@pytest.mark.parametrize(("ends", "opens"), [("timer", 60), ("facilitator", None), ("all_answered", 30)])
def test_phases_go_on_by_themselves_where_the_exercise_lets_them(ends, opens):
    first = phase("one", ends=ends, decisions=(decision("d", timed(0)),))
    played = scenario(first, phase("two", 2, starts_min=20))
    willing, waiting = Table(played, replace(town(), goes_on=True)).start(), Table(played, town()).start()

    for table in (willing, waiting):
        seat(table, 1)
        table.wait(30)
        table.say("answer.given", key="d", seat=1)
        table.look()
        table.wait(60)

    assert willing.state.phases.get("two") == (None if opens is None else opens * MIN)
    assert "two" not in waiting.state.phases


def test_a_jump_brings_what_lies_between_at_its_arrival():
    asked = decision("d", timed(20), deadline_min=30)
    table = Table(
        one(inject("a", timed(5)), inject("b", timed(10)), inject("c", timed(50)), decisions=(asked,))
    ).start()
    table.wait(6)

    table.write(on_jump(table.scenario, table.state, 40 * MIN, world=table.world, story_s=table.now_s))
    table.look()
    table.wait(10)

    assert released(table) == [(5, "a"), (40, "b"), (50, "c")]
    assert [line.facts["how"] for line in table.lines if line.kind == "inject.released"] == [
        "timed",
        "jump",
        "timed",
    ]
    assert table.kinds("decision.opened", "decision.closed") == [
        (40, "decision.opened", "d"),
        (50, "decision.closed", "d"),
    ]


def test_a_jump_may_skip_the_injects_between():
    table = Table(one(inject("a", timed(10)), inject("b", timed(40)))).start()

    table.write(on_jump(table.scenario, table.state, 40 * MIN, world=table.world, story_s=0, between="skip"))
    table.look()

    assert table.state.skipped == {"a": "jump"}
    assert [line.facts["skipped"] for line in table.lines if line.kind == "clock.jumped"] == [["a"]]
    assert released(table) == [(40, "b")]


def test_ending_closes_what_is_open_and_says_what_nobody_decided():
    table = Table(one(decisions=(decision("d", timed(0)), decision("e", timed(0))))).start()
    take(table, "e", "now")

    table.write(on_end(table.scenario, table.state, story_s=table.now_s))

    assert table.kinds("decision.closed", "decision.taken", "clock.ended")[2:] == [
        (0, "decision.closed", "d"),
        (0, "decision.taken", "d"),
        (0, "clock.ended", ""),
    ]
    assert table.state.clock.state == "ended"
    assert on_end(table.scenario, table.state, story_s=5) == ()


def test_the_order_of_repairs_is_the_room_s():
    options = tuple(
        Option(key, {"en": key}, effects=(Effect("back", target=key),)) for key in ("host", "vital", "first")
    )
    ranked = decision("d", timed(0), mode="rank", options=options, crews=1)
    dark = (
        Effect("dark", target="host", hours=Range(1, 2, 3)),
        Effect("dark", target="vital", hours=Range(4, 5, 6)),
    )
    world = replace(town(), cast={"host": "system:14", "vital": "service:1", "first": "system:14"})
    table = Table(one(decisions=(ranked,), effects=dark), world).start()

    take(table, "d", ("vital", "first", "host"))

    assert [(one.node, one.until_s) for one in table.state.outages] == [
        ("system:14", 7 * 3600),
        ("service:1", 5 * 3600),
    ]


def test_two_crews_work_side_by_side():
    options = tuple(Option(key, {"en": key}, effects=(Effect("back", target=key),)) for key in ("host", "vital"))
    ranked = decision("d", timed(0), mode="rank", options=options, crews=2)
    dark = tuple(Effect("dark", target=key, hours=Range(1, 2, 3)) for key in ("host", "vital"))
    table = Table(one(decisions=(ranked,), effects=dark), town()).start()

    take(table, "d", ["host", "vital"])

    assert {one.until_s for one in table.state.outages} == {2 * 3600}


def test_bringing_back_a_service_mends_what_it_stands_on():
    effects = (Effect("dark", target="host"), Effect("back", target="vital", after_min=90))
    table = Table(one(effects=effects), town()).start()

    assert [(one.node, one.until_s) for one in table.state.outages] == [("system:14", 90 * MIN)]


def test_following_new_lines_is_following_all_lines():
    options = (Option("now", {"en": "N"}, leads_to=("a",), effects=(Effect("dark", target="host"),)),)
    played = two(inject("a"), inject("b", timed(5)), decisions=(decision("d", timed(1), options=options),))
    table = Table(played, town()).start()
    seat(table, 1)
    table.wait(2)
    table.say("answer.given", key="d", seat=1)
    take(table, "d", "now")
    table.say("seat.moved", seat=1, team=2)
    table.write(on_phase(played, table.state, "two", world=table.world, story_s=table.now_s))
    table.wait(10)
    table.write(on_end(played, table.state, story_s=table.now_s))

    for cut in range(len(table.lines) + 1):
        assert fold(played, table.lines[cut:], fold(played, table.lines[:cut])) == table.state
