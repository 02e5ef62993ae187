"""Rosters that are crossed: the litter gets better, stays various, and gives way to a new one in time."""

import subprocess
import sys

import numpy as np
import pytest

from lamplighter.engines.lines.columns.litter import BEST, DULL, LITTER, VAIN, Litter

HOUR = 3600.0


def lines(*signs: str) -> list[np.ndarray]:
    return [np.array([int(sign) for sign in each], dtype=np.int8) for each in signs]


def full(*, first: int = 0) -> Litter:
    """As many rosters as there may be, each unlike the others, from 100 upwards."""
    litter = Litter(HOUR)
    for at in range(LITTER):
        assert litter.add(100 + at, lines(f"{first + at:08b}"))
    return litter


def values(litter: Litter) -> list[float]:
    return [each.value for each in litter.rosters]


def test_what_is_known_is_not_taken_in_again():
    litter = Litter(HOUR)

    assert litter.add(7, lines("0110", "1000"))
    assert not litter.add(7, lines("0110", "1000"))

    assert values(litter) == [7]


def test_what_is_dearer_than_all_others_finds_no_place():
    litter = full()

    assert not litter.add(200, lines("11111111"))

    assert values(litter) == [100 + at for at in range(LITTER)]


def test_a_roster_takes_the_place_of_the_one_most_like_it_that_costs_no_less():
    litter = full()

    assert litter.add(103, lines("10001111"))  # next to 00001111, the dearest, on one day; 00000011 costs the same

    assert values(litter) == [100, 101, 102, 103, 103, *range(104, 115)]
    assert not any((each.items == lines("00001111")[0]).all() for each in litter.rosters)


def test_another_roster_of_the_same_cost_is_kept_but_is_no_gain():
    litter = full()

    assert not litter.add(115, lines("10001111"))

    assert values(litter) == [100 + at for at in range(LITTER)]
    assert (litter.rosters[-1].items == lines("10001111")[0]).all()


def test_dives_go_on_until_there_are_enough_or_nothing_new_comes_of_them():
    assert full().grown
    few = Litter(HOUR, 2)
    few.add(1, lines("01"))
    assert not few.grown
    few.add(2, lines("10"))
    assert few.grown

    dull = Litter(HOUR)
    for _ in range(DULL):
        assert not dull.grown
        dull.dived(0.1, well=False)
    assert dull.grown


def test_no_dive_is_begun_that_would_last_too_long():
    litter = Litter(10.0)
    litter.dived(8.0, well=True)
    assert not litter.grown
    litter.dived(11.0, well=True)
    assert litter.grown


def test_parents_are_two_the_cheaper_one_first():
    litter, rng = full(), np.random.default_rng(0)

    pairs = [litter.parents(rng) for _ in range(200)]

    assert all(better.value < worse.value for better, worse in pairs)
    assert {each.value for pair in pairs for each in pair} == set(values(litter))
    assert Litter(HOUR).parents(rng) is None


@pytest.mark.parametrize("gains", [0, 3])
def test_after_many_crossings_in_vain_a_new_litter_is_begun_that_meets_the_best_in_the_end(gains):
    litter = full()
    for at in range(gains):
        for _ in range(VAIN - 1):
            litter.crossed(well=False)
        litter.crossed(well=True)
        assert len(litter.rosters) == LITTER, at

    for _ in range(VAIN):
        litter.crossed(well=False)
    assert litter.rosters == []
    assert [each.value for each in litter.best] == [100, 101, 102, 103]
    assert not litter.grown

    litter.add(90, lines("11110000"), turn=1)
    litter.add(110, lines("11110001"), turn=1)
    for _ in range(VAIN):
        litter.crossed(well=False, turn=1)
    assert values(litter) == [90, 100, 101, 102, 103, 110]
    assert litter.grown

    for _ in range(VAIN):
        litter.crossed(well=False, turn=1)
    assert litter.rosters == []
    assert len(litter.best) == BEST
    assert litter.best[0].value == 90


def test_a_child_of_the_litter_before_is_neither_taken_nor_counted():
    litter = full()
    for _ in range(VAIN):
        litter.crossed(well=False)

    assert not litter.add(90, lines("11110000"), turn=0)
    litter.crossed(well=False, turn=0)

    assert (litter.rosters, litter.vain, litter.turn) == ([], 0, 1)


def test_crossings_lead_to_lawful_rosters_better_than_the_dives_they_began_with():
    """In a process of its own: HiGHS and OR-Tools cannot share one."""
    module = "lamplighter.engines.lines.tests.check_breed"

    checked = subprocess.run([sys.executable, "-m", module], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    bound, dived, bred = map(float, checked.stdout.split())
    assert bound <= bred
    assert bred - bound < (dived - bound) / 2
