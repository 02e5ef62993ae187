"""Levelled in order: an earlier part is as even as it can be, whatever a later one loses by it."""

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lamplighter.engines.roster import Ledger, in_order, solve
from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.parts import account, bill_of
from lamplighter.engines.roster.tests.test_contract import problems
from lamplighter.engines.roster.tests.towns import QUICK, crew, person, seat, town

ORDERS = [*permutations(("nights", "weekends", "standby"), 2), ("nights", "weekends", "holidays", "standby")]


def ranked_by_hand(problem, order):
    """The least amounts of any lawful roster, compared hole by hole, then part by part in the order given."""
    plain = replace(problem, weights=replace(problem.weights, **dict.fromkeys((*order, "hole"), 1)))
    ground = lay(plain)
    bill = bill_of(ground)
    ranks = []
    for people in product(*((None, *ground.takers(at)) for at in ground.open_seats)):
        board = Board(ground)
        for at, who in zip(ground.open_seats, people, strict=True):
            if who is not None:
                if not board.may(who, at):
                    break
                board.take(who, at)
        else:
            ranks.append(rank(account(bill, board.sitting), order))
    return min(ranks)


def rank(parts, order):
    costs = {part.name: part.cost for part in parts}
    return (costs["holes"], *(costs[name] for name in order))


@given(problem=problems(), order=st.sampled_from(ORDERS))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_found_is_the_first_in_the_order_of_parts(problem, order):
    ground = lay(problem)
    rosters = 1
    for at in ground.open_seats:
        rosters *= len(ground.takers(at)) + 1
    assume(1 < rosters <= 800)

    result = solve(in_order(problem, order), limit=QUICK)

    placed = {each.seat: each.person for each in result.assignments}
    plain = replace(problem, weights=replace(problem.weights, **dict.fromkeys((*order, "hole"), 1)))
    sitting = [ground.person_keys[placed[each.key]] if each.key in placed else None for each in problem.seats]
    assert result.status == "optimal"
    assert rank(account(bill_of(lay(plain)), sitting), order) == ranked_by_hand(problem, order)


def test_the_order_decides_where_nights_and_weekends_pull_apart():
    people = [person("ada", ledger=Ledger(nights=2)), person("ben", ledger=Ledger(weekends=2))]
    seats = [seat(4, "N", tags=frozenset({"night"})), seat(5, tags=frozenset({"weekend"})), seat(6, "N")]
    problem = town(people, seats)

    told = {}
    for order in (("nights", "weekends"), ("weekends", "nights")):
        result = solve(in_order(problem, order), limit=QUICK)
        told[order] = {part.name: part.amount for part in result.parts}

    assert told["nights", "weekends"]["nights"] <= told["weekends", "nights"]["nights"]
    assert told["weekends", "nights"]["weekends"] <= told["nights", "weekends"]["weekends"]
    assert told["nights", "weekends"] != told["weekends", "nights"]


def test_a_problem_too_large_for_exact_weights_is_refused_with_the_way_out():
    seats = [seat(day, shift) for day in range(60) for shift in "DN"]
    problem = town([person(f"p{number}") for number in range(40)], seats, days=60)

    with pytest.raises(ValueError, match="Name fewer parts, or level by weights"):
        in_order(problem, ("nights", "weekends", "holidays", "standby", "hours"))


@pytest.mark.parametrize("order", [("nights", "nights"), ("moons",)])
def test_an_order_that_makes_no_sense_is_refused(order):
    with pytest.raises(ValueError, match="order must name some of"):
        in_order(town(crew("ada"), [seat(0)]), order)
