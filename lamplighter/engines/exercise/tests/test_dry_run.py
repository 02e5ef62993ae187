import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplighter.engines.exercise import World, dry_run, fold, ill_formed
from lamplighter.engines.exercise.tests.scenes import (
    decision,
    inject,
    miniature,
    phase,
    scenario,
    timed,
    town,
)
from lamplighter.engines.exercise.tests.test_writing import scenarios


def test_the_example_of_the_page_plays_to_its_end():
    played = dry_run(miniature(), town(), seed=1)

    assert played.ended
    assert played.state.phase == "dawn"
    assert {"call", "tell"} <= set(played.reached)


def test_both_ways_through_the_example_are_played_by_some_seed():
    reached = {dry_run(miniature(), town(), seed).reached for seed in range(20)}

    assert {("call", "tell"), ("call", "press", "tell")} == reached


def test_the_same_seed_plays_the_same_lines():
    assert dry_run(miniature(), town(), 7).lines == dry_run(miniature(), town(), 7).lines


def test_manual_items_are_released_and_manual_decisions_asked():
    played = dry_run(scenario(phase("one", injects=(inject("a"),), decisions=(decision("d"),))), World())

    assert played.unreached == ()
    assert played.state.taken["d", None].value in ("now", "wait")


def test_what_is_after_the_last_phase_s_end_is_not_reached():
    played = dry_run(scenario(phase("one", injects=(inject("a", timed(60)), inject("b", timed(61))))), World())

    assert (played.reached, played.unreached) == (("a",), ("b",))


def test_its_lines_are_lines_as_any_exercise_has_them():
    played = dry_run(miniature(), town(), 3)

    assert [ill_formed(line.kind, line.facts) for line in played.lines] == [None] * len(played.lines)
    assert [line.number for line in played.lines] == list(range(1, len(played.lines) + 1))
    assert fold(miniature(), played.lines) == played.state
    walls = [line.at for line in played.lines]
    assert walls == sorted(walls)


def test_nobody_cannot_play():
    with pytest.raises(ValueError, match="at least 1"):
        dry_run(miniature(), town(), players=0)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), st.integers(0, 9))
def test_whatever_can_be_read_plays_to_its_end(found, seed):
    played = dry_run(found, town(), seed)

    assert played.ended
    assert set(played.reached) | set(played.unreached) == set(found.item_of)


def walls(played, kind):
    return [line.at for line in played.lines if line.kind == kind]


def test_people_who_talk_answer_one_after_the_other_and_decide_at_last():
    found = scenario(phase("one", decisions=(decision("d"),)))

    played = dry_run(found, World(), 3, talk_min=(5, 9))

    (opened,), (taken,) = walls(played, "decision.opened"), walls(played, "decision.taken")
    answered = walls(played, "answer.given")
    assert 5 <= (taken - opened).total_seconds() / 60 <= 9
    assert opened < min(answered) < max(answered) <= taken
    assert len(set(answered)) > 1
    assert played.lines == dry_run(found, World(), 3, talk_min=(5, 9)).lines


def test_a_talk_ends_before_the_decision_closes_by_itself():
    found = scenario(phase("one", decisions=(decision("d", deadline_min=3),)))

    played = dry_run(found, World(), talk_min=(5, 9))

    assert played.state.taken["d", None].value in ("now", "wait")


@pytest.mark.parametrize("talk_min", [(-1, 3), (4, 2)])
def test_a_talk_that_ends_before_it_begins_is_refused(talk_min):
    with pytest.raises(ValueError, match="two that rise"):
        dry_run(miniature(), town(), talk_min=talk_min)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), st.integers(0, 9))
def test_whatever_is_talked_about_plays_to_its_end(found, seed):
    played = dry_run(found, town(), seed, talk_min=(2, 30))

    assert played.ended
    assert [ill_formed(line.kind, line.facts) for line in played.lines] == [None] * len(played.lines)
