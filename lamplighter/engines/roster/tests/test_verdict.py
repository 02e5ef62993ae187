"""The search proposes, the law disposes; the caller may listen and may stop."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.law import Work
from lamplighter.engines.roster import (
    SEARCHES,
    Ledger,
    Limit,
    Placed,
    Quota,
    SkillWanted,
    Terms,
    as_letters,
    breaches,
    candidates_for,
    solve,
)
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.proposal import Proposal
from lamplighter.engines.roster.tests.test_contract import assert_stands
from lamplighter.engines.roster.tests.towns import QUICK, clock, crew, person, seat, town
from lamplighter.engines.roster.verdict import dispose

MONTH = Path(__file__).with_name("a_small_month.txt")  # drawn anew with LAMPLIGHTER_REDRAW=1


def everything_to_the_first(ground, bill, effort):
    """A search that knows no law: one person, everywhere, always."""
    return Proposal(tuple(0 for _ in ground.seats), 0, "optimal")


def test_what_a_faulty_search_proposes_against_the_law_becomes_a_hole(monkeypatch):
    monkeypatch.setitem(SEARCHES, "faulty", everything_to_the_first)
    problem = town(crew("ada", "ben"), [seat(day, shift) for day in range(7) for shift in "DN"])

    result = solve(problem, limit=QUICK, search="faulty")

    assert result.removed == len(result.holes) > 0
    assert {placed.person for placed in result.assignments} == {"ada"}
    assert result.status == "feasible"
    assert all(hole.reasons[1].code == "free" for hole in result.holes)


def test_what_only_the_judge_sees_is_taken_out_as_well():
    """Statements forgotten, judge awake: the last duty of each breach goes until nothing is broken."""
    ground = lay(town(crew("ada"), [seat(0, "N"), seat(1, "D"), seat(2, "D")]))
    ground.__dict__["laws"] = ((),)

    verdict = dispose(ground, (0, 0, 0))

    assert (verdict.board.sitting, verdict.removed) == ([0, None, 0], 1)


def test_every_reason_for_a_hole_is_told_person_by_person():
    wanted = (SkillWanted("net"),)
    skilled = {"skills": {"net": 1}}
    people = [
        person("ada", eligible=frozenset()),
        person("ben"),
        person("chen", away=(Span(clock(1, 0), clock(2, 0)),), **skilled),
        person("dina", fixed=(Work("other", Span(clock(1, 10), clock(1, 12)), fixed=True),), **skilled),
        person("emil", fixed=(Work("night", Span(clock(0, 20), clock(1, 7)), fixed=True),), **skilled),
        person("fay", max_duties=0, **skilled),
    ]

    (hole,) = solve(town(people, [seat(1, skills=wanted)]), limit=QUICK).holes

    assert {reason.person: reason.code for reason in hole.reasons} == {
        "ada": "not_eligible",
        "ben": "lacks_skill",
        "chen": "on_leave",
        "dina": "already_on_duty",
        "emil": "resting",
        "fay": "at_limit",
    }
    assert (hole.reasons[4].rule, hole.reasons[4].fact_id) == ("daily_rest", "eu-wtd-2003-88.daily_rest")


def test_two_newcomers_are_never_on_together_at_night():
    pair = [seat(0, "N"), seat(0, "N", "backup")]
    people = [person("ada", newcomer=True), person("ben", newcomer=True)]

    (hole,) = solve(town(people, pair), limit=QUICK).holes

    assert hole.summary in ("newcomer_pair", "already_on_duty")
    assert {reason.code for reason in hole.reasons} == {"newcomer_pair", "already_on_duty"}
    assert solve(town([people[0], person("chen")], pair), limit=QUICK).holes == ()


def test_a_forbidden_pair_is_never_on_together():
    pair = [seat(0), seat(0, layer="backup")]

    (hole,) = solve(town(crew("ada", "ben"), pair, forbidden=(("ben", "ada"),)), limit=QUICK).holes

    assert {reason.code for reason in hole.reasons} == {"forbidden_pair", "already_on_duty"}


def test_a_primary_is_filled_before_its_backup():
    seats = [seat(0, layer="backup"), seat(0, importance=2)]

    result = solve(town(crew("ada"), seats), limit=QUICK)

    assert result.assignments == (Placed("0Dp", "ada"),)


def test_progress_is_told_in_the_callers_thread_and_gets_better():
    told = []
    problem = town(crew(*"abcdef"), [seat(day, shift) for day in range(14) for shift in "DN"])

    result = solve(problem, limit=QUICK, on_progress=lambda step: told.append((step, threading.current_thread())))

    assert {thread for _, thread in told} == {threading.current_thread()}
    costs = [step.objective for step, _ in told if step.objective is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == result.objective
    assert told[-1][0].holes == len(result.holes)
    assert {step.search for step, _ in told} == {result.search}
    assert result.first_feasible_s is not None
    assert result.first_feasible_s <= result.seconds


def test_what_is_broken_is_told_by_the_packs_and_terms_of_the_problem():
    ada = person("ada", terms=Terms(minutes=(Quota(most=24 * 60),)))
    problem = town([ada], [seat(0), seat(1), seat(1, "N"), seat(3)], days=4)

    def told(asked, taken, kept=()):
        rules = ("daily_rest", "minutes_in_period")
        return {(each.rule, each.inherited) for each in breaches(asked, "ada", taken, kept) if each.rule in rules}

    assert told(problem, ["0Dp", "1Dp"]) == set()
    assert told(problem, ["3Dp"], ["0Dp", "1Dp"]) == {("minutes_in_period", False)}
    assert told(problem, [], ["0Dp", "1Dp", "3Dp"]) == {("minutes_in_period", True)}
    assert told(problem, ["1Np"], ["1Dp"]) == {("daily_rest", False)}
    lawless = {code: replace(pack, facts=()) for code, pack in problem.packs.items()}
    assert told(replace(problem, packs=lawless), ["1Np"], ["1Dp"]) == set()


def test_a_search_that_is_stopped_gives_what_it_has():
    problem = town(crew(*"abcdef"), [seat(day, shift) for day in range(14) for shift in "DN"])

    result = solve(problem, limit=Limit(1000, 1000), stop=lambda: True)

    assert result.status == "stopped"
    assert result.seconds < 20
    assert_stands(problem, result)


def test_a_listener_that_fails_leaves_no_search_behind():
    problem = town(crew(*"abcdef"), [seat(day, shift) for day in range(14) for shift in "DN"])

    def fail(step):
        raise OSError("the line is dead")

    with pytest.raises(OSError, match="the line is dead"):
        solve(problem, limit=QUICK, on_progress=fail)

    assert "roster" not in {thread.name for thread in threading.enumerate()}


def test_who_could_take_a_sick_persons_seat_fewest_nights_first():
    people = [
        person("ada"),
        person("ben", ledger=Ledger(nights=3)),
        person("chen", ledger=Ledger(nights=1)),
        person("dina", away=(Span(clock(0, 0), clock(9, 0)),)),
    ]
    seats = [seat(1, "N"), seat(2, "D"), seat(4, "N")]
    roster = (Placed("1Np", "ada"), Placed("2Dp", "ben"))

    choices = candidates_for(town(people, seats), "1Np", roster)

    assert [(choice.person, choice.lawful, choice.nights) for choice in choices] == [
        ("chen", True, 1),
        ("ben", False, 3),
        ("dina", False, 0),
    ]
    assert [[reason.code for reason in choice.reasons] for choice in choices] == [[], ["resting"], ["on_leave"]]


def test_a_seat_that_does_not_exist_has_no_candidates():
    with pytest.raises(ValueError, match="no seat 'x'"):
        candidates_for(town([], []), "x", ())


def test_a_small_month_as_letters():
    """Read it as a planner would: runs of nights, rest after them, weekends shared, no one twice at once."""
    seats = [seat(day, shift, importance=2) for day in range(28) for shift in "DN"]
    problem = town(crew("ada", "ben", "chen", "dina", "emil", "fay"), seats, days=28)

    result = solve(problem, limit=Limit(work=1.0, seconds=60), seed=1)

    assert result.holes == ()
    if os.environ.get("LAMPLIGHTER_REDRAW"):
        MONTH.write_text(as_letters(problem, result.assignments))
    assert as_letters(problem, result.assignments) == MONTH.read_text()
