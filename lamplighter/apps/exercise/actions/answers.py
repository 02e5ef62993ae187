"""Keep what people answer. The log says that a seat has answered, never what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.bridge.play import unfit
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import Room, SeatKind
from lamplighter.apps.exercise.models import Answer, Exercise, Seat

MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class Given:
    """What one seat answers to one decision; ``value`` is an option's key, ranked keys, a number or a text."""

    seat_id: int
    decision: str
    value: Any
    reason: str = ""
    confidence: int | None = None


def answer(
    seat: Seat, decision: str, value: Any, *, reason: str = "", confidence: int | None = None, at: datetime
) -> None:
    """Keep one seat's answer, or change it; the same answer again changes nothing.

    Raises
    ------
    NotNow
        If it comes too late, or is none.
    """
    (why,) = answer_many(seat.exercise_id, [Given(seat.pk, decision, value, reason, confidence)], at=at)
    if why is not None:
        raise NotNow(why)


def answer_many(exercise_id: int, given: Sequence[Given], *, at: datetime) -> list[str | None]:
    """Keep many answers in one transaction; for each, why it is refused, or ``None``. One spoils no other."""
    with playing(exercise_id, at=at) as play:
        book = _Book(play, {one.seat_id for one in given}, {one.decision for one in given})
        told = [book.enter(one) for one in given]
        book.keep()
        play.write(book.steps)
        play.catch_up()
    return told


def answer_paper(
    exercise: Exercise, seat_number: int, decision: str, value: Any, *, by: Account | None, at: datetime
) -> None:
    """Enter what stands on the ballot of a seat that answers on paper."""
    with playing(exercise.pk, at=at, by=by) as play:
        seat = Seat.objects.filter(exercise=exercise, number=seat_number, left_at=None).first()
        if seat is None:
            raise NotNow("no_seat")
        if seat.room != Room.PAPER:
            raise NotNow("not_on_paper")
        book = _Book(play, {seat.pk}, {decision}, paper=True)
        why = book.enter(Given(seat.pk, decision, value))
        if why is not None:
            raise NotNow(why)
        book.keep()
        play.write(book.steps)
        play.catch_up()


class _Book:
    """Answers that are being entered, and the lines that say so."""

    def __init__(self, play: Play, seats: set[int], decisions: set[str], *, paper: bool = False) -> None:
        self.play = play
        self.paper = paper
        self.seats = Seat.objects.filter(exercise=play.exercise, left_at=None).in_bulk(list(seats))
        kept = Answer.objects.filter(exercise=play.exercise, decision__in=decisions, seat__in=self.seats)
        self.kept = {(one.decision, one.seat_id): one for one in kept}
        self.changed: dict[tuple[str, int], Answer] = {}
        self.steps: list[Step] = []

    def enter(self, given: Given) -> str | None:
        """Enter one answer, or say why not."""
        seat = self.seats.get(given.seat_id)
        if seat is None or seat.kind != SeatKind.PLAYER:
            return "no_seat"
        if (why := self._refused(seat, given)) is not None:
            return why
        place = (given.decision, seat.pk)
        said = (_plain(given.value), _plain(given.reason).strip(), given.confidence)
        kept = self.kept.get(place)
        if kept is not None and (kept.value, kept.reason, kept.confidence) == said:
            return None
        number = {"key": given.decision, "seat": seat.number}
        kind = "answer.paper" if self.paper else "answer.changed" if kept else "answer.given"
        once = f"answer:{given.decision}:{seat.number}" if kept is None else ""
        self.steps.append(Step(once, kind, number, self.play.now_s))
        at = self.play.at
        row = kept or Answer(exercise=self.play.exercise, decision=given.decision, seat=seat, given_at=at)
        row.value, row.reason, row.confidence = said
        row.changed_at = at if kept else None
        self.kept[place] = self.changed[place] = row
        return None

    def keep(self) -> None:
        """Write all of them at once."""
        rows = [
            Answer(
                exercise=one.exercise,
                decision=one.decision,
                seat_id=one.seat_id,
                value=one.value,
                reason=one.reason,
                confidence=one.confidence,
                given_at=one.given_at,
                changed_at=one.changed_at,
            )
            for one in self.changed.values()
        ]
        Answer.objects.bulk_create(
            rows,
            batch_size=100,
            update_conflicts=True,
            unique_fields=["exercise", "decision", "seat"],
            update_fields=["value", "reason", "confidence", "changed_at"],
        )

    def _refused(self, seat: Seat, given: Given) -> str | None:
        state, decision = self.play.state, self.play.scenario.decision_of.get(given.decision)
        if decision is None:
            return "unknown"
        if given.decision not in state.opened:
            return "not_open"
        if given.decision in state.closed:
            return "closed"
        if decision.asks and seat.role not in decision.asks:
            return "not_asked"
        if len(given.reason.strip()) > MOST_REASON:
            return "too_long"
        if given.confidence is not None and given.confidence not in range(1, 6):
            return "out_of_bounds"
        try:
            return unfit(decision, given.value)
        except TypeError:
            return "no_option"


def _plain(value: Any) -> Any:
    return (
        list(value) if isinstance(value, tuple) else value.replace("\x00", "") if isinstance(value, str) else value
    )
