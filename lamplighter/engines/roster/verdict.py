"""The law disposes: what a search proposed is taken apart and put together again, lawful piece by lawful piece."""

from collections.abc import Iterable
from dataclasses import dataclass

from lamplighter.engines.law import Breach, judge
from lamplighter.engines.roster.board import Board, company
from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground, work_of
from lamplighter.engines.roster.problem import Problem
from lamplighter.engines.roster.result import PersonBreach
from lamplighter.engines.roster.terms.binding import found


@dataclass(frozen=True, slots=True)
class Verdict:
    """A roster that stands: its board, how many placements were taken out, and what was broken before."""

    board: Board
    removed: int
    inherited: tuple[PersonBreach, ...]


def dispose(ground: Ground, sitting: Sitting) -> Verdict:
    """Keep of a proposal what is lawful; what is not becomes a hole.

    First every placement must be possible and agree with all statements, in order of time. Then each person's
    whole work is judged, and as long as a breach remains that was not there before, its last duty goes.
    """
    board = Board(ground)
    removed = 0
    for at in ground.open_seats:
        person = sitting[at]
        if person is None:
            continue
        if person in ground.domain[at] and board.may(person, at):
            board.take(person, at)
        else:
            removed += 1
    inherited: list[PersonBreach] = []
    for person in range(len(ground.people)):
        breaches = judged(ground, person, _held(board, person))
        while any(not breach.inherited for breach in breaches):
            board.leave(_last_in_breach(board, person, breaches))
            removed += 1
            breaches = judged(ground, person, _held(board, person))
        inherited += (PersonBreach(ground.people[person].key, breach) for breach in breaches)
    return Verdict(board, removed, tuple(inherited))


def lawful(ground: Ground, sitting: Sitting) -> bool:
    """Whether ``dispose`` would leave a proposal as it is: every placement possible, nothing broken by it."""
    held: dict[int, list[int]] = {}
    for at in ground.open_seats:
        person = sitting[at]
        if person is None:
            continue
        together = any(sitting[other] == person for other in ground.overlaps[at])
        if person not in ground.domain[at] or together or any(company(ground, sitting, person, at)):
            return False
        held.setdefault(person, []).append(at)
    for person, seats in held.items():
        most = ground.people[person].max_duties
        if most is not None and len(seats) + len(ground.pinned(person)) > most:
            return False
        if any(not breach.inherited for breach in judged(ground, person, tuple(seats))):
            return False
    return True


def breaches(problem: Problem, person: str, taken: Iterable[str], kept: Iterable[str] = ()) -> tuple[Breach, ...]:
    """What law and terms say against one person's taking some seats beside others that they keep, all by their keys.

    Everything that the problem knows counts: its packs, the person's terms and fixed work. What was broken before is
    marked ``inherited``. Pins are not looked at.
    """
    ground = Ground(problem, {}, (), {}, ())
    seats = ground.seat_keys
    return judged(
        ground,
        ground.person_keys[person],
        tuple(sorted(seats[each] for each in taken)),
        tuple(sorted(seats[each] for each in kept)),
    )


def judged(
    ground: Ground, person: int, seats: tuple[int, ...], stands: tuple[int, ...] | None = None
) -> tuple[Breach, ...]:
    """What is broken if a person takes these seats beside those that they keep (None: their pinned seats)."""
    problem = ground.problem
    kept = ground.pinned(person) if stands is None else stands
    law = judge(
        ground.people[person].subject,
        (*ground.standing(person, kept), *(work_of(ground.seats[at]) for at in seats)),
        zone=problem.zone,
        week=problem.week,
        holidays=problem.holidays,
        horizon=problem.horizon,
        packs=problem.packs,
    )
    return (*law, *found(ground.people[person].key, ground.terms_on(person, seats, kept)))


def _held(board: Board, person: int) -> tuple[int, ...]:
    return tuple(at for at in board.ground.open_seats if board.sitting[at] == person)


def _last_in_breach(board: Board, person: int, breaches: tuple[Breach, ...]) -> int:
    """The latest duty that counts in a breach; if a breach names none of them, the person's latest duty."""
    held = _held(board, person)
    if not held:
        raise RuntimeError(f"The law blames {board.ground.people[person].key!r} for duties they do not have.")
    named = {key for breach in breaches if not breach.inherited for key in breach.keys}
    counted = [at for at in held if board.ground.seats[at].key in named]
    return (counted or list(held))[-1]
