"""A part of a roster is opened and filled anew, by the same generation and diving as the whole.

It is left as soon as its own bound shows that nothing can be gained.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import thread_time

import numpy as np
from numpy.random import Generator

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.dive import Steps, dive
from lamplighter.engines.lines.columns.generate import generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import cover_of, some
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Pricer

MIP_S = 3.0  # at most, for whole numbers over the lines that a part knows
PATIENT = 1.5  # times the seconds that a part may take, before it is left
GROW, SHRINK = 1.1, 0.8
RECALLED = 40  # lines of each person


@dataclass(frozen=True)
class Manner:
    """How thoroughly a part is filled anew: rounds of generation, the dive, and whether whole numbers are tried."""

    rounds: int
    steps: Steps
    whole_numbers: bool
    cells: float
    seconds: float


ROUGH = Manner(30, Steps(0.4, 10, 2), False, 300.0, 0.8)
FINE = Manner(60, Steps(0.2, 20, 2), True, 450.0, 2.4)
WIDE = Manner(60, Steps(0.3, 20, 2), False, 1_000.0, 5.0)


def fill(
    now: Standing,
    people: Sequence[int],
    begin: int,
    end: int,
    manner: Manner,
    pricer: Pricer,
    rng: Generator,
    *,
    margin: float,
    known: Master | None,
    out_of_time: Callable[[], bool],
) -> tuple[list[Line] | None, float]:
    """Fill the lines of these people anew from ``begin`` to ``end``, cheaper than they are plus ``margin``.

    Gives the pieces of lines, None if none were found, and by how much the next part may be larger.
    """
    book = pricer.book
    part = some(book, now.lines, list(people), begin, end)
    pieces = [now.lines[person][begin:end] for person in people]
    own = [book.cost(scope, line) for scope, line in zip(part.scopes, pieces, strict=True)]
    current = sum(own) + part.cover_cost(cover_of(pieces, part.days, book.items))
    cutoff = current + margin
    master = Master(part)
    master.add(range(len(people)), pieces, own)
    if known is not None and (begin, end) == (0, book.days):
        _recall(master, people, known, now)
    began = thread_time()

    def took() -> float:
        return thread_time() - began

    def enough() -> bool:
        return out_of_time() or took() > PATIENT * manner.seconds

    state = generate(
        master,
        pricer,
        out_of_time=enough,
        cutoff=cutoff,
        start=None if now.prices is None else now.prices[begin:end],
        most=manner.rounds,
        gap=0.9,
        want=max(2, min(20, 80 // len(people))),
    )
    if state.bound >= cutoff or out_of_time():
        return None, GROW if took() < manner.seconds else SHRINK
    found = dive(master, pricer, manner.steps, rng=rng, out_of_time=enough, cutoff=cutoff)
    if found is None and manner.whole_numbers and state.worth.value < current - 0.5 and master.count < 4000:
        taken = master.whole_numbers(MIP_S, current - 0.5)
        found = None if taken is None else [master.lines[at].copy() for at in taken]
    factor = 1.0 if took() < manner.seconds else SHRINK
    # Where it looked as if there were something to gain, it was too much to see through at once.
    return found, factor if found is not None else min(factor, 0.95)


def _recall(master: Master, people: Sequence[int], known: Master, now: Standing) -> None:
    """Take in lines found before for these people: the cheapest at the last prices."""
    if now.prices is None:
        return
    days = np.arange(now.book.days)
    for at, person in enumerate(people):
        mine = np.nonzero(known.owners[: known.count] == person)[0]
        value = known.costs[mine] + now.prices[days[None, :], known.lines[mine]].sum(axis=1)
        best = mine[np.argsort(value, kind="stable")[:RECALLED]]
        master.add([at] * len(best), [known.lines[one] for one in best], [known.costs[one] for one in best])
