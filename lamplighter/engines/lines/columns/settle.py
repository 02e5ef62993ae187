"""Everybody in turn finds the cheapest line, at prices that move from those of the whole to the roster as it stands.

By what is missing alone, the first few take all that is dear, and what is left fits nobody. At the prices of the whole
alone nobody cares what others do. Between the two everybody begins near what is best for all, and the closer it comes
to the facts, the more each fills what the others leave. That is an augmented Lagrangian whose penalty grows (Bertsekas
1982), with exact lines in place of gradient steps.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.columns.part import Part, cover_of
from lamplighter.engines.lines.pricing import Line, Pricer

COLDEST = 0.02  # least weight of what is missing
BEAM, ROUNDS = 150, 6


def mixes(sweeps: int, coldest: float = COLDEST, gone: Callable[[], float] = lambda: 0.0) -> Iterator[float]:
    """The weight of what is missing, sweep by sweep, against the prices of the whole.

    It grows evenly over so many sweeps, or as fast as the time that is ``gone`` (from 0 to 1).
    """
    sweep = 0
    while (on := max(sweep / sweeps, gone())) < 1.0:
        yield coldest ** (1.0 - on)
        sweep += 1
    yield 1.0
    yield 1.0


def settle(
    part: Part,
    lines: Sequence[Line],
    pricer: Pricer,
    rng: Generator,
    prices: NDArray[np.float64],
    weights: Iterable[float],
    out_of_time: Callable[[], bool],
) -> list[Line]:
    """Better lines for all scopes of a part, or none better: the caller has to look.

    ``prices`` are those of the whole by day of the part and item.
    """
    days = np.arange(part.days)
    settled = list(lines)
    costs = [part.book.cost(scope, line) for scope, line in zip(part.scopes, lines, strict=True)]
    cover = cover_of(settled, part.days, part.book.items)
    for weight in weights:
        changed = False
        for at in rng.permutation(len(settled)).tolist():
            if out_of_time():
                return settled
            cover[days, settled[at]] -= 1
            now = weight * part.marginal(cover) + (1 - weight) * prices
            now[:, 0] = 0.0
            goal = costs[at] + float(now[days, settled[at]].sum()) - 1e-6
            found = pricer.price([part.scopes[at]], now, [goal], beam=BEAM, rounds=ROUNDS)[0]
            if found.lines:
                settled[at], changed = found.lines[0], True
                costs[at] = found.costs[0] - float(now[days, settled[at]].sum())
            cover[days, settled[at]] += 1
        if weight == 1.0 and not changed:
            break
    return settled
