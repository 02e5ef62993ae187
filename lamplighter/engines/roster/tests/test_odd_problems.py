"""Whatever is asked: a clear refusal at once, or a lawful roster whose every empty seat has its reasons."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span, Week, day_span
from lamplighter.engines.law import Subject, Work
from lamplighter.engines.roster import (
    SEARCHES,
    Candidate,
    Limit,
    Pin,
    Placed,
    Problem,
    Seat,
    SkillWanted,
    Terms,
    Wish,
    candidates_for,
    clashes,
    replan,
    solve,
    why,
)
from lamplighter.engines.roster.tests.test_contract import SOME_TERMS, assert_stands

TINY = Limit(work=0.02, seconds=20)
ZONES = {
    "Europe/Berlin": (Week(1, frozenset({6, 7})), "eu-wtd-2003-88"),
    "Asia/Jerusalem": (Week(7, frozenset({5, 6})), "il-hours-1951"),
    "Asia/Tehran": (Week(6, frozenset({5})), "ir-labour-1990"),
    "Pacific/Apia": (Week(7, frozenset({7, 1})), "us-flsa-like"),
    "America/Sao_Paulo": (Week(1, frozenset({2, 3, 4, 5, 6, 7})), "city-policy"),
}
DAYS = (
    date(2026, 3, 27),  # the clock of Berlin and Jerusalem jumps
    date(2026, 10, 23),  # and falls back
    date(2020, 12, 26),  # the 53rd week of a year
    date(2026, 12, 30),
    date(2024, 2, 27),  # a leap day
    date(2018, 11, 2),  # midnight does not exist in São Paulo
    date(2018, 3, 10),  # a law changes
)
LENGTHS = (1 / 60, 0.5, 8, 8, 12, 12, 24, 60, 168, 500)


@st.composite
def odd_problems(draw):
    """Anything a caller might write down; some of it contradicts itself."""
    name = draw(st.sampled_from(sorted(ZONES)))
    zone, (week, pack) = ZoneInfo(name), ZONES[name]
    first = draw(st.sampled_from(DAYS))
    days = draw(st.integers(1, 6))
    start = day_span(first, zone).start
    horizon = Span(start, day_span(first + timedelta(days=days), zone).start)

    def span(*, within=True):
        begin = start + timedelta(hours=draw(st.integers(0 if within else -40, 24 * days - 1)))
        return Span(begin, begin + timedelta(hours=draw(st.sampled_from(LENGTHS))))

    pools = [("a", "primary"), ("a", "manager"), ("b", "primary")]
    seats = []
    for number in range(draw(st.integers(0, 8))):
        pool, layer = draw(st.sampled_from(pools))
        seats.append(
            Seat(
                f"s{number}",
                pool,
                layer,
                draw(st.sampled_from("DN")),
                span(),
                draw(st.sampled_from(["worked", "worked", "standby_home", "standby_site"])),
                draw(st.sampled_from([None, 0, 30])),
                draw(st.sampled_from([(), (SkillWanted("net", 9),), (SkillWanted("net", required=False),)])),
                frozenset(draw(st.sets(st.sampled_from(["night", "weekend", "holiday"])))),
                draw(st.integers(1, 3)),
                draw(st.sampled_from(["needed", "needed", "needed", "preferred", "spare"])),
            )
        )
    people = [
        Candidate(
            f"p{number}",
            Subject(f"p{number}", (pack,), draw(st.sampled_from([None, 0, 1, 40])), exempt=draw(st.booleans())),
            frozenset(draw(st.sets(st.sampled_from(pools)))),
            draw(st.sampled_from([{}, {"net": 9}])),
            draw(st.booleans()),
            draw(st.sampled_from([(), (horizon,), (span(within=False),)])),
            tuple(
                Work(f"f{number}{n}", span(within=False), draw(st.sampled_from(["worked", "callout"])), fixed=True)
                for n in range(draw(st.integers(0, 2)))
            ),
            max_duties=draw(st.sampled_from([None, None, 0, 1])),
            terms=draw(st.sampled_from(SOME_TERMS)),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    keys = [seat.key for seat in seats]
    names = [person.key for person in people]
    pins, wishes, barred, pairs, told = [], [], [], [], []
    if keys:
        pins = [
            Pin(draw(st.sampled_from(keys)), draw(st.sampled_from([None, *names])))
            for _ in range(draw(st.integers(0, 2)))
        ]
    if keys and names:
        placed = st.builds(Placed, st.sampled_from(keys), st.sampled_from(names))
        barred, told = draw(st.lists(placed, max_size=2)), draw(st.lists(placed, max_size=3))
        wishes = [Wish(names[0], draw(st.booleans()), span=horizon, weight=3)]
        pairs = [(names[0], draw(st.sampled_from(names)))]
    return {
        "people": tuple(people),
        "seats": tuple(seats),
        "horizon": horizon,
        "zone": zone,
        "week": week,
        "holidays": frozenset({first, first + timedelta(days=400)}),
        "wishes": tuple(wishes),
        "pins": tuple(pins),
        "forbidden": tuple(pairs),
        "barred": tuple(barred),
        "draft": tuple(told),
        "published": tuple(told),
    }


def made(asked):
    """The problem, or None where it is refused in a sentence that names a thing of it."""
    refusal = None
    try:
        return Problem(**asked)
    except ValueError as raised:
        refusal = str(raised)
    assert "'" in refusal
    return None


def assert_told(problem, result):
    """Lawful, complete, and nowhere silent."""
    assert_stands(problem, result)
    for hole in result.holes:
        assert hole.summary == "nobody" or all(reason.code for reason in hole.reasons)
        assert hole.summary != "nobody" or not problem.people


@pytest.mark.parametrize("search", SEARCHES)
@given(asked=odd_problems())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_anything_is_refused_at_once_or_answered_lawfully(search, asked):
    problem = made(asked)
    if problem is not None:
        assert_told(problem, solve(problem, limit=TINY, search=search))


@given(asked=odd_problems(), pick=st.integers(0, 99))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_anything_can_be_explained_and_planned_again(asked, pick):
    problem = made(asked)
    if problem is None or not problem.seats:
        return
    result = solve(problem, limit=TINY, search="greedy")
    key = problem.seats[pick % len(problem.seats)].key

    told = why(problem, result, key)
    assert {each.person for each in told.others} | {told.person} >= {each.key for each in problem.people}
    assert len(candidates_for(problem, key, result.assignments)) == len(told.others)

    found = clashes(problem, result.assignments, limit=2)
    assert {each.seat for each in found} == {hole.seat for hole in result.holes if hole.wanted == "needed"}
    for each in found:
        assert each.status != "clash" or (each.elements[0].seats == (each.seat,) and each.ways)

    ill = {person.key: (problem.horizon,) for person in problem.people[:1]}
    again = replan(problem, result.assignments, limit=TINY, unavailable=ill)
    assert len({each.seat for each in again.changes}) == len(again.changes)


def everyday(first, days, people, shifts=((8, "D"),), **more):
    """One pool in Berlin with the same shifts of twelve hours every day."""
    zone = ZoneInfo("Europe/Berlin")
    start = day_span(first, zone).start
    seats = tuple(
        Seat(
            f"{n}{code}",
            "a",
            "primary",
            code,
            Span(start + timedelta(days=n, hours=hour), start + timedelta(days=n, hours=hour + 12)),
        )
        for n in range(days)
        for hour, code in shifts
    )
    candidates = tuple(
        Candidate(f"p{n}", Subject(f"p{n}", ("eu-wtd-2003-88",), 40), frozenset({("a", "primary")}), **more)
        for n in range(people)
    )
    horizon = Span(start, day_span(first + timedelta(days=days + 2), zone).start)
    return Problem(candidates, seats, horizon, zone, Week(1, frozenset({6, 7})))


@pytest.mark.parametrize("search", SEARCHES)
def test_two_hundred_people_and_one_day(search):
    problem = everyday(date(2026, 3, 29), 1, 200, ((8, "D"), (20, "N")))

    result = solve(problem, limit=TINY, search=search)

    assert result.holes == ()
    assert_told(problem, result)


def test_one_person_and_a_year_of_fifty_three_weeks():
    problem = everyday(date(2020, 1, 1), 366, 1)

    result = solve(problem, limit=TINY, search="greedy")

    assert 100 < len(result.assignments) < 366
    assert_told(problem, result)


def test_one_person_and_a_year_on_their_own_terms():
    problem = everyday(date(2026, 1, 1), 365, 1, terms=Terms(days_in_a_row=3, weekends=(1, 2), days_of_rest=(2, 7)))

    result = solve(problem, limit=TINY, search="greedy")

    assert 100 < len(result.assignments) < 365
    assert_told(problem, result)


def test_leave_that_covers_everything_leaves_every_seat_a_hole_with_one_reason():
    away = (
        Span(day_span(date(2026, 1, 1), ZoneInfo("UTC")).start, day_span(date(2027, 1, 1), ZoneInfo("UTC")).start),
    )
    problem = everyday(date(2026, 3, 2), 5, 3, away=away)

    result = solve(problem, limit=TINY)

    assert (result.status, [hole.summary for hole in result.holes]) == ("optimal", ["on_leave"] * 5)


@pytest.mark.parametrize(
    ("pins", "message"),
    [
        ((Pin("0D", "p0"), Pin("0D", "p1")), "Two entries for pinned seat '0D'"),
        ((Pin("0D", "p0"), Pin("0L", "p0")), "Pins put 'p0' on '0D' and '0L' at the same time"),
        ((Pin("0D", "nobody"),), "Pin names person 'nobody'"),
    ],
)
def test_pins_that_contradict_each_other_are_refused_by_name(pins, message):
    problem = everyday(date(2026, 3, 2), 1, 2, ((8, "D"), (14, "L")))

    with pytest.raises(ValueError, match=message):
        Problem(problem.people, problem.seats, problem.horizon, problem.zone, problem.week, pins=pins)


def test_a_seat_without_length_cannot_be_said():
    at = day_span(date(2026, 3, 2), ZoneInfo("UTC")).start

    with pytest.raises(ValueError, match="not after its start"):
        Seat("s", "a", "primary", "D", Span(at, at))
