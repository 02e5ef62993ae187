"""Why somebody sits where they sit: the prices are those of the account, the alternatives are lawful."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span
from lamplighter.engines.roster import Ledger, Pin, Placed, Weights, Wish, candidates_for, solve, why
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.parts import account, bill_of
from lamplighter.engines.roster.tests.test_contract import problems
from lamplighter.engines.roster.tests.towns import QUICK, clock, crew, person, seat, town
from lamplighter.engines.roster.verdict import dispose


def objective(problem, placed):
    """What a roster costs, and how many of its placements the law would take out."""
    ground = lay(problem)
    sitting = [None] * len(ground.seats)
    for each in placed:
        sitting[ground.seat_keys[each.seat]] = ground.person_keys[each.person]
    return sum(part.cost for part in account(bill_of(ground), sitting)), dispose(ground, sitting).removed


def with_changes(placed, **changes):
    kept = {each.seat: each.person for each in placed} | changes
    return [Placed(seat, who) for seat, who in kept.items()]


@given(problem=problems(rich=True), pick=st.integers(0, 99))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_alternative_costs_what_the_account_says_and_stands_before_the_law(problem, pick):
    open_seats = [each.key for each in problem.seats if each.key not in {pin.seat for pin in problem.pins}]
    if not open_seats:
        return
    key = open_seats[pick % len(open_seats)]
    result = solve(problem, limit=QUICK, search="greedy")
    now, _ = objective(problem, result.assignments)

    told = why(problem, result, key)

    assert [each.person for each in told.others if each.lawful] == [
        each.person for each in told.others if not each.reasons
    ]
    for each in told.others:
        if each.more is None:
            continue
        cost, removed = objective(problem, with_changes(result.assignments, **{key: each.person}))
        assert (cost - now, removed == 0) == (each.more, each.lawful)
        assert sum(part.cost for part in each.parts) == each.more
    for each in told.exchanges:
        changed = with_changes(result.assignments, **{key: each.person, each.seat: told.person})
        assert objective(problem, changed) == (now + each.more, 0)
        assert sum(part.cost for part in each.parts) == each.more
    if result.status == "optimal":
        assert told.next_best is None or told.next_best.more >= 0


def test_the_person_with_the_fewest_nights_has_the_night_and_the_next_one_costs_more_nights():
    people = [person("ada"), person("ben", ledger=Ledger(nights=1)), person("chen", ledger=Ledger(nights=2))]
    problem = town(people, [seat(0, "N"), seat(3, "N")], weights=Weights(hours=0, isolated=0))
    roster = (Placed("0Np", "ada"), Placed("3Np", "ben"))

    told = why(problem, roster, "0Np")

    assert (told.person, told.settled) == ("ada", False)
    assert [(each.person, each.lawful) for each in told.others] == [("chen", True), ("ben", True)]
    assert [part.name for part in told.others[0].parts] == ["nights"]
    assert 0 < told.others[0].more < told.others[1].more
    assert told.next_best in (told.others[0], *told.exchanges)


def test_what_somebody_draws_on_a_seat_is_told_part_by_part():
    problem = town(
        crew("ada", "ben"),
        [seat(0)],
        wishes=(Wish("ada", False, "0Dp"),),
        weights=Weights(hours=0),
    )

    told = why(problem, (Placed("0Dp", "ada"),), "0Dp")

    assert [(part.name, part.cost) for part in told.parts] == [("wishes", 100)]
    assert [(each.person, each.more) for each in told.others] == [("ben", -100)]


def test_who_cannot_sit_there_has_no_price_but_a_reason():
    people = [person("ada"), person("ben", away=(Span(clock(0, 0), clock(1, 0)),))]

    told = why(town(people, [seat(0)]), (Placed("0Dp", "ada"),), "0Dp")

    (ben,) = told.others
    assert (ben.lawful, ben.more, ben.parts, [reason.code for reason in ben.reasons]) == (
        False,
        None,
        (),
        ["on_leave"],
    )
    assert told.next_best is None


def test_an_empty_seat_tells_what_filling_it_would_save():
    told = why(town(crew("ada"), [seat(0)], weights=Weights(hours=0)), (), "0Dp")

    assert (told.person, told.cost, told.parts, told.exchanges) == (None, 0, (), ())
    assert [(each.person, each.more) for each in told.others] == [("ada", -1_000_000)]


def test_two_may_change_places_where_neither_may_take_the_others_seat_alone():
    seats = [seat(0, "N"), seat(1, "N")]
    people = [person("ada", max_duties=1), person("ben", max_duties=1)]
    roster = (Placed("0Np", "ada"), Placed("1Np", "ben"))

    told = why(town(people, seats), roster, "0Np")

    assert [(each.person, each.lawful) for each in told.others] == [("ben", False)]
    assert [(each.person, each.seat) for each in told.exchanges] == [("ben", "1Np")]
    assert told.next_best == told.exchanges[0]


def test_two_places_of_one_duty_are_nothing_to_exchange():
    seats = [seat(0, "N"), seat(0, "N", key="0Np2"), seat(1, "N")]
    people = [person("ada", max_duties=1), person("ben", max_duties=1), person("chen", max_duties=1)]
    roster = (Placed("0Np", "ada"), Placed("0Np2", "ben"), Placed("1Np", "chen"))

    told = why(town(people, seats), roster, "0Np")

    assert [(each.person, each.seat) for each in told.exchanges] == [("chen", "1Np")]


def test_a_pinned_seat_says_that_it_is_settled_and_still_names_the_others():
    problem = town(crew("ada", "ben"), [seat(0)], pins=(Pin("0Dp", "ada"),))

    told = why(problem, (Placed("0Dp", "ada"),), "0Dp")
    choices = candidates_for(problem, "0Dp", (Placed("0Dp", "ada"),))

    assert told.settled
    assert [each.person for each in told.others] == [each.person for each in choices] == ["ben"]


def test_a_seat_that_does_not_exist_has_no_why():
    with pytest.raises(ValueError, match="no seat 'x'"):
        why(town([], []), (), "x")
