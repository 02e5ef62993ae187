"""Keep the catalogue of skills, and record who holds which."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.models import Person, Skill, SkillHeld


@transaction.atomic
def add_skill(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> Skill:
    """A new skill in the city's catalogue."""
    skill = Skill(organisation=organisation, **values)
    skill.full_clean()
    skill.save()
    record(organisation, "skill.added", skill, by=by, at=at, facts={"changes": facts_of(skill)})
    return skill


@transaction.atomic
def change_skill(
    skill: Skill,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Skill:
    """Write what differs."""
    fresh = locked(skill, seen)
    if changes := write(fresh, values):
        record(fresh.organisation, "skill.changed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def record_skill(person: Person, *, by: Account | None, at: datetime, **values: Any) -> SkillHeld:
    """``person`` holds a skill at a level, with evidence."""
    held = SkillHeld(person=person, **values)
    held.full_clean()
    held.save()
    facts = {"changes": facts_of(held, leaving_out=("person",))}
    record(person.organisation, "skill_held.recorded", held, by=by, at=at, facts=facts, person_id=person.pk)
    return held


@transaction.atomic
def change_skill_held(
    held: SkillHeld,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> SkillHeld:
    """Write what differs: a new level, newer evidence, a later day of use."""
    fresh = locked(held, seen)
    if changes := write(fresh, values):
        city, person_id = fresh.person.organisation, fresh.person_id
        facts = {"changes": changes}
        record(city, "skill_held.changed", fresh, by=by, at=at, facts=facts, person_id=person_id)
    return fresh


@transaction.atomic
def withdraw_skill(held: SkillHeld, *, by: Account | None, at: datetime) -> None:
    """``held`` no longer counts; the journal keeps what it said."""
    fresh = locked(held)
    was = {key: [value, None] for key, (_, value) in facts_of(fresh, leaving_out=("person",)).items()}
    person = fresh.person
    record(
        person.organisation,
        "skill_held.withdrawn",
        fresh,
        by=by,
        at=at,
        facts={"changes": was},
        person_id=person.pk,
    )
    fresh.delete()
