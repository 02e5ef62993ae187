"""One person's time, each minute counted once: worked, called out, standing by, or at ordinary work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, at_wall, local_days, subtract, union
from lamplighter.engines.law import Work

NOTHING = timedelta(0)


class Source(StrEnum):
    """Where a worked minute comes from."""

    DUTY = "duty"
    CALLOUT = "callout"
    ORDINARY = "ordinary"  # the working week beside duty: it fills the norms and is paid elsewhere


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Time worked without pause from one source."""

    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Timeline:
    """Disjoint times of one person; a minute claimed twice goes to the first of the fields below."""

    duty: tuple[Span, ...]
    callout: tuple[Span, ...]
    site: tuple[Span, ...]
    home: tuple[Span, ...]
    ordinary: tuple[Span, ...]

    def stretches(self) -> list[Stretch]:
        """Everything worked, in order of time."""
        return sorted(
            Stretch(span, source)
            for spans, source in (
                (self.duty, Source.DUTY),
                (self.callout, Source.CALLOUT),
                (self.ordinary, Source.ORDINARY),
            )
            for span in spans
        )


def untangle(work: Sequence[Work], ordinary: Iterable[Span], *, site_is_work: bool) -> Timeline:
    """Two duties at once are one hour of pay; a call-out interrupts the standby it happens in.

    ``site_is_work``: the law counts presence at the workplace as work, so standby there joins duty.
    """
    of: dict[str, list[Span]] = {"worked": [], "callout": [], "standby_site": [], "standby_home": []}
    for item in work:
        of["worked" if site_is_work and item.kind == "standby_site" else item.kind].append(item.span)
    duty = union(of["worked"])
    callout = subtract(of["callout"], duty)
    busy = (*duty, *callout)
    site = subtract(of["standby_site"], busy)
    home = subtract(of["standby_home"], (*busy, *site))
    return Timeline(duty, callout, site, home, subtract(ordinary, (*busy, *site)))


@dataclass(frozen=True, slots=True)
class Workday:
    """What the law counts as one day's work; it bears the local date on which it began."""

    on: date
    stretches: tuple[Stretch, ...]

    def worked(self, *sources: Source) -> timedelta:
        """Elapsed time from these sources, or from all."""
        return sum(
            (s.span.end - s.span.start for s in self.stretches if not sources or s.source in sources), NOTHING
        )


def workdays(stretches: Sequence[Stretch], zone: ZoneInfo, rest: timedelta | None) -> list[Workday]:
    """Group sorted stretches into workdays.

    Work that touches is one workday, whatever midnight says. Beyond that, with ``rest``: a pause shorter than it
    does not end the workday; without: what begins on one local date is one workday.
    """
    groups: list[list[Stretch]] = []
    for stretch in stretches:
        if groups and _joins(groups[-1], stretch, zone, rest):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    return [Workday(_local(group[0], zone), tuple(group)) for group in groups]


def _joins(group: list[Stretch], stretch: Stretch, zone: ZoneInfo, rest: timedelta | None) -> bool:
    pause = stretch.span.start - group[-1].span.end
    if pause <= NOTHING:
        return True
    return pause < rest if rest is not None else _local(group[0], zone) == _local(stretch, zone)


def _local(stretch: Stretch, zone: ZoneInfo) -> date:
    return stretch.span.start.astimezone(zone).date()


def by_day(span: Span, zone: ZoneInfo) -> list[tuple[date, Span]]:
    """The span cut at local midnights, each piece with its date."""
    cuts = [(day, at_wall(day, time(0), zone)) for day in local_days(span, zone)]
    starts = [max(at, span.start) for _, at in cuts]
    ends = [*starts[1:], span.end]
    return [(day, Span(start, end)) for (day, _), start, end in zip(cuts, starts, ends, strict=True) if start < end]
