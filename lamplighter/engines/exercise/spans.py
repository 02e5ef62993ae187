"""Stretches of story time: sorted, apart from each other, each from a second until before another.

``None`` as an end means for ever; the first second is 0.
"""

from collections.abc import Iterable

Span = tuple[int, int | None]
Spans = tuple[Span, ...]

ALWAYS: Spans = ((0, None),)


def since(second: int | None) -> Spans:
    """Give the time from a second on; nothing for ``None``."""
    return () if second is None else ((max(second, 0), None),)


def contains(spans: Spans, second: int) -> bool:
    """Whether a second lies in one of the stretches."""
    return any(start <= second and (end is None or second < end) for start, end in spans)


def either(one: Spans, other: Spans) -> Spans:
    """Give the time that lies in one or the other."""
    return joined((*one, *other))


def both(one: Spans, other: Spans) -> Spans:
    """Give the time that lies in both."""
    found = []
    for start, end in one:
        for begin, stop in other:
            first = max(start, begin)
            last = end if stop is None else stop if end is None else min(end, stop)
            if last is None or first < last:
                found.append((first, last))
    return joined(found)


def outside(spans: Spans) -> Spans:
    """Give the time from 0 on that lies in none of the stretches."""
    found: list[Span] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append((at, start))
        if end is None:
            return tuple(found)
        at = max(at, end)
    return (*found, (at, None))


def joined(spans: Iterable[Span]) -> Spans:
    """Sort stretches, and make one of those that touch."""
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if end is not None and end <= start:
            continue
        if found and (found[-1][1] is None or start <= found[-1][1]):
            last = found[-1][1]
            found[-1] = (found[-1][0], None if last is None or end is None else max(last, end))
        else:
            found.append((start, end))
    return tuple(found)


def first_held(spans: Spans, from_s: int, for_s: int, not_before_s: int = 0) -> int | None:
    """Give the first second at which a stretch, cut off before ``from_s``, has lasted ``for_s`` and still lasts.

    ``not_before_s`` is the earliest second that may be given; the stretch must last until then too.
    """
    for start, end in spans:
        due_s = max(max(start, from_s) + for_s, not_before_s)
        if end is None or due_s < end:
            return due_s
    return None


def where(steps: Iterable[tuple[int, bool]]) -> Spans:
    """Give the stretches that are true, of a truth told by its changes (second, truth); false before the first."""
    found: list[Span] = []
    start: int | None = None
    for second, truth in sorted(steps, key=lambda step: step[0]):
        if truth and start is None:
            start = second
        elif not truth and start is not None:
            found.append((start, second))
            start = None
    if start is not None:
        found.append((start, None))
    return joined(found)
