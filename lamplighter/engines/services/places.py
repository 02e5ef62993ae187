"""Places along the layers: near one's neighbours above and below, never closer than one unit."""

from collections.abc import Sequence

from lamplighter.engines.services.crossings import Layers

ROUNDS = 6


def places(layers: Layers) -> dict[str, float]:
    """Place of each name along its layer, from 0, rounded to thousandths.

    Each round moves every layer towards the mean of its neighbours, keeping its order and one unit between
    names (the nearest such places in the sense of least squares).
    """
    along = {name: float(at) for row in layers.rows for at, name in enumerate(row)}
    above, below = layers.above, layers.below
    for turn in range(ROUNDS):
        rows = layers.rows if turn % 2 == 0 else layers.rows[::-1]
        for row in rows:
            wished = []
            for name in row:
                around = [along[other] for other in (*above.get(name, ()), *below.get(name, ()))]
                wished.append(sum(around) / len(around) if around else along[name])
            along.update(zip(row, _one_apart(wished), strict=True))
    start = min(along.values(), default=0.0)
    return {name: round(place - start, 3) for name, place in along.items()}


def _one_apart(wished: Sequence[float]) -> list[float]:
    """Closest places to those wished for, in the same order and one apart: pool adjacent violators."""
    blocks: list[tuple[float, int]] = []  # mean of (wish - rank), how many
    for rank, wish in enumerate(wished):
        mean, count = wish - rank, 1
        while blocks and blocks[-1][0] > mean:
            earlier, many = blocks.pop()
            mean = (mean * count + earlier * many) / (count + many)
            count += many
        blocks.append((mean, count))
    found: list[float] = []
    for mean, count in blocks:
        found += [mean + len(found) + i for i in range(count)]
    return found
