"""Walking the automaton says of any line what the judge says: lawful or not, and at what cost."""

from dataclasses import replace

from hypothesis import given, settings

from lamplighter.engines.lines import OFF, Grid
from lamplighter.engines.lines.automaton import NEVER, automata, day_kinds
from lamplighter.engines.lines.score import score
from lamplighter.engines.lines.tests.grids import rostered


@settings(deadline=None)
@given(rostered())
def test_a_walk_costs_what_the_judge_counts(both):
    grid, lines = both
    person = replace(grid.people[0], free=frozenset(), wishes=())
    alone = Grid(grid.days, grid.shifts, (person,), (), grid.first_weekday)

    judged = score(alone, {person.key: lines[person.key]})
    cost = walked(alone, lines[person.key])

    assert cost == (None if judged.broken else judged.objective)


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
