"""A problem refuses nonsense at birth, in a sentence that names the thing."""

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.roster import Ledger, Limit, Pin, Seat, Weights, Wish, solve
from lamplighter.engines.roster.tests.towns import QUICK, clock, crew, person, seat, town


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: town(crew("ada", "ada"), []), "Two entries for person 'ada'"),
        (lambda: town([], [seat(0), seat(0)]), "Two entries for seat '0Dp'"),
        (lambda: town(crew("ada"), [seat(0)], pins=(Pin("9Dp", "ada"),)), "Pin names seat '9Dp'"),
        (lambda: town(crew("ada"), [seat(0)], pins=(Pin("0Dp", "zoe"),)), "Pin names person 'zoe'"),
        (lambda: town(crew("ada"), [seat(0)], pins=(Pin("0Dp", "ada"), Pin("0Dp", None))), "pinned seat '0Dp'"),
        (lambda: town(crew("ada"), [], wishes=(Wish("zoe", True, span=Span(clock(0, 0), clock(1, 0))),)), "'zoe'"),
        (lambda: town(crew("ada"), [], forbidden=(("ada", "zoe"),)), "Forbidden pair names person 'zoe'"),
        (lambda: town([], [seat(20)]), "Seat '20Dp' starts outside the horizon"),
        (lambda: Wish("ada", True), "must name a seat, several, or a span"),
        (lambda: Wish("ada", True, "0Dp", weight=0), "weight must be 1 or more"),
        (lambda: seat(0, tags=frozenset({"moon"})), "unknown tags"),
        (lambda: seat(0, importance=0), "importance must be 1 or more"),
        (lambda: Ledger(nights=-1), "Ledger.nights must be 0 or more"),
        (lambda: Weights(hole=-1), "Weights.hole must be 0 or more"),
        (lambda: Limit(0, 1), "Limit.work must be more than 0"),
        (lambda: solve(town([], []), limit=-1), "must be more than 0"),
        (lambda: solve(town([], []), limit=1, search="lucky"), "search must be auto or one of greedy, exact"),
        (lambda: solve(town([], []), limit=1, seed=-1), "seed must be 0 or more"),
    ],
)
def test_nonsense_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_pins_that_put_one_person_in_two_places_are_refused():
    seats = [seat(0), seat(0, layer="backup")]

    with pytest.raises(ValueError, match="Pins put 'ada' on '0Db' and '0Dp' at the same time"):
        town(crew("ada"), seats, pins=(Pin("0Dp", "ada"), Pin("0Db", "ada")))


def test_a_pin_that_breaks_the_law_stays_and_is_told_as_inherited():
    seats = [seat(0, "N"), seat(1, "D")]  # the day begins when the night ends
    problem = town(crew("ada", "ben"), seats, pins=(Pin("0Np", "ada"), Pin("1Dp", "ada")))

    result = solve(problem, limit=QUICK)

    assert [placed.person for placed in result.assignments] == ["ada", "ada"]
    assert result.status == "nothing_to_do"
    assert {(told.person, told.breach.rule) for told in result.inherited} == {("ada", "daily_rest")}
    assert result.removed == 0


def test_a_pin_counts_even_for_somebody_who_is_not_a_candidate():
    problem = town([person("ada", eligible=frozenset())], [seat(0)], pins=(Pin("0Dp", "ada"),))

    assert solve(problem, limit=QUICK).holes == ()


def test_a_seat_pinned_empty_stays_empty_and_says_that_it_is_settled():
    result = solve(town(crew("ada"), [seat(0)], pins=(Pin("0Dp", None),)), limit=QUICK)

    assert [(hole.seat, hole.summary) for hole in result.holes] == [("0Dp", "settled")]


def test_a_seat_is_a_plain_value():
    assert isinstance(seat(0), Seat)
    assert seat(0) == seat(0)
