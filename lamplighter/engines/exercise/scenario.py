"""A scenario: what happens, to whom, who must decide what, and what a choice costs. No city and no person in it.

A scenario is a document: it is read whole, checked whole and kept whole. Keys of phases, injects and decisions
share one name space, because conditions and the log name them alike. Times are story minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lamplighter.engines.exercise.conditions import Condition
from lamplighter.engines.exercise.words import Words

Channel = Literal["mail", "phone", "press", "social", "letter", "alert", "walk_in", "message"]
InjectKind = Literal["inject", "information", "facilitation", "contingency"]
Mode = Literal["single", "rank", "number", "text"]
Privacy = Literal["until_reveal", "private", "public"]
Rule = Literal["role", "majority", "plurality", "consensus"]
Ends = Literal["facilitator", "all_answered", "timer"]
Release = Literal["manual", "timed", "conditional"]
Choose = Literal["most_services", "most_residents", "shortest_tolerance", "no_fallback", "any"]
Meant = Literal["service", "system", "supply", "pool"]
EffectKind = Literal["dark", "back", "trust", "money", "people", "law", "set"]
Cost = Literal["money", "service_hours", "people", "trust", "law"]
Quantity = Literal["eur_per_resident", "days_main", "days_full"]
Day = Literal["workday", "weekend", "holiday", "holiday_eve"]
Survey = Literal["scale", "text"]

CAPABILITIES = (
    "command",
    "public_information",
    "continuity",
    "restoration",
    "law_and_reporting",
    "procurement_and_money",
    "people_and_welfare",
    "partners",
)

# The story goes on to be reckoned with after the room has closed: a service may still be out.
HORIZON_S = 14 * 24 * 3600
AFTER_END_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Range:
    """What is not known exactly: at least, most likely, at most.

    Raises
    ------
    ValueError
        Unless ``low <= likely <= high``.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"{self.low!r}, {self.likely!r}, {self.high!r} is no range. Give low, likely, high.")


@dataclass(frozen=True, slots=True)
class Variable:
    """A name, word or number that texts and conditions use. Without a default it is asked for when preparing."""

    key: str
    about: Words = field(default_factory=dict)
    default: Words | float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What of a city is meant, without naming it.

    Parameters
    ----------
    tier
        Only services of that rank.
    kinds
        Words of which one must stand in the thing's name or kind; () takes all.
    under
        Another target: only what stands on it, or for a supply or system, what it stands on.
    else_
        Another target that is taken where nothing fits.
    """

    key: str
    what: Meant
    choose: Choose = "any"
    tier: int | None = None
    kinds: tuple[str, ...] = ()
    around_the_clock: bool | None = None
    under: str | None = None
    else_: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A part somebody plays; ``seats`` 0 is as many as come. ``deputy`` decides where nobody sits."""

    key: str
    name: Words
    powers: tuple[Words, ...] = ()
    limits: tuple[Words, ...] = ()
    first_duties: tuple[Words, ...] = ()
    deputy: str | None = None
    seats: int = 1
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """What should be seen to happen, by which standard, and where that is written."""

    key: str
    text: Words
    objective: str
    standard: Words | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What is practised; ``capability`` is one of ``CAPABILITIES`` (imports may bring others)."""

    key: str
    text: Words
    capability: str
    priority: int = 1
    weight: int = 1
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes in the world, ``after_min`` after its item was released or its option taken.

    ``dark`` and ``back`` have a target; ``hours`` tells how long a repair takes once begun. ``trust`` (points of
    100), ``money`` and ``people`` have an amount; ``set`` a variable and in ``amount`` its value, three times the
    same. ``law`` starts a legal clock, or with ``done`` fulfils it.
    """

    kind: EffectKind
    target: str | None = None
    amount: Range | None = None
    variable: str | None = None
    clock: str | None = None
    after_min: int = 0
    hours: Range | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """How an item comes: by hand, at a minute of its phase, or once a condition has held ``after_min`` minutes.

    A timed item may have a condition too: then it comes at the first minute from ``at_min`` on at which both are so.
    """

    release: Release = "manual"
    at_min: int | None = None
    when: Condition | None = None
    after_min: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file shown with an inject; its bytes are kept elsewhere, under the same key."""

    key: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that reaches roles through a channel; ``to`` () is everybody.

    ``needs`` names targets without which it makes no sense: where the city has none, it is skipped.
    """

    key: str
    number: str
    kind: InjectKind
    channel: Channel
    sender: Words
    to: tuple[str, ...]
    title: Words
    body: Words
    trigger: Trigger = Trigger()
    expected: Words | None = None
    objective: str | None = None
    task: str | None = None
    controller: str = ""
    effects: tuple[Effect, ...] = ()
    needs: tuple[str, ...] = ()
    spoiler: Words | None = None
    case: str | None = None
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A price that the writer gives; ``unit`` is free."""

    low: float
    likely: float
    high: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FromCases:
    """A price by what it was elsewhere: the quartiles of these cases (() for all), times ``factor``."""

    quantity: Quantity
    cases: tuple[str, ...] = ()
    factor: Range = Range(1, 1, 1)


@dataclass(frozen=True, slots=True)
class FromMap:
    """A price by the city's own map: service-hours with this option's effects, less those of doing nothing."""


@dataclass(frozen=True, slots=True)
class FromClock:
    """A price by the law of the country; ``None`` takes the decision's legal basis."""

    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What an option costs, always as a range, and when it is felt."""

    what: Cost
    basis: Fixed | FromCases | FromMap | FromClock
    felt_after_min: int = 0
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a decision. ``leads_to`` names items that come at once when the room takes it."""

    key: str
    text: Words
    effects: tuple[Effect, ...] = ()
    prices: tuple[Price, ...] = ()
    cases: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CaseBeside:
    """What really happened elsewhere, shown after the reveal and never before."""

    case: str
    quantity: Quantity | None
    text: Words


@dataclass(frozen=True, slots=True)
class Decision:
    """A question with a deadline, asked of roles (() is everybody), decided by one of them or by a vote.

    ``deadline_min`` counts from the phase's opening for a timed decision, otherwise from its own opening.
    ``crews`` is how many repairs can be worked on at once, for a rank whose options bring things back.
    """

    key: str
    number: str
    question: Words
    asks: tuple[str, ...]
    decider: str
    mode: Mode
    privacy: Privacy = "until_reveal"
    rule: Rule = "role"
    trigger: Trigger = Trigger()
    options: tuple[Option, ...] = ()
    unit: str = ""
    bounds: tuple[float, float] | None = None
    deadline_min: int | None = None
    legal_basis: str | None = None
    objective: str | None = None
    case_beside: CaseBeside | None = None
    about: Words | None = None
    crews: int = 1

    @property
    def window_min(self) -> int | None:
        """Story minutes that it stays open, unless somebody closes it before."""
        if self.deadline_min is None:
            return None
        return max(0, self.deadline_min - (self.trigger.at_min or 0))


@dataclass(frozen=True, slots=True)
class Question:
    """Something to talk about; ``good`` tells the facilitator what a good answer holds."""

    key: str
    text: Words
    asks: tuple[str, ...] = ()
    good: Words | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the story: opens at ``starts_min`` of it, ``minutes`` in the room, at its own speed."""

    key: str
    number: int
    title: Words
    situation: Words
    starts_min: int
    speed_pct: int
    minutes: int
    ends: Ends = "facilitator"
    injects: tuple[Inject, ...] = ()
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def length_s(self) -> int:
        """Story seconds that its minutes in the room are."""
        return self.minutes * 60 * self.speed_pct // 100


@dataclass(frozen=True, slots=True)
class Story:
    """The kind of day and the local hour, ``"06:40"``, at which the story begins."""

    day: Day = "workday"
    at: str = "08:00"


@dataclass(frozen=True, slots=True)
class Look:
    """What an evaluator looks for, in one phase or in all."""

    task: str
    look_for: Words
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of the survey at the end: 1 to 5, or words."""

    key: str
    text: Words
    kind: Survey = "scale"


Item = Inject | Decision


@dataclass(frozen=True)
class Scenario:
    """The whole document. ``language`` is the one it was written in, ``languages`` those it has texts in."""

    id: str
    version: str
    slug: str
    language: str
    languages: tuple[str, ...]
    title: Words
    summary: Words
    audience: Words
    licence: str
    difficulty: int
    minutes: int
    story: Story = Story()
    basis: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    targets: tuple[Target, ...] = ()
    roles: tuple[Role, ...] = ()
    objectives: tuple[Objective, ...] = ()
    phases: tuple[Phase, ...] = ()
    guide: tuple[Look, ...] = ()
    survey: tuple[Ask, ...] = ()

    @cached_property
    def phase_of(self) -> Mapping[str, Phase]:
        """Phases by key."""
        return {phase.key: phase for phase in self.phases}

    @cached_property
    def inject_of(self) -> Mapping[str, Inject]:
        """Injects of all phases by key."""
        return {inject.key: inject for phase in self.phases for inject in phase.injects}

    @cached_property
    def decision_of(self) -> Mapping[str, Decision]:
        """Decisions of all phases by key."""
        return {decision.key: decision for phase in self.phases for decision in phase.decisions}

    @cached_property
    def item_of(self) -> Mapping[str, Item]:
        """Injects and decisions by key, phase by phase, injects first."""
        return {item.key: item for phase in self.phases for item in (*phase.injects, *phase.decisions)}

    @cached_property
    def option_of(self) -> Mapping[tuple[str, str], Option]:
        """Options by the keys of their decision and their own."""
        return {
            (key, option.key): option for key, decision in self.decision_of.items() for option in decision.options
        }

    @cached_property
    def role_of(self) -> Mapping[str, Role]:
        """Roles by key."""
        return {role.key: role for role in self.roles}

    @cached_property
    def target_of(self) -> Mapping[str, Target]:
        """Targets by key."""
        return {target.key: target for target in self.targets}

    @cached_property
    def variable_of(self) -> Mapping[str, Variable]:
        """Variables by key."""
        return {variable.key: variable for variable in self.variables}

    @cached_property
    def objective_of(self) -> Mapping[str, Objective]:
        """Objectives by key."""
        return {objective.key: objective for objective in self.objectives}

    @cached_property
    def task_of(self) -> Mapping[str, Task]:
        """Tasks of all objectives by key."""
        return {task.key: task for objective in self.objectives for task in objective.tasks}

    @cached_property
    def phase_of_item(self) -> Mapping[str, Phase]:
        """The phase that an inject or decision belongs to."""
        return {item.key: phase for phase in self.phases for item in (*phase.injects, *phase.decisions)}

    @cached_property
    def order_of(self) -> Mapping[str, int]:
        """The place of an item among all; what is due at the same second comes in this order."""
        return {key: place for place, key in enumerate(self.item_of)}

    @cached_property
    def led_to(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For an item, the options (decision, option) that lead to it."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for place, option in self.option_of.items():
            for key in option.leads_to:
                found[key] = (*found.get(key, ()), place)
        return found

    @cached_property
    def horizon_s(self) -> int:
        """Until which story second the world is reckoned: 14 days, or 7 after the last phase where that is later."""
        ends = [phase.starts_min * 60 + phase.length_s for phase in self.phases]
        return max(HORIZON_S, max(ends, default=0) + AFTER_END_S)
