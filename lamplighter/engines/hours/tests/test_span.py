import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplighter.engines.hours import Span, intersect, subtract, total_minutes, union

ZERO = datetime(2026, 3, 1, tzinfo=UTC)


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


def span(start: int, end: int) -> Span:
    return Span(at(start), at(end))


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: span(pair[0], pair[0] + pair[1])),
    max_size=8,
)


def minutes_in(parts) -> set[int]:
    return {minute for minute in range(90) if any(part.holds(at(minute)) for part in parts)}


def test_a_span_is_kept_in_utc_so_a_clock_change_does_not_bend_it():
    jerusalem = ZoneInfo("Asia/Jerusalem")

    night = Span(datetime(2026, 3, 26, 22, tzinfo=jerusalem), datetime(2026, 3, 27, 6, tzinfo=jerusalem))

    assert night.start.tzinfo is UTC
    assert night.hours == Decimal(7)
    assert night.minutes == 420
    assert night.seconds == 25200


def test_a_span_without_zone_is_refused():
    with pytest.raises(ValueError, match="Give an aware time"):
        Span(datetime(2026, 1, 1), at(5))


@pytest.mark.parametrize("end", [0, -1])
def test_an_empty_or_backward_span_is_refused(end):
    with pytest.raises(ValueError, match="not after its start"):
        span(0, end)


def test_touching_spans_share_nothing_and_become_one():
    assert not span(0, 5).overlaps(span(5, 9))
    assert span(0, 5).meet(span(5, 9)) is None
    assert union([span(5, 9), span(0, 5)]) == (span(0, 9),)


def test_a_single_span_may_stand_for_a_set():
    assert subtract(span(0, 10), span(2, 3)) == (span(0, 2), span(3, 10))
    assert intersect(span(0, 10), [span(8, 12)]) == (span(8, 10),)


def test_time_covered_twice_counts_once():
    assert total_minutes([span(0, 10), span(5, 15)]) == 15


@given(spans, spans)
def test_set_arithmetic_agrees_with_counting_minutes(a, b):
    assert minutes_in(union(a)) == minutes_in(a)
    assert minutes_in(intersect(a, b)) == minutes_in(a) & minutes_in(b)
    assert minutes_in(subtract(a, b)) == minutes_in(a) - minutes_in(b)
    assert total_minutes(a) == len(minutes_in(a))


@given(spans, spans)
def test_results_are_sorted_and_never_touch(a, b):
    for parts in (union(a), intersect(a, b), subtract(a, b)):
        assert all(one.end < two.start for one, two in itertools.pairwise(parts))
