"""Files of the Second International Nurse Rostering Competition, and the numbers of its own validator."""

from pathlib import Path

import pytest

from lamplighter.engines.lines import OFF, Demand, Grid, Run, Total, Weekends, Wish
from lamplighter.engines.lines.formats import Malformed, Source, inrc2
from lamplighter.engines.lines.score import score
from tests.realdata import real_file

SCENARIO = """\
SCENARIO = small

WEEKS = 2

SKILLS = 2
Head
Nurse

SHIFT_TYPES = 2
Early (2,5)
Night (3,4)

FORBIDDEN_SHIFT_TYPES_SUCCESSIONS
Early 0
Night 1 Early

CONTRACTS = 1
Full (5,9) (3,5) (2,3) 2 1

NURSES = 2
Ada Full 2 Head Nurse
Bo Full 1 Nurse
"""
HISTORY = """\
HISTORY
0 small

NURSE_HISTORY
Ada 3 1 Night 2 4 0
Bo 0 0 None 0 0 2
"""
WEEK = """\
WEEK_DATA
small

REQUIREMENTS
Early Head (0,1) (0,0) (0,0) (0,0) (0,0) (0,0) (0,0)
Night Nurse (1,2) (0,0) (0,0) (0,0) (0,0) (0,0) (0,0)

SHIFT_OFF_REQUESTS = 2
Ada Early Tue
Bo Any Sun
"""
SOLUTION = """\
SOLUTION
{week} small

ASSIGNMENTS = 2
Ada Mon Night Nurse
Bo Tue Early Nurse
"""


def read(scenario: str = SCENARIO, history: str = HISTORY, weeks: tuple[str, ...] = (WEEK, WEEK)) -> Grid:
    sources = [Source(f"week{number}", text.encode()) for number, text in enumerate(weeks)]
    return inrc2.read(Source("scenario", scenario.encode()), Source("history", history.encode()), sources)


def wrong(**files: object) -> list[tuple[str, int | None, str, str, str]]:
    with pytest.raises(Malformed) as refusal:
        read(**files)  # type: ignore[arg-type]
    return [(each.file, each.line, each.field, each.found, each.wanted) for each in refusal.value.complaints]


def test_a_small_scenario_becomes_one_grid_over_its_weeks():
    grid = read()
    ada, bo = grid.people

    assert (grid.name, grid.days, grid.first_weekday) == ("small", 14, 0)
    assert list(grid.shift_numbers) == ["Early/Head", "Early/Nurse", "Night/Head", "Night/Nurse"]
    assert grid.shifts[3].not_next == {"Early/Head", "Early/Nurse"}
    assert bo.shifts == {"Early/Nurse", "Night/Nurse"}
    assert grid.demands[0] == Demand(0, "Early/Head", 1, 30)
    assert grid.demands[7] == Demand(0, "Night/Nurse", 2, 30, least=1)
    assert ada.wishes == tuple(
        Wish(day, f"Early/{skill}", False, 10) for day in (1, 8) for skill in ("Head", "Nurse")
    )
    assert bo.wishes == (Wish(6, OFF, True, 10), Wish(13, OFF, True, 10))
    assert ada.totals == (Total(tuple((key, 1) for key in sorted(grid.shift_numbers)), 5, 9, 20, 20, begun=3),)
    assert ada.weekends == Weekends(2, long=30, split=30, begun=1)


def test_the_history_is_honoured():
    ada, bo = read().people
    work, rest = frozenset(read().shift_numbers), frozenset({OFF})
    early, night = frozenset({"Early/Head", "Early/Nurse"}), frozenset({"Night/Head", "Night/Nurse"})

    assert (ada.before, bo.before) == ("Night/Head", OFF)
    assert ada.runs == (
        Run(work, 3, 5, 30, 30, begun=4),
        Run(rest, 2, 3, 30, 30, begun=0),
        Run(early, 2, 5, 15, 15, begun=0),
        Run(night, 3, 4, 15, 15, begun=2),
    )
    assert [run.begun for run in bo.runs] == [0, 2, 0, 0]


def test_solutions_of_all_weeks_are_one_roster_whatever_their_order():
    texts = [SOLUTION.format(week=week) for week in (1, 0)]
    lines = inrc2.read_solution([Source(f"week{at}", text.encode()) for at, text in enumerate(texts)], read())

    assert {key: [(day, shift) for day, shift in enumerate(line) if shift] for key, line in lines.items()} == {
        "Ada": [(0, "Night/Nurse"), (7, "Night/Nurse")],
        "Bo": [(1, "Early/Nurse"), (8, "Early/Nurse")],
    }


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("WEEKS = 2", "WEEKS = two", ("scenario", 3, "WEEKS", "two", "integer")),
        ("SKILLS = 2", "SKILLS = 3", ("scenario", 5, "SKILLS", "2", "count")),
        ("Early (2,5)", "Early (6,5)", ("scenario", 10, "days in a row", "(6,5)", "not_under")),
        ("Early (2,5)", "Early 2-5", ("scenario", 10, "days in a row", "2-5", "pair")),
        ("Night 1 Early", "Night 1 Late", ("scenario", 15, "shift", "Late", "shift")),
        ("Night 1 Early", "Night 2 Early", ("scenario", 15, "successions", "1", "count")),
        (" 2 1\n", " 2\n", ("scenario", 18, "CONTRACTS", "5", "fields")),
        ("Bo Full", "Bo Half", ("scenario", 22, "contract", "Half", "contract")),
        ("1 Nurse", "1 Cook", ("scenario", 22, "skill", "Cook", "skill")),
        ("Bo Full", "Ada Full", ("scenario", 22, "NURSES", "Ada", "new_name")),
        ("WEEKS = 2\n", "", ("scenario", None, "WEEKS", "", "section")),
    ],
)
def test_a_mistake_in_the_scenario_has_its_place(before, after, complaint):
    found = wrong(scenario=SCENARIO.replace(before, after, 1))

    assert complaint in found
    assert {each[0] for each in found} == {"scenario"}


def test_mistakes_of_history_and_weeks_are_told_together():
    history = HISTORY.replace("Bo 0", "Cy 0").replace("0 small", "0 large")
    week = WEEK.replace("Early Head", "Late Head").replace("(1,2)", "(1;2)").replace("Any Sun", "Any Day")

    assert wrong(history=history, weeks=(week, "x")) == [
        ("history", None, "NURSE_HISTORY", "", "nurse"),
        ("history", 2, "scenario", "large", "scenario"),
        ("history", 6, "nurse", "Cy", "person"),
        ("week0", 5, "shift", "Late", "shift"),
        ("week0", 6, "Mon", "(1;2)", "pair"),
        ("week0", 10, "day", "Day", "weekday"),
        ("week1", None, "WEEK_DATA", "", "section"),
        ("week1", None, "REQUIREMENTS", "", "section"),
        ("week1", None, "SHIFT_OFF_REQUESTS", "", "section"),
        ("week1", 1, "section", "x", "heading"),
    ]


def test_the_weeks_must_end_the_scenario():
    assert wrong(weeks=(WEEK,)) == [("history", None, "weeks", "1", "weeks")]


def test_a_solution_that_cannot_be_used_is_complained_of_at_once():
    bad = SOLUTION.format(week=0).replace("Bo Tue Early Nurse", "Ada Mon Late Cook\nBo Tag Early Nurse")

    with pytest.raises(Malformed) as refusal:
        inrc2.read_solution([Source("one", bad.encode())], read())

    assert [(each.line, each.field, each.found, each.wanted) for each in refusal.value.complaints] == [
        (None, "weeks", "1", "weeks"),
        (4, "ASSIGNMENTS", "3", "count"),
        (6, "shift", "Late", "shift"),
        (6, "skill", "Cook", "skill"),
        (6, "nurse, day", "Ada Mon", "once"),
        (7, "day", "Tag", "weekday"),
    ]


def source(path: Path) -> Source:
    return Source(path.name, path.read_bytes())


def of_the_competition(instance: str, history: int, weeks: str) -> tuple[Grid, Path]:
    folder = real_file(f"rostering/inrc2/{instance}")
    numbers = weeks.split("-")
    grid = inrc2.read(
        source(folder / f"Sc-{instance}.txt"),
        source(folder / f"H0-{instance}-{history}.txt"),
        [source(folder / f"WD-{instance}-{number}.txt") for number in numbers],
    )
    return grid, folder / f"Solution_H_{history}-WD_{weeks}"


def test_the_numbers_are_those_of_the_competitions_validator():
    grid, folder = of_the_competition("n005w4", 0, "1-2-3-3")
    said = {}
    for line in (folder / "validator.txt").read_text().splitlines():
        name, colon, number = line.partition(":")
        if colon:
            said[name] = int(number)

    result = score(grid, inrc2.read_solution([source(path) for path in sorted(folder.glob("Sol-*"))], grid))

    assert {
        "Total assignment constraints": result.cost("totals"),
        "Consecutive constraints": result.cost("runs"),
        "Non working days constraints": result.cost("rests"),
        "Preferences": result.cost("wishes"),
        "Max working weekend": result.cost("weekends"),
        "Complete weekends": result.cost("split_weekends"),
        "Optimal coverage constraints": result.cost("short"),
        "Total cost": result.objective,
    }.items() <= said.items()
    assert result.broken == ()


@pytest.mark.parametrize(
    ("instance", "history", "weeks"),
    [
        ("n005w4", 1, "5-3-1-0"),
        ("n005w4", 2, "6-7-8-9"),
        ("n012w8", 0, "3-5-0-2-0-4-5-2"),
        ("n012w8", 1, "7-7-0-8-9-3-2-6"),
        ("n012w8", 2, "4-5-6-7-2-1-2-1"),
    ],
)
def test_the_competitions_solutions_break_no_hard_rule(instance, history, weeks):
    grid, folder = of_the_competition(instance, history, weeks)

    result = score(grid, inrc2.read_solution([source(path) for path in sorted(folder.glob("Sol-*"))], grid))

    assert (result.broken, result.cost("over")) == ((), 0)
    assert result.objective > 0


def test_a_large_scenario_is_read_whole():
    grid, _ = of_the_competition("n030w4", 1, "6-2-9-1")

    assert (grid.days, len(grid.people), len(grid.shifts)) == (28, 30, 16)
