"""How quickly holes explain themselves: ``python -m benchmarks.roster_clashes [SECONDS]``.

The city of ``roster_city`` under each law, with nights that ask for a skill which only a few people have. A search
leaves holes, and all of them are explained at once in so many seconds (5 if none are given).
"""

import sys
from collections import Counter
from dataclasses import replace
from time import monotonic

from benchmarks.roster_city import CITIES, city
from lamplighter.engines.roster import Clash, Limit, Problem, SkillWanted, clashes, solve

SKILLED = (2, 3)
SEARCH_S = 20.0


def scarce(law: str, skilled: int) -> Problem:
    """The benchmark city where nights ask for a skill that so many people have."""
    problem = city(law)
    seats = tuple(
        replace(seat, skills=(*seat.skills[:1], SkillWanted("dark"))) if seat.shift == "N" else seat
        for seat in problem.seats
    )
    able = [each.key for each in problem.people if ("net", "primary") in each.eligible][:skilled]
    people = tuple(
        replace(each, skills={**each.skills, "dark": 1}) if each.key in able else each for each in problem.people
    )
    return replace(problem, people=people, seats=seats)


def line(law: str, skilled: int, told: tuple[Clash, ...], seconds: float) -> str:
    """One row of the table."""
    status = Counter(each.status for each in told)
    minimal = sum(each.minimal for each in told if each.status == "clash")
    size = max((len(each.details) for each in told), default=0)
    proven = sum(bool(each.ways) and each.ways[0].proven for each in told)
    return (
        f"{law:3} {skilled:7} {len(told):5} {status['clash']:5} {minimal:7} {size:7} {proven:6} "
        f"{status['fillable']:8} {status['unproven']:8} {seconds:7.1f}"
    )


def main(limit: float) -> None:
    print("law skilled holes clash minimal largest proven fillable unproven seconds")
    for law in CITIES:
        for skilled in SKILLED:
            problem = scarce(law, skilled)
            roster = solve(problem, limit=Limit.of(SEARCH_S)).assignments
            started = monotonic()
            told = clashes(problem, roster, limit=limit)
            print(line(law, skilled, told, monotonic() - started), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
