"""The judge and the encoder say the same, for every rule and pack, in any week of the year."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span
from lamplighter.engines.law import RULES, Slot, Subject, Work, judge, statements
from lamplighter.engines.law.tests.scenes import BERLIN, JERUSALEM, MONDAY_WEEK, SATURDAY_WEEK, SUNDAY_WEEK, TEHRAN

PLACES = {
    "eu": (("eu-wtd-2003-88",), BERLIN, MONDAY_WEEK, datetime(2026, 3, 16, tzinfo=UTC)),
    "eu-city": (("eu-wtd-2003-88", "city-policy"), BERLIN, MONDAY_WEEK, datetime(2026, 10, 12, tzinfo=UTC)),
    "il": (("il-hours-1951",), JERUSALEM, SUNDAY_WEEK, datetime(2026, 3, 15, tzinfo=UTC)),
    "il-city": (("il-hours-1951", "city-policy"), JERUSALEM, SUNDAY_WEEK, datetime(2026, 10, 11, tzinfo=UTC)),
    "il-2018": (("il-hours-1951",), JERUSALEM, SUNDAY_WEEK, datetime(2018, 3, 4, tzinfo=UTC)),
    "ir": (("ir-labour-1990",), TEHRAN, SATURDAY_WEEK, datetime(2026, 3, 14, tzinfo=UTC)),
    "ir-city": (("ir-labour-1990", "city-policy"), TEHRAN, SATURDAY_WEEK, datetime(2022, 3, 12, tzinfo=UTC)),
    "us-city": (
        ("us-flsa-like", "city-policy"),
        MONDAY_WEEK and BERLIN,
        MONDAY_WEEK,
        datetime(2026, 3, 16, tzinfo=UTC),
    ),
}
PLAN_DAYS = 21

shapes = st.tuples(
    st.integers(0, PLAN_DAYS * 24 - 1),
    st.sampled_from([0.5, 2, 4, 6, 8, 8, 8, 10, 12, 12, 16, 24, 60]),
    st.sampled_from(["worked", "worked", "worked", "standby_site", "standby_home"]),
    st.sampled_from([None, 5, 8, 9, 60]),
)
past = st.tuples(
    st.integers(-24 * 20, PLAN_DAYS * 24),
    st.sampled_from([0.25, 1, 3, 8, 8, 12, 14, 30]),
    st.sampled_from(["worked", "worked", "standby_site", "standby_home", "callout", "callout"]),
    st.sampled_from([None, 8]),
)
rows = st.tuples(
    st.integers(0, 6), st.integers(3, 18), st.sampled_from([0, 6, 8, 14, 20, 22]), st.sampled_from([6, 8, 12])
)
people = st.builds(
    Subject,
    key=st.just("ben"),
    packs=st.just(()),
    weekly_hours=st.sampled_from([None, 10, 36]),
    exempt=st.booleans() | st.just(False),
    opt_out=st.booleans(),
    shift_work=st.booleans(),
    night_worker=st.booleans(),
    weekly_rest_day=st.sampled_from([None, None, 5, 6, 1]),
)


def span(first, hour, length):
    start = first + timedelta(hours=hour)
    return Span(start, start + timedelta(hours=length))


@st.composite
def plans(draw, place):
    """Slots, fixed work and a choice of slots; often whole rows of one shift, so that long limits are met."""
    packs, zone, week, first = PLACES[place]
    shaped = draw(st.lists(shapes, max_size=8))
    for day, count, clock, length in draw(st.lists(rows, max_size=2)):
        shaped += [(min((day + n) * 24 + clock, PLAN_DAYS * 24 - 1), length, "worked", None) for n in range(count)]
    slots = [
        Slot(f"s{n}", span(first, hour, length), kind, soon) for n, (hour, length, kind, soon) in enumerate(shaped)
    ]
    fixed = [
        Work(f"f{n}", span(first, hour, length), kind, soon, fixed=True)
        for n, (hour, length, kind, soon) in enumerate(draw(st.lists(past, max_size=6)))
    ]
    if draw(st.booleans()):
        fixed += [Work(f"r{n}", span(first, -24 * n - 10, 8), "worked", None, fixed=True) for n in range(1, 20)]
    subject = draw(people)
    who = Subject(
        "ben", packs, subject.weekly_hours, subject.exempt, subject.opt_out, subject.shift_work,
        subject.night_worker, subject.weekly_rest_day,
    )  # fmt: skip
    horizon = Span(first, first + timedelta(days=PLAN_DAYS))
    holidays = frozenset(draw(st.lists(st.dates(first.date(), first.date() + timedelta(days=20)), max_size=2)))
    taken = draw(st.lists(st.integers(0, max(len(slots) - 1, 0)), unique=True)) if slots else []
    taken = frozenset(taken) if draw(st.booleans()) else frozenset(range(len(slots))) - frozenset(taken)
    where = {"zone": zone, "week": week, "holidays": holidays, "horizon": horizon}
    return who, slots, fixed, taken, where


def apart(slots, fixed, taken):
    """Whether nobody is asked to be in two places: the one case in which single rules may differ."""
    chosen = [slots[n] for n in taken]
    if any(one.span.overlaps(two.span) for one, two in combinations(chosen, 2)):
        return False
    return not any(
        one.span.overlaps(two.span) and ("callout" not in (two.kind,) or one.kind == "worked")
        for one in chosen
        for two in fixed
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_choice_is_lawful_exactly_when_every_statement_holds(place):
    @settings(max_examples=40, deadline=None)
    @given(plans(place))
    def agree(plan):
        subject, slots, fixed, taken, where = plan
        said = statements(subject, slots, fixed, **where)
        work = [*fixed, *(slots[n].taken() for n in sorted(taken))]
        found = [one for one in judge(subject, work, **where) if not one.inherited]

        assert all(one.holds(frozenset()) for one in said)
        assert all(one.holds(taken) for one in said) == (not found)
        if apart(slots, fixed, taken):
            for rule in RULES:
                judged = {one.rule for one in found}
                assert all(one.holds(taken) for one in said if one.rule == rule) == (rule not in judged), rule

    agree()


def test_standby_inside_a_call_out_that_broke_the_day_makes_nothing_worse():
    packs, zone, week, first = PLACES["us-city"]
    where = {"zone": zone, "week": week, "horizon": Span(first, first + timedelta(days=7))}
    called = Work("called", span(first, 0, 14), "callout", fixed=True)
    slot = Slot("standby", span(first, 1, 0.5), "standby_site")

    said = statements(Subject("ben", packs), [slot], [called], **where)
    found = judge(Subject("ben", packs), [called, slot.taken()], **where)

    assert all(one.inherited for one in found)
    assert all(one.holds(frozenset({0})) for one in said)


@settings(max_examples=15, deadline=None)
@given(plans("eu-city"), st.randoms())
def test_the_order_of_work_does_not_change_the_judgement(plan, random):
    subject, slots, fixed, _, where = plan
    work = [*fixed, *(slot.taken() for slot in slots)]
    shuffled = list(work)
    random.shuffle(shuffled)

    assert judge(subject, work, **where) == judge(subject, shuffled, **where)


@settings(max_examples=15, deadline=None)
@given(plans("il-city"))
def test_statements_repeat_themselves_and_name_their_ground(plan):
    subject, slots, fixed, _, where = plan

    said = statements(subject, slots, fixed, **where)

    assert said == statements(subject, slots, fixed, **where)
    assert len(set(said)) == len(said)
    assert all(one.fact_id in RULES[one.rule].fact_ids for one in said)


def test_six_weeks_of_six_duties_a_day_stay_small():
    packs, zone, week, first = PLACES["il-city"]
    shifts = ((4, 8), (12, 8), (20, 8), (4, 12), (16, 12), (6, 9))
    slots = [
        Slot(f"{day}.{clock}.{length}", span(first, day * 24 + clock, length))
        for day in range(42)
        for clock, length in shifts
    ]

    said = statements(
        Subject("ben", packs, 40), slots, zone=zone, week=week, horizon=Span(first, first + timedelta(days=42))
    )

    # Pairs would be some 5,000.
    assert len(slots) == 252
    assert len(said) < 1000
