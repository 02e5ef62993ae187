"""The law pack read by date, keeping a list of what it could not answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from lamplighter.engines.law import Fact, Pack
from lamplighter.engines.pay.earning import Note, Remark


@dataclass(frozen=True, slots=True)
class Cite:
    """What a line rests on: a fact of law with its validity, or a decision of the city."""

    fact_id: str
    article: str
    pack: str
    valid_from: date | None = None
    valid_to: date | None = None
    from_memory: bool = False

    @classmethod
    def of(cls, fact: Fact) -> "Cite":
        """The fact as a line shows it."""
        return cls(fact.id, fact.article, fact.pack, fact.valid_from, fact.valid_to, fact.evidence == "from-memory")

    @classmethod
    def policy(cls, subject: str) -> "Cite":
        """A rate the city decided: it has no article."""
        return cls(f"policy.{subject}", "", "")

    @classmethod
    def contract(cls, subject: str) -> "Cite":
        """A figure of the person's contract."""
        return cls(f"contract.{subject}", "", "")


class Reading:
    """One pack's facts by date. A question without an answer becomes a note, never a silent zero."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._missing: dict[str, date] = {}
        self._memory: dict[str, date] = {}

    def maybe(self, param: str, on: date) -> Fact | None:
        """The fact that holds on that local date, or None without complaint."""
        fact = self._pack.find(param, on)
        if fact is not None and fact.evidence == "from-memory":
            self._memory[fact.id] = min(on, self._memory.get(fact.id, on))
        return fact

    def names(self, param: str) -> bool:
        """Whether the pack speaks of it on any date."""
        return param in self._pack.params

    def fact(self, param: str, on: date) -> Fact | None:
        """The fact that holds on that local date; its absence is noted."""
        fact = self.maybe(param, on)
        if fact is None or fact.value is None:
            self._missing[param] = min(on, self._missing.get(param, on))
            return None
        return fact

    def notes(self, first: date) -> Iterator[Note]:
        """What was missing and what rests on memory, with the first day each was asked for.

        Memory is told from ``first`` on, the beginning of the window: what counts before it only fills norms.
        """
        for param, on in self._missing.items():
            yield Note(Remark.FACT_MISSING, param, on)
        for fact_id, on in self._memory.items():
            yield Note(Remark.FACT_FROM_MEMORY, fact_id, max(on, first))


def number(value: object) -> Decimal:
    """A pack's number as the decimal that was written, not as its nearest binary fraction."""
    return Decimal(str(value))


def hours(value: object) -> timedelta:
    """A pack's hours, exact to the microsecond (7.6 h is 7 h 36 min)."""
    return timedelta(microseconds=int(number(value) * 3_600_000_000))


def clock(value: object) -> time:
    """A pack's "22:00"."""
    return time.fromisoformat(str(value))
