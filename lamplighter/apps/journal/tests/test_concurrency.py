"""Processes and threads that write at the same moment never fork the chain, nor lose a line."""

from tests.at_once import WRITERS, written_at_once

LINES = 20


def test_writers_at_the_same_moment_make_one_chain(own_database: dict[str, str]) -> None:
    told = written_at_once("lamplighter.apps.journal.tests.writers", LINES, own_database)

    count = WRITERS * LINES
    assert told.startswith(f"{count}\nhavn: whole, {count} lines")
