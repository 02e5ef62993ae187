"""Exactly once: whoever reads, however late, however many at a time, and whatever restarts between.

Two servers conduct one exercise. Each keeps its own memory of the log and decides by it, now and then an old one; what
it wants to write goes through one lock, where a name that stands in the log already is dropped. Beside them one
reader looks only once, at the end.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lamplighter.engines.exercise import (
    All,
    Answered,
    Any,
    ClockEvent,
    Decided,
    Decision,
    Effect,
    Elapsed,
    Fallen,
    Inject,
    Line,
    Not,
    Option,
    Past,
    Range,
    Released,
    Scenario,
    State,
    Step,
    Trigger,
    Var,
    due,
    fold,
    on_decided,
    on_release,
    on_start,
    refused,
    written,
)
from lamplighter.engines.exercise.clock import ClockKind
from lamplighter.engines.exercise.tests.scenes import START, decision, inject, phase, scenario, town

KEYS = ("a", "b", "c", "e", "f", "g", "h", "k")
minutes = st.integers(0, 50)
keys = st.sampled_from(KEYS)
steady = st.one_of(
    st.builds(Released, keys),
    st.builds(Elapsed, minutes),
    st.just(Decided("d")),
    st.just(Decided("d", "now")),
    st.just(Fallen("host")),
    st.just(Past("vital")),
    st.builds(Var, st.just("trust"), st.sampled_from(["below", "above"]), st.integers(30, 80).map(float)),
    st.just(Answered("d", 0.5)),
)
conditions = st.recursive(
    steady,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=2).map(lambda of: All(tuple(of))),
        st.lists(inner, min_size=1, max_size=2).map(lambda of: Any(tuple(of))),
    ),
    max_leaves=3,
)
triggers = st.one_of(
    st.just(Trigger()),
    st.builds(Trigger, st.just("timed"), minutes),
    st.builds(Trigger, st.just("timed"), minutes, conditions, st.integers(0, 9)),
    st.builds(Trigger, st.just("conditional"), st.none(), conditions, st.integers(0, 20)),
)
effects = st.one_of(
    st.just(()),
    st.integers(-20, 20).map(lambda n: (Effect("trust", amount=Range(n, n, n), after_min=abs(n)),)),
    minutes.map(lambda after: (Effect("dark", target="host", after_min=after),)),
    minutes.map(lambda after: (Effect("back", target="host", after_min=after),)),
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Give a scenario of up to eight injects and two decisions."""
    count = draw(st.integers(1, len(KEYS)))
    injects: list[Inject] = [inject(key, draw(triggers), effects=draw(effects)) for key in KEYS[:count]]
    options = (
        Option("now", {"en": "N"}, draw(effects), leads_to=tuple(draw(st.lists(keys, max_size=2)))),
        Option("wait", {"en": "W"}, draw(effects)),
    )
    decisions: list[Decision] = [
        decision(
            "d", Trigger("timed", draw(minutes)), options=options, deadline_min=draw(st.sampled_from([None, 60]))
        ),
        decision("x", draw(triggers)),
    ]
    return scenario(phase("one", injects=tuple(injects), decisions=tuple(decisions)))


class Log:
    """A log under its lock, and the deeds of people: each first has everything written that was due before it."""

    def __init__(self, played: Scenario) -> None:
        self.played, self.world = played, town()
        self.lines: list[Line] = []
        self.names: set[str] = set()
        self.append(on_start(played, State(), world=self.world), START)

    @property
    def state(self) -> State:
        return fold(self.played, self.lines)

    def append(self, steps: Iterable[Step], wall: datetime) -> None:
        """Write what is not there yet, each named step once."""
        kept = []
        for step in steps:
            if step.once not in self.names:
                kept.append(step)
                self.names |= {step.once} - {""}
        self.lines += written(self.state, kept, wall)

    def conduct(self, wall: datetime) -> State:
        """Ask under the lock what is due, and write it."""
        state = self.state
        self.append(due(self.played, state, state.clock.story_s(wall), self.world), wall)
        return self.state

    def press(self, kind: ClockKind, wall: datetime) -> None:
        clock = self.conduct(wall).clock
        if refused(clock, ClockEvent(kind, wall)) is None:
            self.append([Step("", f"clock.{kind}", {"cause": "by_hand"}, clock.story_s(wall))], wall)

    def hold(self, key: str, wall: datetime) -> None:
        """Hold an inject, or let it go if it is held."""
        state = self.conduct(wall)
        if key in self.played.inject_of and key not in state.released:
            kind = "inject.freed" if key in state.held else "inject.held"
            self.append([Step("", kind, {"key": key}, state.clock.story_s(wall))], wall)

    def release(self, key: str, wall: datetime) -> None:
        state = self.conduct(wall)
        story_s = state.clock.story_s(wall)
        self.append(on_release(self.played, state, key, world=self.world, story_s=story_s), wall)

    def answer(self, seat: int, wall: datetime) -> None:
        state = self.conduct(wall)
        if "d" in state.opened and "d" not in state.closed:
            self.append([Step("", "answer.given", {"key": "d", "seat": seat}, state.clock.story_s(wall))], wall)

    def decide(self, value: str, wall: datetime) -> None:
        state = self.conduct(wall)
        if "d" in state.opened and ("d", None) not in state.taken:
            story_s = state.clock.story_s(wall)
            facts = {"key": "d", "team": None, "value": value, "rule": "role", "seat": 1, "dissent": 0}
            follows = on_decided(self.played, state, "d", value, None, world=self.world, story_s=story_s)
            self.append([Step("take:d:room", "decision.taken", facts, story_s), *follows], wall)


class OnceMachine(RuleBasedStateMachine):
    """A room with two conductors, and the same deeds before one reader who never looks unless a deed makes them."""

    @initialize(played=scenarios())
    def begin(self, played: Scenario) -> None:
        self.played, self.wall = played, START
        self.room, self.lone = Log(played), Log(played)
        self.memory = [State(), State()]
        for log in (self.room, self.lone):
            for seat in (1, 2):
                facts = {"seat": seat, "role": "mayor", "team": 1, "kind": "player", "room": "room"}
                log.append([Step("", "seat.taken", facts, 0)], START)

    @rule(server=st.integers(0, 1))
    def a_server_restarts(self, server: int) -> None:
        self.memory[server] = fold(self.played, self.room.lines)

    @rule(server=st.integers(0, 1), seconds=st.integers(0, 1200), fresh=st.booleans())
    def a_server_conducts(self, server: int, seconds: int, fresh: bool) -> None:
        self.wall += timedelta(seconds=seconds)
        if fresh:
            new = self.room.lines[self.memory[server].last :]
            self.memory[server] = fold(self.played, new, self.memory[server])
        # By its own memory, which may be old, something seems due; what is written is asked anew under the lock.
        mine = self.memory[server]
        if due(self.played, mine, mine.clock.story_s(self.wall), self.room.world):
            self.room.conduct(self.wall)

    @rule(seconds=st.integers(0, 1200))
    def nobody_looks_for_a_while(self, seconds: int) -> None:
        self.wall += timedelta(seconds=seconds)

    @rule(seconds=st.integers(0, 1200), server=st.integers(0, 1), key=keys)
    def the_clock_stands(self, seconds: int, server: int, key: str) -> None:
        for log in (self.room, self.lone):
            log.press("paused", self.wall)
        self.a_server_conducts(server, seconds, True)
        self.an_inject_is_held_or_let_go(key)
        for log in (self.room, self.lone):
            log.press("resumed", self.wall)

    @rule(key=keys)
    def an_inject_is_held_or_let_go(self, key: str) -> None:
        self.room.hold(key, self.wall)
        self.lone.hold(key, self.wall)

    @rule(key=keys)
    def an_item_is_released_by_hand(self, key: str) -> None:
        self.room.release(key, self.wall)
        self.lone.release(key, self.wall)

    @rule(seat=st.integers(1, 2))
    def somebody_answers(self, seat: int) -> None:
        self.room.answer(seat, self.wall)
        self.lone.answer(seat, self.wall)

    @rule(value=st.sampled_from(["now", "wait"]))
    def the_mayor_decides(self, value: str) -> None:
        self.room.decide(value, self.wall)
        self.lone.decide(value, self.wall)

    @invariant()
    def nothing_comes_twice(self) -> None:
        come = [
            line.facts["key"] for line in self.room.lines if line.kind in ("inject.released", "decision.opened")
        ]
        applied = [(line.facts["of"], line.facts["n"]) for line in self.room.lines if line.kind == "effect.applied"]
        assert len(come) == len(set(come))
        assert len(applied) == len(set(applied))

    @invariant()
    def lines_are_without_gaps_and_story_time_never_falls(self) -> None:
        assert [line.number for line in self.room.lines] == list(range(1, len(self.room.lines) + 1))
        seconds = [line.story_s for line in self.room.lines]
        assert seconds == sorted(seconds)

    @invariant()
    def a_memory_is_what_reading_everything_gives(self) -> None:
        for memory in self.memory:
            assert memory == fold(self.played, self.room.lines[: memory.last])

    @invariant()
    def what_has_been_written_is_no_longer_due(self) -> None:
        state = self.lone.state
        steps = due(self.played, state, state.clock.story_s(self.wall), self.lone.world)
        later = fold(self.played, written(state, steps, self.wall), state)
        assert due(self.played, later, later.clock.story_s(self.wall), self.lone.world) == ()

    @invariant()
    def two_conductors_write_what_one_reader_finds_at_the_end(self) -> None:
        told = []
        for log in (self.room, self.lone):
            state = log.state
            steps = due(self.played, state, state.clock.story_s(self.wall), log.world)
            lines = [*log.lines, *written(state, steps, self.wall)]
            told.append([(line.number, line.story_s, line.kind, line.facts) for line in lines])
        assert told[0] == told[1]


OnceMachine.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestOnce = OnceMachine.TestCase
