"""The clock under every order of deeds, with a wall that stands, runs and steps back, and servers that restart."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lamplighter.engines.exercise.clock import SPEEDS_PCT, Clock, ClockEvent, after, clock_of, refused

START = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)


class ClockMachine(RuleBasedStateMachine):
    """Beside the clock runs a ledger in exact fractions; they may differ by less than a second for each event."""

    def __init__(self) -> None:
        super().__init__()
        self.wall = self.since = START
        self.events: list[ClockEvent] = []
        self.clock = Clock()
        self.shown = 0
        self.booked = Fraction(0)

    def ledger(self) -> Fraction:
        """Give the story second as it would be without rounding: what is booked, and what has run since."""
        if self.clock.state != "running" or self.wall <= self.since:
            return self.booked
        lapsed = Fraction((self.wall - self.since) // timedelta(microseconds=1), 1_000_000)
        return self.booked + lapsed * self.clock.speed_pct / 100

    def do(self, event: ClockEvent) -> None:
        if (why := refused(self.clock, event)) is not None:
            assert why == "speed_unknown" or after(self.clock, event) == self.clock
            return
        self.booked = max(self.ledger(), Fraction(event.to_s or 0))
        self.since = self.wall if event.kind == "started" else max(self.since, self.wall)
        anchor_s = self.clock.anchor_s
        self.events.append(event)
        self.clock = after(self.clock, event)
        assert self.clock.anchor_s >= anchor_s

    @rule(ms=st.integers(0, 4_000_000))
    def wall_passes(self, ms: int) -> None:
        self.wall += timedelta(milliseconds=ms)

    @rule(s=st.integers(1, 5_000))
    def wall_goes_back(self, s: int) -> None:
        self.wall -= timedelta(seconds=s)
        # Somebody who looks now may see less than before, but never less than what the last event fixed.
        self.shown = self.clock.anchor_s

    @rule(speed=st.sampled_from(SPEEDS_PCT))
    def start(self, speed: int) -> None:
        self.do(ClockEvent("started", self.wall, speed))

    @rule()
    def pause(self) -> None:
        self.do(ClockEvent("paused", self.wall))

    @rule()
    def resume(self) -> None:
        self.do(ClockEvent("resumed", self.wall))

    @rule(speed=st.sampled_from(SPEEDS_PCT))
    def change_speed(self, speed: int) -> None:
        self.do(ClockEvent("speed", self.wall, speed))

    @rule(ahead=st.integers(-100, 100_000))
    def jump(self, ahead: int) -> None:
        self.do(ClockEvent("jumped", self.wall, to_s=self.clock.story_s(self.wall) + ahead))

    @precondition(lambda self: len(self.events) > 8)
    @rule()
    def end(self) -> None:
        self.do(ClockEvent("ended", self.wall))

    @rule()
    def restart(self) -> None:
        self.clock = clock_of(self.events)

    @rule(reads=st.lists(st.integers(0, 10_000), max_size=5))
    def read_often(self, reads: list[int]) -> None:
        before = self.clock
        seen = [self.clock.story_s(self.wall + timedelta(milliseconds=ms)) for ms in sorted(reads)]
        assert seen == sorted(seen)
        assert self.clock == before

    @invariant()
    def story_never_falls(self) -> None:
        now = self.clock.story_s(self.wall)
        assert now >= self.shown
        self.shown = now

    @invariant()
    def folding_again_gives_the_same(self) -> None:
        assert clock_of(self.events) == self.clock

    @invariant()
    def it_keeps_to_the_ledger(self) -> None:
        assert 0 <= self.ledger() - self.clock.story_s(self.wall) < 1 + len(self.events)

    @invariant()
    def what_is_to_come_is_on_the_wall_once(self) -> None:
        wall = self.clock.wall_of(self.shown + 7)
        if self.clock.state == "running":
            assert wall is not None
            assert self.clock.story_s(wall) >= self.shown + 7
            assert self.clock.story_s(wall - timedelta(microseconds=1)) < self.shown + 7
        else:
            assert wall is None


ClockMachine.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestClock = ClockMachine.TestCase
