"""The same scenario in many cities: how decisions were spread, and never who decided what.

What leaves here has no key of a city in it. Two rules keep a single city from being read out of it: a figure
needs :data:`FEWEST` cities, and a later figure differs from an earlier one by :data:`FEWEST_NEW` cities or not
at all, so that subtracting one from the other gives nobody away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles
from typing import Any

FEWEST = 5
FEWEST_NEW = 3
MARKS = ("P", "S", "M", "U")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one city agreed to share of one exercise: codes and counts only.

    Parameters
    ----------
    city
        Used to count every city once; it never leaves.
    agreed_at
        When the city agreed; aware UTC.
    taken
        Decision to the option taken, or to the number for decisions that ask for one.
    minutes
        Decision to the minutes from its opening until it was taken.
    marks
        Objective to its mark.
    """

    city: str
    agreed_at: datetime
    taken: Mapping[str, str | float] = field(default_factory=dict)
    minutes: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the association may see.

    Parameters
    ----------
    until
        The latest agreement that is in it.
    cities
        How many cities it was made of.
    figures
        ``taken.<decision>``, ``minutes.<decision>`` or ``marks.<objective>`` to ``{"of": n, "counts": {...}}`` or
        ``{"of": n, "quartiles": [q1, median, q3]}``; plain values, ready to be stored as JSON. There is
        no smallest and no largest, since each of those is one city.
    """

    until: datetime
    cities: int
    figures: Mapping[str, Mapping[str, Any]]


def editions(contributions: Sequence[Contribution], last: Edition | None) -> Edition | None:
    """The next edition, or ``None`` while there is nothing new that may be shown.

    Of a city that agreed more than once the latest counts, and it is not a new city. Figures that rest on too
    few cities are left out; figures with one or two new cities stay as they were in ``last``.

    Returns
    -------
    ``None`` under five cities, or with fewer than three new ones since ``last``.
    """
    now, first = _each_city_once(contributions)
    if len(now) < FEWEST:
        return None
    new = {city for city, at in first.items() if last is None or at > last.until}
    if last is not None and len(new) < FEWEST_NEW:
        return None
    figures: dict[str, Mapping[str, Any]] = {}
    for name in sorted(_names(now)):
        values = {one.city: value for one in now if (value := _value(one, name)) is not None}
        earlier = last.figures.get(name) if last is not None else None
        if earlier is not None and len(new & set(values)) < FEWEST_NEW:
            figures[name] = earlier
        elif len(values) >= FEWEST:
            figures[name] = _figure(name, list(values.values()))
    return Edition(max(one.agreed_at for one in now), len(now), figures)


def still_needed(contributions: Sequence[Contribution], last: Edition | None) -> int:
    """How many more cities must play before the next edition; 0 when it can be made."""
    now, first = _each_city_once(contributions)
    short = FEWEST - len(now)
    if last is not None:
        short = max(short, FEWEST_NEW - sum(at > last.until for at in first.values()))
    return max(0, short)


def _each_city_once(
    contributions: Sequence[Contribution],
) -> tuple[list[Contribution], dict[str, datetime]]:
    latest: dict[str, Contribution] = {}
    first: dict[str, datetime] = {}
    for one in sorted(contributions, key=lambda one: one.agreed_at):
        latest[one.city] = one
        first.setdefault(one.city, one.agreed_at)
    return list(latest.values()), first


def _names(contributions: Sequence[Contribution]) -> set[str]:
    return {
        f"{kind}.{key}"
        for one in contributions
        for kind, values in (("taken", one.taken), ("minutes", one.minutes), ("marks", one.marks))
        for key in values
    }


def _value(one: Contribution, name: str) -> str | float | None:
    kind, _, key = name.partition(".")
    if kind == "taken":
        return one.taken.get(key)
    if kind == "minutes":
        return one.minutes.get(key)
    return one.marks.get(key)


def _figure(name: str, values: Sequence[str | float]) -> Mapping[str, Any]:
    numbers = [float(value) for value in values if not isinstance(value, str)]
    if len(numbers) == len(values):
        return {"of": len(values), "quartiles": [round(one, 2) for one in quantiles(numbers, n=4)]}
    counts = Counter(str(value) for value in values)
    order = MARKS if name.startswith("marks.") else sorted(counts)
    return {"of": len(values), "counts": {key: counts[key] for key in order}}
