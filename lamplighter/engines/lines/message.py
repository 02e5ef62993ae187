"""What the two processes of a search tell each other."""

from dataclasses import dataclass

from lamplighter.engines.lines.model import Grid


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be searched, and how hard."""

    grid: Grid
    seconds: float
    seed: int
    workers: int


@dataclass(frozen=True, slots=True)
class Best:
    """A better roster: one line of items a person, as bytes; how many are missing to the hard minima of demand."""

    seconds: float
    lines: list[bytes]
    value: int
    missing: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A better bound."""

    seconds: float
    bound: int


@dataclass(frozen=True, slots=True)
class Ending:
    """The search is over: whether its best is proven; who has no line; whether no roster is proven to be lawful."""

    seconds: float
    proven: bool
    nobody: str | None
    impossible: bool
