"""A roster as letters: one line a person, one column a local day. For tests, terminals and review as prose."""

from collections.abc import Iterable
from datetime import date

from lamplighter.engines.hours import local_days
from lamplighter.engines.roster.problem import Placed, Problem, Seat

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def as_letters(problem: Problem, assignments: Iterable[Placed], *, first_layer: str = "primary") -> str:
    """The roster as text; a duty on another layer than the first is a small letter, a holiday has a star."""
    placed = {each.seat: each.person for each in assignments}
    days = [day for day in local_days(problem.horizon, problem.zone) if _any_on(problem, day)]
    names = [person.key for person in problem.people]
    cells: dict[tuple[str, date], str] = {}
    for seat in sorted(problem.seats, key=lambda seat: (seat.span, seat.layer != first_layer, seat.key)):
        row = placed.get(seat.key, "unfilled")
        letter = seat.shift[:1].upper() if seat.layer == first_layer else seat.shift[:1].lower()
        cells[row, _day(problem, seat)] = cells.get((row, _day(problem, seat)), "") + letter
    wide = max((len(cell) for cell in cells.values()), default=1)
    wide = max(wide, 3)
    margin = max(len(name) for name in [*names, "unfilled"])
    head = [
        " " * margin,
        *((WEEKDAYS[day.isoweekday() - 1] + ("*" if day in problem.holidays else "")).ljust(wide) for day in days),
    ]
    lines = [" ".join(head)]
    for name in [*names, "unfilled"]:
        lines.append(" ".join([name.ljust(margin), *(cells.get((name, day), ".").ljust(wide) for day in days)]))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _day(problem: Problem, seat: Seat) -> date:
    return seat.span.start.astimezone(problem.zone).date()


def _any_on(problem: Problem, day: date) -> bool:
    return any(_day(problem, seat) == day for seat in problem.seats)
