"""What every search must be, told once: whoever joins SEARCHES is tested by joining."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span
from lamplighter.engines.law import Work, judge
from lamplighter.engines.roster import (
    SEARCHES,
    Count,
    Cycle,
    Ledger,
    Limit,
    Pin,
    Placed,
    Quota,
    SkillWanted,
    Terms,
    Wish,
    forward,
    replan,
    solve,
)
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.terms.binding import found
from lamplighter.engines.roster.tests import towns
from lamplighter.engines.roster.tests.towns import clock, crew, person, seat, town

TINY = Limit(work=0.1, seconds=30)
PACKS = ("eu-wtd-2003-88", "ir-labour-1990", "il-hours-1951", "us-flsa-like")
SUMMER_TIME = date(2026, 3, 23)  # the Monday before the clocks of Berlin move


SOME_TERMS = (
    Terms(),
    Terms(days_in_a_row=2, run_least=2),
    Terms(minutes=(Quota(20 * 60, 36 * 60),), rest_min=12 * 60),
    Terms(weekends=(0, 1), off_least=2, counts=(Count("N", 1, 1),)),
    Terms(days_of_rest=(2, 4), never_next_day=forward("ELDNM")),
    Terms(cycle=Cycle(towns.MONDAY, (frozenset("DE"), frozenset("NM"), frozenset()))),
)


@st.composite
def problems(draw, *, rich=False):
    """Small problems; rich ones have terms, seats that are not needed, and people who must not have a seat."""
    first = draw(st.sampled_from([towns.MONDAY, SUMMER_TIME]))
    days = draw(st.integers(0, 8))
    names = [f"p{number}" for number in range(draw(st.integers(0, 5)))]
    seats = [
        seat(
            day,
            shift,
            layer,
            first=first,
            kind=kind,
            response_min=30 if kind != "worked" else None,
            skills=skills,
            wanted=draw(st.sampled_from(["needed", "needed", "preferred", "spare"])) if rich else "needed",
        )
        for day in range(days)
        for shift in draw(st.sampled_from(["DN", "ELM", "N"]))
        for layer, kind in (("primary", "worked"), ("backup", draw(st.sampled_from(["standby_home", "worked"]))))
        for skills in [draw(st.sampled_from([(), (SkillWanted("net"),), (SkillWanted("db", 2, required=False),)]))]
        if draw(st.booleans())
    ]
    keys = [each.key for each in seats]

    def away():
        start = draw(st.integers(0, 6))
        return (Span(clock(start, 0, first=first), clock(start + draw(st.integers(1, 3)), 0, first=first)),)

    people = [
        person(
            name,
            packs=draw(st.sampled_from([(pack,) for pack in PACKS] + [()])),
            skills=draw(st.sampled_from([{}, {"net": 1}, {"net": 2, "db": 2}])),
            newcomer=draw(st.booleans()),
            away=away() if draw(st.booleans()) else (),
            fixed=(Work("before", Span(clock(-1, 20, first=first), clock(-1, 32, first=first)), fixed=True),)
            if draw(st.booleans())
            else (),
            ledger=Ledger(nights=draw(st.integers(0, 9))),
            max_duties=draw(st.sampled_from([None, 0, 2])),
            terms=draw(st.sampled_from(SOME_TERMS)) if rich else Terms(),
        )
        for name in names
    ]
    wishes, pins = [], []
    if names and keys:
        wishes = [
            Wish(draw(st.sampled_from(names)), draw(st.booleans()), draw(st.sampled_from(keys)))
            for _ in range(draw(st.integers(0, 3)))
        ]
        if draw(st.booleans()):
            pins = [Pin(draw(st.sampled_from(keys)), draw(st.sampled_from([*names, None])))]
    pairs = (("p0", "p1"),) if len(names) > 1 and draw(st.booleans()) else ()
    barred = ()
    if rich and names and keys and draw(st.booleans()):
        barred = (Placed(draw(st.sampled_from(keys)), draw(st.sampled_from(names))),)
    return town(
        people,
        seats,
        days=9,
        first=first,
        wishes=tuple(wishes),
        pins=tuple(pins),
        forbidden=pairs,
        barred=barred,
    )


def assert_stands(problem, result):
    """A result is complete, possible and lawful, whatever search made it."""
    seats = {each.key: each for each in problem.seats}
    people = {each.key: each for each in problem.people}
    pinned = {pin.seat: pin.person for pin in problem.pins}
    filled = {placed.seat for placed in result.assignments}
    assert len(filled) == len(result.assignments)
    assert filled | {hole.seat for hole in result.holes} == set(seats)
    assert len(filled) + len(result.holes) == len(seats)
    assert sum(part.cost for part in result.parts) == result.objective
    assert result.removed == 0
    assert result.bound is None or result.bound <= result.objective
    held = {name: [] for name in people}
    ground = lay(problem)
    for placed in result.assignments:
        here, who = seats[placed.seat], people[placed.person]
        held[who.key].append(here)
        if placed.seat not in pinned:
            assert (here.pool, here.layer) in who.eligible
            assert placed not in problem.barred
            assert not any(leave.overlaps(here.span) for leave in who.away)
            assert all(who.skills.get(s.skill, 0) >= s.level for s in here.skills if s.required)
    for seat_key, who in pinned.items():
        assert (who is None) == (seat_key not in filled)
    for name, mine in held.items():
        most = people[name].max_duties
        free = [each for each in mine if each.key not in pinned]
        assert most is None or not free or len(mine) <= most
        work = [
            *people[name].fixed,
            *(Work(s.key, s.span, s.kind, s.response_min, fixed=s.key in pinned) for s in mine),
        ]
        breaches = judge(
            people[name].subject,
            work,
            zone=problem.zone,
            week=problem.week,
            holidays=problem.holidays,
            horizon=problem.horizon,
        )
        assert all(breach.inherited for breach in breaches)
        free_seats = [ground.seat_keys[each.key] for each in free]
        pins = [ground.seat_keys[each.key] for each in mine if each.key in pinned]
        own = found(name, ground.terms_on(ground.person_keys[name], free_seats, pins))
        assert all(breach.inherited for breach in own)
    for hole in result.holes:
        assert [reason.person for reason in hole.reasons] == list(people)


@pytest.mark.parametrize("search", SEARCHES)
@given(problem=problems(rich=True))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_search_on_any_small_problem_is_lawful_and_repeats_itself(search, problem):
    first = solve(problem, limit=TINY, seed=3, search=search)
    again = solve(problem, limit=TINY, seed=3, search=search)

    assert_stands(problem, first)
    assert (first.assignments, first.parts, first.bound) == (again.assignments, again.parts, again.bound)


@given(problem=problems(rich=True))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_exact_search_is_never_worse_than_the_greedy_one(problem):
    exact = solve(problem, limit=TINY, search="exact")
    greedy = solve(problem, limit=TINY, search="greedy")

    assert exact.objective <= greedy.objective
    assert exact.bound is None or exact.bound <= greedy.objective


@pytest.mark.parametrize("search", SEARCHES)
def test_nobody_at_all_leaves_every_seat_a_hole_that_says_so(search):
    result = solve(town([], [seat(0), seat(1)]), limit=TINY, search=search)

    assert [hole.summary for hole in result.holes] == ["nobody", "nobody"]
    assert result.status == "optimal"


@pytest.mark.parametrize("search", SEARCHES)
def test_no_seats_are_nothing_to_do(search):
    result = solve(town(crew("ada"), []), limit=TINY, search=search)

    assert (result.status, result.assignments, result.holes, result.objective) == ("nothing_to_do", (), (), 0)


@pytest.mark.parametrize("search", SEARCHES)
def test_sixty_people_and_one_day(search):
    problem = town([person(f"p{number:02}") for number in range(60)], [seat(0, "D"), seat(0, "N")], days=1)

    result = solve(problem, limit=TINY, search=search)

    assert result.holes == ()
    assert_stands(problem, result)


@pytest.mark.parametrize("search", SEARCHES)
def test_one_person_and_sixty_days(search):
    problem = town(crew("ada"), [seat(day, "N") for day in range(60)], days=60)

    result = solve(problem, limit=TINY, search=search)

    assert 0 < len(result.assignments) < 60
    assert {reason.code for hole in result.holes for reason in hole.reasons} <= {"resting", "at_limit", "free"}
    assert_stands(problem, result)


def test_sick_people_are_replaced_with_as_little_change_as_possible():
    problem = town(
        crew("ada", "ben", "chen", "dina", "emil"), [seat(day, shift) for day in range(7) for shift in "DN"]
    )
    published = solve(problem, limit=TINY).assignments
    ill = published[3].person
    lost = {placed.seat for placed in published if placed.person == ill}

    again = replan(
        problem,
        published,
        limit=towns.QUICK,
        unavailable={ill: (problem.horizon,)},
    )

    assert again.result.holes == ()
    assert {change.seat for change in again.changes} >= lost
    assert len(again.changes) <= len(lost) + 1
    assert all(change.after != ill for change in again.changes)


def test_what_has_begun_stays_as_it_was_published_holes_included():
    problem = town(crew("ada", "ben", "chen"), [seat(day, "D") for day in range(6)])
    published = [placed for placed in solve(problem, limit=TINY).assignments if placed.seat != "1Dp"]

    again = replan(
        problem, published, limit=TINY, unavailable={"ada": (problem.horizon,)}, frozen_before=clock(3, 0)
    )

    before = {placed.seat: placed.person for placed in published}
    after = {placed.seat: placed.person for placed in again.result.assignments}
    assert [after.get(f"{day}Dp") for day in range(3)] == [before.get(f"{day}Dp") for day in range(3)]
    assert [hole.seat for hole in again.result.holes] == ["1Dp"]
