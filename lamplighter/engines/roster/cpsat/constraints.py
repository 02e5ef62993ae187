"""What must hold. CONSTRAINTS is the index and states the order; one function says one thing.

What stands already (pins, history) may break a limit; then nothing more may be added to it, but the model stays
solvable: the breach is reported as inherited.
"""

from collections.abc import Callable, Iterable, Iterator

from ortools.sat.python.cp_model import IntVar, LinearExpr

from lamplighter.engines.law import AtMost, SomeFree, Statement
from lamplighter.engines.roster.cpsat.variables import Variables
from lamplighter.engines.roster.ground import Pair


def one_person_a_seat(variables: Variables) -> None:
    """No seat has two people; none is allowed, and charged as a hole."""
    for at in variables.ground.open_seats:
        _at_most_one(variables, ((person, at) for person in variables.ground.domain[at]))


def not_more_than_agreed(variables: Variables) -> None:
    """Nobody has more duties than their own maximum, pins included."""
    ground = variables.ground
    for person in _moving(variables):
        most = ground.people[person].max_duties
        if most is not None:
            stand, free = variables.parted((person, at) for at in range(len(ground.seats)))
            variables.model.add(LinearExpr.sum(free) <= max(most - stand, 0))


def no_strangers_together(variables: Variables) -> None:
    """Two people who must not be on together never share time in one pool."""
    for one, other in sorted({(min(pair), max(pair)) for pair in variables.ground.strangers}):
        for at, beside in _companions(variables):
            _at_most_one(variables, [(person, seat) for person in (one, other) for seat in (at, beside)])


def no_two_newcomers_at_night(variables: Variables) -> None:
    """Two newcomers are never on together at night in one pool."""
    ground = variables.ground
    newcomers = sorted(ground.newcomers)
    for at, beside in _companions(variables):
        if len(newcomers) > 1 and ground.is_night(at) and ground.is_night(beside):
            _at_most_one(variables, [(person, seat) for person in newcomers for seat in (at, beside)])


def amounts_of_law(variables: Variables) -> None:
    """Every limit of law on an amount: hours in a stretch, nights in a row, two places at once."""
    for person, statement in _statements(variables):
        if not isinstance(statement, AtMost):
            continue
        seats = variables.ground.choices[person]
        values = [(variables.value((person, seats[slot])), weight) for slot, weight in statement.terms]
        free = [(value, weight) for value, weight in values if not isinstance(value, int)]
        left = statement.limit - sum(value * weight for value, weight in values if isinstance(value, int))
        if sum(weight for _, weight in free) > left:
            decisions, weights = zip(*free, strict=True)
            variables.model.add(LinearExpr.weighted_sum(decisions, weights) <= max(left, 0))


def rest_of_law(variables: Variables) -> None:
    """Every rest that law wants somewhere: at least one of the possible places stays free."""
    places: dict[tuple[int, frozenset[int]], IntVar] = {}
    for person, statement in _statements(variables):
        if not isinstance(statement, SomeFree):
            continue
        seats = variables.ground.choices[person]
        able: list[IntVar] = []
        for option in statement.options:
            stand, free = variables.parted((person, seats[slot]) for slot in sorted(option))
            if not stand and not free:
                break  # this rest is there whatever is decided
            if stand:
                continue
            if (person, option) not in places:
                # Weeks that overlap share possible places of rest: one decision serves them all.
                rests = variables.model.new_bool_var("")
                for decision in free:
                    variables.model.add_implication(rests, ~decision)
                places[person, option] = rests
            able.append(places[person, option])
        else:
            if able:
                variables.model.add_bool_or(able)


CONSTRAINTS: tuple[Callable[[Variables], None], ...] = (
    one_person_a_seat,
    not_more_than_agreed,
    no_strangers_together,
    no_two_newcomers_at_night,
    amounts_of_law,
    rest_of_law,
)


def _at_most_one(variables: Variables, pairs: Iterable[Pair]) -> None:
    """At most one of these pairs, as far as they are still to be decided."""
    stand, free = variables.parted(pairs)
    if stand:
        for decision in free:
            variables.model.add(decision == 0)
    elif len(free) > 1:
        variables.model.add_at_most_one(free)


def _moving(variables: Variables) -> list[int]:
    """The people about whom there is something to decide."""
    return sorted({person for person, _ in variables.sits})


def _statements(variables: Variables) -> Iterator[tuple[int, Statement]]:
    """Every statement of law that bears on a decision, with its person."""
    touched: dict[int, set[int]] = {}
    for person, at in variables.sits:
        touched.setdefault(person, set()).update(variables.ground.laws_on.get((person, at), ()))
    for person in sorted(touched):
        for number in sorted(touched[person]):
            yield person, variables.ground.laws[person][number]


def _companions(variables: Variables) -> Iterator[tuple[int, int]]:
    """Pairs of seats of one pool that share time, of which at least one is being decided."""
    deciding = {at for _, at in variables.sits}
    for at, others in enumerate(variables.ground.beside):
        for other in others:
            if at < other and (at in deciding or other in deciding):
                yield at, other
