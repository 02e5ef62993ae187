"""A stretch of a roster as demands and rules that may be dropped one by one: what a clash is looked for in."""

from dataclasses import dataclass, field
from typing import Literal

from lamplighter.engines.roster.explain.clash import Element
from lamplighter.engines.roster.ground import Pair

Terms = tuple[tuple[Pair, int], ...]
Fits = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether elements fit together; where they do not, a part of them that does not either."""

    fits: Fits
    core: tuple[Element, ...] = ()


@dataclass(slots=True)
class Scene:
    """What must hold about some pairs of person and seat. A rule without an element can never be dropped.

    ``demands``: on a seat at least one of the pairs. ``limits``: the weights of the pairs together at most so much.
    ``rests``: of at least one option, no pair.
    """

    seats: tuple[int, ...]
    pairs: dict[int, tuple[int, ...]]
    demands: list[tuple[Element, int, tuple[Pair, ...]]] = field(default_factory=list)
    limits: list[tuple[Element | None, Terms, int]] = field(default_factory=list)
    rests: list[tuple[Element | None, tuple[frozenset[Pair], ...]]] = field(default_factory=list)

    @property
    def elements(self) -> tuple[Element, ...]:
        """Everything that may be dropped, once each."""
        found = [element for element, _, _ in self.demands]
        found += [element for element, _, _ in self.limits if element is not None]
        found += [element for element, _ in self.rests if element is not None]
        return tuple(dict.fromkeys(found))
