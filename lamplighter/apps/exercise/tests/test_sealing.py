"""What a line says is hashed in an order that never changes: lines of years ago stay whole."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from lamplighter.apps.exercise.models import Line
from lamplighter.apps.journal.models import ChainedLine, instant
from lamplighter.apps.journal.models import Line as JournalLine
from lamplighter.apps.journal.queries import broken_of

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
FIRST = {"number": 1, "at": NOON, "before": "0" * 64}
SEALED = [
    (
        JournalLine(
            organisation_id=3,
            by_id=5,
            by_name="Ada",
            deed="roster.published",
            subject_type="roster",
            subject_id="7",
            subject_name="חוף",
            facts={"b": 1, "a": "ב"},
            **FIRST,
        ),
        "051ed535c6da84d57a163f4b63891f047324c9be1883edb4f4971022bf0081f2",
    ),
    (
        Line(
            exercise_id=3,
            story_s=60,
            kind="inject.released",
            facts={"how": "timed", "key": "call"},
            once="inject:call",
            **FIRST,
        ),
        "0c4920eea5589df908ab1002fba2457f67d70d0579848f1c28be907490d8b2dc",
    ),
]


@pytest.mark.parametrize(("line", "digest"), SEALED, ids=["journal", "exercise"])
def test_a_line_of_the_first_release_has_the_hash_it_had_then(line: ChainedLine, digest: str) -> None:
    assert line.digest() == digest


@pytest.mark.parametrize("kind", ChainedLine.__subclasses__())
def test_nothing_is_written_in_a_line_that_its_hash_does_not_seal(kind: type[ChainedLine]) -> None:
    written = {column.attname for column in kind._meta.concrete_fields}

    assert sorted([*kind.says, "before", "hash", "id"]) == sorted(written)


def test_an_instant_is_the_same_in_every_zone() -> None:
    assert instant(NOON.astimezone(timezone(timedelta(hours=3)))) == instant(NOON)


def test_a_chain_of_sealed_lines_is_whole_until_one_is_left_out() -> None:
    lines = [Line(exercise_id=1, at=NOON, story_s=number, kind="clock.resumed") for number in range(3)]
    end = (0, "0" * 64)
    for line in lines:
        end = line.seal(*end)

    cut, gap = broken_of(lines[:2], end), broken_of(lines[1:], end)

    assert broken_of(lines, end) is None
    assert cut is not None
    assert (cut.number, cut.how) == (3, "cut")
    assert gap is not None
    assert (gap.number, gap.how) == (1, "missing")
