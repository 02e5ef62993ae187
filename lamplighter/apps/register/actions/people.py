"""Take people in, change what is known of them, end their employment."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.models import Contract, Person, Post
from lamplighter.apps.register.queries.people import in_force
from lamplighter.apps.register.signals import employment_ended


@transaction.atomic
def add_person(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> Person:
    """A new person of the city, from the fields of ``Person``."""
    person = Person(organisation=organisation, **values)
    person.full_clean()
    person.save()
    facts = {"changes": facts_of(person)}
    record(organisation, "person.added", person, by=by, at=at, facts=facts, person_id=person.pk)
    return person


@transaction.atomic
def change_person(
    person: Person,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Person:
    """Write what differs; raises Overtaken when the person is not what was ``seen``."""
    fresh = locked(person, seen)
    if changes := write(fresh, values):
        facts = {"changes": changes}
        record(fresh.organisation, "person.changed", fresh, by=by, at=at, facts=facts, person_id=fresh.pk)
    return fresh


@transaction.atomic
def end_employment(person: Person, last_day: date, *, by: Account | None, at: datetime) -> Person:
    """``last_day`` is the last: contracts end with it, later ones fall away, posts held fall vacant once past."""
    fresh = locked(person)
    changes = write(fresh, {"left_on": last_day})
    city = fresh.organisation
    running = Contract.objects.select_for_update().filter(person=fresh, starts_on__lte=last_day)
    for contract in running.exclude(ends_on__lte=last_day):
        cut = write(contract, {"ends_on": last_day})
        record(city, "contract.ended", contract, by=by, at=at, facts={"changes": cut}, person_id=fresh.pk)
    for contract in Contract.objects.filter(person=fresh, starts_on__gt=last_day):
        gone = {"changes": {"starts_on": [contract.starts_on, None], "kind": [contract.kind, None]}}
        record(city, "contract.dropped", contract, by=by, at=at, facts=gone, person_id=fresh.pk)
        contract.delete()
    facts = {"changes": changes}
    record(city, "person.left", fresh, by=by, at=at, facts=facts, person_id=fresh.pk)
    if last_day < at.astimezone(city.zone).date():
        posts = Post.objects.filter(contracts__person=fresh, contracts__ends_on=last_day).distinct()
        for post in posts:
            release_post(post, last_day, by=by, at=at)
    employment_ended.send(Person, person=fresh, last_day=last_day, by=by, at=at)
    return fresh


@transaction.atomic
def bring_back(person: Person, *, by: Account | None, at: datetime) -> Person:
    """Take back that somebody left. Contracts that ended stay ended."""
    fresh = locked(person)
    if fresh.left_on is None:
        raise ValidationError(_("%(person)s has not left."), params={"person": fresh})
    facts = {"changes": write(fresh, {"left_on": None})}
    record(fresh.organisation, "person.returned", fresh, by=by, at=at, facts=facts, person_id=fresh.pk)
    employment_ended.send(Person, person=fresh, last_day=None, by=by, at=at)
    return fresh


def release_post(post: Post, last_day: date, *, by: Account | None, at: datetime) -> None:
    """After ``last_day`` the post is vacant, unless it is closed, not a filled one, or somebody else holds it."""
    following = last_day + timedelta(days=1)
    others = Contract.objects.filter(in_force(following), post=post).exists()
    if post.state != PostState.FILLED or post.closed_on or others:
        return
    changes = write(post, {"state": PostState.VACANT, "state_since": following})
    record(post.organisation, "post.vacated", post, by=by, at=at, facts={"changes": changes})
