"""The terms of a contract: the judge and the encoder say the same, and both say what the words say."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law import Work
from lamplighter.engines.roster import (
    Candidate,
    Count,
    Cycle,
    Pin,
    Placed,
    Quota,
    Terms,
    Weights,
    clashes,
    forward,
    solve,
)
from lamplighter.engines.roster.charges import load_of
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.parts import account, bill_of
from lamplighter.engines.roster.terms.binding import Duty, found, said
from lamplighter.engines.roster.terms.rules import TERMS, binds, book_of, days_of
from lamplighter.engines.roster.tests.test_contract import assert_stands
from lamplighter.engines.roster.tests.test_objective import best_by_hand, only
from lamplighter.engines.roster.tests.towns import BERLIN, MONDAY, QUICK, WEEK, clock, person, seat, town

DAY = timedelta(days=1)
DAYS = 12
CLOCK_CHANGE = date(2026, 3, 23)

terms = st.builds(
    Terms,
    minutes=st.sampled_from([(), (Quota(0, 24 * 60),), (Quota(0, 40 * 60, kinds=frozenset({"worked"})),)]),
    counts=st.sampled_from([(), (Count("N", 0, 1),), (Count("D", 0, 2), Count("N", 0, 2))]),
    days_in_a_row=st.sampled_from([None, None, 1, 2, 3]),
    days_of_rest=st.sampled_from([None, None, (2, 5), (1, 3), (3, 7)]),
    weekends=st.sampled_from([None, (0, 1), (1, 2)]),
    rest_min=st.sampled_from([None, 60, 11 * 60, 24 * 60]),
    never_next_day=st.sampled_from([frozenset(), frozenset({("N", "D")}), forward("DN")]),
    cycle=st.sampled_from(
        [None, Cycle(MONDAY, (frozenset("D"), frozenset("N"), frozenset())), Cycle(MONDAY, (frozenset("DN"),))]
    ),
)
shapes = st.tuples(
    st.integers(-4, DAYS - 1), st.sampled_from([0, 6, 8, 14, 20, 22]), st.sampled_from([1, 8, 12, 34, 60])
)


@st.composite
def books(draw):
    first = draw(st.sampled_from([MONDAY, CLOCK_CHANGE]))
    duties, index = [], 0
    for number, (day, hour, length) in enumerate(draw(st.lists(shapes, max_size=9, unique=True))):
        start = clock(day, hour, first=first)
        span = Span(start, start + timedelta(hours=length))
        fixed = day < 0 or draw(st.integers(0, 4)) == 0
        shift = draw(st.sampled_from("DN"))
        kind = draw(st.sampled_from(["worked", "standby_home"]))
        duties.append(
            Duty(f"{number}", span, kind, shift, days_of(span, BERLIN), None if fixed else (index := index + 1) - 1)
        )
    taken = draw(st.sets(st.integers(0, max(0, index - 1)))) if index else set()
    where = {"horizon": Span(clock(0, 0, first=first), clock(DAYS, 0, first=first)), "zone": BERLIN, "week": WEEK}
    return draw(terms), duties, frozenset(taken), where


def told_plainly(own, duties, where):
    """Which terms some duties break, read from the words day by day; for all duties, whoever fixed them."""
    broken = set()
    horizon, week = where["horizon"], where["week"]
    worked = {day for duty in duties for day in duty.days}
    for quota in own.minutes:
        done = sum(
            (min(duty.span.end, horizon.end) - max(duty.span.start, horizon.start)) // timedelta(minutes=1)
            for duty in duties
            if duty.kind in quota.kinds and duty.span.overlaps(horizon)
        )
        if done > quota.most:
            broken.add("minutes_in_period")
    for count in own.counts:
        if sum(duty.shift == count.shift and horizon.holds(duty.span.start) for duty in duties) > count.most:
            broken.add("duties_of_shift")
    if own.days_in_a_row is not None:
        for day in worked:
            run = 0
            while day + run * DAY in worked:
                run += 1
            if run > own.days_in_a_row:
                broken.add("days_in_a_row")
    if own.days_of_rest is not None:
        rest, within = own.days_of_rest
        first = horizon.start.astimezone(BERLIN).date()
        for n in range(DAYS - within + 1):
            best = run = 0
            for m in range(within):
                run = 0 if first + (n + m) * DAY in worked else run + 1
                best = max(best, run)
            if best < rest:
                broken.add("days_of_rest")
    if own.weekends is not None:
        most, of = own.weekends
        saturdays = {day - (day.isoweekday() - 6) * DAY for day in worked if week.is_rest(day)}
        for one in saturdays:
            if sum(one + n * 7 * DAY in saturdays for n in range(of)) > most:
                broken.add("weekends_worked")
    ordered = sorted(duties, key=lambda duty: (duty.span, duty.key))
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if own.rest_min is not None and other.span.start < one.span.end + timedelta(minutes=own.rest_min):
                broken.add("rest_between_duties")
    for one in duties:
        for other in duties:
            next_day = other.days[0] - one.days[0] == DAY
            if next_day and (one.shift, other.shift) in own.never_next_day:
                broken.add("shift_after_shift")
        if own.cycle is not None and not one.fixed:
            day = (one.days[0] - own.cycle.first).days % len(own.cycle.days)
            if one.shift not in own.cycle.days[day]:
                broken.add("cycle")
    return broken


@given(books())
@settings(max_examples=300, deadline=None)
def test_a_choice_keeps_every_statement_exactly_when_the_judge_finds_nothing_new(book):
    own, duties, taken, where = book
    held = [duty for duty in duties if duty.fixed or duty.index in taken]

    statements = list(said(binds(book_of(own, duties, **where))))
    breaches = list(found("ben", binds(book_of(own, held, **where))))

    assert all(one.holds(frozenset()) for one in statements)
    for rule in TERMS:
        new = [one for one in breaches if one.rule == rule and not one.inherited]
        assert all(one.holds(taken) for one in statements if one.rule == rule) == (not new), rule
    assert {one.rule for one in breaches} == told_plainly(own, held, where)


@given(books())
@settings(max_examples=100, deadline=None)
def test_what_stands_already_is_inherited_and_nothing_else_is(book):
    own, duties, _, where = book
    before = [duty for duty in duties if duty.fixed]

    assert all(one.inherited for one in found("ben", binds(book_of(own, before, **where))))


def fully(terms, seats, *others, days=14, **more):
    """Ada alone on these terms (and others on none): what she is given."""
    problem = town([person("ada", terms=terms, packs=(), **more), *others], seats, days=days)
    result = solve(problem, limit=QUICK)
    assert_stands(problem, result)
    return [placed.seat for placed in result.assignments if placed.person == "ada"], result


def test_never_more_minutes_than_agreed():
    mine, result = fully(Terms(minutes=(Quota(0, 30 * 60),)), [seat(day) for day in range(4)])

    assert len(mine) == 2
    assert {hole.summary for hole in result.holes} == {"at_limit"}
    assert result.holes[0].reasons[0].rule == "minutes_in_period"


def test_never_more_nights_of_a_shift_than_agreed():
    mine, _ = fully(Terms(counts=(Count("N", 0, 1),)), [seat(0, "N"), seat(3, "N"), seat(6, "D")])

    assert len(mine) == 2
    assert "6Dp" in mine


def test_so_many_days_in_a_row_and_then_a_day_off_history_counted():
    before = Work("before", Span(clock(-1, 8), clock(-1, 20)), fixed=True)

    mine, result = fully(Terms(days_in_a_row=2), [seat(day) for day in range(4)], fixed=(before,))

    assert len(mine) == 3
    assert "0Dp" in mine or "1Dp" in mine
    assert not {"0Dp", "1Dp"} <= set(mine)
    assert {reason.rule for hole in result.holes for reason in hole.reasons} == {"days_in_a_row"}


def test_two_days_off_in_a_row_within_every_five():
    mine, _ = fully(Terms(days_of_rest=(2, 5)), [seat(day) for day in range(10)], days=10)

    worked = {int(key[0]) for key in mine}
    assert len(mine) == 6
    assert all(any(n + m not in worked and n + m + 1 not in worked for m in range(4)) for n in range(6))


def test_one_weekend_of_two_by_the_citys_own_week():
    own = Terms(weekends=(1, 2))
    seats = [seat(day) for day in (4, 5, 11, 12)]  # two Fridays and Saturdays
    problem = town([person("ada", terms=own, packs=())], seats)
    friday_saturday = Week(7, frozenset({5, 6}))

    western = solve(problem, limit=QUICK)
    eastern = solve(
        type(problem)(problem.people, problem.seats, problem.horizon, problem.zone, friday_saturday), limit=QUICK
    )

    assert (len(western.assignments), len(eastern.assignments)) == (3, 2)


def test_rest_between_any_two_duties_is_the_contracts_own():
    mine, result = fully(Terms(rest_min=24 * 60), [seat(0), seat(1), seat(2)])

    assert mine == ["0Dp", "2Dp"]
    assert (result.holes[0].summary, result.holes[0].reasons[0].rule) == ("resting", "rest_between_duties")


def test_forward_rotation_steps_back_only_after_a_day_without_duty():
    assert forward("DN") == {("N", "D")}
    mine, _ = fully(Terms(never_next_day=forward("ELM")), [seat(0, "L"), seat(1, "E", importance=2), seat(2, "L")])

    assert mine == ["1Ep", "2Lp"]


def test_forward_rotation_remembers_the_last_duty_before():
    before = Work("old", Span(clock(-1, 14), clock(-1, 22)), fixed=True)
    own = Terms(never_next_day=forward("EL"))

    mine, _ = fully(own, [seat(0, "E"), seat(1, "E")], fixed=(before,), shifts={"old": "L"})

    assert mine == ["1Ep"]


def test_a_cycle_gives_only_its_shift_on_its_day():
    own = Terms(cycle=Cycle(MONDAY, (frozenset("D"), frozenset("N"), frozenset())))

    mine, _ = fully(own, [seat(day, shift) for day in range(6) for shift in "DN"])

    assert sorted(mine) == ["0Dp", "1Np", "3Dp", "4Np"]


def test_too_few_hours_are_charged_until_the_least_is_reached():
    own = Terms(minutes=(Quota(24 * 60),))
    problem = town(
        [person("ada", terms=own, packs=()), person("ben", packs=())],
        [seat(day) for day in (0, 3, 6)],
        weights=only(terms=1, hole=10_000),
    )

    result = solve(problem, limit=QUICK)

    assert result.objective == 0
    assert sum(placed.person == "ada" for placed in result.assignments) >= 2


@pytest.mark.parametrize(
    ("own", "worked", "charged"),
    [
        (Terms(run_least=2), (3,), True),
        (Terms(run_least=2), (3, 4), False),
        (Terms(run_least=3), (3, 4), True),
        (Terms(run_least=3), (3, 4, 5), False),
        (Terms(run_least=2), (0,), False),  # nobody knows what lies before
        (Terms(run_least=2), (9,), False),
        (Terms(off_least=2), (3, 5), True),
        (Terms(off_least=2), (3, 6), False),
        (Terms(off_least=3), (3, 6), True),
        (Terms(off_least=2), (3, 4), False),
    ],
)
def test_runs_of_duty_and_of_days_off_that_are_too_short_are_charged(own, worked, charged):
    seats = [seat(day) for day in range(10)]
    ground = lay(town([person("ada", terms=own, packs=())], seats, days=10, weights=only(terms=1)))
    sitting = [0 if day in worked else None for day in range(10)]

    cost = next(part.cost for part in account(bill_of(ground), sitting) if part.name == "terms")

    assert (cost > 0) == charged
    assert all(load_of(charge, sitting) is not None for charge in bill_of(ground)["terms"])


def test_a_run_that_began_before_the_roster_is_counted():
    before = Work("before", Span(clock(-1, 8), clock(-1, 20)), fixed=True)
    own = Terms(run_least=2, off_least=2)
    ground = lay(
        town([person("ada", terms=own, packs=(), fixed=(before,))], [seat(0), seat(1)], weights=only(terms=1))
    )

    costs = {
        worked: next(p.cost for p in account(bill_of(ground), worked) if p.name == "terms")
        for worked in [(0, None), (None, 0), (None, None)]
    }

    assert (costs[0, None] == 0, costs[None, 0] > 0, costs[None, None]) == (True, True, 0)


@given(
    own=terms, soft=st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 40)), mask=st.integers(0, 255)
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(own=Terms(), soft=(3, 2, 36), mask=255)
def test_searches_find_the_best_roster_under_any_terms(own, soft, mask):
    run, off, hours = soft
    bound = Terms(
        minutes=(*own.minutes, Quota(hours * 60)), counts=own.counts, days_in_a_row=own.days_in_a_row,
        days_of_rest=own.days_of_rest, weekends=own.weekends, rest_min=own.rest_min,
        never_next_day=own.never_next_day, cycle=own.cycle, run_least=run, off_least=off,
    )  # fmt: skip
    shapes_ = [(day, shift) for day in (3, 4, 5, 6) for shift in "DN"]
    seats = [seat(*shape) for n, shape in enumerate(shapes_) if mask >> n & 1]
    problem = town([person("ada", terms=bound)], seats, days=8, weights=Weights(hole=300))

    result = solve(problem, limit=QUICK)

    assert_stands(problem, result)
    if seats:
        assert result.objective == best_by_hand(problem)


def test_a_term_that_leaves_a_seat_empty_is_told_as_a_clash_with_its_way_out():
    problem = town([person("ada", terms=Terms(days_in_a_row=1), packs=())], [seat(0), seat(1)])

    (told,) = clashes(problem, (Placed("0Dp", "ada"),), limit=20)

    assert [(each.kind, each.rule) for each in told.elements] == [
        ("seat", ""),
        ("seat", ""),
        ("terms", "days_in_a_row"),
    ]
    assert told.ways[0].steps[0].element == told.elements[2]


def test_a_pin_that_breaks_a_term_is_inherited():
    problem = town(
        [person("ada", terms=Terms(days_in_a_row=1), packs=())],
        [seat(0), seat(1)],
        pins=(Pin("0Dp", "ada"), Pin("1Dp", "ada")),
    )

    result = solve(problem, limit=QUICK)

    assert [each.breach.rule for each in result.inherited] == ["days_in_a_row"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Quota(10, 5), "at least 10 and at most 5"),
        (lambda: Count("N", 2, 1), "Count of 'N'"),
        (lambda: Cycle(MONDAY, ()), "at least one day"),
        (lambda: Terms(days_in_a_row=0), "Terms.days_in_a_row must be 1 or more"),
        (lambda: Terms(rest_min=0), "Terms.rest_min"),
        (lambda: Terms(days_of_rest=(3, 2)), "Terms.days_of_rest"),
        (lambda: Terms(weekends=(2, 2)), "Terms.weekends"),
        (lambda: Terms(weekends=(2, 52)), "of 8 at most"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_somebody_without_terms_is_bound_by_none():
    assert Candidate("ada", person("ada").subject, frozenset()).terms == Terms()
