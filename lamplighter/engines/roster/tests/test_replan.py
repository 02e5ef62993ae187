"""A new plan after an absence changes as little as any roster could that fills as much."""

from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lamplighter.engines.roster import Limit, replan, solve
from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.tests.towns import QUICK, crew, person, seat, town

PATIENT = Limit(work=2.0, seconds=60)


@st.composite
def small_towns(draw):
    days = draw(st.integers(2, 5))
    people = [
        person(f"p{number}", max_duties=draw(st.sampled_from([None, None, 2])))
        for number in range(draw(st.integers(2, 4)))
    ]
    seats = [seat(day, shift) for day in range(days) for shift in draw(st.sampled_from(["D", "N", "DN"]))]
    return town(people, seats, days=days + 1)


def least_by_hand(problem, told, ill):
    """(holes, changes) of the best lawful roster without one person, by trying all."""
    ground = lay(problem)
    number = ground.person_keys[ill]
    found = []
    for people in product(*((None, *(p for p in ground.takers(at) if p != number)) for at in ground.open_seats)):
        board = Board(ground)
        for at, who in zip(ground.open_seats, people, strict=True):
            if who is not None:
                if not board.may(who, at):
                    break
                board.take(who, at)
        else:
            keys = [None if who is None else ground.people[who].key for who in board.sitting]
            lost = sum(told.get(s.key) not in (None, who) for s, who in zip(problem.seats, keys, strict=True))
            found.append((keys.count(None), lost))
    return min(found)


@given(problem=small_towns(), who=st.integers(0, 3))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_roster_fills_as_much_with_fewer_changes(problem, who):
    assume(4 ** len(problem.seats) <= 20_000)
    published = solve(problem, limit=QUICK).assignments
    ill = problem.people[who % len(problem.people)].key
    told = {each.seat: each.person for each in published}

    again = replan(problem, published, limit=PATIENT, unavailable={ill: (problem.horizon,)})

    changed = sum(change.before is not None for change in again.changes)
    assert (len(again.result.holes), changed) == least_by_hand(problem, told, ill)
    assert again.result.status == "optimal"
    assert all(change.after != ill for change in again.changes)


def test_only_the_duties_of_the_absent_change_hands_where_others_can_take_them():
    problem = town(crew(*"abcdefghij"), [seat(day, shift) for day in range(14) for shift in "DN"], days=15)
    published = solve(problem, limit=QUICK).assignments
    lost = {each.seat for each in published if each.person == "c"}

    again = replan(problem, published, limit=QUICK, unavailable={"c": (problem.horizon,)})

    assert {change.seat for change in again.changes} == lost
    assert (again.result.status, again.result.search) == ("optimal", "repair")


def test_a_search_without_a_published_roster_repairs_nothing_and_is_exact():
    problem = town(crew("ada", "ben"), [seat(day) for day in range(4)], days=5)

    assert solve(problem, limit=QUICK, search="repair").objective == solve(problem, limit=QUICK).objective
