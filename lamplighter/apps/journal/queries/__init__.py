"""What the journal is asked."""

from lamplighter.apps.journal.queries.lines import history_of, lines_of, lines_of_person
from lamplighter.apps.journal.queries.telling import Change, Told, tell
from lamplighter.apps.journal.queries.verifying import Broken, broken_of, chain_end, first_broken

__all__ = [
    "Broken",
    "Change",
    "Told",
    "broken_of",
    "chain_end",
    "first_broken",
    "history_of",
    "lines_of",
    "lines_of_person",
    "tell",
]
