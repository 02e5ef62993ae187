"""What had begun when a draft is looked at: a fact that no draft rewrites, whoever the draft has there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lamplighter.apps.roster.bridge.duty import Stretch
from lamplighter.apps.roster.models import Duty, Publication
from lamplighter.engines.hours import Span


@dataclass(frozen=True)
class Begun:
    """Seats of a draft that had begun under a published version, by the engine's keys.

    ``held`` has the person who had most of each, or None. Whoever had a seat from its start to its end sits on it
    (``seated``); what else was worked stands beside the roster, as work of other pools does (``beside``).
    """

    held: Mapping[str, int | None]
    seated: Mapping[str, int]
    beside: tuple[Stretch, ...]


def begun_by(
    at: datetime,
    duties: Mapping[str, Duty],
    told: Mapping[str, Sequence[Stretch]],
    publications: Iterable[Publication],
    people: Collection[int],
) -> Begun:
    """What had begun by ``at`` of the seats that a draft speaks of.

    ``told`` are the stretches that were published for the draft's pool and period, by seat; ``people`` those whom
    the draft's problem knows.
    """
    spoken = [Span(each.starts_at, each.ends_at) for each in publications]
    keys = [
        key
        for key, duty in duties.items()
        if duty.starts_at <= at and any(span.holds(duty.starts_at) for span in spoken)
    ]
    # Nobody sits on two seats at once: a pin that somebody made, or another seat, goes before.
    busy: dict[int, list[Span]] = defaultdict(list)
    for key in duties.keys() - set(keys):
        duty = duties[key]
        if duty.pinned and duty.person_id is not None:
            busy[duty.person_id].append(Span(duty.starts_at, duty.ends_at))
    seated: dict[str, int] = {}
    for key in keys:
        whole, parts = Span(duties[key].starts_at, duties[key].ends_at), told.get(key, ())
        if len(parts) != 1 or parts[0].span != whole or parts[0].person not in people:
            continue
        person = parts[0].person
        if not any(span.overlaps(whole) for span in busy[person]):
            busy[person].append(whole)
            seated[key] = person
    beside = [
        each
        for key, parts in told.items()
        for each in parts
        if key not in seated and each.duty.starts_at <= at
    ]  # fmt: skip
    return Begun({key: holder_of(told.get(key, ())) for key in keys}, seated, tuple(beside))


def holder_of(parts: Sequence[Stretch]) -> int | None:
    """Whoever had the longest part of a duty counts as having had it; None if nobody did."""
    longest = max(parts, key=lambda each: each.span.seconds, default=None)
    return None if longest is None else longest.person
