"""From bytes to a plan: reads, understands and compares one file; the front door of this room. Saves nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.imports.cells import Ground
from lamplighter.apps.register.imports.columns import period_of
from lamplighter.apps.register.imports.people import read_people
from lamplighter.apps.register.imports.people_plan import PeoplePlan, plan_people
from lamplighter.apps.register.imports.preview import preview_of
from lamplighter.apps.register.imports.reading import Sheet, read
from lamplighter.apps.register.imports.services import read_services
from lamplighter.apps.register.imports.services_plan import ServicesPlan, plan_services
from lamplighter.apps.register.imports.wrong import Notice
from lamplighter.apps.register.queries.standing import Standing, standing_of
from lamplighter.apps.register.queries.standing_services import ServicesStanding, services_standing

# If more of the people than this would leave at once, the list is perhaps not complete.
MANY_ENDED = 0.3
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be taken in: what each column means, as of which day, and what the reader chose."""

    kind: str
    mapping: dict[str, str]
    as_of: date
    sheet: str = ""
    complete: bool = False
    day_order: str = ""
    pay_period: str = ""


@dataclass(slots=True)
class Prepared:
    """A plan, with the register it was made from, and what may be said about it."""

    plan: PeoplePlan | ServicesPlan
    now: Standing | ServicesStanding
    preview: dict[str, Any]


def silent(phase: str, done: int, of: int) -> None:
    """Tells nobody."""


def prepare(
    organisation: Organisation,
    content: bytes | Sheet,
    wanted: Wanted,
    *,
    locked: bool = False,
    tell: Tell = silent,
) -> Prepared:
    """The plan of one file; ``locked`` holds the register's rows for the transaction that writes the plan.

    Raises
    ------
    Unusable
        If the file as a whole cannot be read.
    """
    sheet = content if isinstance(content, Sheet) else read(content, sheet=wanted.sheet)
    rows = len(sheet.rows)
    tell("reading", 0, rows)
    ground = Ground(
        organisation.country, organisation.language, organisation.currency, wanted.as_of, wanted.day_order
    )
    plan: PeoplePlan | ServicesPlan
    if wanted.kind == ImportKind.PEOPLE:
        period = wanted.pay_period or period_of(sheet, wanted.mapping)
        people = read_people(sheet, wanted.mapping, ground, pay_period=period)
        tell("comparing", rows // 2, rows)
        private = bool({"sex", "age", "birth_year"} & set(wanted.mapping.values()))
        now = standing_of(organisation, locked=locked, private=private)
        plan = plan_people(people, now, as_of=wanted.as_of, complete=wanted.complete)
        tell("comparing", rows, rows)
        here = sum(person.left_on is None or person.left_on > wanted.as_of for person in now.people.values())
        notices = list(people.notices)
        if len(plan.ended) > MANY_ENDED * here and len(plan.ended) >= 3:
            notices.append(Notice("many_ended", {"here": here, "ended": len(plan.ended)}))
        return Prepared(plan, now, preview_of(sheet, wanted.mapping, plan, notices))
    services = read_services(sheet, wanted.mapping, ground)
    tell("comparing", rows // 2, rows)
    standing = services_standing(organisation, locked=locked)
    plan = plan_services(services, standing, as_of=wanted.as_of, complete=wanted.complete)
    tell("comparing", rows, rows)
    return Prepared(plan, standing, preview_of(sheet, wanted.mapping, plan, [*services.notices, *plan.notices]))
