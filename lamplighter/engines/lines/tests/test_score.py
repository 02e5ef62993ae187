"""The judge of lines: each rule just kept and just broken, and the whole beside another way of counting."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from lamplighter.engines.lines import OFF, Demand, Grid, Lines, Person, Run, Total, Weekends, Wish
from lamplighter.engines.lines.score import PARTS, Score, score
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, line, person, rostered


def judged(who: Person, signs: str, **grid: object) -> Score:
    return score(grid_of(len(signs), who, **grid), {who.key: line(signs)})  # type: ignore[arg-type]


def told(result: Score) -> list[tuple[object, ...]]:
    return [(each.rule, each.days, each.amount) for each in result.broken]


@pytest.mark.parametrize(
    ("signs", "begun", "broken"),
    [
        ("EE.EE", 0, []),
        (".EE.E", 0, []),  # touches the last day
        ("E.EE.", None, []),  # touches the first day, and nobody knows what was before
        ("E.EE.", 0, [("run_short", (0,), 1)]),
        ("E.EE.", 1, []),
        ("..EE.", 1, [("run_short", (0,), 1)]),
        ("..E..", None, [("run_short", (2,), 1)]),
        ("EEE..", 0, []),
        ("EEEE.", 0, [("run_long", (0, 1, 2, 3), 1)]),
        ("EEEE.", None, [("run_long", (0, 1, 2, 3), 1)]),
        ("EE...", 2, [("run_long", (0, 1), 1)]),
        ("EE...", 5, [("run_long", (0, 1), 2)]),  # the days before are nobody's to change
        (".....", 5, []),
    ],
)
def test_runs_have_two_to_three_days(signs, begun, broken):
    result = judged(person(runs=(Run(WORK, 2, 3, begun=begun),)), signs)

    assert told(result) == broken


def test_a_soft_run_costs_each_day_too_few_or_too_many():
    who = person(runs=(Run(REST, 3, 3, short=10, long=7, begun=0),))

    assert judged(who, "E.E....E").cost("rests") == 20 + 7
    assert judged(who, "E.E....E").broken == ()


def test_a_total_counts_what_was_begun():
    who = person(totals=(Total((("E", 480), ("N", 600)), 1000, 1100, begun=20),))

    assert told(judged(who, "EN")) == []
    assert told(judged(who, "EE")) == [("total_short", (), 20)]
    assert told(judged(who, "NN")) == [("total_long", (), 120)]


def test_a_weekend_counts_if_either_day_is_worked():
    who = person(weekends=Weekends(1))

    assert told(judged(who, "." * 5 + "EE" + "." * 7)) == []
    assert told(judged(who, "." * 5 + "E." + "." * 5 + ".E")) == [("weekends", (5, 13), 1)]


def test_half_a_weekend_costs_its_split():
    who = person(weekends=Weekends(split=30))

    assert judged(who, "." * 5 + "E.").objective == 30
    assert judged(who, "." * 5 + "EE").objective == 0
    assert judged(who, "." * 5 + "E").objective == 0  # of the Sunday nobody knows


def test_the_saturday_before_belongs_to_the_first_sunday():
    who = person(weekends=Weekends(1, split=30, begun=1), before="E")

    assert told(judged(who, "E.", first_weekday=6)) == []
    assert judged(who, "E.", first_weekday=6).objective == 0
    assert judged(who, "..", first_weekday=6).objective == 30
    assert told(judged(replace(who, before=OFF), "E.", first_weekday=6)) == [("weekends", (0,), 1)]


def test_what_may_not_follow_is_asked_of_the_day_before_the_period_too():
    assert told(judged(person(), "NE")) == [("not_next", (0, 1), 1)]
    assert told(judged(person(before="N"), "E.")) == [("not_next", (-1, 0), 1)]
    assert told(judged(person(before="N"), ".E")) == []


def test_a_shift_must_be_the_persons_own_and_on_a_day_that_is_not_free():
    who = person(shifts=frozenset({"E"}), free=frozenset({1}))

    assert told(judged(who, "EE.N")) == [("free_day", (1,), 1), ("not_allowed", (3,), 1)]


def test_wishes_for_and_against_a_shift_and_for_a_free_day():
    who = person(wishes=(Wish(0, "E", True, 2), Wish(1, "E", False, 3), Wish(2, OFF, True, 5)))

    assert [judged(who, signs).objective for signs in ("E..", "L..", "EE.", "ELN")] == [0, 2, 3, 5]


def test_demand_costs_under_and_over_and_breaks_under_the_least():
    demands = (Demand(0, "E", 2, short=100, over=1, least=1),)
    people = [person(key) for key in ("a", "b", "c")]
    grid = grid_of(1, *people, demands=demands)

    def at_work(count: int) -> Score:
        return score(grid, {each.key: ("E" if at < count else OFF,) for at, each in enumerate(people)})

    assert [at_work(count).objective for count in range(4)] == [200, 100, 0, 1]
    assert [told(at_work(count)) for count in (0, 1)] == [[("demand", (0,), 1)], []]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ({}, "Person 'Ada' has no line"),
        ({"Ada": line(".."), "Bo": line("..")}, "Person 'Bo' is not in the grid"),
        ({"Ada": line(".")}, "Person 'Ada': the line has 1 days; the period has 2"),
        ({"Ada": line(".X")}, "Person 'Ada', day 1: there is no shift 'X'"),
    ],
)
def test_lines_of_another_grid_are_refused_by_name_and_day(lines, words):
    with pytest.raises(ValueError, match=words):
        score(grid_of(2, person()), lines)


@given(rostered())
def test_any_roster_costs_what_another_way_of_counting_says(both):
    grid, lines = both

    result = score(grid, lines)

    assert result.objective == sum(part.cost for part in result.parts)
    assert [part.name for part in result.parts] == list(PARTS)
    assert all(each.amount > 0 for each in result.broken)
    soft, hard = counted(grid, lines)
    assert (result.objective, sum(each.amount for each in result.broken)) == (soft, hard)


def counted(grid: Grid, lines: Lines) -> tuple[int, int]:
    """Cost and amount of broken rules, with patterns over letters in place of loops over days."""
    bill: list[tuple[int, int | None]] = []
    for who in grid.people:
        mine = lines[who.key]
        bill += [(1, None) for day, key in enumerate(mine) if key and (key not in who.shifts)]
        bill += [(1, None) for day in who.free if mine[day]]
        bars = {shift.key: shift.not_next for shift in grid.shifts}
        bill += [(1, None) for a, b in zip((who.before, *mine), mine, strict=False) if a and b in bars[a]]
        bill += [(1, wish.cost) for wish in who.wishes if (mine[wish.day] == wish.shift) is not wish.want]
        for run in who.runs:
            text = "x" * (run.begun or 0) + "|" + "".join("x" if key in run.of else "-" for key in mine)
            for match in re.finditer(r"x*\|x*|x+", text):
                past, _, now = match[0].rpartition("|")
                opens, closes = "|" in match[0], match.end() == len(text)
                length = len(past) + len(now)
                if length and not (closes and now) and not (opens and run.begun is None):
                    bill.append((run.least - length, run.short))
                if run.most is not None:
                    bill.append((min(len(now), length - run.most), run.long))
        for total in who.totals:
            amount = total.begun + sum(units * mine.count(key) for key, units in total.units)
            bill += [(total.least - amount, total.short), (amount - (total.most or amount), total.long)]
            if total.most == 0:
                bill.append((amount, total.long))
        if who.weekends:
            bill += weekend_bill(grid, who, who.weekends, mine)
    for demand in grid.demands:
        there = sum(line[demand.day] == demand.shift for line in lines.values())
        bill += [(demand.wanted - there, demand.short), (there - demand.wanted, demand.over)]
        bill.append((demand.least - there, None))
    due = [(amount, each) for amount, each in bill if amount > 0]
    return sum(amount * each for amount, each in due if each), sum(amount for amount, each in due if each is None)


def weekend_bill(grid: Grid, who: Person, rule: Weekends, mine: tuple[str, ...]) -> list[tuple[int, int | None]]:
    """The week written out from Monday on, the day before where it is known, and cut into sevens."""
    known = "".join("x" if key else "-" for key in mine)
    lead = ["?"] * grid.first_weekday
    if lead:
        lead[-1] = "b" if who.before else "-"
    text = "".join(lead) + known
    weekends = [text[at + 5 : at + 7] for at in range(0, len(text), 7)]
    touched = sum("x" in each and "b" not in each for each in weekends)
    halves = sum(each in {"x-", "-x", "b-"} for each in weekends)
    most = rule.most
    over = 0 if most is None else rule.begun + touched - most
    return [(over, rule.long), (halves, rule.split)]
