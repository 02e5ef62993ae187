"""Walking the automaton says of any line what the judge says: lawful or not, and at what cost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from lamplighter.engines.lines import OFF, Grid, Run
from lamplighter.engines.lines.automaton import NEVER, automata, day_kinds
from lamplighter.engines.lines.score import score
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, line, person, rostered


@settings(deadline=None)
@given(rostered())
def test_a_walk_costs_what_the_judge_counts(both):
    grid, lines = both
    person = replace(grid.people[0], free=frozenset(), wishes=())
    alone = Grid(grid.days, grid.shifts, (person,), (), grid.first_weekday)

    judged = score(alone, {person.key: lines[person.key]})
    cost = walked(alone, lines[person.key])

    assert cost == (None if judged.broken else judged.objective)


@pytest.mark.parametrize("most", [8, 9_999, 10**12])
def test_limits_that_no_line_can_break_cost_no_states(most):
    free, limited = (
        grid_of(7, person(runs=(Run(WORK, 2, each, begun=1), Run(REST, 2, each)))) for each in (None, most)
    )

    assert automata(limited)[0].states == automata(free)[0].states


@pytest.mark.parametrize(("short", "cost"), [(None, None), (3, 3 * (10**6 - 2))])
def test_a_run_longer_than_the_period_is_never_long_enough(short, cost):
    grid = grid_of(5, person(runs=(Run(WORK, 10**6, short=short),)))

    assert automata(grid)[0].states < 40
    assert walked(grid, line(".EE..")) == cost
    assert walked(grid, line("...EE")) == 0


def walked(grid: Grid, line: tuple[str, ...]) -> float | None:
    """What the walk along ``line`` costs; None if there is none."""
    (automaton,) = automata(grid)
    state, cost, used = automaton.start, 0.0, automaton.begun.copy()
    for day, kind in enumerate(day_kinds(grid)):
        item = 0 if line[day] == OFF else grid.shift_numbers[line[day]] + 1
        arc = automaton.step[kind, state, item]
        if arc < 0:
            return None
        state = automaton.to[arc]
        cost += automaton.cost[arc]
        used += automaton.uses[automaton.use[arc]]
    if any(units > automaton.caps[at] for at, units in enumerate(used)):
        return None
    cost += sum(automaton.ends[at, units] for at, units in enumerate(used))
    return None if cost >= NEVER else cost
