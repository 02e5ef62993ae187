from itertools import product

import pytest

from lamplighter.engines.exercise.rating import Rating, overall, rated, worse_median
from lamplighter.engines.exercise.scenario import Objective, Task
from lamplighter.engines.exercise.tests.town import en


def objective(*tasks, weight=1):
    return Objective("o", en("o"), "command", weight=weight, tasks=tuple(Task(key, en(key), "o") for key in tasks))


def marked(marks, task="t"):
    return [Rating(task, mark, str(n), line=n) for n, mark in enumerate(marks, 1)]


@pytest.mark.parametrize(
    ("marks", "median"),
    [("P", "P"), ("PS", "S"), ("PPU", "P"), ("PSMU", "M"), ("PPUU", "U"), ("PPSU", "S"), ("SSSUU", "S")],
)
def test_a_task_has_the_worse_middle_of_what_evaluators_saw(marks, median):
    assert rated(objective("t"), marked(marks)).mark == median


def test_a_mark_never_depends_on_who_wrote_first_and_is_never_better_than_half_of_them():
    for marks in product("PSMU", repeat=4):
        median = worse_median((mark, 1) for mark in marks)
        assert median == worse_median((mark, 1) for mark in sorted(marks))
        assert sum("PSMU".index(mark) <= "PSMU".index(median) for mark in marks) >= 2
        assert sum("PSMU".index(mark) >= "PSMU".index(median) for mark in marks) >= 2


def test_the_official_mark_stands_alone():
    seen = rated(objective("t"), [*marked("UUU"), Rating("t", "S", "staff", line=9, official=True)])

    assert (seen.mark, seen.tasks[0].of, seen.tasks[0].official, seen.lines) == ("S", 1, True, (9,))


def test_two_official_marks_and_unknown_marks_are_refused():
    with pytest.raises(ValueError, match="Task 't' has 2 official marks"):
        rated(objective("t"), [Rating("t", "S", "a", official=True), Rating("t", "P", "b", official=True)])
    with pytest.raises(ValueError, match="Task 't' has the mark 'A'"):
        rated(objective("t"), [Rating("t", "A", "a")])


def test_what_nobody_looked_at_is_named_and_pulls_nothing_down():
    seen = rated(objective("t", "other"), marked("P"))

    assert (seen.mark, seen.unseen) == ("P", ("other",))
    assert rated(objective("t"), []).mark is None


def test_the_exercise_has_the_median_of_its_objectives_by_weight():
    good, bad = rated(objective("t", weight=1), marked("P")), rated(objective("t", weight=2), marked("U"))
    unseen = rated(objective("t", weight=9), [])

    assert overall([good, bad, unseen]) == "U"
    assert overall([good, good, good, bad]) == "P"
    assert overall([unseen]) is None
