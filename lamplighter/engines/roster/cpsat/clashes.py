"""A scene as a model: which elements cannot all be kept, and which of them it costs least to give up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Thread
from time import monotonic

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    CpSolver,
    IntVar,
    LinearExpr,
)

from lamplighter.engines.roster.explain.clash import PRICES, Element, Step
from lamplighter.engines.roster.explain.scene import Finding, Fits, Scene
from lamplighter.engines.roster.ground import Ground, Pair
from lamplighter.engines.roster.result import Stop

PULSE_S = 0.2
"""How often it is asked whether somebody has had enough, while the solver works."""


class Court:
    """A scene whose elements are kept or dropped question by question."""

    def __init__(self, scene: Scene, seed: int, stop: Stop | None = None, *, plain: bool = False) -> None:
        self.scene = scene
        self._seed = seed
        self._stop = stop
        self._wide = plain
        if not self._wide:
            self._model = CpModel()
            self._kept = {element: self._model.new_bool_var("") for element in scene.elements}
            self._by_index = {decision.index: element for element, decision in self._kept.items()}
            _write(self._model, scene, self._kept, {})

    def ask(self, elements: Iterable[Element], until: float) -> Finding:
        """Whether these elements can all be kept, whatever becomes of the others."""
        asked = tuple(elements)
        left = until - monotonic()
        if left <= 0:
            return Finding("unknown")
        return self._plainly(asked, left) if self._wide else self._assuming(asked, left)

    def _assuming(self, asked: tuple[Element, ...], left: float) -> Finding:
        self._model.clear_assumptions()
        # What a scene does not tell of is kept whatever happens.
        self._model.add_assumptions([self._kept[element] for element in asked if element in self._kept])
        solver = _solver(left, self._seed)
        fits = _fits(ended(solver, self._model, self._stop))
        if fits != "no":
            return Finding(fits)
        named = {self._by_index[index] for index in solver.sufficient_assumptions_for_infeasibility()}
        return Finding(fits, tuple(element for element in asked if element in named) or asked)

    def _plainly(self, asked: tuple[Element, ...], left: float) -> Finding:
        model = CpModel()
        one = model.new_constant(1)
        kept = dict.fromkeys(asked, one)
        _write(model, _part(self.scene, kept), kept, {})
        solver = _solver(left, self._seed)
        # Where numbers do not add up, the relaxation sees it at once, and nothing else ever does.
        solver.parameters.linearization_level = 2
        return Finding(_fits(ended(solver, model, self._stop)), asked)


def ended(solver: CpSolver, model: CpModel, stop: Stop | None) -> object:
    """How the solver ended; ``stop`` is asked in the caller's thread, and ends it."""
    if stop is None:
        return solver.solve(model)
    told: list[object] = []
    thread = Thread(target=lambda: told.append(solver.solve(model)), name="clashes")
    thread.start()
    try:
        thread.join(PULSE_S)
        while thread.is_alive():
            if stop():
                solver.stop_search()
            thread.join(PULSE_S)
    finally:
        while thread.is_alive():
            solver.stop_search()
            thread.join(PULSE_S)
    return told[0] if told else UNKNOWN


def _fits(status: object) -> Fits:
    if status in (OPTIMAL, FEASIBLE):
        return "yes"
    return "no" if status == INFEASIBLE else "unknown"


def _part(scene: Scene, kept: Collection[Element]) -> Scene:
    """The scene with these elements only, and they cannot be dropped any more."""
    return Scene(
        scene.seats,
        scene.pairs,
        [demand for demand in scene.demands if demand[0] in kept],
        [(None, terms, most) for guard, terms, most in scene.limits if guard is None or guard in kept],
        [(None, options) for guard, options in scene.rests if guard is None or guard in kept],
    )


@dataclass(frozen=True, slots=True)
class Relief:
    """Steps that let every seat of a scene be filled; ``proven`` if no others are less dear."""

    steps: tuple[Step, ...]
    proven: bool

    @property
    def price(self) -> int:
        return sum(step.price for step in self.steps)


def cheapest(
    ground: Ground,
    scene: Scene,
    hole: int,
    start: Mapping[int, int],
    most: int,
    least: int,
    until: float,
    seed: int,
    stop: Stop | None = None,
) -> tuple[Relief, ...]:
    """Up to ``most`` reliefs, the least dear first; none of them holds another.

    None has a price below ``least``: that is known. ``start`` is a roster to begin at: person by seat. Of two
    people who might be added, one on the ``hole`` itself is told first.
    """
    model = CpModel()
    kept = {element: model.new_bool_var("") for element in scene.elements}
    extra = {at: model.new_bool_var("") for at in scene.seats}
    for (person, at), decision in _write(model, scene, kept, extra).items():
        model.add_hint(decision, start.get(at) == person)
    steps = [(Step("one_more", seat=ground.seats[at].key), decision) for at, decision in extra.items()]
    for element, decision in kept.items():
        if element.kind in PRICES:
            dropped = model.new_bool_var("")
            model.add(dropped + decision == 1)
            steps.append((Step("drop", element), dropped))
        else:
            model.add(decision == 1)
    decisions = [decision for _, decision in steps]
    aside = ground.seats[hole].key
    prices = [100 * step.price + (step.kind == "one_more" and step.seat != aside) for step, _ in steps]
    total = LinearExpr.weighted_sum(decisions, prices)
    model.add(total >= 100 * least)
    model.minimize(total)
    found: list[Relief] = []
    while len(found) < most and monotonic() < until:
        solver = _solver(until - monotonic(), seed)
        # Rules that may be dropped say little to a bound unless they are all in the relaxation.
        solver.parameters.linearization_level = 2
        status = ended(solver, model, stop)
        if status not in (OPTIMAL, FEASIBLE):
            break
        taken = [(step, decision) for step, decision in steps if solver.boolean_value(decision)]
        if not taken:
            break
        found.append(Relief(tuple(step for step, _ in taken), status == OPTIMAL))
        model.add_bool_or([~decision for _, decision in taken])
    return tuple(found)


def _write(
    model: CpModel, scene: Scene, kept: Mapping[Element, IntVar], extra: Mapping[int, IntVar]
) -> dict[Pair, IntVar]:
    """The decisions and rules of a scene; a rule binds where its element is kept."""
    sits = {(person, at): model.new_bool_var("") for at in scene.seats for person in scene.pairs[at]}
    for element, at, pairs in scene.demands:
        more = [extra[at]] if at in extra and element.kind == "seat" else []
        model.add_bool_or([*(sits[pair] for pair in pairs), *more, ~kept[element]])
    for guard, terms, most in scene.limits:
        binding = [] if guard is None else [kept[guard]]
        decisions = [sits[pair] for pair, _ in terms]
        if most == 0:
            for decision in decisions:
                model.add_bool_or([~decision, *(~one for one in binding)])
        elif most == 1 and guard is None and all(weight == 1 for _, weight in terms):
            model.add_at_most_one(decisions)
        else:
            total = LinearExpr.weighted_sum(decisions, [weight for _, weight in terms])
            model.add(total <= most).only_enforce_if(*binding)
    for guard, options in scene.rests:
        rests = []
        for option in options:
            free = model.new_bool_var("")
            for pair in sorted(option):
                model.add_implication(free, ~sits[pair])
            rests.append(free)
        model.add_bool_or([*rests, *([] if guard is None else [~kept[guard]])])
    return sits


def _solver(seconds: float, seed: int) -> CpSolver:
    solver = CpSolver()
    # One worker only: more workers race, and the race would decide what is told.
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    # Many small questions: what presolve takes to look deeper it does not give back.
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    return solver
