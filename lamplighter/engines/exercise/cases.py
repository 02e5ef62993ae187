"""Real incidents of real towns, each figure with its source, and what they say of money and time.

Only figures that a source states are reckoned with; what is told from memory, foretold by third parties or
contradicted is kept, marked, and never calibrates anything.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import median, quantiles
from typing import Any, Literal

Quantity = Literal["eur_per_resident", "days_workaround", "days_main", "days_full"]
QUANTITIES: tuple[Quantity, ...] = ("eur_per_resident", "days_workaround", "days_main", "days_full")


@dataclass(frozen=True, slots=True)
class Days:
    """How long something took, in days: a range where sources give one."""

    low: float
    high: float
    what: str
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Money:
    """What it cost, in the money it was counted in.

    ``per_eur`` is the price of one euro in that money: the mean of the European Central Bank's daily
    reference rates of the year of the incident.
    """

    low: float
    high: float
    currency: str
    per_eur: float
    what: str
    source: str
    certain: bool

    @property
    def eur(self) -> tuple[float, float]:
        """The same in euros, low and high."""
        return self.low / self.per_eur, self.high / self.per_eur


@dataclass(frozen=True, slots=True)
class Case:
    """One incident. ``lesson`` is a code that apps have a sentence for; the other texts are for the reference."""

    id: str
    place: str
    country: str
    year: int
    residents: int | None
    residents_source: str
    money: Money | None
    days: Mapping[str, Days | None]
    access: str
    lost: str
    decided: str
    lesson: str
    sources: tuple[str, ...]
    certain: bool

    def figure(self, quantity: Quantity) -> tuple[float, float] | None:
        """What this case says of a quantity, low and high; ``None`` where it says nothing that is certain."""
        if not self.certain:
            return None
        if quantity == "eur_per_resident":
            if self.money is None or not self.money.certain or not self.residents:
                return None
            low, high = self.money.eur
            return low / self.residents, high / self.residents
        days = self.days[quantity.removeprefix("days_")]
        return (days.low, days.high) if days is not None and days.certain else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the cases say of a quantity: the middle half of them, and which they were.

    Parameters
    ----------
    low, likely, high
        First quartile, median and third quartile. Of two cases the outer figures and their middle; of one
        its own range.
    cases
        Ids of the cases counted, in the order of the table.
    """

    quantity: Quantity
    low: float
    likely: float
    high: float
    cases: tuple[str, ...]


def cases() -> tuple[Case, ...]:
    """All cases, in the order of the table."""
    return tuple(_table().values())


def case_of(case: str) -> Case:
    """One case.

    Raises
    ------
    ValueError
        If there is none of that id.
    """
    found = _table().get(case)
    if found is None:
        raise ValueError(f"No case {case!r} is in the table. Use one of {', '.join(_table())}.")
    return found


def calibrated(quantity: Quantity, only: Sequence[str] = ()) -> Calibration | None:
    """Quartiles of a quantity over the cases that state it.

    Parameters
    ----------
    quantity
        ``eur_per_resident``, or days until a workaround, the main services, or everything was back.
    only
        Ids to look at; none means all.

    Returns
    -------
    ``None`` if no case in question states it with certainty: then nobody may name a number.

    Raises
    ------
    ValueError
        An id that is not in the table, or a quantity that no case knows.

    Source: quartiles at (n + 1)p between order statistics (Hyndman & Fan 1996, definition 6), which for a
    small table reach further out than the definition inside the sample.
    """
    if quantity not in QUANTITIES:
        raise ValueError(f"Quantity {quantity!r} is unknown. Use one of {', '.join(QUANTITIES)}.")
    chosen = [case_of(case) for case in only] if only else list(cases())
    stated = [(case.id, figure) for case in chosen if (figure := case.figure(quantity)) is not None]
    if not stated:
        return None
    ids = tuple(case for case, _ in stated)
    if len(stated) == 1:
        low, high = stated[0][1]
        return Calibration(quantity, low, (low + high) / 2, high, ids)
    middles = [(low + high) / 2 for _, (low, high) in stated]
    if len(middles) == 2:
        return Calibration(quantity, min(middles), median(middles), max(middles), ids)
    low, likely, high = quantiles(middles, n=4, method="exclusive")
    return Calibration(quantity, low, likely, high, ids)


@cache
def _table() -> Mapping[str, Case]:
    raw: dict[str, Any] = json.loads(
        resources.files("lamplighter.engines.exercise").joinpath("cases.json").read_text(encoding="utf-8")
    )
    return {one["id"]: _case(one) for one in raw["cases"]}


def _case(raw: Mapping[str, Any]) -> Case:
    residents = raw["residents"] or {"n": None, "source": ""}
    return Case(
        id=raw["id"],
        place=raw["place"],
        country=raw["country"],
        year=raw["year"],
        residents=residents["n"],
        residents_source=residents["source"],
        money=Money(**raw["money"]) if raw["money"] else None,
        days={name: Days(**one) if one else None for name, one in raw["days"].items()},
        access=raw["access"],
        lost=raw["lost"],
        decided=raw["decided"],
        lesson=raw["lesson"],
        sources=tuple(raw["sources"]),
        certain=raw["certain"],
    )
