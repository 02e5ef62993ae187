from datetime import date

import pytest

from lamplighter.engines.exercise.readiness import Point, trend


def point(exercise, mark, capability="command", **more):
    return Point(exercise, date(2026, exercise, 1), capability, mark, **more)


@pytest.mark.parametrize(
    ("marks", "direction"),
    [
        (["S"], None),
        (["S", "P"], "better"),
        (["P", "P"], "same"),
        (["P", "U", "S", "M"], "worse"),
        (["S", None], None),
    ],
)
def test_a_course_goes_where_its_last_two_marks_point(marks, direction):
    seen = trend([point(n, mark) for n, mark in enumerate(marks, 1)])

    assert seen.courses["command"].direction == direction


def test_exercises_come_in_the_order_of_their_days():
    seen = trend([point(3, "P"), point(1, "U"), point(2, "S")]).courses["command"]

    assert [one.exercise for one in seen.points] == [1, 2, 3]
    assert (seen.last_mark, seen.last_on) == ("P", date(2026, 3, 1))


def test_what_was_never_tested_comes_first_and_then_what_was_tested_longest_ago():
    seen = trend(
        [point(5, "P"), point(2, "P", "partners"), point(5, None, "continuity")],
        ["command", "continuity", "partners", "restoration"],
    )

    assert seen.seldom == ("continuity", "restoration", "partners", "command")
    assert seen.exercises == 2


def test_retests_are_summed_and_there_is_no_number_for_all():
    seen = trend([point(1, "S", retests=2, held=1), point(2, "P", retests=1, held=1)])

    assert (seen.courses["command"].retests, seen.courses["command"].held) == (3, 2)
    assert {name for name in dir(seen) if not name.startswith("_")} == {"courses", "exercises", "seldom"}


def test_two_points_of_one_exercise_are_refused():
    with pytest.raises(ValueError, match="Exercise 1 has two points for 'command'"):
        trend([point(1, "S"), point(1, "P")])
