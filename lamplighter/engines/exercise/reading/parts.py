"""Everything of a scenario but its decisions: roles, targets, objectives, phases and their injects."""

from collections.abc import Mapping
from typing import get_args

from lamplighter.engines.exercise.clock import SPEEDS_PCT
from lamplighter.engines.exercise.reading.choices import decision, effects
from lamplighter.engines.exercise.reading.fields import Part, kind_of
from lamplighter.engines.exercise.reading.triggers import trigger
from lamplighter.engines.exercise.scenario import (
    Ask,
    Attachment,
    Channel,
    Choose,
    Ends,
    Inject,
    InjectKind,
    Look,
    Meant,
    Objective,
    Phase,
    Question,
    Role,
    Survey,
    Target,
    Task,
    Variable,
)
from lamplighter.engines.exercise.words import Words


def variables(part: Part) -> tuple[Variable, ...]:
    """Read ``variables``."""
    return tuple(_variable(one) for one in part.parts("variables"))


def targets(part: Part) -> tuple[Target, ...]:
    """Read ``targets``."""
    return tuple(_target(one) for one in part.parts("targets"))


def roles(part: Part) -> tuple[Role, ...]:
    """Read ``roles``."""
    return tuple(_role(one) for one in part.parts("roles"))


def objectives(part: Part) -> tuple[Objective, ...]:
    """Read ``objectives`` with their tasks."""
    return tuple(_objective(one) for one in part.parts("objectives"))


def phases(part: Part) -> tuple[Phase, ...]:
    """Read ``phases`` with all that is in them."""
    return tuple(_phase(one, number) for number, one in enumerate(part.parts("phases"), start=1))


def guide(part: Part) -> tuple[Look, ...]:
    """Read ``guide``."""
    return tuple(_look(one) for one in part.listed("guide"))


def survey(part: Part) -> tuple[Ask, ...]:
    """Read ``survey``."""
    return tuple(_ask(one) for one in part.parts("survey"))


def _variable(part: Part) -> Variable:
    raw = part.raw("default")
    default: Words | float | None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        default = float(raw)
    elif raw is None or isinstance(raw, str | Mapping):
        default = part.words_or_none("default")
    else:
        part.complain("wrong_type", "default", expected="text or number", got=kind_of(raw))
        default = None
    found = Variable(part.key(), part.words("about", needed=False), default)
    part.done()
    return found


def _target(part: Part) -> Target:
    found = Target(
        key=part.key(),
        what=part.one_of("what", get_args(Meant)),
        choose=part.one_of("choose", get_args(Choose), "any"),
        tier=part.whole("tier", None),
        kinds=part.texts("kinds"),
        around_the_clock=part.truth("around_the_clock", None),
        under=part.text("under", None),
        else_=part.text("else", None),
    )
    part.done()
    return found


def _role(part: Part) -> Role:
    found = Role(
        key=part.key(),
        name=part.words("name"),
        powers=part.list_of_words("powers"),
        limits=part.list_of_words("limits"),
        first_duties=part.list_of_words("first_duties"),
        deputy=part.text("deputy", None),
        seats=part.whole("seats", 1),
        needed=part.truth("needed", True),
    )
    part.done()
    return found


def _objective(part: Part) -> Objective:
    key = part.key()
    found = Objective(
        key=key,
        text=part.words("text"),
        capability=part.text("capability"),
        priority=part.whole("priority", 1),
        weight=part.whole("weight", 1),
        tasks=tuple(_task(one, key) for one in part.parts("tasks")),
    )
    part.done()
    return found


def _task(part: Part, objective: str) -> Task:
    found = Task(part.key(), part.words("text"), objective, part.words_or_none("standard"), part.text("source", ""))
    part.done()
    return found


def _phase(part: Part, number: int) -> Phase:
    speed = part.number("speed", 1.0)
    speed_pct = round(speed * 100)
    if speed_pct not in SPEEDS_PCT:
        part.complain("unknown_value", "speed", got=speed, allowed=[pct / 100 for pct in SPEEDS_PCT])
    if part.whole("number", number) != number:
        part.complain("bad_range", "number", got=part.tree["number"], least=number)
    found = Phase(
        key=part.key(),
        number=number,
        title=part.words("title"),
        situation=part.words("situation", needed=False),
        starts_min=part.minutes("starts", 0),
        speed_pct=speed_pct,
        minutes=part.whole("minutes", least=1),
        ends=part.one_of("ends", get_args(Ends), "facilitator"),
        injects=tuple(_inject(one) for one in part.parts("injects", top="injects")),
        decisions=tuple(decision(one) for one in part.parts("decisions", top="decisions")),
        questions=tuple(_question(one) for one in part.parts("questions", top="questions")),
        effects=effects(part),
    )
    part.done()
    return found


def _inject(part: Part) -> Inject:
    found = Inject(
        key=part.key(),
        number=part.label("number"),
        kind=part.one_of("kind", get_args(InjectKind), "inject"),
        channel=part.one_of("channel", get_args(Channel)),
        sender=part.words("from", needed=False),
        to=part.texts("to"),
        title=part.words("title"),
        body=part.words("body", needed=False),
        trigger=trigger(part),
        expected=part.words_or_none("expected"),
        objective=part.text("objective", None),
        task=part.text("task", None),
        controller=part.text("controller", ""),
        effects=effects(part),
        needs=part.texts("needs"),
        spoiler=part.words_or_none("spoiler"),
        case=part.text("case", None),
        attachment=_attachment(part.part("attachment")),
    )
    part.done()
    return found


def _attachment(part: Part | None) -> Attachment | None:
    if part is None:
        return None
    found = Attachment(part.key(), part.text("name"), part.text("media_type"))
    part.done()
    return found


def _question(part: Part) -> Question:
    found = Question(part.key(), part.words("text"), part.texts("asks"), part.words_or_none("good"))
    part.done()
    return found


def _look(part: Part) -> Look:
    found = Look(part.text("task"), part.words("look_for"), part.text("phase", None))
    part.done()
    return found


def _ask(part: Part) -> Ask:
    found = Ask(part.key(), part.words("text"), part.one_of("kind", get_args(Survey), "scale"))
    part.done()
    return found
