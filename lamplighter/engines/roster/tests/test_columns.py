"""What columns prove must be true: no lawful roster is cheaper than the bound, on towns small enough to try all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span
from lamplighter.engines.roster import Ledger, Limit, Pin, SkillWanted, Wish, solve
from lamplighter.engines.roster.columns import movements, question
from lamplighter.engines.roster.columns.pricing import Pricing
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.parts import account, bill_of
from lamplighter.engines.roster.tests.test_contract import PACKS, assert_stands, problems
from lamplighter.engines.roster.tests.towns import EU, clock, crew, person, seat, town

SHORT = Limit(work=1.0, seconds=30)
PATIENT = Limit(work=5.0, seconds=60)


def nights_that_few_can_serve():
    """Half the people know databases, every night asks for it, and the year behind them was uneven."""
    people = [
        person(
            f"p{number:02}",
            packs=(*EU, "city-policy"),
            hours=20 if number % 5 == 0 else 40,
            skills={"db": number % 2},
            ledger=Ledger(12 + number * 7 % 9, 20 + number * 5 % 11, 0, (20 + number) * 480),
        )
        for number in range(20)
    ]
    seats = [
        seat(day, shift, layer, kind=kind, response_min=60 if kind != "worked" else None, skills=wanted)
        for day in range(21)
        for shift, wanted in (("E", ()), ("N", (SkillWanted("db", required=False),)))
        for layer, kind in (("primary", "worked"), ("backup", "standby_home"))
    ]
    return town(people, seats, days=22)


def test_nights_that_few_can_serve_after_an_uneven_year_are_solved_to_proof():
    problem = nights_that_few_can_serve()

    result = solve(problem, limit=PATIENT, search="columns")

    assert_stands(problem, result)
    assert result.status == "optimal"


def test_a_seat_that_nobody_can_fill_keeps_no_other_from_being_proven():
    problem = nights_that_few_can_serve()
    asks = (SkillWanted("a skill that nobody has"),)
    seats = tuple(replace(each, skills=asks) if each.key == "9Np" else each for each in problem.seats)

    result = solve(replace(problem, seats=seats), limit=PATIENT, search="columns")

    assert [hole.seat for hole in result.holes] == ["9Np"]
    assert result.status == "optimal"


def test_columns_give_the_same_roster_for_the_same_seed():
    one, other = (solve(nights_that_few_can_serve(), limit=SHORT, search="columns", seed=5) for _ in range(2))

    assert (one.assignments, one.bound, one.status) == (other.assignments, other.bound, other.status)


def charges_of(problem):
    ground = lay(problem)
    return ground, [charge for part in bill_of(ground).values() for charge in part]


@st.composite
def busy_towns(draw):
    """Towns with nights beside each other, levels of every kind, and people who differ."""
    days = draw(st.integers(3, 8))
    people = [
        person(
            f"p{number}",
            packs=(draw(st.sampled_from(PACKS)),),
            skills=draw(st.sampled_from([{}, {"db": 1}])),
            hours=draw(st.sampled_from([20, 40])),
            newcomer=draw(st.booleans()),
            ledger=Ledger(nights=draw(st.integers(0, 4)), standby_minutes=draw(st.sampled_from([0, 960]))),
            max_duties=draw(st.sampled_from([None, None, 3])),
        )
        for number in range(draw(st.integers(2, 5)))
    ]
    seats = [
        seat(day, shift, layer, kind=kind, response_min=30 if kind != "worked" else None, skills=wanted)
        for day in range(days)
        for shift in draw(st.sampled_from(["N", "DN", "ELM"]))
        for layer, kind, wanted in (
            ("primary", "worked", ()),
            ("backup", "standby_home", (SkillWanted("db", required=False),)),
        )
    ]
    keys = [each.key for each in seats]
    wishes = tuple(
        Wish(draw(st.sampled_from(people)).key, draw(st.booleans()), draw(st.sampled_from(keys)))
        for _ in range(draw(st.integers(0, 4)))
    ) + tuple(
        Wish(draw(st.sampled_from(people)).key, draw(st.booleans()), span=Span(clock(day, 0), clock(day + 1, 0)))
        for day in draw(st.lists(st.integers(0, days - 1), max_size=2))
    )
    pins = tuple(
        Pin(key, draw(st.sampled_from([None, *(each.key for each in people)])))
        for key in draw(st.lists(st.sampled_from(keys), max_size=1))
    )
    return town(people, seats, days=days + 1, wishes=wishes, pins=pins, forbidden=(("p0", "p1"),))


@given(problem=st.one_of(problems(), busy_towns()))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_bound_of_columns_is_never_above_a_roster_that_another_search_finds(problem):
    columns = solve(problem, limit=SHORT, search="columns")
    exact = solve(problem, limit=PATIENT, search="exact")

    assert_stands(problem, columns)
    assert columns.bound is None or columns.bound <= exact.objective
    if exact.status == "optimal":
        assert exact.objective <= columns.objective
    if columns.status == "optimal":
        assert columns.objective <= exact.objective


@given(problem=busy_towns(), prices=st.lists(st.integers(-300, 300), min_size=48, max_size=48))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_roster_gives_anybody_a_set_cheaper_than_the_answer_to_their_question(problem, prices):
    ground = lay(problem)
    charges = [charge for part in bill_of(ground).values() for charge in part]
    sitting = solve(problem, limit=SHORT, search="greedy").assignments
    placed = {ground.seat_keys[each.seat]: ground.person_keys[each.person] for each in sitting}
    asked = np.resize(np.array(prices, float), len(ground.seats))
    people = range(len(ground.people))

    with Pricing(ground, charges) as pricing:
        answers = pricing.answers(asked, people, 3)
        for number, answer in enumerate(answers):
            held = tuple(at for at in ground.choices[number] if placed.get(at) == number)
            for seats in (held, ()):
                assert answer.least <= pricing.cost(number, seats) - sum(asked[at] for at in seats) + 1e-6
            best = answer.sets[0]
            assert answer.least <= pricing.cost(number, best) - sum(asked[at] for at in best) + 1e-6


@given(
    problem=busy_towns(),
    prices=st.lists(st.integers(-300, 300), min_size=48, max_size=48),
    cells=st.sampled_from([1, 300, question.CELLS]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_sharper_question_is_still_never_dearer_than_the_truth(problem, prices, cells):
    ground, charges = charges_of(problem)
    asked = np.resize(np.array(prices, float), len(ground.seats))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question, "CELLS", cells)
        with Pricing(ground, charges) as pricing:
            people = range(len(ground.people))
            known = {number: {()} for number in people}
            for _ in range(6):
                answers = pricing.answers(asked, people, 3)
                for number, answer in enumerate(answers):
                    known[number].update(answer.sets)
                    for seats in known[number]:
                        paid = pricing.cost(number, seats) - sum(asked[at] for at in seats)
                        assert answer.least <= paid + 1e-6
                pricing.sharpen({number: answer.sets[0] for number, answer in enumerate(answers)})


def a_question_of_many_nights():
    """One of four who is asked for every second night of a month at a price that is worth it."""
    ground, charges = charges_of(
        town(crew("ada", "ben", "cleo", "dan"), [seat(day, "N") for day in range(28)], days=29)
    )
    return ground, charges, np.full(len(ground.seats), 400.0)


def test_a_load_far_beyond_its_share_is_counted_once_that_matters():
    ground, charges, paid = a_question_of_many_nights()

    with Pricing(ground, charges) as pricing:
        gaps = []
        for _ in range(12):
            (answer,) = pricing.answers(paid, [0])
            best = answer.sets[0]
            gaps.append(pricing.cost(0, best) - 400.0 * len(best) - answer.least)
            pricing.sharpen({0: best})

    assert gaps[0] > 1000
    assert gaps[-1] == 0


def test_a_load_without_room_in_the_table_is_charged_along_a_line_that_turns_towards_it(monkeypatch):
    ground, charges, paid = a_question_of_many_nights()
    with Pricing(ground, charges) as pricing:
        for _ in range(12):
            (exact,) = pricing.answers(paid, [0])
            pricing.sharpen({0: exact.sets[0]})
    monkeypatch.setattr(question, "CELLS", 1)

    with Pricing(ground, charges) as pricing:
        least = []
        for _ in range(30):
            (answer,) = pricing.answers(paid, [0])
            least.append(answer.least)
            pricing.sharpen({0: answer.sets[0]})

    assert max(least) <= exact.least
    assert exact.least - least[0] > 1000
    assert exact.least - max(least) < (exact.least - least[0]) / 10


@given(problem=busy_towns())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_people_and_holes_cost_alone_sums_to_the_account(problem):
    ground = lay(problem)
    bill = bill_of(ground)
    charges = [charge for part in bill.values() for charge in part]
    result = solve(problem, limit=SHORT, search="greedy")
    sitting = [None] * len(ground.seats)
    for each in result.assignments:
        sitting[ground.seat_keys[each.seat]] = ground.person_keys[each.person]

    with Pricing(ground, charges) as pricing:
        costs = sum(
            pricing.cost(number, tuple(at for at in ground.choices[number] if sitting[at] == number))
            for number in range(len(ground.people))
        )
        empty = sum(int(pricing.empty[at]) for at, who in enumerate(sitting) if who is None)
        assert costs + empty + pricing.constant == sum(part.cost for part in account(bill, sitting))


def test_a_town_with_room_to_choose_is_solved_to_proof():
    people = [
        person(f"p{number:02}", ledger=Ledger(nights=number % 3), hours=40 if number % 3 else 20)
        for number in range(12)
    ]
    seats = [seat(day, shift) for day in range(14) for shift in "DN"]
    problem = town(people, seats, days=15)

    result = solve(problem, limit=PATIENT, search="columns")

    assert result.status == "optimal"
    assert result.objective == result.bound
    assert_stands(problem, result)


@pytest.mark.parametrize("weight", [1, 3])
def test_to_wish_for_a_day_with_several_shifts_is_rewarded_once(weight):
    seats = [seat(day, shift) for day in range(4) for shift in "ELM"]
    problem = town(
        crew("ada"), seats, wishes=(Wish("ada", True, span=Span(clock(1, 0), clock(2, 0)), weight=weight),)
    )
    ground, charges = charges_of(problem)
    paid = np.full(len(ground.seats), 500.0)

    with Pricing(ground, charges) as pricing:
        (answer,) = pricing.answers(paid, [0])
        best = answer.sets[0]
        assert answer.least == pricing.cost(0, best) - 500.0 * len(best)


def test_who_is_asked_the_same_is_asked_once_and_who_differs_is_not():
    people = [*crew("ada", "ben"), person("cleo", hours=20), person("dan", max_duties=1)]
    ground, charges = charges_of(town(people, [seat(day, shift) for day in range(4) for shift in "DN"], days=5))
    prices = np.linspace(100.0, 300.0, len(ground.seats))
    everybody = range(len(people))

    with Pricing(ground, charges) as pricing:
        before = pricing.cells
        pricing.answers(prices, [0])
        alone = pricing.cells - before
        together = pricing.answers(prices, everybody)
        asked = pricing.cells - before - alone
        assert together == [pricing.answers(prices, [each])[0] for each in everybody]
        assert asked < alone * len(people)
        pricing.closed[1, :3] = True
        assert pricing.answers(prices, [0, 1]) == [pricing.answers(prices, [each])[0] for each in (0, 1)]
        assert pricing.answers(prices, [0])[0] != pricing.answers(prices, [1])[0]


@pytest.mark.parametrize(("people", "days"), [(1, 90), (80, 1)])
def test_long_and_wide_towns_are_answered_with_a_bound(people, days):
    names = [f"p{number}" for number in range(people)]
    problem = town(crew(*names), [seat(day, shift) for day in range(days) for shift in "DN"], days=days + 1)

    result = solve(problem, limit=SHORT, search="columns")

    assert_stands(problem, result)
    assert result.bound is not None


def two_weeks(**more):
    people = [person(f"p{number:02}", ledger=Ledger(nights=number % 3)) for number in range(12)]
    return town(people, [seat(day, shift) for day in range(14) for shift in "DN"], days=15, **more)


def test_a_search_ends_when_it_is_as_near_as_was_asked():
    result = solve(two_weeks(), limit=PATIENT, search="columns", gap=0.5)

    assert result.gap is not None
    assert result.gap <= 0.5


def test_a_search_that_is_stopped_gives_what_it_has():
    heard = []

    result = solve(two_weeks(), limit=PATIENT, search="columns", on_progress=heard.append, stop=lambda: bool(heard))

    assert result.status == "stopped"
    assert_stands(two_weeks(), result)


def test_a_search_that_the_clock_hurried_says_so_whatever_came_after(monkeypatch):
    monkeypatch.setattr(movements, "GUARD", 0.0)
    monkeypatch.setattr(movements, "FIRST_BOX", 1.0)  # one round at such prices proves next to nothing

    result = solve(two_weeks(), limit=SHORT, search="columns")

    assert result.bound < result.objective
    assert result.status == "stopped"


@pytest.mark.parametrize("search", ["columns", "exact", "repair", "greedy"])
def test_a_lawful_draft_is_never_made_worse(search):
    draft = solve(two_weeks(), limit=SHORT, search="columns")
    again = solve(two_weeks(draft=draft.assignments), limit=Limit(work=0.01, seconds=30), search=search)

    assert again.objective <= draft.objective


def test_auto_says_what_it_chose():
    large = town(crew(*(f"p{n}" for n in range(30))), [seat(day, s) for day in range(30) for s in "DN"], days=31)

    busy = town(crew(*(f"p{n}" for n in range(10))), [seat(day, s) for day in range(90) for s in "DN"], days=91)

    assert solve(two_weeks(), limit=SHORT).search == "exact"
    assert solve(busy, limit=Limit(work=1.6, seconds=60), gap=1.0).search == "exact"
    assert solve(large, limit=Limit(work=1.6, seconds=60), gap=1.0).search == "columns"


def test_holes_that_must_be_are_proven():
    problem = town(crew("ada", "ben"), [seat(day, shift) for day in range(28) for shift in "DN"], days=29)

    result = solve(problem, limit=PATIENT, search="exact")

    assert result.holes
    assert result.gap is not None
    assert result.gap < 0.2
