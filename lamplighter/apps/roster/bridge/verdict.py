"""The search proposes, the law disposes: solving a draft, judging it, and who could take a seat and why not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from lamplighter.apps.law.bridge import article_on
from lamplighter.apps.roster.bridge.problem import Asked
from lamplighter.apps.roster.models import Duty
from lamplighter.engines import roster as engine
from lamplighter.engines.hours import Span
from lamplighter.engines.law import PACKS, Breach
from lamplighter.engines.roster import Choice, Limit, Pin, Placed, Progress, Reason, Result, Seat

# Not a code of the engine: away, but not on leave.
NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why one person cannot have a seat: a code, and where the law says so, the rule, its numbers and article."""

    person: int
    code: str
    rule: str = ""
    fact: str = ""
    pack: str = ""
    article: str = ""
    value: str = ""
    limit: str = ""
    other: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """What a duty keeps of it."""
        named = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in named if value}


@dataclass(frozen=True, slots=True)
class Option:
    """One person for one seat."""

    person: int
    lawful: bool
    nights: int
    cost: int
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True)
class Answer:
    """A roster that the law found nothing against, ready to be stored; only ``judged`` makes one."""

    asked: Asked
    placed: Mapping[str, int | None]
    hindrances: Mapping[str, tuple[Hindrance, ...]]
    said: Mapping[str, Any]

    @property
    def changes(self) -> dict[str, int]:
        """Seats of the draft that get somebody, or somebody else."""
        held = self.asked.holder
        return {key: who for key, who in self.placed.items() if who is not None and held(key) != who}


class Unlawful(Exception):
    """A roster breaks the law or puts somebody where they cannot be; nothing of it may be stored."""

    def __init__(self, hindrances: Sequence[Hindrance]) -> None:
        super().__init__("; ".join(f"{each.person}: {each.code} {each.rule}" for each in hindrances))
        self.hindrances = tuple(hindrances)


def solved(
    asked: Asked,
    *,
    seconds: float,
    seed: int,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    search: str = "auto",
) -> Answer:
    """Search for the best roster, and have the law judge what was found.

    Raises
    ------
    Unlawful
        If the answer breaks the law: a fault of the search, which must not reach anybody's wall.
    """
    problem = asked.problem
    result = engine.solve(
        problem, limit=Limit.of(seconds), seed=seed, on_progress=on_progress, stop=stop, search=search
    )
    return judged(asked, result.assignments, holes=_holes(asked, result), said=_said(result, seed))


def judged(
    asked: Asked,
    placed: Iterable[Placed],
    *,
    holes: Mapping[str, tuple[Hindrance, ...]] | None = None,
    said: Mapping[str, Any] | None = None,
) -> Answer:
    """The one way to an ``Answer``: everybody's work is judged once more, whatever proposed it."""
    placed = tuple(placed)
    if found := _against(asked, placed):
        raise Unlawful(found)
    seated = {each.seat: int(each.person) for each in placed}
    had = dict(asked.begun)
    return Answer(
        asked,
        {key: had[key] if key in had else seated.get(key) for key in asked.duties},
        holes or {},
        said or {},
    )


def breaches_in(asked: Asked, placed: Iterable[Placed]) -> list[Hindrance]:
    """What the law says against a roster: nothing that stood before, everything that it adds."""
    held: dict[str, list[str]] = defaultdict(list)
    for each in placed:
        held[each.person].append(each.seat)
    return [
        _breach(int(person), breach)
        for person, mine in held.items()
        for breach in engine.breaches(
            asked.problem,
            person,
            [seat for seat in mine if seat not in asked.begun],
            [seat for seat in mine if seat in asked.begun],
        )
        if not breach.inherited
    ]


def misplaced(asked: Asked, placed: Iterable[Placed]) -> list[Hindrance]:
    """Placements that no longer can be: on leave, left, not a member, without the skill, elsewhere at that time, or
    not to be given, to this person or beside another.

    What had begun stays as it was, and is not looked at.
    """
    placed = tuple(placed)
    people = {each.key: each for each in asked.problem.people}
    seats = {seat.key: seat for seat in asked.problem.seats}
    barred = {(each.person, each.seat) for each in asked.problem.barred}
    found: list[Hindrance] = []
    for each in placed:
        if each.seat in asked.begun:
            continue
        person, seat = people[each.person], seats[each.seat]
        if (seat.pool, seat.layer) not in person.eligible:
            code = "not_eligible"
        elif (each.person, each.seat) in barred:
            code = "barred"
        elif any(want.required and person.skills.get(want.skill, 0) < want.level for want in seat.skills):
            code = "lacks_skill"
        elif any(span.overlaps(seat.span) for span in person.away):
            code = "on_leave" if asked.on_leave(each.person, seat.span) else NOT_HERE
        else:
            # A call-out belongs to the standby that it interrupts.
            others = [work for work in person.fixed if work.kind != "callout" or seat.kind == "worked"]
            code = "already_on_duty" if any(work.span.overlaps(seat.span) for work in others) else ""
        if code:
            found.append(Hindrance(int(each.person), code, other=each.seat))
    return [*found, *_together(asked, [each for each in placed if each.seat not in asked.begun])]


def _together(asked: Asked, placed: Sequence[Placed]) -> Iterator[Hindrance]:
    """Those who are on at the same time and are not to be: kept apart, or two newcomers at night."""
    held: dict[str, list[Seat]] = defaultdict(list)
    seats = {seat.key: seat for seat in asked.problem.seats}
    for each in placed:
        held[each.person].append(seats[each.seat])

    def meet(one: str, other: str, tags: frozenset[str] = frozenset()) -> bool:
        return any(
            mine.span.overlaps(theirs.span) and tags <= mine.tags & theirs.tags
            for mine in held[one]
            for theirs in held[other]
        )

    for one, other in asked.problem.forbidden:
        if meet(one, other):
            yield Hindrance(int(one), "forbidden_pair", other=other)
    for one, other in combinations([each.key for each in asked.problem.people if each.newcomer], 2):
        if meet(one, other, frozenset({engine.NIGHT})):
            yield Hindrance(int(one), "newcomer_pair", other=other)


def stuck(asked: Asked) -> list[tuple[Duty, Hindrance]]:
    """Duties that somebody pinned and that cannot stay, with why: no search can keep them and the law as well."""
    pinned = {key: duty for key, duty in asked.duties.items() if duty.pinned and key not in asked.begun}
    placed = [each for each in asked.roster() if each.seat in pinned or each.seat in asked.begun]
    found = []
    for each in _against(asked, placed):
        theirs = [duty for duty in pinned.values() if duty.person_id == each.person]
        duty = pinned.get(each.other) or (theirs[0] if theirs else None)
        if duty is not None:
            found.append((duty, each))
    return found


def standing(asked: Asked) -> list[str]:
    """Filled seats of the draft that can stay as they are: those of everybody against whom nothing stands."""
    roster = asked.roster()
    against = {str(each.person) for each in _against(asked, roster)}
    return [each.seat for each in roster if each.person not in against]


def _against(asked: Asked, placed: Sequence[Placed]) -> list[Hindrance]:
    return [*misplaced(asked, placed), *breaches_in(asked, placed)]


def options_for(asked: Asked, key: str) -> tuple[Option, ...]:
    """Everybody for one seat of the draft as it is, the lawful first and of those the ones it costs least."""
    roster = asked.roster()
    seats = {seat.key: seat for seat in asked.problem.seats}
    choices = engine.candidates_for(asked.problem, key, roster)
    return tuple(_option(asked, choice, key, roster, seats) for choice in choices)


def closest_way(asked: Asked, key: str, person: int, *, seconds: float, seed: int = 0) -> Answer | None:
    """The lawful roster nearest to the draft in which this person has this seat; None if there is none.

    As few other duties change as can be; no seat that is filled now may fall empty, and no pin is let go.
    """
    pins = asked.problem.pins
    seats = {seat.key: seat.span for seat in asked.problem.seats}
    if any(pin.seat == key or (pin.person == str(person) and seats[pin.seat].overlaps(seats[key])) for pin in pins):
        return None
    before = {each.seat: each.person for each in asked.roster()}
    problem = replace(asked.problem, pins=(*pins, Pin(key, str(person))))
    roster = [Placed(seat, who) for seat, who in before.items() if seat != key]
    found = engine.replan(problem, roster, limit=Limit.of(seconds), seed=seed).result
    after = {each.seat: each.person for each in found.assignments}
    if any(seat not in after for seat in before):
        return None
    try:
        return judged(asked, found.assignments)
    except Unlawful:
        return None


def _option(asked: Asked, choice: Choice, key: str, roster: Sequence[Placed], seats: Mapping[str, Seat]) -> Option:
    against = hindrances_of(asked, choice.person, choice.reasons, key, roster, seats)
    return Option(int(choice.person), choice.lawful, choice.nights, choice.cost, against)


def hindrances_of(
    asked: Asked,
    person: str,
    reasons: Sequence[Reason],
    key: str,
    roster: Sequence[Placed],
    seats: Mapping[str, Seat],
) -> tuple[Hindrance, ...]:
    """What stands against one person on one seat, the law with its numbers; ``reasons`` are the engine's."""
    plain = [_reason(asked, reason, seats[key].span) for reason in reasons if not reason.rule]
    legal: list[Hindrance] = []
    if any(reason.rule for reason in reasons):
        mine = [each.seat for each in roster if each.person == person and each.seat != key]
        found = [one for one in engine.breaches(asked.problem, person, [key], mine) if not one.inherited]
        legal = [_breach(int(person), breach) for breach in _worst(found)]
    return (*plain, *legal)


def _worst(found: Iterable[Breach]) -> list[Breach]:
    """Of breaches of one rule in stretches that overlap, the one that is furthest beyond the limit."""
    worst: dict[tuple[str, str], Breach] = {}
    for breach in found:
        known = worst.setdefault((breach.rule, breach.fact_id), breach)
        if abs(breach.value - breach.limit) > abs(known.value - known.limit):
            worst[breach.rule, breach.fact_id] = breach
    return list(worst.values())


def _breach(person: int, breach: Breach) -> Hindrance:
    pack, article = article_on(breach.fact_id)
    return Hindrance(
        person,
        "unlawful",
        breach.rule,
        breach.fact_id,
        pack,
        article or breach.article,
        str(breach.value),
        str(breach.limit),
        breach.keys[-1] if breach.keys else "",
    )


def _reason(asked: Asked, reason: Reason, span: Span) -> Hindrance:
    code: str = reason.code
    if code == "on_leave" and not asked.on_leave(reason.person, span):
        code = NOT_HERE
    pack, article = article_on(reason.fact_id) if reason.fact_id else ("", "")
    return Hindrance(int(reason.person), code, reason.rule, reason.fact_id, pack, article, other=reason.detail)


def _holes(asked: Asked, result: Result) -> dict[str, tuple[Hindrance, ...]]:
    spans = {seat.key: seat.span for seat in asked.problem.seats}
    return {
        hole.seat: tuple(_reason(asked, reason, spans[hole.seat]) for reason in hole.reasons)
        for hole in result.holes
    }


def _said(result: Result, seed: int) -> dict[str, Any]:
    """What the search said of its answer, for the draft."""
    return {
        "status": result.status,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "seconds": round(result.seconds, 1),
        "search": result.search,
        "seed": seed,
        "holes": sum(hole.wanted == engine.NEEDED for hole in result.holes),
        "removed": result.removed,
        "parts": {part.name: [part.amount, part.cost] for part in result.parts if part.amount},
        "inherited": len(result.inherited),
    }


def packs_of(asked: Asked) -> tuple[str, ...]:
    """Rule packs that bind anybody in this roster, the laws before the city's policy."""
    codes = {code for person in asked.problem.people for code in person.subject.packs}
    return tuple(sorted(codes & set(PACKS), key=lambda code: (PACKS[code].kind != "law", code)))
