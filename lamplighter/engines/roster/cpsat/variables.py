"""The decisions: one yes-or-no for each person and seat that may come together, as far as they are free."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ortools.sat.python.cp_model import CpModel, IntVar

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground, Pair

Value = IntVar | int


@dataclass(frozen=True, slots=True)
class Variables:
    """The model, what is free in it, and the roster from which it starts and on which everything else stands."""

    model: CpModel
    ground: Ground
    start: Sitting
    sits: dict[Pair, IntVar] = field(default_factory=dict)

    def value(self, pair: Pair) -> Value:
        """The decision of a pair; 1 or 0 where there is nothing to decide."""
        decision = self.sits.get(pair)
        return int(self.start[pair[1]] == pair[0]) if decision is None else decision

    def parted(self, pairs: Iterable[Pair]) -> tuple[int, list[IntVar]]:
        """How many of these pairs stand, and the decisions about the others."""
        stand, free = 0, []
        for pair in pairs:
            value = self.value(pair)
            if isinstance(value, int):
                stand += value
            else:
                free.append(value)
        return stand, free


def add_variables(model: CpModel, ground: Ground, start: Sitting, free: Iterable[Pair]) -> Variables:
    """One decision for each free pair, hinted at where the search starts."""
    variables = Variables(model, ground, start)
    for person, at in free:
        decision = model.new_bool_var("")
        model.add_hint(decision, start[at] == person)
        variables.sits[person, at] = decision
    return variables
