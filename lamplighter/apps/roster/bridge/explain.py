"""Rosters that explain themselves: what one duty costs and who else could have it, and why nobody has it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lamplighter.apps.law.bridge import article_on
from lamplighter.apps.roster.bridge.problem import Asked
from lamplighter.apps.roster.bridge.verdict import Hindrance, hindrances_of
from lamplighter.apps.roster.models import Duty, Leave
from lamplighter.engines import roster as engine
from lamplighter.engines.hours import Span
from lamplighter.engines.roster import Clash, Element, Instead, Part, Placed, Seat, Step

BEGUN, NOT_HERE, SKILLED = "begun", "not_here", "one_more_skilled"
"""Codes beside the engine's: a pin because the duty has begun; away, but not on leave; one more with a skill."""

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the duty: what it would cost more (None: never asked), by part, and what is against it."""

    person: int
    more: int | None
    parts: tuple[Part, ...]
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """Two people change places: ``person`` gives ``duty`` for the one asked about."""

    person: int
    duty: Duty
    more: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """Why somebody has a duty of a draft: what it costs by part, and what everything else would cost."""

    cost: int
    parts: tuple[Part, ...]
    lawful: tuple[Other, ...]
    unlawful: tuple[Other, ...]
    swaps: tuple[Swap, ...]


def because(asked: Asked, key: str) -> Because:
    """Why the person on a seat of the draft has it; a month of a team takes a fraction of a second."""
    roster = asked.roster()
    seats = {seat.key: seat for seat in asked.problem.seats}
    told = engine.why(asked.problem, roster, key)
    others = [(each.lawful, _other(asked, each, key, roster, seats)) for each in told.others]
    return Because(
        told.cost,
        told.parts,
        tuple(each for lawful, each in others if lawful),
        tuple(each for lawful, each in others if not lawful),
        tuple(Swap(int(each.person), asked.duties[each.seat], each.more, each.parts) for each in told.exchanges),
    )


def _other(asked: Asked, each: Instead, key: str, roster: tuple[Placed, ...], seats: Mapping[str, Seat]) -> Other:
    against = hindrances_of(asked, each.person, each.reasons, key, roster, seats)
    return Other(int(each.person), each.more, each.parts, against)


def clash_of(
    asked: Asked, key: str, *, seconds: float, seed: int = 0, stop: Callable[[], bool] | None = None
) -> dict[str, Any]:
    """Why an empty seat of the draft is empty, as a duty keeps it: codes, people and duties by id, local days."""
    found = engine.clashes(asked.problem, asked.roster(), seats=[key], limit=seconds, seed=seed, stop=stop)
    if not found:
        raise ValueError(f"Seat {key!r} is not empty, or nobody is needed there: there is no hole to explain.")
    return plain(asked, found[0])


def plain(asked: Asked, clash: Clash) -> dict[str, Any]:
    """A clash with its ways out as plain JSON. Ways that would rewrite what has begun are left out."""
    ways: list[dict[str, Any]] = [
        {"proven": way.proven, "steps": [each for step in way.steps for each in _step(asked, step)]}
        for way in clash.ways
    ]
    return {
        "status": clash.status,
        "minimal": clash.minimal,
        "elements": [each for element in clash.elements for each in _elements(asked, element)],
        "ways": [way for way in ways if all(step["kind"] != BEGUN for step in way["steps"])],
        "revision": asked.revision,
    }


def _step(asked: Asked, step: Step) -> Iterator[dict[str, Any]]:
    if step.element is not None:
        yield from _elements(asked, step.element)
        return
    seat = next(each for each in asked.problem.seats if each.key == step.seat)
    skills = [each.skill for each in seat.skills if each.required]
    one = _row("one_more", duties=[asked.duties[step.seat].pk])
    yield one | {"kind": SKILLED, "detail": skills[0]} if skills else one


def _elements(asked: Asked, element: Element) -> Iterator[dict[str, Any]]:
    """An element as rows that are of one kind to a reader: leave apart from not being here, pins from the past."""
    if element.kind == "leave":
        yield from _absences(asked, element)
    elif element.kind == "pin":
        begun = [key for key in element.seats if key in asked.begun]
        for kind, keys in (("pin", [key for key in element.seats if key not in asked.begun]), (BEGUN, begun)):
            if keys:
                yield _row(kind, duties=[asked.duties[key].pk for key in keys])
    else:
        yield _row(
            element.kind,
            people=element.people,
            duties=[asked.duties[key].pk for key in element.seats],
            days=_days(asked, element.spans),
            rule=element.rule,
            fact=element.fact_id,
            pack=article_on(element.fact_id),
            detail=element.detail,
        )


def _absences(asked: Asked, element: Element) -> Iterator[dict[str, Any]]:
    """Those on leave, with all the days of it, and those who are not here at all."""
    sorted_out: dict[str, tuple[list[str], list[list[str]]]] = {"leave": ([], []), NOT_HERE: ([], [])}
    for person in element.people:
        candidate = next(each for each in asked.problem.people if each.key == person)
        spans = [span for span in element.spans if span in candidate.away]
        leave = [span for span in spans if asked.on_leave(person, span)]
        people, days = sorted_out["leave" if leave else NOT_HERE]
        people.append(person)
        days += _days_of_leave(asked, person, leave) if leave else _days(asked, spans)
    for kind, (people, days) in sorted_out.items():
        if people:
            yield _row(kind, people=people, days=days)


def _days_of_leave(asked: Asked, person: str, spans: Iterable[Span]) -> list[list[str]]:
    """First and last day of the leave behind some spans, which know only what of it lies in the draft."""
    found = []
    for first, last in _days(asked, spans):
        rows = Leave.objects.filter(person=int(person), withdrawn_at=None, starts_on__lte=last, ends_on__gte=first)
        found += [[row.starts_on.isoformat(), row.ends_on.isoformat()] for row in rows]
    return found or _days(asked, spans)


def _days(asked: Asked, spans: Iterable[Span]) -> list[list[str]]:
    return [[_day(asked, span.start), _day(asked, span.end - INSTANT)] for span in spans]


def _day(asked: Asked, moment: datetime) -> str:
    return moment.astimezone(asked.problem.zone).date().isoformat()


def _row(
    kind: str,
    *,
    people: Iterable[str] = (),
    duties: Iterable[int] = (),
    days: Iterable[list[str]] = (),
    rule: str = "",
    fact: str = "",
    pack: tuple[str, str] = ("", ""),
    detail: str = "",
) -> dict[str, Any]:
    return {
        "kind": kind,
        "people": [int(person) for person in people],
        "duties": list(duties),
        "days": list(days),
        "rule": rule,
        "fact": fact,
        "pack": pack[0],
        "article": pack[1],
        "detail": detail,
    }
