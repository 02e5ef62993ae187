"""Demand with a least, a better and a most; people who must not have a seat; holidays of unlike weight."""

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.roster import HOLIDAY, Demand, Placed, Wish, clashes, solve
from lamplighter.engines.roster.tests.test_contract import assert_stands
from lamplighter.engines.roster.tests.test_objective import cost_of, only
from lamplighter.engines.roster.tests.towns import QUICK, clock, crew, person, seat, town


def shift(day=0, **more):
    return Demand(f"{day}D", "net", "primary", "D", Span(clock(day, 8), clock(day, 20)), **more)


@pytest.mark.parametrize(("people", "seated"), [("a", 1), ("abc", 2), ("abcde", 2)])
def test_seats_are_filled_up_to_the_preferred_number_and_no_further(people, seated):
    problem = town(crew(*people), shift(least=1, preferred=2, most=3).seats())

    result = solve(problem, limit=QUICK)

    assert_stands(problem, result)
    assert len(result.assignments) == seated
    assert [hole.wanted for hole in result.holes if hole.wanted == "needed"] == []
    assert result.assignments[0].seat == "0D/0"


def test_a_spare_seat_is_taken_by_whom_it_pleases_and_never_by_one_more():
    wishes = tuple(Wish(name, True, span=Span(clock(0, 0), clock(1, 0))) for name in ("ada", "ben", "chen"))
    seats = shift(least=1, most=2).seats()
    problem = town(crew("ada", "ben", "chen"), seats, wishes=wishes, weights=only(hole=9, wish=1))

    result = solve(problem, limit=QUICK)

    assert len(result.assignments) == 2
    assert result.objective == 1


def test_a_needed_seat_comes_before_any_number_of_preferred_ones():
    seats = (*shift(0, least=0, preferred=4).seats(), *shift(1, least=1).seats())
    problem = town([person(name, max_duties=1) for name in ("ada", "ben")], seats)

    result = solve(problem, limit=QUICK)

    assert "1D/0" in {placed.seat for placed in result.assignments}
    assert len(result.assignments) == 2
    assert [(hole.wanted, len(hole.reasons)) for hole in result.holes] == [("preferred", 2)] * 3


def test_progress_counts_only_seats_that_are_needed_as_holes():
    told = []
    problem = town(crew("ada"), (*shift(0, least=1).seats(), *shift(1, least=2, preferred=9).seats()))

    solve(problem, limit=QUICK, on_progress=told.append)

    assert [each.holes for each in told if each.holes is not None][-1] == 1


def test_an_empty_seat_that_is_not_needed_clashes_with_nothing():
    assert clashes(town([], shift(least=0, preferred=1).seats()), (), limit=9) == ()


def test_somebody_who_sits_where_nobody_is_needed_may_be_moved_to_fill_a_hole():
    seats = (*shift(0, least=0, preferred=1).seats(), seat(0, layer="backup"))
    problem = town(crew("ada"), seats)

    (told,) = clashes(problem, (Placed("0D/0", "ada"),), limit=9)

    assert told.status == "fillable"


def test_demand_that_falls_is_refused():
    with pytest.raises(ValueError, match="Demand '0D': least 2, preferred 1 and most 1 must not fall"):
        shift(least=2, preferred=1)


def test_somebody_barred_from_a_seat_is_not_given_it_and_the_hole_says_so():
    problem = town(crew("ada"), [seat(0), seat(2)], barred=(Placed("0Dp", "ada"),))

    result = solve(problem, limit=QUICK)
    (told,) = clashes(problem, result.assignments, limit=9)

    assert result.assignments == (Placed("2Dp", "ada"),)
    assert [(hole.summary, hole.reasons[0].code) for hole in result.holes] == [("barred", "barred")]
    assert [each.kind for each in told.elements] == ["seat", "barred"]
    assert told.ways[0].steps[0].element == told.elements[1]


def test_a_holiday_may_weigh_more_than_another():
    tags = frozenset({HOLIDAY})
    seats = [seat(0, tags=tags, holiday_units=2), seat(2, tags=tags), seat(4, tags=tags)]
    problem = town(crew("ada", "ben"), seats, weights=only(holidays=1))

    even = cost_of(problem, ("0Dp", "ada"), ("2Dp", "ben"), ("4Dp", "ben"))
    uneven = cost_of(problem, ("0Dp", "ada"), ("2Dp", "ada"), ("4Dp", "ben"))

    assert even == {}
    assert uneven == {"holidays": (4, 8)}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: seat(0, wanted="perhaps"), "Seat '0Dp' is 'perhaps'"),
        (lambda: seat(0, holiday_units=0), "holiday_units must be 1 or more"),
        (lambda: seat(0, kind="callout"), "has kind 'callout'"),
        (lambda: town(crew("ada"), [], barred=(Placed("0Dp", "ada"),)), "Barred names seat '0Dp'"),
        (lambda: town([], [seat(0)], barred=(Placed("0Dp", "ada"),)), "Barred names person 'ada'"),
    ],
)
def test_nonsense_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
