"""Small grids for tests, by hand and at random."""

from hypothesis import strategies as some

from lamplighter.engines.lines import OFF, Demand, Grid, Lines, Person, Run, Shift, Total, Weekends, Wish

KEYS = ("E", "L", "N")
SHIFTS = (Shift("E", 480), Shift("L", 480, frozenset({"E"})), Shift("N", 600, frozenset({"E", "L"})))
WORK = frozenset(KEYS)
REST = frozenset({OFF})
SIGNS = {".": OFF}


def line(signs: str) -> tuple[str, ...]:
    """``"E.N"`` is an E, a day off and an N."""
    return tuple(SIGNS.get(sign, sign) for sign in signs)


def grid_of(days: int, *people: Person, demands: tuple[Demand, ...] = (), first_weekday: int = 0) -> Grid:
    return Grid(days, SHIFTS, people, demands, first_weekday)


def person(key: str = "Ada", **rules: object) -> Person:
    return Person(key, **({"shifts": WORK} | rules))  # type: ignore[arg-type]


costs = some.one_of(some.none(), some.integers(1, 5))
shifts = some.sampled_from(KEYS)


@some.composite
def runs(draw: some.DrawFn) -> Run:
    of = draw(some.sampled_from([WORK, REST, frozenset({"N"}), frozenset({"E", "L"})]))
    least = draw(some.integers(1, 4))
    most = draw(some.one_of(some.none(), some.integers(least, 5)))
    begun = draw(some.one_of(some.none(), some.integers(0, 6)))
    return Run(of, least, most, draw(costs), draw(costs), begun)


@some.composite
def grids(draw: some.DrawFn, most_days: int = 16, most_people: int = 3, most_lines: int | None = None) -> Grid:
    """Any grid: hard and soft rules of every kind, on any days of the week."""
    days = draw(some.integers(1, most_days))
    most_shifts = 3 if most_lines is None else int(most_lines ** (1 / days)) - 1
    day = some.integers(0, days - 1)
    people = []
    for number in range(draw(some.integers(1, most_people))):
        least = draw(some.integers(0, 4))
        units = tuple((key, draw(some.integers(0, 3))) for key in KEYS)
        total = Total(
            units, least, least + draw(some.integers(0, 9)), draw(costs), draw(costs), draw(some.integers(0, 3))
        )
        weekends = Weekends(
            draw(some.one_of(some.none(), some.integers(0, 3))),
            draw(costs),
            draw(some.integers(0, 4)),
            draw(some.integers(0, 2)),
        )
        people.append(
            Person(
                f"p{number}",
                frozenset(draw(some.sets(shifts, min_size=1, max_size=max(1, min(3, most_shifts))))),
                free=frozenset(draw(some.sets(day, max_size=2))),
                runs=tuple(draw(some.lists(runs(), max_size=3))),
                totals=(total,) if draw(some.booleans()) else (),
                weekends=draw(some.one_of(some.none(), some.just(weekends))),
                wishes=tuple(
                    Wish(
                        draw(day),
                        draw(some.sampled_from((*KEYS, OFF))),
                        draw(some.booleans()),
                        draw(some.integers(0, 9)),
                    )
                    for _ in range(draw(some.integers(0, 3)))
                ),
                before=draw(some.sampled_from((*KEYS, OFF))),
            )
        )
    wanted = draw(some.lists(some.tuples(day, shifts), unique=True, max_size=6))
    demands = tuple(
        Demand(
            at,
            key,
            draw(some.integers(0, 3)),
            draw(some.integers(0, 9)),
            draw(some.integers(0, 3)),
            draw(some.integers(0, 1)),
        )
        for at, key in wanted
    )
    return Grid(days, SHIFTS, tuple(people), demands, draw(some.integers(0, 6)))


def rosterable() -> some.SearchStrategy[Grid]:
    """Any grid so small that every line of everybody can be looked at."""
    return grids(most_days=9, most_people=4, most_lines=600)


def alone(grid: Grid, person: int) -> Grid:
    """One person's part of a grid, without the demand."""
    return Grid(grid.days, grid.shifts, (grid.people[person],), (), grid.first_weekday)


@some.composite
def rostered(draw: some.DrawFn) -> tuple[Grid, Lines]:
    """Any grid, and any lines for it, lawful or not."""
    grid = draw(grids())
    entry = some.sampled_from((*KEYS, OFF))
    one = some.lists(entry, min_size=grid.days, max_size=grid.days).map(tuple)
    return grid, {each.key: draw(one) for each in grid.people}
