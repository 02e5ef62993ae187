"""What can stand in each other's way, as values: one element, a smallest set of them, and a way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from lamplighter.engines.hours import Span

Kind = Literal[
    "seat",  # this seat has to be filled
    "pin",  # this seat is pinned
    "leave",  # this person is away
    "barred",  # this person must not be given this seat
    "elsewhere",  # this person has other work then, which ``detail`` names
    "max_duties",  # this person has agreed to so many duties and no more
    "skill",  # this seat asks for the skill in ``detail``
    "forbidden_pair",  # these two are never on together
    "newcomers",  # two newcomers are never on together at night
    "terms",  # this person's contract keeps to the term in ``rule``
    "law",  # this person's work keeps to this rule, in ``rule`` and ``fact_id``
]
KINDS: tuple[Kind, ...] = get_args(Kind)

FEW = 4
"""As many elements as somebody reads at once; a clash of more is told by kinds."""

PRICES: Mapping[str, int] = {
    "pin": 2,
    "barred": 3,
    "max_duties": 4,
    "terms": 5,
    "leave": 6,
    "forbidden_pair": 8,
    "newcomers": 8,
    "skill": 10,
    "one_more": 20,
}
"""What each step out of a clash is worth avoiding, in the order in which a duty manager would try them. What has
no price is never advised: to break the law, to be in two places, to leave another seat empty instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """One demand or rule that takes part in a clash; a rule of several people where it is told by kind."""

    kind: Kind
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    rule: str = ""
    fact_id: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that could give way: an element that is dropped, or one more qualified person on a seat."""

    kind: Literal["drop", "one_more"]
    element: Element | None = None
    seat: str = ""

    @property
    def price(self) -> int:
        return PRICES["one_more" if self.element is None else self.element.kind]


@dataclass(frozen=True, slots=True)
class Way:
    """Steps that together fill the empty seat while every other filled seat stays filled, lawfully.

    ``proven`` if no other steps have a lower price; else time ran out before that was certain.
    """

    steps: tuple[Step, ...]
    price: int
    proven: bool


Status = Literal[
    "clash",  # the elements cannot all be kept; take any one of them away and they can
    "fillable",  # nothing clashes: the seat can be filled beside all the others, the search ended early
    "unproven",  # time ran out before either was certain
]


@dataclass(frozen=True, slots=True)
class Clash:
    """Why one seat is empty: a smallest set of demands and rules that cannot all be kept.

    ``elements`` are for reading: the empty seat first, folded by kind where ``details`` are more than a few.
    ``minimal`` is False where time ran out before each of ``elements`` had been tried. ``ways`` are the cheapest
    ways out, cheapest first.
    """

    seat: str
    status: Status
    elements: tuple[Element, ...] = ()
    details: tuple[Element, ...] = ()
    minimal: bool = True
    ways: tuple[Way, ...] = ()


def folded(hole: str, details: Iterable[Element]) -> tuple[Element, ...]:
    """The elements as a reader takes them in: the hole first; if they are more than a few, one a kind and rule.

    A folded set is as minimal as the set it came from: taking a whole fold away takes an element away.
    """
    listed = sorted(details, key=lambda each: (fold(hole, each), rank(each)))
    if len(listed) <= FEW:
        return tuple(listed)
    folds: dict[object, Element] = {}
    for each in listed:
        known = folds.get(fold(hole, each))
        plain = each if each.kind == "skill" else replace(each, detail="")
        folds[fold(hole, each)] = plain if known is None else _both(known, plain)
    return tuple(folds.values())


def fold(hole: str, element: Element) -> tuple[object, ...]:
    """What elements have in common that are told as one; the hole is alone."""
    alone = element.kind == "seat" and element.seats == (hole,)
    skill = element.detail if element.kind == "skill" else ""
    return (not alone, KINDS.index(element.kind), element.rule, element.fact_id, skill)


def rank(element: Element) -> tuple[object, ...]:
    """The order in which elements are told: by kind, then by whom and what they are about."""
    return (KINDS.index(element.kind), element.rule, element.fact_id, element.people, element.seats, element.spans)


def _both(one: Element, other: Element) -> Element:
    return replace(
        one,
        people=tuple(dict.fromkeys((*one.people, *other.people))),
        seats=tuple(dict.fromkeys((*one.seats, *other.seats))),
        spans=tuple(dict.fromkeys((*one.spans, *other.spans))),
    )
