"""Half-open stretches of time in UTC, and the arithmetic of sets of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time from ``start`` up to but without ``end``.

    Both ends are aware; whatever zone they come in, they are kept in UTC, so that
    differences are elapsed time and never wall-clock time.

    Raises
    ------
    ValueError
        If an end has no time zone, or the span would be empty or run backwards.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            at: datetime = getattr(self, name)
            if at.tzinfo is not UTC:
                if at.tzinfo is None or at.utcoffset() is None:
                    raise ValueError(f"Span {name} {at.isoformat()} has no time zone. Give an aware time.")
                object.__setattr__(self, name, at.astimezone(UTC))
        if self.start >= self.end:
            raise ValueError(
                f"Span ends {self.end.isoformat()}, which is not after its start {self.start.isoformat()}."
            )

    @property
    def seconds(self) -> int:
        """Elapsed whole seconds."""
        return (self.end - self.start) // SECOND

    @property
    def minutes(self) -> float:
        """Elapsed minutes; a whole number of minutes is exact."""
        return self.seconds / 60

    @property
    def hours(self) -> Decimal:
        """Elapsed hours, for money and for printing."""
        return Decimal(self.seconds) / 3600

    def overlaps(self, other: Span) -> bool:
        """Whether the two share any time; touching is not sharing."""
        return self.start < other.end and other.start < self.end

    def holds(self, at: datetime) -> bool:
        """Whether the instant lies inside; the end does not."""
        return self.start <= at < self.end

    def meet(self, other: Span) -> Span | None:
        """The time both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


Spans = Span | Iterable[Span]


def union(spans: Spans) -> tuple[Span, ...]:
    """The covered time as sorted, disjoint, non-touching spans."""
    merged: list[Span] = []
    for span in sorted(_each(spans)):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def intersect(a: Spans, b: Spans) -> tuple[Span, ...]:
    """The time covered by both; each side is one span or any number of them."""
    left, right = union(a), union(b)
    shared: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        both = left[i].meet(right[j])
        if both is not None:
            shared.append(both)
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return tuple(shared)


def subtract(a: Spans, b: Spans) -> tuple[Span, ...]:
    """The time covered by ``a`` but not by ``b``; each side is one span or any number of them."""
    holes = union(b)
    kept: list[Span] = []
    first = 0
    for span in union(a):
        start = span.start
        while first < len(holes) and holes[first].end <= start:
            first += 1
        k = first
        while k < len(holes) and holes[k].start < span.end:
            if holes[k].start > start:
                kept.append(Span(start, holes[k].start))
            start = max(start, holes[k].end)
            k += 1
        if start < span.end:
            kept.append(Span(start, span.end))
    return tuple(kept)


def total_minutes(spans: Spans) -> float:
    """Minutes covered; time covered twice counts once."""
    return sum(span.seconds for span in union(spans)) / 60


def _each(spans: Spans) -> Iterable[Span]:
    return (spans,) if isinstance(spans, Span) else spans
