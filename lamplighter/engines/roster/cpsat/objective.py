"""What it costs: each shape of charge, written for the solver."""

from collections.abc import Callable, Iterable
from math import gcd

from ortools.sat.python.cp_model import IntVar, LinearExpr, LinearExprT

from lamplighter.engines.roster.charges import Charge, Level, NoneOf, Sits, charged, load_of
from lamplighter.engines.roster.cpsat.variables import Variables


def add_objective(variables: Variables, charges: Iterable[Charge]) -> None:
    """Minimise the sum of all charges, with hints for what the start draws."""
    variables.model.minimize(LinearExpr.sum([WRITTEN[type(charge)](variables, charge) for charge in charges]))


def sits(variables: Variables, charge: Sits) -> LinearExprT:
    """One decision has a price."""
    return charge.cost * variables.value(charge.pair)


def none_of(variables: Variables, charge: NoneOf) -> LinearExprT:
    """The cost of nothing happening; a decision of its own only where several things might."""
    called = 1 if charge.only_if is None else variables.value(charge.only_if)
    stand, might = variables.parted(charge.pairs)
    if stand or (isinstance(called, int) and not called):
        return 0
    if isinstance(called, int) and len({at for _, at in charge.pairs}) <= 1:
        # All pairs are about one seat: at most one of them can happen, and the sum says which.
        return charge.cost * (1 - LinearExpr.sum(might))
    missed = variables.model.new_bool_var("")
    variables.model.add_hint(missed, charged(charge, variables.start)[0] > 0)
    unless = [] if isinstance(called, int) else [~called]
    variables.model.add_bool_or([*might, *unless, missed])
    return charge.cost * missed


def level(variables: Variables, charge: Level) -> LinearExprT:
    """The charge is convex, so it is the highest of the lines through each two neighbouring loads."""
    model = variables.model
    values = [(variables.value((charge.person, seat)), units) for seat, units in charge.loads]
    settled = sum(value * units for value, units in values if isinstance(value, int))
    moving: list[tuple[IntVar, int]] = [(value, units) for value, units in values if not isinstance(value, int)]
    if not moving:
        return charge.cost(settled)
    least = settled + sum(min(0, units) for _, units in moving)
    most = settled + sum(max(0, units) for _, units in moving)
    load = model.new_int_var(least, most, "")
    decisions, units_of = zip(*moving, strict=True)
    model.add(load == settled + LinearExpr.weighted_sum(decisions, units_of))
    cost = model.new_int_var(0, max(charge.cost(least), charge.cost(most)), "")
    model.add_hint(load, load_of(charge, variables.start))
    model.add_hint(cost, charge.cost(load_of(charge, variables.start)))
    step = gcd(*units_of)  # loads in between cannot be: lines over them would only blur the bound
    rises: set[int] = set()
    for units in range(least, most, step):
        rise = charge.cost(units + step) - charge.cost(units)
        if rise not in rises:
            rises.add(rise)
            model.add(step * cost >= rise * load + (step * charge.cost(units) - rise * units))
    return cost


WRITTEN: dict[type[Charge], Callable[..., LinearExprT]] = {Sits: sits, NoneOf: none_of, Level: level}
