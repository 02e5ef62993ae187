"""How good and how quick a city's roster is: ``python -m benchmarks.roster_city [SECONDS]``.

One pool of 40 people, six weeks around the change of clocks, three shifts with primary and backup (252 seats),
part time, leave, newcomers, wishes and an uneven year behind them; once under each of three laws, each with the
city's own policy, by the search that ``solve`` chooses and by greedy. Then the same with 5 people, and a new plan
after one person of the 40 falls ill.
"""

import sys
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week, at_wall, public_holidays
from lamplighter.engines.law import Subject
from lamplighter.engines.roster import (
    HOLIDAY,
    NIGHT,
    WEEKEND,
    Candidate,
    Ledger,
    Limit,
    Problem,
    Result,
    Seat,
    SkillWanted,
    Wish,
    replan,
    solve,
)

FIRST = date(2026, 3, 9)
WEEKS = 6
POLICY = "city-policy"
SHIFTS = (("E", 6, 14), ("L", 14, 22), ("N", 22, 30))
CITIES = {
    "EU": ("eu-wtd-2003-88", "DE", ZoneInfo("Europe/Berlin"), Week(1, frozenset({6, 7}))),
    "IR": ("ir-labour-1990", "IR", ZoneInfo("Asia/Tehran"), Week(6, frozenset({4, 5}))),
    "IL": ("il-hours-1951", "IL", ZoneInfo("Asia/Jerusalem"), Week(7, frozenset({5, 6}))),
}


def city(law: str, people: int = 40) -> Problem:
    """The benchmark city under one law; the same people, shifts and wishes each time."""
    pack, country, zone, week = CITIES[law]
    holidays = frozenset(each.on for each in public_holidays(country, [FIRST.year], "en"))

    def clock(day: int, hour: int = 0) -> datetime:
        return at_wall(FIRST + timedelta(days=day + hour // 24), time(hour % 24), zone)

    seats = []
    for day in range(WEEKS * 7):
        on = FIRST + timedelta(days=day)
        for code, start, end in SHIFTS:
            tags = {NIGHT} if code == "N" else set()
            tags |= {WEEKEND} if week.is_rest(on) else set()
            tags |= {HOLIDAY} if on in holidays else set()
            for layer, kind in (("primary", "worked"), ("backup", "standby_home")):
                seats.append(
                    Seat(
                        key=f"{day:02}{code}{layer[0]}",
                        pool="net",
                        layer=layer,
                        shift=code,
                        span=Span(clock(day, start), clock(day, end)),
                        kind=kind,
                        response_min=None if layer == "primary" else 60,
                        skills=(SkillWanted("net"), *([SkillWanted("db", required=False)] if code == "N" else [])),
                        tags=frozenset(tags),
                        importance=2 if layer == "primary" else 1,
                    )
                )
    candidates = tuple(
        Candidate(
            f"p{number:02}",
            Subject(f"p{number:02}", (pack, POLICY), 40 if number % 4 else 20),
            frozenset({("net", "primary"), ("net", "backup")} if number % 10 else {("net", "backup")}),
            {"net": 1, "db": number % 2},
            newcomer=number % 10 == 9,
            away=(Span(clock(number), clock(number + 7)),) if number % 3 == 0 else (),
            ledger=_year_of(number),
        )
        for number in range(people)
    )
    wishes = tuple(
        Wish(each.key, bool(number % 2), seats[(number * 7) % len(seats)].key)
        for number, each in enumerate(candidates)
    )
    horizon = Span(clock(0), clock(WEEKS * 7))
    return Problem(candidates, tuple(seats), horizon, zone, week, holidays, wishes=wishes)


def _year_of(number: int) -> Ledger:
    """What somebody carried in a year, unevenly; of newcomers two months."""
    if number % 10 == 9:
        return Ledger(nights=number % 4, weekends=number % 3, standby_minutes=number % 5 * 480, days=60)
    return Ledger(12 + number * 7 % 13, 24 + number * 5 % 17, number % 4, (20 + number * 3 % 11) * 480)


def line(law: str, people: int, result: Result) -> str:
    """One row of the first table."""
    gap = "-" if result.gap is None else f"{result.gap:.2%}"
    soft = result.objective - result.parts[0].cost
    bound = "-" if result.bound is None else str(result.bound)
    return (
        f"{law:3} {people:6} {result.search:8} {result.status:9} {len(result.holes):5} {soft:7} {bound:>9} "
        f"{gap:>7} {result.first_feasible_s or 0:7.2f} {result.seconds:8.1f}"
    )


def main(seconds: float) -> None:
    print("law people search   status    holes    soft     bound     gap first_s  seconds")
    rosters: dict[str, Result] = {}
    for people in (40, 5):
        for law in CITIES:
            for search in ("greedy", "auto"):
                result = solve(city(law, people), limit=Limit.of(seconds), search=search)
                print(line(law, people, result), flush=True)
                if people == 40:
                    rosters[law] = result
    print("law ill    lost changed holes status    seconds")
    for law, roster in rosters.items():
        problem = city(law)
        for ill in ("p05", "p12", "p38"):
            lost = sum(placed.person == ill for placed in roster.assignments)
            again = replan(problem, roster.assignments, limit=2.0, unavailable={ill: (problem.horizon,)})
            told = again.result
            print(
                f"{law:3} {ill:5} {lost:5} {len(again.changes):7} {len(told.holes):5} {told.status:9} "
                f"{told.seconds:7.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 30)
