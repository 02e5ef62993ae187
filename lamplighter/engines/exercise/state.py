"""What is so in an exercise: everything that follows from the lines of its log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lamplighter.engines.exercise.clock import Clock
from lamplighter.engines.exercise.scenario import Range

TRUST_AT_START = 60.0


@dataclass(frozen=True, slots=True)
class Outage:
    """A thing of the city that does not work by itself, from a story second until before another.

    ``of`` is the item that caused it: an inject, a phase, or ``decision.option``.
    """

    node: str
    from_s: int
    until_s: int | None
    of: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was decided, by which seat, in which line.

    ``value`` is an option's key, ranked keys, a number or a text; ``None`` says that nobody decided.
    """

    value: Any = field(hash=False)
    seat: int | None
    line: int
    at_s: int


@dataclass(frozen=True, slots=True)
class SeatState:
    """A participant's place: ``kind`` player, evaluator, observer; ``room`` room, remote or paper."""

    role: str
    team: int | None
    kind: str
    room: str


@dataclass(frozen=True, slots=True)
class Applied:
    """An effect that was applied, by the line that says so; it is felt from ``from_s`` on."""

    of: str
    n: int
    kind: str
    target: str | None
    node: str | None
    from_s: int
    amount: Range | None
    hours: Range | None
    variable: str | None
    clock: str | None
    done: bool
    line: int


@dataclass(frozen=True, slots=True)
class State:
    """An exercise at the last of its lines. Times are story seconds.

    Parameters
    ----------
    phases
        Phase to the second it opened; ``phase`` is the last of them.
    released, opened, closed, revealed
        Item to the second; of ``revealed`` the key is (decision, team), team ``None`` for the room.
    held, freed
        What the facilitator holds back, and when it was let go again.
    skipped
        Inject to why.
    taken
        (decision, team) to what was decided; team ``None`` is the room, and binds the world.
    answered
        Decision to the seats that have answered. What they said is not in the log.
    shares
        Decisions that a condition watches, to (second, share of asked seats that have answered) at each change.
    outages_asked
        Decision to the outages as they were when it opened: what its options cost is reckoned from these.
    trust, money, people, variables
        As at the last line; :meth:`trust_at` and the others tell them for any second.
    last, story_s
        Number and story second of the last line.
    """

    clock: Clock = field(default_factory=Clock)
    phase: str | None = None
    phases: Mapping[str, int] = field(default_factory=dict)
    released: Mapping[str, int] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    freed: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, int] = field(default_factory=dict)
    revealed: Mapping[tuple[str, int | None], int] = field(default_factory=dict)
    taken: Mapping[tuple[str, int | None], Taken] = field(default_factory=dict)
    answered: Mapping[str, frozenset[int]] = field(default_factory=dict)
    shares: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    effects: tuple[Applied, ...] = ()
    outages: tuple[Outage, ...] = ()
    outages_asked: Mapping[str, tuple[Outage, ...]] = field(default_factory=dict)
    jumps: tuple[tuple[int, int], ...] = ()
    seats: Mapping[int, SeatState] = field(default_factory=dict)
    last: int = 0
    story_s: int = 0

    @property
    def trust(self) -> float:
        """Trust of residents, 0 to 100, as at the last line."""
        return self.trust_at(self.story_s)

    @property
    def money(self) -> float:
        """Money lost or spent by effects, likely value, as at the last line."""
        return self.sum_at("money", self.story_s)

    @property
    def people(self) -> float:
        """People harmed or worn out by effects, likely value, as at the last line."""
        return self.sum_at("people", self.story_s)

    @property
    def variables(self) -> Mapping[str, float]:
        """Variables that effects have set, as at the last line."""
        return self.variables_at(self.story_s)

    def trust_at(self, story_s: int) -> float:
        """Give the likely trust at a second: it starts at 60 and stays within 0 to 100."""
        return min(100.0, max(0.0, TRUST_AT_START + self.sum_at("trust", story_s)))

    def sum_at(self, kind: str, story_s: int) -> float:
        """Add the likely amounts of all effects of a kind that are felt at a second."""
        return sum(
            effect.amount.likely
            for effect in self.effects
            if effect.kind == kind and effect.amount is not None and effect.from_s <= story_s
        )

    def variables_at(self, story_s: int) -> Mapping[str, float]:
        """Give the variables that effects have set by a second; the latest wins."""
        due = [effect for effect in self.effects if effect.kind == "set" and effect.from_s <= story_s]
        due.sort(key=lambda effect: (effect.from_s, effect.line))
        return {effect.variable: effect.amount.likely for effect in due if effect.variable and effect.amount}
