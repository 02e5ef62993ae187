"""Where a roster is opened: anywhere, and more often where people are missing."""

from types import SimpleNamespace

import numpy as np
import pytest

from lamplighter.engines.lines.columns.where import everybody, stretch, weeks

DAYS, ITEMS = 84, 3
KINDS = {"stretch": stretch, "everybody": everybody, "weeks": weeks}


def standing(worst: int) -> SimpleNamespace:
    """Ten people over twelve weeks; three are missing on one day."""
    astray = np.zeros((DAYS, ITEMS))
    astray[worst, 1] = 300.0
    grid = SimpleNamespace(first_weekday=0)
    return SimpleNamespace(book=SimpleNamespace(days=DAYS, grid=grid), lines=[None] * 10, astray=lambda: astray)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("worst", [2, 83])
def test_half_of_the_parts_hold_the_worst_day_and_the_others_lie_anywhere(kind: str, worst: int) -> None:
    rng = np.random.default_rng(1)
    found = [KINDS[kind](standing(worst), 140.0, rng) for _ in range(300)]

    assert all(0 <= begin < end <= DAYS and begin % 7 == 0 for _, begin, end in found)
    assert sum(begin <= worst < end for _, begin, end in found) > 120
    if kind != "weeks":
        assert {begin for _, begin, _ in found} >= set(range(0, DAYS - 28, 7))
