"""What lies on the facilitator's desk: what comes next, what is held, what is asked, who is there and has seen it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lamplighter.apps.exercise.bridge.deciding import awaited, by_phone, deciding_role, is_taken
from lamplighter.apps.exercise.bridge.deciding_shown import role_name
from lamplighter.apps.exercise.bridge.play import Decision, Inject, asked_seats, planned
from lamplighter.apps.exercise.bridge.prices import Choice, choices
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.bridge.visible import said_value
from lamplighter.apps.exercise.choices import LEAST_TO_REVEAL, Room, SeatKind
from lamplighter.apps.exercise.models import Line, Seat

# A phone that has said nothing for so long sleeps.
ASLEEP = timedelta(seconds=60)
NEXT = 5


@dataclass(frozen=True, slots=True)
class Item:
    """An inject or a decision; ``clock`` and ``minutes`` of the wall tell when it comes, where that is known."""

    key: str
    number: str
    title: str
    asks: bool
    to: tuple[str, ...] = ()
    clock: str = ""
    due_s: int | None = None
    minutes: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat that is asked, and whether it has answered. What it said is not here."""

    number: int
    role: str
    team: int | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A decision that has been opened.

    ``decider`` is the role whose word binds, empty where the answers do; ``by`` the role that has decided, on its own
    phone; ``phones`` the tables (``None`` is the room) and roles that may decide now, on theirs.
    """

    decision: Decision
    question: str
    options: tuple[Choice, ...]
    closed: bool
    closes: str
    seats: tuple[Asked, ...]
    revealed: bool
    revealable: bool
    taken: tuple[str, ...] | None
    nobody: bool
    decider: str
    by: str
    phones: tuple[tuple[int | None, str], ...]

    @property
    def key(self) -> str:
        """The decision's key."""
        return self.decision.key

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(one.answered for one in self.seats)

    @property
    def everybody(self) -> bool:
        """Whether all who are asked have answered."""
        return bool(self.seats) and self.answered == len(self.seats)


@dataclass(frozen=True, slots=True)
class Here:
    """A seat: ``how`` is ``here``, ``asleep`` or ``paper``; ``seen`` whether the last thing meant for it was shown."""

    seat: Seat
    role: str
    how: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the console shows beside the feed, at one instant."""

    story_s: int
    clock: str
    phase: str
    phases: tuple[tuple[str, str], ...]
    left: tuple[Item, ...]
    coming: tuple[Item, ...]
    later: int
    held: tuple[Item, ...]
    at_hand: tuple[Item, ...]
    questions: tuple[Question, ...]
    here: tuple[Here, ...]


def desk_of(scene: Scene, seats: Iterable[Seat], lines: Iterable[Line], language: str, at: datetime) -> Desk:
    """The desk now; ``lines`` are those that bring something to people."""
    state, now_s = scene.state, story_now(scene, at)
    comes = planned(scene.scenario, state, scene.world) if state.clock.state in ("running", "paused") else ()
    coming = [item_of(scene, key, language, due_s=due_s, at=at) for due_s, key in comes]
    known = {item.key for item in coming}
    there = [
        key
        for key in scene.scenario.item_of
        if scene.scenario.phase_of_item[key].key in state.phases
        and key not in state.released
        and key not in state.opened
        and key not in known
    ]
    phase = scene.scenario.phase_of.get(state.phase or "")
    last = max((one.number for one in scene.scenario.phases if one.key in state.phases), default=0)
    return Desk(
        story_s=now_s,
        clock=scene.story_clock(now_s),
        phase=scene.text(phase.title, language, now_s) if phase else "",
        phases=tuple(
            (one.key, scene.text(one.title, language, now_s)) for one in scene.scenario.phases if one.number > last
        )
        if state.phases
        else (),
        left=tuple(item_of(scene, key, language, why=state.skipped[key]) for key in there if key in state.skipped),
        coming=tuple(coming[:NEXT]),
        later=len(coming[NEXT:]),
        held=tuple(item_of(scene, key, language) for key in there if key in state.held),
        at_hand=tuple(
            item_of(scene, key, language) for key in there if key not in state.held and key not in state.skipped
        ),
        questions=tuple(
            question_of(scene, decision, language)
            for key, decision in reversed(list(scene.scenario.decision_of.items()))
            if key in state.opened
        ),
        here=present(scene, seats, lines, language, at),
    )


def story_now(scene: Scene, at: datetime) -> int:
    """The story's second now; it never lies before the last line's."""
    return max(scene.state.story_s, scene.state.clock.story_s(at))


def item_of(
    scene: Scene, key: str, language: str, *, due_s: int | None = None, at: datetime | None = None, why: str = ""
) -> Item:
    """An inject or a decision in a reader's words."""
    item, said_s = scene.scenario.item_of[key], scene.state.story_s
    words = item.title if isinstance(item, Inject) else item.question
    to = item.to if isinstance(item, Inject) else item.asks
    wall = scene.state.clock.wall_of(due_s) if due_s is not None else None
    return Item(
        key=key,
        number=item.number,
        title=scene.text(words, language, said_s) or key,
        asks=isinstance(item, Decision),
        to=tuple(role_name(scene, role, language) for role in to),
        clock=scene.story_clock(due_s) if due_s is not None else "",
        due_s=due_s,
        minutes=max(0, round((wall - at) / timedelta(minutes=1))) if wall and at else None,
        why=why,
    )


def question_of(scene: Scene, decision: Decision, language: str) -> Question:
    """A decision that is or was open, with who has answered it."""
    state, key = scene.state, decision.key
    asked, told = asked_seats(scene.scenario, state, key), state.answered.get(key, frozenset())
    taken = state.taken.get((key, None))
    there = state.seats.get(taken.seat) if taken and taken.seat is not None else None
    opened_s = state.opened[key]
    few = len(asked & told) < LEAST_TO_REVEAL and decision.privacy != "public"
    closes = "" if decision.window_min is None else scene.story_clock(opened_s + decision.window_min * 60)
    return Question(
        decision=decision,
        question=scene.text(decision.question, language, opened_s),
        options=choices(scene, decision, language, hidden=True),
        closed=key in state.closed or taken is not None,
        closes=closes,
        seats=tuple(
            Asked(
                number,
                role_name(scene, state.seats[number].role, language),
                state.seats[number].team,
                number in told,
            )
            for number in sorted(asked)
        ),
        revealed=(key, None) in state.revealed,
        revealable=decision.privacy != "private" and (key, None) not in state.revealed and not few,
        taken=tuple(said_value(scene, decision, taken.value, language, state.story_s)) if taken else None,
        nobody=taken is not None and taken.value is None,
        decider=role_name(scene, deciding_role(scene.scenario, state, decision, None), language)
        if decision.rule == "role"
        else "",
        by=role_name(scene, there.role, language) if there else "",
        phones=tuple(waits_for(scene, decision, language)),
    )


def waits_for(scene: Scene, decision: Decision, language: str) -> Iterator[tuple[int | None, str]]:
    """The tables, or the room, that may decide now on a phone, and the role that does."""
    scenario, state, teams = scene.scenario, scene.state, scene.exercise.teams
    for team in (None,) if teams == 1 else range(1, teams + 1):
        if is_taken(state, decision.key, team) or not by_phone(scenario, state, decision, team):
            continue
        if awaited(scenario, state, decision, team) is None:
            yield team, role_name(scene, deciding_role(scenario, state, decision, team), language)


def present(
    scene: Scene, seats: Iterable[Seat], lines: Iterable[Line], language: str, at: datetime
) -> tuple[Here, ...]:
    """Everybody who is in the exercise, and whether their phone has shown the last thing that was meant for them."""
    brought = [(line.number, *meant_for(scene, line)) for line in lines]
    return tuple(
        Here(
            seat,
            role_name(scene, seat.role, language),
            how_is(seat, at),
            seat.room == Room.PAPER or seat.seen_number >= last_for(seat, brought),
        )
        for seat in seats
    )


def how_is(seat: Seat, at: datetime) -> str:
    """Whether a seat's phone has been heard of lately."""
    if seat.room == Room.PAPER:
        return "paper"
    return "here" if seat.heard_at is not None and at - seat.heard_at <= ASLEEP else "asleep"


def meant_for(scene: Scene, line: Line) -> tuple[tuple[str, ...], int | None]:
    """The roles that something was brought to, () for everybody, and the team, if only one."""
    key = line.facts.get("key", "")
    if line.kind == "inject.improvised":
        return tuple(line.facts["to"]), line.facts.get("team")
    item = scene.scenario.item_of.get(key)
    if item is None:
        return (), None
    return (item.to if isinstance(item, Inject) else item.asks), None


def last_for(seat: Seat, brought: Iterable[tuple[int, tuple[str, ...], int | None]]) -> int:
    """Number of the last line that brought something to a seat."""
    return max(
        (
            number
            for number, roles, team in brought
            if seat.kind != SeatKind.PLAYER or ((not roles or seat.role in roles) and team in (None, seat.team))
        ),
        default=0,
    )
