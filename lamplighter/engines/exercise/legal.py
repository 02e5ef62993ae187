"""Deadlines of the law, country by country: which are known, from which article, and which nobody may guess."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

UNION = "EU"


@dataclass(frozen=True, slots=True)
class LegalClock:
    """One deadline as the law of one country, or of the European Union, puts it.

    Parameters
    ----------
    hours
        Hours from ``start``; 0 says "at once"; ``None`` where the law names no number or none was found.
    months
        Calendar months instead of hours, for the one report that is reckoned so.
    start
        What sets it going: ``discovery``, ``notification`` (the one before it) or ``order`` of an authority.
    to
        Who must be told: ``authority``, ``people`` or ``minister``.
    reviewed
        Whether a lawyer has confirmed it. Where not, pages say so, as with packs of labour law.
    """

    law: str
    key: str
    article: str
    hours: int | None
    months: int | None
    start: str
    to: str
    text_code: str
    source: str
    reviewed: bool

    @property
    def known(self) -> bool:
        """Whether it has a length at all; an unknown one is for the city's lawyer to say."""
        return self.hours is not None or self.months is not None

    @property
    def hours_low(self) -> int | None:
        """The shortest it can be, in hours; a month has 28 days at least."""
        return self.hours if self.months is None else self.months * 28 * 24

    @property
    def hours_high(self) -> int | None:
        """The longest it can be, in hours; a month has 31 days at most."""
        return self.hours if self.months is None else self.months * 31 * 24


def law_of(country: str) -> str:
    """Under which heading a country's deadlines stand: its own two letters, or ``EU`` for a member state."""
    letters = country.upper()
    return UNION if letters in _book()[1] else letters


def legal_clocks(country: str) -> tuple[LegalClock, ...]:
    """Everything known for a country, in the order of the book; nothing is borrowed from a neighbour."""
    return _book()[0].get(law_of(country), ())


def legal_clock(country: str, key: str) -> LegalClock | None:
    """The deadline of that name in that country; ``None`` where the book says nothing of it."""
    return next((clock for clock in legal_clocks(country) if clock.key == key), None)


@cache
def _book() -> tuple[Mapping[str, tuple[LegalClock, ...]], frozenset[str]]:
    raw: dict[str, Any] = json.loads(
        resources.files("lamplighter.engines.exercise").joinpath("clocks.json").read_text(encoding="utf-8")
    )
    clocks = {
        law: tuple(
            LegalClock(law, start=one["from"], **{name: value for name, value in one.items() if name != "from"})
            for one in entries
        )
        for law, entries in raw["clocks"].items()
    }
    return clocks, frozenset(raw["union"])
