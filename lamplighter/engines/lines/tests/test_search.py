"""What a search answers: lawful rosters, honest bounds, clear words where there is nothing to find."""

import os
import pickle
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
from lamplighter.engines.lines.message import Ask
from lamplighter.engines.lines.solve import STATUSES, Known, result_of
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, person
from lamplighter.engines.lines.warm import warm


def solved(grid: Grid, limit: float, **options) -> LinesResult:
    """Search, and hold what comes out against the judge."""
    return judged(grid, solve_lines(grid, limit=limit, **options))


def judged(grid: Grid, result: LinesResult) -> LinesResult:
    """What was found, once the judge agrees with it."""
    assert result.status in STATUSES
    if result.lines is not None:
        verdict = score(grid, result.lines)
        assert result.objective == verdict.objective
        assert {each.rule for each in verdict.broken} <= {"demand"}
        assert sum(each.amount for each in verdict.broken) == result.missing
        assert result.bound is None or result.bound <= result.objective
        assert not result.missing or result.status not in ("optimal", "feasible")
    return result


@pytest.fixture(scope="module")
def odd() -> dict[str, LinesResult]:
    """What is found for each of the odd grids; one process does them all."""
    asked = [Ask(grid, 1.0 if name == "above" else 10.0, 0, 1) for name, grid in ODD.items()]
    batch = subprocess.run(
        [sys.executable, "-m", "lamplighter.engines.lines.tests.batch"],
        input=pickle.dumps(asked),
        capture_output=True,
        check=False,
    )
    assert batch.returncode == 0, batch.stderr.decode()
    found = {}
    for (name, grid), words in zip(ODD.items(), pickle.loads(batch.stdout), strict=True):
        known = Known()
        for word in words:
            known.hear(word)
        found[name] = judged(grid, result_of(grid, known, stopped=False))
    return found


TORN = person("Torn", runs=(Run(WORK, 1, 2),), totals=(Total((("E", 1), ("L", 1), ("N", 1)), 6),))
LATE = person("Late", totals=(Total((("E", 1),), 0, 3, begun=4),))
ODD = {
    "nobody": grid_of(3, demands=(Demand(1, "E", 2, 10),)),
    "one day": grid_of(1, person(wishes=(Wish(0, OFF, True, 3),)), demands=(Demand(0, "N", 1, 4),)),
    "no demand": grid_of(
        7, person(wishes=(Wish(0, "E", True, 5),)), person("Bob", wishes=(Wish(1, "N", True, 5),))
    ),
    "no shifts": grid_of(7, person(shifts=frozenset()), person("Bob"), demands=(Demand(2, "E", 2, 7),)),
    "free": grid_of(7, person(free=frozenset(range(7))), demands=(Demand(2, "E", 1, 7),)),
    "torn": grid_of(7, person(), TORN),
    "late": grid_of(2, LATE),
    "unmet": grid_of(3, person(), demands=(Demand(1, "E", 2, 5, least=2), Demand(2, "L", 1, 5))),
    "above": grid_of(1, person(), person("Bob"), demands=(Demand(0, "E", 0, 5, 3, least=2),)),
    "year": grid_of(
        371,
        person(runs=(Run(WORK, 1, 5), Run(REST, 2))),
        demands=tuple(Demand(day, "E", 1, 1) for day in range(371)),
    ),
    "crowd": grid_of(
        1,
        *(person(f"p{at}", wishes=(Wish(0, "E", False, at),)) for at in range(200)),
        demands=(Demand(0, "E", 20, 1000),),
    ),
    "sunday": grid_of(1, person(weekends=Weekends(split=4), before="E"), first_weekday=6),
    "rests": grid_of(7, person(totals=(Total(((OFF, 1), ("E", 0)), 0, 3),), wishes=(Wish(0, OFF, True, 2),))),
}


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

    checked = subprocess.run([sys.executable, "-m", module, "30"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_where_rough_prices_find_somebody_no_line_better_ones_do():
    module = "lamplighter.engines.lines.tests.check_rough"

    checked = subprocess.run([sys.executable, "-m", module], capture_output=True, text=True, check=False)

    assert checked.stdout == "found\n", checked.stdout + checked.stderr


def test_a_grid_of_nobody_costs_what_all_that_is_missing_costs(odd):
    assert (odd["nobody"].lines, odd["nobody"].objective, odd["nobody"].status) == ({}, 20, "optimal")


def test_one_person_on_one_day_works_if_that_is_cheaper(odd):
    assert (odd["one day"].lines, odd["one day"].objective) == ({"Ada": ("N",)}, 3)
    assert odd["one day"].status == "optimal"


def test_without_demand_everybody_has_what_they_wish(odd):
    assert (odd["no demand"].lines["Ada"][0], odd["no demand"].lines["Bob"][1]) == ("E", "N")
    assert (odd["no demand"].objective, odd["no demand"].status) == (0, "optimal")


def test_who_may_work_nothing_is_off(odd):
    assert set(odd["no shifts"].lines["Ada"]) == {OFF}
    assert (odd["no shifts"].objective, odd["no shifts"].status) == (7, "optimal")


def test_who_is_free_all_days_is_off(odd):
    assert odd["free"].lines == {"Ada": (OFF,) * 7}
    assert (odd["free"].objective, odd["free"].status) == (7, "optimal")


def test_contradicting_rules_leave_no_line_and_the_answer_names_whose(odd):
    assert (odd["torn"].status, odd["torn"].lines, odd["torn"].nobody) == ("infeasible", None, "Torn")


def test_a_total_that_was_over_its_most_before_the_period_leaves_no_line(odd):
    assert (odd["late"].status, odd["late"].lines, odd["late"].nobody) == ("infeasible", None, "Late")


def test_a_hard_demand_that_nobody_can_meet_is_told_and_never_called_lawful(odd):
    unmet = odd["unmet"]

    assert (unmet.status, unmet.missing, unmet.bound, unmet.nobody) == ("infeasible", 1, None, None)
    assert unmet.lines["Ada"][1:] == ("E", "L")


def test_a_hard_demand_above_the_wanted_is_met(odd):
    assert (odd["above"].missing, odd["above"].objective) == (0, 6)


def test_a_person_may_have_a_line_of_a_year(odd):
    """Five days in seven; the fifty-third week works five as well."""
    assert (odd["year"].objective, odd["year"].status) == (371 - 53 * 5, "optimal")


def test_two_hundred_people_share_out_one_day(odd):
    assert (odd["crowd"].objective, odd["crowd"].status) == (sum(range(20)), "optimal")


def test_a_period_may_begin_on_a_sunday(odd):
    """Of the weekend that began before, the Saturday was worked: the Sunday is its other half."""
    assert odd["sunday"].lines["Ada"] != (OFF,)
    assert (odd["sunday"].objective, odd["sunday"].status) == (0, "optimal")


def test_a_total_may_count_days_off(odd):
    assert odd["rests"].lines["Ada"][0] == OFF
    assert odd["rests"].lines["Ada"].count(OFF) <= 3


def test_the_same_seed_finds_the_same_roster():
    grid = busy(3, 5)

    one, other = (solved(grid, limit=60, seed=3) for _ in range(2))

    assert (one.status, one.lines) == ("optimal", other.lines)


def test_what_lies_in_the_working_directory_is_not_taken_for_our_code(tmp_path, monkeypatch):
    for name in ("lamplighter", "numpy", "numba"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger's file was run')")
    monkeypatch.chdir(tmp_path)

    assert solved(busy(3, 5), limit=60).status == "optimal"


def test_a_search_stops_when_it_is_asked_to_and_gives_what_it_has():
    told: list[LinesProgress] = []

    result = solved(busy(20, 28), limit=300, on_progress=told.append, stop=lambda: len(told) >= 3)

    assert result.status == "stopped"
    assert result.objective is not None
    assert result.seconds < 150


def test_progress_only_gets_better():
    told: list[LinesProgress] = []

    result = solved(busy(12, 14), limit=3, on_progress=told.append)

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
    assert result.died


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
    assert not result.died


def test_warming_up_solves_a_grid():
    assert warm().status == "optimal"
