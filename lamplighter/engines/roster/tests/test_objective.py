"""The account, the running meter and the solver's model must speak of the same cost."""

from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span
from lamplighter.engines.roster import (
    NIGHT,
    Ledger,
    Placed,
    SkillWanted,
    Weights,
    Wish,
    solve,
)
from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.charges import Level
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.meter import Meter
from lamplighter.engines.roster.parts import PARTS, account, bill_of
from lamplighter.engines.roster.tests.test_contract import problems
from lamplighter.engines.roster.tests.towns import QUICK, clock, crew, person, seat, town


def cost_of(problem, *placed):
    """The parts that cost something when these (seat, person) pairs sit, and nobody else."""
    ground = lay(problem)
    sitting = [None] * len(ground.seats)
    for seat_key, person_key in placed:
        sitting[ground.seat_keys[seat_key]] = ground.person_keys[person_key]
    return {part.name: (part.amount, part.cost) for part in account(bill_of(ground), sitting) if part.cost}


def only(**weights):
    """Weights of which all but these are nothing."""
    nothing = dict.fromkeys(Weights.__slots__, 0)
    return Weights(**{**nothing, **weights})


def best_by_hand(problem):
    """The least cost of any lawful roster, by trying all of them."""
    ground = lay(problem)
    bill = bill_of(ground)
    costs = []
    for people in product(*((None, *ground.takers(at)) for at in ground.open_seats)):
        board = Board(ground)
        for at, who in zip(ground.open_seats, people, strict=True):
            if who is not None:
                if not board.may(who, at):
                    break
                board.take(who, at)
        else:
            costs.append(sum(part.cost for part in account(bill, board.sitting)))
    return min(costs)


@given(problem=problems(rich=True))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_proven_optimal_is_the_best_of_all_rosters(problem):
    ground = lay(problem)
    rosters = 1
    for at in ground.open_seats:
        rosters *= len(ground.takers(at)) + 1
    assume(1 < rosters <= 1500)

    result = solve(problem, limit=QUICK)

    assert result.status == "optimal"
    assert result.objective == result.bound == best_by_hand(problem)


@given(problem=problems(rich=True), moves=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=30))
@settings(max_examples=60, deadline=None)
def test_the_running_meter_agrees_with_the_account(problem, moves):
    ground = lay(problem)
    bill = bill_of(ground)
    meter = Meter([charge for charges in bill.values() for charge in charges])
    sitting = [None] * len(ground.seats)
    for some_seat, some_person in moves:
        if not ground.seats:
            break
        at = some_seat % len(ground.seats)
        if sitting[at] is not None:
            meter.leave((sitting[at], at))
            sitting[at] = None
        elif ground.takers(at):
            sitting[at] = ground.takers(at)[some_person % len(ground.takers(at))]
            meter.take((sitting[at], at))
        assert meter.total == sum(part.cost for part in account(bill, sitting))


def test_every_part_is_told_even_where_it_costs_nothing():
    assert [part.name for part in solve(town([], []), limit=QUICK).parts] == list(PARTS)


def test_a_hole_costs_as_much_as_it_is_important():
    problem = town(crew("ada"), [seat(0, importance=3)], weights=only(hole=10))

    assert cost_of(problem) == {"holes": (1, 30)}
    assert cost_of(problem, ("0Dp", "ada")) == {}


def test_a_wish_for_a_span_is_met_by_one_duty_in_it():
    wish = Wish("ada", True, span=Span(clock(0, 0), clock(2, 0)), weight=2)
    problem = town(crew("ada", "ben"), [seat(0), seat(1), seat(2)], wishes=(wish,), weights=only(wish=10))

    assert cost_of(problem, ("2Dp", "ada")) == {"wishes": (1, 20)}
    assert cost_of(problem, ("1Dp", "ada")) == {}


@pytest.mark.parametrize(("want", "paid"), [(True, (0, 0)), (False, (2, 40))])
def test_a_wish_for_several_seats_is_met_by_any_of_them(want, paid):
    seats = [seat(0), seat(2), seat(2, "N"), seat(4)]
    wishes = tuple(
        Wish(name, want, seats=(seats[1].key, seats[2].key), weight=2) for name in ("ada", "ben")
    )  # fmt: skip
    problem = town(crew("ada", "ben"), seats, wishes=wishes, weights=only(wish=10))

    cost = cost_of(problem, (seats[1].key, "ada"), (seats[2].key, "ben"), (seats[3].key, "ben"))

    assert cost.get("wishes", (0, 0)) == paid


def test_a_wish_against_a_span_is_charged_for_each_duty_in_it():
    wish = Wish("ada", False, span=Span(clock(0, 0), clock(2, 0)))
    problem = town(crew("ada", "ben"), [seat(0), seat(1), seat(2)], wishes=(wish,), weights=only(wish=10))

    assert cost_of(problem, ("0Dp", "ada"), ("1Dp", "ada"), ("2Dp", "ada")) == {"wishes": (2, 20)}


def test_a_preferred_skill_that_is_missing_is_charged():
    wanted = (SkillWanted("net", 2, required=False),)
    people = [person("ada", skills={"net": 2}), person("ben", skills={"net": 1})]
    problem = town(people, [seat(0, skills=wanted)], weights=only(skill=10))

    assert cost_of(problem, ("0Dp", "ben")) == {"skills": (1, 10)}
    assert cost_of(problem, ("0Dp", "ada")) == {}


def test_a_changed_duty_is_charged_and_a_filled_hole_is_not():
    problem = town(
        crew("ada", "ben"), [seat(0), seat(1)], published=(Placed("0Dp", "ada"),), weights=only(change=10)
    )

    assert cost_of(problem, ("0Dp", "ben")) == {"changes": (1, 10)}
    assert cost_of(problem, ("0Dp", "ada"), ("1Dp", "ben")) == {}


def test_nights_are_levelled_and_the_second_too_many_costs_three_times_the_first():
    nights = [seat(day, "N") for day in (0, 2, 4, 6)]
    problem = town(crew("ada", "ben"), nights, weights=only(nights=1))

    assert cost_of(problem, *((s.key, w) for s, w in zip(nights, ["ada", "ada", "ben", "ben"], strict=True))) == {}
    three = cost_of(problem, *((s.key, w) for s, w in zip(nights, ["ada", "ada", "ada", "ben"], strict=True)))
    four = cost_of(problem, *((s.key, "ada") for s in nights))
    assert (three, four) == ({"nights": (4, 8)}, {"nights": (8, 32)})


def test_part_time_carries_a_smaller_share():
    people = [person("ada", hours=40), person("ben", hours=20)]
    nights = [seat(day, "N") for day in (0, 3, 6)]
    problem = town(people, nights, weights=only(nights=1))

    assert cost_of(problem, ("0Np", "ada"), ("3Np", "ada"), ("6Np", "ben")) == {}


def test_who_carried_more_before_carries_less_now_but_never_less_than_half():
    people = [person("ada", ledger=Ledger(nights=1)), person("ben"), person("chen", ledger=Ledger(nights=50))]
    problem = town(people, [seat(day, "N") for day in range(0, 12, 2)])

    shares = {
        charge.person: charge.share2 / 2 for charge in bill_of(lay(problem))["nights"] if isinstance(charge, Level)
    }

    assert shares == {0: 4, 1: 4, 2: 1}


def test_whoever_is_new_does_not_make_up_for_the_time_before_they_came():
    old = [person(name, ledger=Ledger(nights=50)) for name in ("ada", "ben", "chen", "dana")]
    new, later = person("eli", ledger=Ledger(days=0)), person("eli", ledger=Ledger(nights=5, days=73))
    seats = [seat(day, "N") for day in range(0, 30, 2)]

    def shares(eli) -> list[float]:
        bill = bill_of(lay(town([*old, eli], seats, days=31)))["nights"]
        return [charge.share2 / 2 for charge in bill if isinstance(charge, Level)]

    assert shares(new) == [3, 3, 3, 3, 3]
    # A fifth of the year there, and half of what that asks for: behind by 4.8 nights, and never above twice.
    assert shares(later) == [2, 2, 2, 2, 6]


def test_people_who_cannot_take_a_night_have_no_share_of_it():
    people = [person("ada"), person("ben", away=(Span(clock(0, 0), clock(9, 0)),))]
    problem = town(people, [seat(0, "N"), seat(3, "N")])

    assert [charge.share2 for charge in bill_of(lay(problem))["nights"]] == [4]


def test_a_single_night_between_days_is_charged_and_a_run_is_not():
    nights = [seat(day, "N") for day in range(7)]
    problem = town(crew("ada", "ben"), nights, weights=only(isolated=10))

    assert cost_of(problem, ("3Np", "ada")) == {"isolated": (1, 10)}
    assert cost_of(problem, ("3Np", "ada"), ("4Np", "ada")) == {}
    assert cost_of(problem, ("0Np", "ada")) == {}  # nobody knows what lies before


def test_far_from_the_share_a_level_charge_grows_evenly():
    level = Level(0, (), 0, 1)

    steps = [level.cost(load + 1) - level.cost(load) for load in range(30)]

    assert steps == sorted(steps)
    assert len(set(steps[12:])) == 1


def test_seats_carry_only_the_tags_they_are_given():
    assert seat(0, "N").tags == {NIGHT}
