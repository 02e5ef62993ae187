"""Processes and threads that play at the same moment never fork the log, lose a line, or write one twice."""

import json

from tests.at_once import WRITERS, written_at_once

DEEDS = 15


def test_writers_at_the_same_moment_make_one_log(own_database: dict[str, str]) -> None:
    told = json.loads(written_at_once("lamplighter.apps.exercise.tests.writers", DEEDS, own_database))

    assert (told["numbers"], told["broken"], told["dated"]) == (True, "None", True)
    assert told["notes"] == WRITERS * DEEDS
    assert told["contested"] == sorted(f"contested-{number}" for number in range(DEEDS))
    assert sorted(told["due"]) == ["call", "press"]
