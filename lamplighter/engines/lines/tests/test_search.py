"""What a search answers: lawful rosters, honest bounds, clear words where there is nothing to find."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lamplighter.engines.lines import (
    OFF,
    Demand,
    Grid,
    LinesProgress,
    LinesResult,
    Person,
    Run,
    Total,
    Weekends,
    Wish,
    score,
    solve_lines,
)
from lamplighter.engines.lines.solve import STATUSES
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, person
from lamplighter.engines.lines.warm import warm

LIMIT = 10.0


def solved(grid: Grid, limit: float = LIMIT, **options) -> LinesResult:
    """Search, and hold what comes out against the judge."""
    result = solve_lines(grid, limit=limit, **options)
    assert result.status in STATUSES
    if result.lines is not None:
        judged = score(grid, result.lines)
        assert result.objective == judged.objective
        assert {each.rule for each in judged.broken} <= {"demand"}
        assert sum(each.amount for each in judged.broken) == result.missing
        assert result.bound is None or result.bound <= result.objective
        assert not result.missing or result.status not in ("optimal", "feasible")
    return result


def busy(people: int, days: int) -> Grid:
    """A grid that is not solved to proof in a moment: wishes and demand pull at each other."""
    team = [
        person(
            f"p{at}",
            runs=(Run(WORK, 2, 5, 7, 9), Run(REST, 2, None, 5)),
            totals=(Total((("E", 480), ("L", 480), ("N", 600)), 40 * days, 150 * days, 1, 1),),
            weekends=Weekends(2, 11, 5),
            wishes=tuple(Wish(day, "ELN"[(at + day) % 3], day % 2 == 0, 3 + at % 5) for day in range(days)),
        )
        for at in range(people)
    ]
    demands = tuple(
        Demand(day, shift, people // 4 + (day + number) % 2, 13, 2)
        for day in range(days)
        for number, shift in enumerate("ELN")
    )
    return grid_of(days, *team, demands=demands)


def test_the_search_is_right_on_grids_so_small_that_every_roster_can_be_judged():
    """In a process of its own: HiGHS and OR-Tools cannot share one."""
    module = "lamplighter.engines.lines.tests.check_search"

    checked = subprocess.run([sys.executable, "-m", module, "40"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_grid_of_nobody_costs_what_all_that_is_missing_costs():
    result = solved(grid_of(3, demands=(Demand(1, "E", 2, 10),)))

    assert (result.lines, result.objective, result.status) == ({}, 20, "optimal")


def test_one_person_on_one_day_works_if_that_is_cheaper():
    result = solved(grid_of(1, person(wishes=(Wish(0, OFF, True, 3),)), demands=(Demand(0, "N", 1, 4),)))

    assert (result.lines, result.objective, result.status) == ({"Ada": ("N",)}, 3, "optimal")


def test_without_demand_everybody_has_what_they_wish():
    people = [person(key, wishes=(Wish(day, shift, True, 5),)) for day, (key, shift) in enumerate(["aE", "bN"])]

    result = solved(grid_of(7, *people))

    assert (result.lines["a"][0], result.lines["b"][1]) == ("E", "N")
    assert (result.objective, result.status) == (0, "optimal")


def test_who_may_work_nothing_is_off():
    result = solved(grid_of(7, person(shifts=frozenset()), person("Bob"), demands=(Demand(2, "E", 2, 7),)))

    assert set(result.lines["Ada"]) == {OFF}
    assert (result.objective, result.status) == (7, "optimal")


def test_who_is_free_all_days_is_off():
    result = solved(grid_of(7, person(free=frozenset(range(7))), demands=(Demand(2, "E", 1, 7),)))

    assert result.lines == {"Ada": (OFF,) * 7}
    assert (result.objective, result.status) == (7, "optimal")


def test_contradicting_rules_leave_no_line_and_the_answer_names_whose():
    torn = person("Torn", runs=(Run(WORK, 1, 2),), totals=(Total((("E", 1), ("L", 1), ("N", 1)), 6),))

    result = solved(grid_of(7, person(), torn))

    assert (result.status, result.lines, result.nobody) == ("infeasible", None, "Torn")


def test_a_total_that_was_over_its_most_before_the_period_leaves_no_line():
    result = solved(grid_of(2, person("Late", totals=(Total((("E", 1),), 0, 3, begun=4),))))

    assert (result.status, result.lines, result.nobody) == ("infeasible", None, "Late")


def test_a_hard_demand_that_nobody_can_meet_is_told_and_never_called_lawful():
    result = solved(grid_of(3, person(), demands=(Demand(1, "E", 2, 5, least=2), Demand(2, "L", 1, 5))))

    assert (result.status, result.missing, result.bound, result.nobody) == ("infeasible", 1, None, None)
    assert result.lines["Ada"][1:] == ("E", "L")


def test_a_hard_demand_above_the_wanted_is_met():
    result = solved(grid_of(1, person(), person("Bob"), demands=(Demand(0, "E", 0, 5, 3, least=2),)), limit=1)

    assert result.missing == 0
    assert result.objective == 6


def test_a_person_may_have_a_line_of_a_year():
    runs = (Run(WORK, 1, 5), Run(REST, 2))
    demands = tuple(Demand(day, "E", 1, 1) for day in range(371))

    result = solved(grid_of(371, person(runs=runs), demands=demands))

    # Five days in seven, and one more week of five that the period's end cuts off.
    assert (result.objective, result.status) == (106, "optimal")


def test_two_hundred_people_share_out_one_day():
    people = [person(f"p{at}", wishes=(Wish(0, "E", False, at),)) for at in range(200)]

    result = solved(grid_of(1, *people, demands=(Demand(0, "E", 20, 1000),)))

    assert (result.objective, result.status) == (sum(range(20)), "optimal")


def test_a_period_may_begin_on_a_sunday():
    """Of the weekend that began before, the Saturday was worked: the Sunday is its other half."""
    rested = person(weekends=Weekends(split=4), before="E")

    result = solved(grid_of(1, rested, first_weekday=6))

    assert result.lines["Ada"] != (OFF,)
    assert (result.objective, result.status) == (0, "optimal")


def test_the_same_seed_finds_the_same_roster():
    grid = busy(4, 7)

    one, other = (solved(grid, limit=30, seed=3) for _ in range(2))

    assert (one.status, one.lines) == ("optimal", other.lines)


def test_a_search_stops_when_it_is_asked_to_and_gives_what_it_has():
    told: list[LinesProgress] = []

    result = solved(busy(20, 28), limit=300, on_progress=told.append, stop=lambda: len(told) >= 3)

    assert result.status == "stopped"
    assert result.objective is not None
    assert result.seconds < 150


def test_progress_only_gets_better():
    told: list[LinesProgress] = []

    result = solved(busy(12, 28), limit=4, on_progress=told.append)

    objectives = [each.objective for each in told if each.objective is not None]
    bounds = [each.bound for each in told if each.bound is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert bounds == sorted(bounds)
    assert bounds[-1] <= result.objective <= objectives[-1]


def test_a_search_ends_at_the_gap_that_is_good_enough():
    result = solved(busy(12, 28), limit=300, target=1.0)

    assert result.status == "feasible"


@pytest.mark.skipif(sys.platform != "linux", reason="Which process is whose child is read from /proc.")
def test_a_search_whose_process_is_killed_early_says_so():
    def kill() -> bool:
        for child in searches():
            os.kill(child, signal.SIGKILL)
        return False

    with pytest.raises(RuntimeError, match="ended by itself"):
        solve_lines(busy(40, 84), limit=300, stop=kill)


@pytest.mark.skipif(sys.platform != "linux", reason="Which process is whose child is read from /proc.")
def test_a_search_whose_process_is_killed_gives_the_best_so_far():
    def kill(progress: LinesProgress) -> None:
        if progress.objective is not None:
            for child in searches():
                os.kill(child, signal.SIGKILL)

    result = solved(busy(20, 28), limit=300, on_progress=kill)

    assert result.status == "feasible"


def searches() -> list[int]:
    """The processes of searches that this one has begun."""
    mine = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [int(each) for each in mine if b"engines.lines.child" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0.0},
        {"limit": float("nan")},
        {"limit": 1.0, "seed": -1},
        {"limit": 1.0, "workers": 0},
        {"limit": 1.0, "target": 1.5},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="Got"):
        solve_lines(grid_of(1, Person("Ada", WORK)), **wrong)


def test_a_first_roster_is_waited_for_beyond_the_limit():
    result = solved(busy(6, 14), limit=0.001)

    assert result.lines is not None


def test_warming_up_solves_a_grid():
    assert warm().status == "optimal"
