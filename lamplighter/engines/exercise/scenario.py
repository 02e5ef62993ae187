"""A scenario: what happens, to whom, who must decide what, and what a choice costs. No city and no person in it.

A scenario is a document: it is read whole, checked whole and kept whole. Keys of phases, injects and decisions
share one name space, because conditions and the log name them alike. Times are story minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lamplighter.engines.exercise.decision import (
    BY_HAND,
    CaseBeside,
    Cost,
    Decision,
    Effect,
    EffectKind,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Mode,
    Option,
    Price,
    Privacy,
    Quantity,
    Range,
    Release,
    Rule,
    Trigger,
)
from lamplighter.engines.exercise.words import Words

Channel = Literal["mail", "phone", "press", "social", "letter", "alert", "walk_in", "message"]
InjectKind = Literal["inject", "information", "facilitation", "contingency"]
Ends = Literal["facilitator", "all_answered", "timer"]
Choose = Literal["most_services", "most_residents", "shortest_tolerance", "no_fallback", "any"]
Meant = Literal["service", "system", "supply", "pool"]
Day = Literal["workday", "weekend", "holiday", "holiday_eve"]
Survey = Literal["scale", "text"]

# fmt: off
__all__ = [
    "CAPABILITIES",
    "Ask",
    "Attachment",
    "CaseBeside",
    "Channel",
    "Choose",
    "Cost",
    "Day",
    "Decision",
    "Effect",
    "EffectKind",
    "Ends",
    "Fixed",
    "FromCases",
    "FromClock",
    "FromMap",
    "Inject",
    "InjectKind",
    "Item",
    "Look",
    "Meant",
    "Mode",
    "Objective",
    "Option",
    "Phase",
    "Price",
    "Privacy",
    "Quantity",
    "Question",
    "Range",
    "Release",
    "Role",
    "Rule",
    "Scenario",
    "Story",
    "Survey",
    "Target",
    "Task",
    "Trigger",
    "Variable",
]
# fmt: on

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
    trigger: Trigger = BY_HAND
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
    def items(self) -> tuple["Inject | Decision", ...]:
        """Its injects, then its decisions."""
        return (*self.injects, *self.decisions)

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
        return {item.key: item for phase in self.phases for item in phase.items}

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
        return {item.key: phase for phase in self.phases for item in phase.items}

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
