"""What the benchmark of rosters runs again and what it does not, and what its page says of both."""

import json

import pytest

from benchmarks.roster import answered, known
from benchmarks.roster_page import page


def row(limit, status="stopped", solver="ours", **more):
    return {
        "instance": "Instance1", "solver": solver, "limit": limit, "workers": 2, "seed": 0, "status": status,
        "objective": 607, "bound": 600, "hard_violations": 0, "first_feasible_s": 1.5, "cores": 2, "memory_gib": 8,
        "processor": "any", "date": "2026-01-01", "versions": {}, "commit": "abc",
    } | more  # fmt: skip


def kept(tmp_path, *rows, end=""):
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in rows) + end)
    return known(file)


@pytest.mark.parametrize(
    ("found", "limit", "is_answered"),
    [
        (row(60.0), 60.0, True),
        (row(60.0), 600.0, False),
        (row(60.0, "optimal"), 600.0, True),
        (row(600.0, "optimal"), 60.0, False),
        (row(60.0, "failed"), 60.0, False),
        (row(60.0, solver="cpsat_plain"), 60.0, False),
        (row(60.0, seed=1), 60.0, False),
        (row(60.0, workers=1), 60.0, False),
    ],
)
def test_only_what_is_not_known_is_run(tmp_path, found, limit, is_answered):
    assert answered(kept(tmp_path, found), "Instance1", "ours", limit, 2, 0) is is_answered


def test_the_last_result_of_a_run_counts_and_half_a_line_does_not(tmp_path):
    done = kept(tmp_path, row(60.0, "failed"), row(60.0, objective=610), end='{"instance": "Inst')

    assert [each["objective"] for each in done.values()] == [610]


def test_what_is_proven_sooner_stands_in_the_tables_of_longer_limits_too():
    other = row(600.0, instance="Instance2", objective=900)
    told = page([row(60.0, "optimal"), other])
    short, long = told.split("## 600 seconds")

    assert "| Instance1 | 14 × 8 × 1 | 607 proven | 0.00% |" in short
    assert "| Instance1 | 14 × 8 × 1 | 607 proven | 0.00% |" in long
    assert "Instance2" not in short
    assert "| Instance2 | 14 × 14 × 2 | 900 | 8.70% |" in long


def test_a_roster_that_breaks_hard_rules_is_marked_and_has_no_gap():
    told = page([row(60.0, "optimal", hard_violations=3)])

    assert "| 607 ✗ 3 | – |" in told
