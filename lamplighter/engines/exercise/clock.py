"""Story time apart from wall time: started, paused, sped up, jumped, all in whole seconds.

The clock is never stored and never ticks. It follows from the lines of the log that speak of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

SPEEDS_PCT = (50, 100, 200, 400, 800, 1200, 3000, 6000, 12000)

ClockKind = Literal["started", "paused", "resumed", "speed", "jumped", "ended"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something done to the clock at an instant of the wall's time.

    ``speed_pct`` goes with ``started`` and ``speed`` (100 is as fast as the wall), ``to_s`` with ``jumped``.
    """

    kind: ClockKind
    wall: datetime
    speed_pct: int | None = None
    to_s: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where story time stands: ``anchor_s`` at ``anchor_wall``, and from there on at its speed while it runs."""

    anchor_wall: datetime = _EPOCH
    anchor_s: int = 0
    speed_pct: int = 100
    state: Literal["waiting", "running", "paused", "ended"] = "waiting"

    def story_s(self, wall: datetime) -> int:
        """Give the story second at an instant of the wall; before the anchor it is the anchor's."""
        if self.state != "running" or wall <= self.anchor_wall:
            return self.anchor_s
        return self.anchor_s + (wall - self.anchor_wall) // _MICROSECOND * self.speed_pct // 100_000_000

    def wall_of(self, story_s: int) -> datetime | None:
        """Give the first instant at which that story second is reached; ``None`` while the clock does not run."""
        if self.state != "running":
            return None
        ahead_s = max(0, story_s - self.anchor_s)
        return self.anchor_wall + timedelta(microseconds=-(-ahead_s * 100_000_000 // self.speed_pct))


def clock_of(events: Iterable[ClockEvent]) -> Clock:
    """Follow all events from the beginning. An event whose wall lies before the anchor counts from the anchor."""
    clock = Clock()
    for event in events:
        clock = after(clock, event)
    return clock


def after(clock: Clock, event: ClockEvent) -> Clock:
    """Follow one event. What makes no sense (a pause while paused) changes nothing."""
    if refused(clock, event) not in (None, "speed_unknown"):
        return clock
    wall = max(event.wall, clock.anchor_wall)
    story_s = clock.story_s(wall)
    speed_pct = event.speed_pct if event.speed_pct and event.speed_pct > 0 else clock.speed_pct
    match event.kind:
        case "started":
            return Clock(wall, clock.anchor_s, speed_pct, "running")
        case "paused":
            return replace(clock, anchor_wall=wall, anchor_s=story_s, state="paused")
        case "resumed":
            return replace(clock, anchor_wall=wall, state="running")
        case "speed":
            return replace(clock, anchor_wall=wall, anchor_s=story_s, speed_pct=speed_pct)
        case "jumped":
            return replace(clock, anchor_wall=wall, anchor_s=max(story_s, event.to_s or 0))
        case "ended":
            return replace(clock, anchor_wall=wall, anchor_s=story_s, state="ended")


def refused(clock: Clock, event: ClockEvent) -> str | None:
    """Say why an event may not be written, or ``None``. Asked before writing.

    Codes: ``over`` (it has ended), ``not_running`` (not started, or a pause while paused), ``already_running``,
    ``speed_unknown`` (not one of ``SPEEDS_PCT``), ``backwards`` (a jump to where the story has been).
    """
    if clock.state == "ended":
        return "over"
    if (event.kind == "started") != (clock.state == "waiting"):
        return "already_running" if event.kind == "started" else "not_running"
    if event.kind == "paused" and clock.state == "paused":
        return "not_running"
    if event.kind == "resumed" and clock.state == "running":
        return "already_running"
    if event.kind in ("started", "speed") and event.speed_pct not in SPEEDS_PCT:
        return "speed_unknown"
    if event.kind == "jumped" and (event.to_s is None or event.to_s < clock.story_s(event.wall)):
        return "backwards"
    return None
