"""What a sample city gives its residents, what that stands on, and what it needs people for."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from typing import Any

from lamplighter.apps.register.actions.dependencies import Member, add_group, add_need
from lamplighter.apps.register.actions.services import add_service, add_supply, add_system
from lamplighter.apps.register.actions.skills import add_skill
from lamplighter.apps.register.actions.units import add_unit
from lamplighter.apps.register.models import Service, Skill, System, Unit
from lamplighter.apps.samples.actions.pen import Pen

# Supplies end after so many days, in the order of the data: one soon, later than its renewal takes.
ENDS_IN_DAYS = (610, 430, 34, 820, 265, 540, 190, 365)
IN_HOUSE = ("cio", "ops", "infra", "apps", "sec")


def build_structure(pen: Pen) -> None:
    """Units, skills, systems, services, suppliers, dependencies and needs; inside one transaction."""
    units = build_units(pen)
    skills = {
        code: add_skill(pen.city, code=code, name=name, **pen.sign("cio"))
        for code, name in pen.plan.words["skills"].items()
    }
    systems, services = build_systems(pen), build_services(pen, units)
    hang(pen, {**systems, **services})
    build_supplies(pen, systems)
    ask_for_people(pen, {**systems, **services}, skills)


def build_units(pen: Pen) -> dict[str, Unit]:
    """Departments; those of technology belong together."""
    words = pen.plan.words["units"]
    units = {"cio": add_unit(pen.city, code="cio", name=words["cio"], **pen.sign("hr"))}
    for code, name in words.items():
        if code not in units:
            parent = units["cio"] if code in IN_HOUSE else None
            units[code] = add_unit(pen.city, code=code, name=name, parent=parent, **pen.sign("hr"))
    return units


def build_systems(pen: Pen) -> dict[str, System]:
    """Systems, each with its supplier's note where it has one."""
    words = pen.plan.words
    notes = {
        code: words["supplies"][supply]["note"]
        for supply, facts in pen.plan.structure["supplies"].items()
        for code in facts["of"]
    }
    return {
        code: add_system(
            pen.city,
            code=code,
            name=words["systems"][code],
            kind=facts["kind"],
            rto_min=facts["rto_min"],
            note=notes.get(code, ""),
            **pen.sign("cio"),
        )
        for code, facts in pen.plan.kept("systems").items()
    }


def build_services(pen: Pen, units: Mapping[str, Unit]) -> dict[str, Service]:
    """Services in residents' words, with how they go on by hand."""
    made = {}
    for code, facts in pen.plan.kept("services").items():
        words = pen.plan.words["services"][code]
        by_hand = words.get("by_hand", "")
        made[code] = add_service(
            pen.city,
            code=code,
            name=words["name"],
            about=words["about"],
            tier=facts["tier"],
            hours=facts["hours"],
            open_from=clock(facts["open_from"]),
            open_until=clock(facts["open_until"]),
            mtpd_min=facts["mtpd_min"],
            rto_min=facts["rto_min"],
            residents=round(pen.plan.city["residents"] * facts["share"], -2),
            manual_fallback=by_hand,
            fallback_min=facts["fallback_min"] if by_hand else None,
            unit=units[facts["unit"]],
            **pen.sign("cio"),
        )
    return made


def clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def hang(pen: Pen, things: Mapping[str, Any]) -> None:
    """What stands on what; of members that this city lacks, the others carry alone."""
    for code, groups in pen.plan.structure["groups"].items():
        for needed, buffer_min, *members in groups if code in things else ():
            present = [things[member] for member in members if member in things]
            if present:
                add_group(things[code], present, needed=needed, buffer_min=buffer_min, **pen.sign("cio"))


def build_supplies(pen: Pen, systems: Mapping[str, System]) -> None:
    """Suppliers' contracts, and the systems that stand on them."""
    for (code, facts), ends_in in zip(pen.plan.structure["supplies"].items(), ENDS_IN_DAYS, strict=True):
        carried: Iterable[System] = [systems[system] for system in facts["of"] if system in systems]
        if not carried:
            continue
        words = pen.plan.words["supplies"][code]
        supply: Member = add_supply(
            pen.city,
            code=code,
            name=words["name"],
            supplier=words["supplier"],
            starts_on=pen.today - timedelta(days=1100 - ends_in),
            ends_on=pen.today + timedelta(days=ends_in),
            renewal_weeks=facts["renewal_weeks"],
            response_min=facts["response_min"],
            **pen.sign("cio"),
        )
        for system in carried:
            add_group(system, [supply], needed=1, buffer_min=facts.get("buffer_min", 1440), **pen.sign("cio"))


def ask_for_people(pen: Pen, things: Mapping[str, Any], skills: Mapping[str, Skill]) -> None:
    """Needs; a small city asks for as many people as it can hope for."""
    most = pen.plan.city.get("most_asked", 4)
    for code, needs in pen.plan.structure["needs"].items():
        for skill, level, people, response_min in needs if code in things else ():
            add_need(
                things[code],
                skill=skills[skill],
                level=level,
                people=min(people, most),
                response_min=response_min,
                **pen.sign("cio"),
            )
