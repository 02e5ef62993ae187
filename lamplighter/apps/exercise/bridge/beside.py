"""What really happened elsewhere, beside an answer: shown once answers are, never before."""

from dataclasses import dataclass

from lamplighter.apps.exercise.bridge.play import Decision
from lamplighter.apps.exercise.bridge.saying import Scene, in_digits
from lamplighter.apps.exercise.phrases import prices as words
from lamplighter.engines.exercise import Case, case_of, roughly
from lamplighter.engines.exercise.cases import QUANTITIES, Quantity
from lamplighter.web.templatetags.words import digits

# The unit of decisions that ask for a number of days.
DAYS = "days"


@dataclass(frozen=True, slots=True)
class Beside:
    """One real case: where and when, what is told of it, its figures in sentences, and who says so."""

    case: str
    place: str
    year: str
    text: str
    figures: tuple[str, ...]
    compared: str
    source: str


def beside(
    scene: Scene, decision: Decision, language: str, assumed: float | None = None, *, decided: bool = False
) -> Beside | None:
    """The case that the authors put beside a decision, and beside a number that was assumed.

    ``assumed`` is the middle of the answers, or what was ``decided``.
    """
    asked = decision.case_beside
    if asked is None:
        return None
    case = case_of(asked.case)
    figures = figures_of(case, asked.quantity)
    values = {"place": case.place, "residents": in_digits(case.residents or 0)} | _values(case, asked.quantity)
    return Beside(
        case=case.id,
        place=case.place,
        year=in_year(case),
        text=scene.text(asked.text, language, scene.state.story_s, values),
        figures=figures,
        compared=_compared(decision, _days(case, asked.quantity), assumed, decided=decided),
        source=_source(case, asked.quantity),
    )


def cases_of(scene: Scene, decision: Decision) -> tuple[tuple[str, tuple[Beside, ...]], ...]:
    """Options by key, with the real cases in which it was done so."""
    return tuple(
        (option.key, tuple(_plain(case_of(case)) for case in option.cases))
        for option in decision.offered
        if option.cases
    )


def figures_of(case: Case, only: Quantity | None = None) -> tuple[str, ...]:
    """What is known for certain of a case, each as a sentence."""
    asked = QUANTITIES if only is None else (only,)
    return tuple(
        str(words.HAPPENED[quantity]).format(**told) for quantity in asked if (told := _told(case, quantity))
    )


def in_year(case: Case) -> str:
    """The year of a case in the reader's digits."""
    return digits(case.year)


def _plain(case: Case) -> Beside:
    return Beside(case.id, case.place, in_year(case), "", figures_of(case), "", _source(case, None))


def _told(case: Case, quantity: Quantity) -> dict[str, str]:
    """What fills the places of a quantity's sentence; nothing where no source is certain of it."""
    figure = case.figure(quantity)
    if figure is None:
        return {}
    if quantity == "eur_per_resident":
        assert case.money is not None
        return {"money": words.amount(roughly(case.money.low), roughly(case.money.high), case.money.currency)}
    return {"time": words.days(*figure)}


def _values(case: Case, quantity: Quantity | None) -> dict[str, str]:
    told = _told(case, quantity) if quantity is not None else {}
    return {"days": told["time"]} if "time" in told else {"amount": told["money"]} if told else {}


def _days(case: Case, quantity: Quantity | None) -> tuple[float, float] | None:
    return case.figure(quantity) if quantity is not None and quantity.startswith(DAYS) else None


def _compared(decision: Decision, real: tuple[float, float] | None, assumed: float | None, *, decided: bool) -> str:
    if decision.mode != "number" or decision.unit != DAYS or real is None or assumed is None:
        return ""
    return words.compared(words.days(assumed, assumed), words.days(*real), decided=decided)


def _source(case: Case, quantity: Quantity | None) -> str:
    if quantity == "eur_per_resident" and case.money is not None:
        return case.money.source
    days = case.days.get(quantity.removeprefix("days_")) if quantity is not None else None
    return days.source if days is not None else "; ".join(case.sources)
