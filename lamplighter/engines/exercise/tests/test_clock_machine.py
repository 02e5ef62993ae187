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
        self.wall = self.highest = START
        self.events: list[ClockEvent] = []
        self.clock = Clock()
        self.shown = 0
        self.ledger = Fraction(0)

    def pass_to(self, wall: datetime) -> None:
        """Count in the ledger what passes; the clock knows nothing of this."""
        if wall > self.highest:
            if self.clock.state == "running":
                lapsed = Fraction((wall - self.highest) // timedelta(microseconds=1), 1_000_000)
                self.ledger += lapsed * self.clock.speed_pct / 100
            self.highest = wall
        self.wall = wall

    def do(self, event: ClockEvent) -> None:
        if refused(self.clock, event) is not None:
            assert after(self.clock, event) == self.clock or refused(self.clock, event) == "speed_unknown"
            return
        self.events.append(event)
        self.clock = after(self.clock, event)
        if event.kind == "jumped":
            assert event.to_s is not None
            self.ledger = max(self.ledger, Fraction(event.to_s))

    @rule(ms=st.integers(0, 4_000_000))
    def wall_passes(self, ms: int) -> None:
        self.pass_to(self.wall + timedelta(milliseconds=ms))

    @rule(s=st.integers(1, 5_000))
    def wall_goes_back(self, s: int) -> None:
        self.pass_to(self.wall - timedelta(seconds=s))

    @rule(speed=st.sampled_from(SPEEDS_PCT))
    def start(self, speed: int) -> None:
        # Story time begins with the start, wherever the wall was before.
        if self.clock.state == "waiting":
            self.highest = self.wall
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
        # Asked by somebody whose wall has gone back, it stands at the anchor; nobody writes an older line.
        now = self.clock.story_s(max(self.wall, self.highest))
        assert now >= self.shown
        self.shown = now

    @invariant()
    def folding_again_gives_the_same(self) -> None:
        assert clock_of(self.events) == self.clock

    @invariant()
    def it_keeps_to_the_ledger(self) -> None:
        if self.clock.state == "waiting":
            assert self.shown == 0
        else:
            assert 0 <= self.ledger - self.clock.story_s(self.highest) < 1 + len(self.events)

    @invariant()
    def what_is_to_come_is_on_the_wall_once(self) -> None:
        wall = self.clock.wall_of(self.shown + 7)
        if self.clock.state == "running":
            assert wall is not None
            assert self.clock.story_s(wall) >= self.shown + 7
            assert self.clock.story_s(wall - timedelta(microseconds=1)) < self.shown + 7
        else:
            assert wall is None


ClockMachine.TestCase.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
TestClock = ClockMachine.TestCase
