"""What clashes about a hole: the sets are smallest and the ways out are the cheapest, by trying everything."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from lamplighter.engines.hours import Span
from lamplighter.engines.law import Work, judge
from lamplighter.engines.roster import (
    PRICES,
    Pin,
    Placed,
    SkillWanted,
    Step,
    Way,
    clashes,
    solve,
)
from lamplighter.engines.roster.explain.clash import FEW, Element, folded
from lamplighter.engines.roster.tests.test_contract import TINY, problems
from lamplighter.engines.roster.tests.towns import clock, crew, person, seat, town

SOON = 20.0  # never reached by problems this small


def rules_of(problem):
    """Every element that this problem could have, without the seats: told from the problem alone."""
    found = {Element("newcomers")}
    found |= {Element("forbidden_pair", tuple(sorted(pair))) for pair in problem.forbidden}
    for one in problem.people:
        found |= {Element("leave", (one.key,), spans=(leave,)) for leave in one.away}
        found |= {Element("elsewhere", (one.key,), spans=(work.span,), detail=work.key) for work in one.fixed}
        if one.max_duties is not None:
            found.add(Element("max_duties", (one.key,)))
    for here in problem.seats:
        found |= {Element("skill", seats=(here.key,), detail=wanted.skill) for wanted in here.skills}
    return found


def can_be_filled(problem, wanted, kept, extra=()):
    """Whether some roster fills all these seats and keeps these rules; ``kept`` None for a law keeps all of it."""
    seats = sorted((each for each in problem.seats if each.key in wanted), key=lambda each: each.span)
    people = {each.key: each for each in problem.people}

    def bad(who, mine):
        here = mine[-1]
        one = people[who]
        if (here.pool, here.layer) not in one.eligible or any(
            here.span.overlaps(other.span) for other in mine[:-1]
        ):
            return True
        if any(
            Element("skill", seats=(here.key,), detail=want.skill) in kept
            and one.skills.get(want.skill, 0) < want.level
            for want in here.skills
            if want.required
        ):
            return True
        if any(
            Element("leave", (who,), spans=(leave,)) in kept and leave.overlaps(here.span) for leave in one.away
        ):
            return True
        if any(
            Element("elsewhere", (who,), spans=(work.span,), detail=work.key) in kept
            and work.span.overlaps(here.span)
            for work in one.fixed
        ):
            return True
        if Element("max_duties", (who,)) in kept and len(mine) > one.max_duties:
            return True
        breaches = judge(
            one.subject,
            [*one.fixed, *(Work(each.key, each.span, each.kind, each.response_min) for each in mine)],
            zone=problem.zone,
            week=problem.week,
            holidays=problem.holidays,
            horizon=problem.horizon,
        )
        laws = {(each.rule, each.fact_id) for each in kept - {None} if each.kind == "law" and who in each.people}
        return any(
            not each.inherited and (None in kept or (each.rule, each.fact_id) in laws)
            for each in breaches
            if each.rule != "double_booking"
        )

    def company(one, here, two, there):
        if one == two or here.pool != there.pool or not here.span.overlaps(there.span):
            return False
        if Element("forbidden_pair", tuple(sorted((one, two)))) in kept:
            return True
        both_new = people[one].newcomer and people[two].newcomer
        nights = "night" in here.tags and "night" in there.tags
        return both_new and nights and Element("newcomers") in kept

    def place(number, held):
        if number == len(seats):
            return True
        here = seats[number]
        if here.key in extra and place(number + 1, held):
            return True
        for who in people:
            mine = [each for each, sitter in held if sitter == who] + [here]
            if bad(who, mine) or any(company(who, here, sitter, each) for each, sitter in held):
                continue
            if place(number + 1, [*held, (here, who)]):
                return True
        return False

    return place(0, [])


def seats_in(elements):
    return {key for each in elements if each.kind == "seat" for key in each.seats}


def small(problem):
    """The problem without pins, if it is small enough to try everything and no other work lies across a seat."""
    problem = replace(problem, pins=())
    assume(0 < len(problem.seats) <= 6)
    assume(
        not any(
            work.span.overlaps(each.span) for one in problem.people for work in one.fixed for each in problem.seats
        )
    )
    return problem


@given(problem=problems())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_clash_cannot_be_kept_and_without_any_one_element_it_can(problem):
    problem = small(problem)
    roster = solve(problem, limit=TINY, search="greedy").assignments

    for told in clashes(problem, roster, limit=SOON):
        if told.status == "fillable":
            every = rules_of(problem) | {None}
            assert can_be_filled(problem, {each.seat for each in roster} | {told.seat}, every)
            continue
        assert (told.status, told.minimal) == ("clash", True)
        assert not can_be_filled(problem, seats_in(told.details), set(told.details))
        for each in told.details:
            rest = [other for other in told.details if other != each]
            assert can_be_filled(problem, seats_in(rest), set(rest)), each
        assert told.elements == folded(told.seat, told.details)
        assert told.elements[0] == Element("seat", seats=(told.seat,))


@given(problem=problems())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_first_way_out_works_and_nothing_cheaper_does(problem):
    problem = small(problem)
    assume(max(each.span.end for each in problem.seats) - problem.horizon.start < (clock(4, 0) - clock(0, 0)))
    roster = solve(problem, limit=TINY, search="greedy").assignments
    rules = rules_of(problem)
    wanted = {each.seat for each in roster}
    steps = [(PRICES[each.kind], each) for each in rules if each.kind in PRICES]
    steps += [(PRICES["one_more"], key) for key in sorted(each.key for each in problem.seats)]

    for told in clashes(problem, roster, limit=SOON):
        if told.status == "fillable":
            continue
        assert [way.price for way in told.ways] == sorted(way.price for way in told.ways)
        for way in told.ways:
            dropped = {step.element for step in way.steps if step.element is not None}
            extra = {step.seat for step in way.steps if step.element is None}
            assert can_be_filled(problem, wanted | {told.seat}, (rules - dropped) | {None}, extra)
        best = told.ways[0]
        assert best.proven
        for many in range(3):
            for chosen in combinations(steps, many):
                if sum(price for price, _ in chosen) < best.price:
                    dropped = {each for _, each in chosen if isinstance(each, Element)}
                    extra = {each for _, each in chosen if isinstance(each, str)}
                    kept = (rules - dropped) | {None}
                    assert not can_be_filled(problem, wanted | {told.seat}, kept, extra)


def test_leave_that_could_move_is_the_way_out():
    gone = Span(clock(1, 0), clock(2, 0))
    people = [person("ada"), person("ben", away=(gone,))]
    problem = town(people, [seat(0, "N"), seat(1, "D")], days=2)

    (told,) = clashes(problem, (Placed("0Np", "ada"),), limit=SOON)

    leave = Element("leave", ("ben",), spans=(gone,))
    rest = Element("law", ("ada",), rule="daily_rest", fact_id="eu-wtd-2003-88.daily_rest")
    assert told.elements == (Element("seat", seats=("1Dp",)), Element("seat", seats=("0Np",)), leave, rest)
    assert told.ways[0] == Way((Step("drop", leave),), PRICES["leave"], True)


def test_a_skill_that_nobody_has_is_told_by_two_elements():
    problem = town(crew("ada", "ben"), [seat(0, skills=(SkillWanted("db"),))])

    (told,) = clashes(problem, (), limit=SOON)

    assert told.elements == (Element("seat", seats=("0Dp",)), Element("skill", seats=("0Dp",), detail="db"))
    assert [[step.kind for step in way.steps] for way in told.ways] == [["drop"], ["one_more"]]


def test_a_seat_that_is_pinned_empty_clashes_with_its_pin():
    problem = town(crew("ada"), [seat(0)], pins=(Pin("0Dp", None),))

    (told,) = clashes(problem, (), limit=SOON)

    pin = Element("pin", seats=("0Dp",))
    assert told.elements == (Element("seat", seats=("0Dp",)), pin)
    assert told.ways[0].steps[0].element == pin


def test_a_pin_that_takes_the_only_person_is_told_and_can_be_let_go():
    people = [person("ada", skills={"net": 1}), person("ben")]
    seats = [seat(0), seat(0, layer="backup", skills=(SkillWanted("net"),))]
    problem = town(people, seats, pins=(Pin("0Dp", "ada"),))

    (told,) = clashes(problem, (Placed("0Dp", "ada"),), limit=SOON)

    assert told.elements == (
        Element("seat", seats=("0Db",)),
        Element("pin", seats=("0Dp",)),
        Element("skill", seats=("0Db",), detail="net"),
    )
    assert told.ways[0].steps[0].element == Element("pin", seats=("0Dp",))
    assert told.ways[0].price == PRICES["pin"]


def test_nobody_in_the_pool_is_told_by_the_seat_alone():
    (told,) = clashes(town([], [seat(0)]), limit=SOON)

    assert (told.status, told.elements) == ("clash", (Element("seat", seats=("0Dp",)),))
    assert [step.seat for step in told.ways[0].steps] == ["0Dp"]


def test_everybody_on_leave_is_one_element_to_read():
    gone = Span(clock(0, 0), clock(2, 0))
    problem = town([person(f"p{number:02}", away=(gone,)) for number in range(30)], [seat(0)])

    (told,) = clashes(problem, (), limit=SOON)

    hole, leave = told.elements
    assert (hole.kind, leave.kind, len(leave.people), len(told.details)) == ("seat", "leave", 30, 31)
    assert told.ways[0].price == PRICES["leave"]
    assert len(told.elements) <= FEW


def test_numbers_that_do_not_add_up_over_a_month_are_told_at_once():
    people = [person(f"p{number:02}", max_duties=2) for number in range(12)]
    seats = [seat(day) for day in range(26)]
    problem = town(people, seats, days=28)
    roster = [Placed(f"{day}Dp", f"p{day % 12:02}") for day in range(24)]

    told = clashes(problem, roster, limit=SOON)

    assert [each.seat for each in told] == ["24Dp", "25Dp"]
    for each in told:
        _, others, most = each.elements
        assert (each.minimal, len(others.seats), len(most.people)) == (True, 24, 12)
        assert (others.kind, most.kind) == ("seat", "max_duties")
        assert each.ways[0].price == PRICES["max_duties"]


def test_a_hole_that_a_better_search_would_fill_clashes_with_nothing():
    (told,) = clashes(town(crew("ada"), [seat(0)]), (), limit=SOON)

    assert (told.status, told.elements, told.ways) == ("fillable", (), ())


def test_without_a_roster_one_is_searched_for():
    problem = town(crew("ada"), [seat(0), seat(0, layer="backup", importance=2)])

    (told,) = clashes(problem, limit=SOON)

    assert told.elements == (Element("seat", seats=("0Dp",)), Element("seat", seats=("0Db",)))


def test_other_work_at_that_time_is_told_by_its_name():
    busy = Work("desk", Span(clock(0, 10), clock(0, 11)), fixed=True)

    (told,) = clashes(town([person("ada", fixed=(busy,), packs=())], [seat(0)]), (), limit=SOON)

    assert told.elements == (
        Element("seat", seats=("0Dp",)),
        Element("elsewhere", ("ada",), spans=(busy.span,), detail="desk"),
    )
    assert [step.kind for step in told.ways[0].steps] == ["one_more"]


def test_pins_that_break_the_law_by_themselves_stand_and_are_not_blamed_on_the_hole():
    seats = [seat(0, "N"), seat(1, "D"), seat(1, "D", "backup")]
    pins = (Pin("0Np", "ada"), Pin("1Dp", "ada"))

    (told,) = clashes(town(crew("ada"), seats, pins=pins), limit=SOON)

    assert (told.seat, told.status) == ("1Db", "clash")
    assert [each.kind for each in told.elements] == ["seat", "elsewhere"]


def nights_that_few_may_take():
    """Ten people and three weeks of days and nights; two may take the nights, and each only every other week."""
    people = [person(f"p{n}", packs=("il-hours-1951",), skills={"dark": n // 8}) for n in range(10)]
    nights = [seat(day, "M", skills=(SkillWanted("dark"),)) for day in range(20)]
    return town(people, [seat(day, "E") for day in range(20)] + nights, days=21)


def test_a_scarce_skill_over_weeks_is_told_by_the_seats_that_ask_for_it_alone():
    problem = nights_that_few_may_take()
    roster = solve(problem, limit=TINY, search="greedy").assignments

    told = clashes(problem, roster, limit=120)

    assert len(told) > 3
    assert all(each.status in ("clash", "fillable") for each in told)
    found = [each for each in told if each.status == "clash"]
    assert found
    for each in found:
        assert each.minimal
        assert each.ways[0].price == PRICES["skill"]
        assert all(key.endswith("Mp") for key in seats_in(each.details))
        assert {who for one in each.details if one.kind == "law" for who in one.people} <= {"p8", "p9"}


def test_whoever_has_enough_is_told_what_is_known_by_then():
    problem = nights_that_few_may_take()
    roster = solve(problem, limit=TINY, search="greedy").assignments
    patience = iter([False] * 12)

    told = clashes(problem, roster, limit=120, stop=lambda: next(patience, True))

    assert "unproven" in {each.status for each in told}
    assert [each.seat for each in told] == [each.seat for each in clashes(problem, roster, limit=0.001)]
    assert all(each.status == "unproven" for each in clashes(problem, roster, limit=120, stop=lambda: True))


def test_only_the_seats_asked_about_are_explained():
    told = clashes(town([], [seat(0), seat(1), seat(2)]), (), seats=["1Dp"], limit=SOON)

    assert [each.seat for each in told] == ["1Dp"]


def test_no_time_is_refused():
    with pytest.raises(ValueError, match="limit must be more than 0"):
        clashes(town([], []), limit=0)
