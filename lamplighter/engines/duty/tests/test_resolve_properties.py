"""The resolver against a minute-by-minute reading of the rules, and against itself on other windows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.duty import (
    Assignment,
    Closure,
    Override,
    Publication,
    Wanted,
    on_at,
    resolve,
)
from lamplighter.engines.hours import Span

DAWN = datetime(2026, 3, 29, tzinfo=UTC)
STEPS = 24
STEP = timedelta(minutes=1)

people = st.sampled_from(["ada", "ben", "chen", None])
layers = st.sampled_from(["primary", "backup"])
pools = st.sampled_from(["net", "soc"])


@st.composite
def spans(draw, first=0, last=STEPS):
    start = draw(st.integers(first, last - 1))
    return Span(DAWN + STEP * start, DAWN + STEP * draw(st.integers(start + 1, last)))


@st.composite
def publications(draw):
    made = []
    for version in range(1, draw(st.integers(0, 3)) + 1):
        pool, period = draw(pools), draw(spans())
        first, last = ((each - DAWN) // STEP for each in (period.start, period.end))
        duties = []
        for number in range(draw(st.integers(0, 4))):
            start = draw(st.integers(first, last - 1))
            end = draw(st.integers(start + 1, STEPS + 4))
            duties.append(
                Assignment(
                    pool,
                    draw(layers),
                    draw(people),
                    Span(DAWN + STEP * start, DAWN + STEP * end),
                    f"a{version}.{number}",
                    version,
                    "worked",
                    draw(st.integers(1, 2)),
                )
            )
        made.append(Publication(pool, version, period, tuple(duties)))
    return draw(st.permutations(made))


@st.composite
def cases(draw):
    published = draw(publications())
    keys = [None, "lost", *(duty.key for each in published for duty in each.assignments)]
    overrides = [
        Override(
            draw(pools),
            draw(layers),
            draw(people),
            draw(spans()),
            f"o{number}",
            DAWN + STEP * draw(st.integers(0, 2)),
            draw(st.sampled_from(keys)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    closures = [Closure(draw(pools), draw(spans())) for _ in range(draw(st.integers(0, 1)))]
    wanted = [
        Wanted(draw(pools), draw(layers), draw(spans()), draw(st.integers(0, 2)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return published, overrides, closures, wanted


def by_hand(case, pool, layer, instant):
    """Who is on at one instant, worked out in the most stupid way: {seat: person}."""
    published, overrides, closures, wanted = case
    if any(each.pool == pool and each.span.holds(instant) for each in closures):
        return {}
    alive = []
    for each in published:
        for duty in each.assignments:
            if (duty.pool, duty.layer) == (pool, layer) and duty.span.holds(instant):
                speaking = [p.version for p in published if p.pool == pool and p.period.holds(duty.span.start)]
                if max(speaking) == duty.version:
                    alive.append(duty)
    seats, names = {}, {}
    for duty in sorted(alive, key=lambda duty: (duty.seat, duty.span.start, duty.key)):
        seat = duty.seat
        if seat in seats:
            seat = 1
            while seat in seats:
                seat += 1
        seats[seat], names[duty.key] = duty.person, seat
    missing = sum(
        each.people for each in wanted if (each.pool, each.layer) == (pool, layer) and each.span.holds(instant)
    ) - len(seats)
    while missing > 0:
        seat = 1
        while seat in seats:
            seat += 1
        seats[seat] = None
        missing -= 1
    mine = [each for each in overrides if (each.pool, each.layer) == (pool, layer) and each.span.holds(instant)]
    for each in sorted(mine, key=lambda each: (each.made_at, each.key)):
        if each.replaces is None:
            seats[min(seats) if seats else 1] = each.person
        elif each.replaces in names:
            seats[names[each.replaces]] = each.person
    return seats


@given(cases(), spans(0, STEPS + 4))
@settings(max_examples=150, deadline=None)
def test_pieces_tile_the_window_and_agree_with_a_reading_minute_by_minute(case, window):
    published, overrides, closures, wanted = case

    covers = resolve(published, overrides, closures, window, wanted=wanted)

    for _, group in groupby(covers, key=lambda c: (c.pool, c.layer, c.seat)):
        pieces = list(group)
        assert pieces[0].span.start == window.start
        assert pieces[-1].span.end == window.end
        assert all(one.span.end == other.span.start for one, other in pairwise(pieces))
    instant = window.start
    while instant < window.end:
        for pool in ("net", "soc"):
            for layer in ("primary", "backup"):
                mine = [c for c in on_at(covers, instant) if (c.pool, c.layer) == (pool, layer)]
                shown = {c.seat: c.person for c in mine if c.source not in ("unrostered", "closed")}
                assert shown == by_hand(case, pool, layer, instant)
        instant += STEP


@given(cases(), spans(0, STEPS + 4))
@settings(max_examples=150, deadline=None)
def test_a_window_shows_what_the_whole_shows(case, window):
    published, overrides, closures, wanted = case
    whole = resolve(published, overrides, closures, Span(DAWN, DAWN + STEP * (STEPS + 4)), wanted=wanted)

    part = resolve(published, overrides, closures, window, wanted=wanted)

    cut = [replace(c, span=c.span.meet(window)) for c in whole if c.span.overlaps(window)]
    seats = {(c.pool, c.layer, c.seat) for c in part}
    assert [c for c in cut if (c.pool, c.layer, c.seat) in seats] == list(part)
    assert all(
        c.source in ("unrostered", "closed") for c in cut if (c.pool, c.layer, c.seat) not in seats
    )  # seats that nobody needs in this window


@given(cases())
@settings(max_examples=60, deadline=None)
def test_the_order_of_what_is_given_does_not_matter(case):
    published, overrides, closures, wanted = case
    window = Span(DAWN, DAWN + STEP * STEPS)

    assert resolve(published, overrides, closures, window, wanted=wanted) == resolve(
        published[::-1], overrides[::-1], closures[::-1], window, wanted=wanted[::-1]
    )
