from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lamplighter.engines.exercise.spans import both, contains, either, first_held, joined, outside, where

ends = st.one_of(st.none(), st.integers(0, 30))
spans = st.lists(st.tuples(st.integers(0, 30), ends), max_size=5).map(joined)
seconds = st.integers(0, 40)


@given(spans, spans, seconds)
def test_stretches_combine_as_their_seconds_do(one, other, second):
    inside, beside = contains(one, second), contains(other, second)

    assert contains(either(one, other), second) == (inside or beside)
    assert contains(both(one, other), second) == (inside and beside)
    assert contains(outside(one), second) == (not inside)


@given(spans, spans)
def test_stretches_are_sorted_and_apart(one, other):
    for found in (either(one, other), both(one, other), outside(one)):
        for (_, end), (start, _) in pairwise(found):
            assert end is not None
            assert end < start


@given(spans, st.integers(0, 20), st.integers(0, 10), st.integers(0, 25))
def test_the_first_second_held_is_the_first_that_anybody_counting_would_find(found, from_s, for_s, not_before_s):
    def held(second: int) -> bool:
        return second >= max(from_s + for_s, not_before_s) and all(
            contains(found, one) for one in range(second - for_s, second + 1)
        )

    # Beyond every end there is nothing new: a stretch that lasts for ever has begun.
    counted = next((second for second in range(80) if held(second)), None)

    assert first_held(found, from_s, for_s, not_before_s) == counted


def test_a_truth_told_by_its_changes_is_false_before_the_first():
    assert where([(5, True), (9, False), (12, True), (12, True)]) == ((5, 9), (12, None))
    assert where([]) == ()
