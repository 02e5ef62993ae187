"""A roster in the making: who sits where, and what stands against the next move."""

from collections.abc import Iterator, Sequence

from lamplighter.engines.law import AtMost, SomeFree
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.result import Code, Reason


class Board:
    """The seats of a ground, with only lawful moves: ask ``refusals`` first, then ``take``."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.sitting: list[int | None] = [ground.settled.get(at) for at in range(len(ground.seats))]
        self.duties = [self.sitting.count(person) for person in range(len(ground.people))]
        self._law = [LawBook(ground, person) for person in range(len(ground.people))]

    def may(self, person: int, at: int) -> bool:
        """Whether this person may take this open seat now."""
        return next(self.refusals(person, at), None) is None

    def refusals(self, person: int, at: int) -> Iterator[Reason]:
        """Everything that stands against this person on this open seat now, the plainest reason first."""
        ground, key = self.ground, self.ground.people[person].key
        ruled_out = ground.refused.get((person, at))
        if ruled_out is not None:
            yield ruled_out
            return
        for other in ground.overlaps[at]:
            if self.sitting[other] == person:
                yield Reason(key, "already_on_duty", detail=ground.seats[other].key)
                return
        most = ground.people[person].max_duties
        if most is not None and self.duties[person] >= most:
            yield Reason(key, "at_limit")
        yield from self._law[person].refusals(at)
        yield from company(ground, self.sitting, person, at)

    def take(self, person: int, at: int) -> None:
        self.sitting[at] = person
        self.duties[person] += 1
        self._law[person].turn(at, 1)

    def leave(self, at: int) -> int:
        """Empty an open seat; gives who sat there."""
        person = self.sitting[at]
        if person is None:
            raise ValueError(f"Nobody sits on {self.ground.seats[at].key!r}.")
        self.sitting[at] = None
        self.duties[person] -= 1
        self._law[person].turn(at, -1)
        return person


def company(ground: Ground, sitting: Sequence[int | None], person: int, at: int) -> Iterator[Reason]:
    """Those who are on at the same time in the same pool and must not be on with this person."""
    newcomer = person in ground.newcomers and ground.is_night(at)
    for other in ground.beside[at]:
        with_whom = sitting[other]
        if with_whom is None:
            continue
        if (person, with_whom) in ground.strangers:
            yield Reason(ground.people[person].key, "forbidden_pair", detail=ground.people[with_whom].key)
        if newcomer and with_whom in ground.newcomers and ground.is_night(other):
            yield Reason(ground.people[person].key, "newcomer_pair", detail=ground.people[with_whom].key)


class LawBook:
    """One person's statements of law, with how much of each is used up."""

    def __init__(self, ground: Ground, person: int) -> None:
        self.key = ground.people[person].key
        self.statements = ground.laws[person]
        self.used = [0] * len(self.statements)
        self.by_seat: dict[int, list[tuple[int, int]]] = {}
        self.options: dict[int, list[int]] = {}
        self.in_options: dict[tuple[int, int], tuple[int, ...]] = {}
        seats = ground.choices[person]
        for number, statement in enumerate(self.statements):
            if isinstance(statement, AtMost):
                for slot, weight in statement.terms:
                    self.by_seat.setdefault(seats[slot], []).append((number, weight))
            else:
                self.options[number] = [0] * len(statement.options)
                held: dict[int, list[int]] = {}
                for place, option in enumerate(statement.options):
                    for slot in option:
                        held.setdefault(slot, []).append(place)
                for slot, places in held.items():
                    self.by_seat.setdefault(seats[slot], []).append((number, 0))
                    self.in_options[number, seats[slot]] = tuple(places)

    def refusals(self, at: int) -> Iterator[Reason]:
        for number, weight in self.by_seat.get(at, ()):
            statement = self.statements[number]
            if isinstance(statement, AtMost):
                # A limit that is used up by what stands already still lets everything else be.
                if self.used[number] + weight > max(statement.limit, 0):
                    yield self._reason(statement)
            else:
                hit = self.in_options[number, at]
                free = sum(1 for place, taken in enumerate(self.options[number]) if not taken and place not in hit)
                if not free:
                    yield self._reason(statement)

    def turn(self, at: int, by: int) -> None:
        for number, weight in self.by_seat.get(at, ()):
            self.used[number] += by * weight
            for place in self.in_options.get((number, at), ()):
                self.options[number][place] += by

    def _reason(self, statement: AtMost | SomeFree) -> Reason:
        return Reason(self.key, code_of(statement.rule), statement.rule, statement.fact_id)


def code_of(rule: str) -> Code:
    """How a refusal by a rule is told: a second place, rest that is missing, or an amount that is used up."""
    if rule == "double_booking":
        return "already_on_duty"
    return "resting" if "rest" in rule.split("_") else "at_limit"
