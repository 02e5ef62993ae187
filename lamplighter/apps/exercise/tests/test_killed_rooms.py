"""A server that is killed in the middle of an exercise loses nothing and repeats nothing."""

from pathlib import Path

from lamplighter.apps.exercise.tests.killed import INJECTS, played


def test_a_killed_server_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    told = played(tmp_path, seed=3, kills=2)

    assert told["broken"] == "None"
    assert told["story"]
    assert told["released"] == [f"t{number}" for number in range(1, INJECTS + 1)]
    assert told["lost"] == []
    assert told["acknowledged"]
