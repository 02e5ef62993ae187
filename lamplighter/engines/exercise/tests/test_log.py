from datetime import UTC, datetime

import pytest

from lamplighter.engines.exercise import KINDS, ClockEvent, Line, ill_formed
from lamplighter.engines.exercise.log import clock_event

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "facts", "wrong"),
    [
        ("inject.released", {"key": "a", "how": "timed"}, None),
        ("inject.released", {"key": "a"}, "missing:how"),
        ("answer.given", {"key": "d", "seat": 1, "value": "now"}, "unknown:value"),
        ("clock.jumped", {"to_s": 5}, None),
        ("clock.jumped", {"to_s": 5, "skipped": []}, None),
        ("inject.exploded", {}, "kind"),
    ],
)
def test_a_line_is_refused_unless_its_kind_and_facts_are_known(kind, facts, wrong):
    assert ill_formed(kind, facts) == wrong


def test_no_line_of_an_answer_has_room_for_what_was_answered():
    for kind in ("answer.given", "answer.changed", "answer.paper", "survey.answered"):
        assert set(KINDS[kind].facts) | set(KINDS[kind].may) <= {"key", "seat"}


def test_only_lines_of_the_clock_move_the_clock():
    assert clock_event(Line(1, AT, 0, "clock.jumped", {"to_s": 60})) == ClockEvent("jumped", AT, to_s=60)
    assert clock_event(Line(1, AT, 0, "clock.started", {"speed_pct": 400})) == ClockEvent("started", AT, 400)
    assert clock_event(Line(1, AT, 0, "phase.opened", {"key": "dawn"})) is None
