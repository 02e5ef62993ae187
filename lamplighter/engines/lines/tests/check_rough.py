"""Run in a process of its own, for HiGHS's sake: ``python -m lamplighter.engines.lines.tests.check_rough``.

A year whose shifts and limits have no common measure: at rough prices somebody has no line.
"""

from lamplighter.engines.lines import OFF, Demand, Grid, Person, Run, Shift, Total, Weekends
from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns import search

WORK = frozenset({"D", "N"})


def year() -> Grid:
    shifts = (Shift("D", 479), Shift("N", 601, frozenset({"D"})))
    minutes = Total((("D", 479), ("N", 601)), 111_000, 112_320)
    most = Total((("D", 1),), 0, 300), Total((("N", 1),), 0, 50)
    runs = (Run(WORK, 2, 5), Run(frozenset({OFF}), 2))
    people = tuple(
        Person(f"p{at}", shifts=WORK, runs=runs, totals=(minutes, *most), weekends=Weekends(26)) for at in range(8)
    )
    demands = tuple(Demand(day, key, 3, 100, 1) for day in range(364) for key in ("D", "N"))
    return Grid(364, shifts, people, demands, 0)


def main() -> None:
    found: list[float] = []

    def tell(lines: list[Line] | None, value: float | None, _: float | None) -> None:
        if lines is not None and value is not None:
            found.append(value)

    search.GLANCE = 1
    search.Search(year(), seconds=3600.0, seed=0, workers=1, tell=tell, stop=lambda: bool(found)).run()
    print("found" if found else "nothing")


if __name__ == "__main__":
    main()
