"""Begin, change and end what binds a person to the city."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.actions.people import release_post
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.models import Contract, Person, Post


@transaction.atomic
def begin_contract(person: Person, *, by: Account | None, at: datetime, **values: Any) -> Contract:
    """A new contract of ``person``; a vacant post that it names is filled from its first day."""
    contract = Contract(organisation=person.organisation, person=person, **values)
    contract.full_clean()
    contract.save()
    facts = {"changes": facts_of(contract, leaving_out=("organisation", "person"))}
    record(contract.organisation, "contract.begun", contract, by=by, at=at, facts=facts, person_id=person.pk)
    if contract.post is not None:
        _take(contract.post, contract, by=by, at=at)
    return contract


@transaction.atomic
def change_contract(
    contract: Contract,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Contract:
    """Write what differs; a vacant post newly named is filled, one no longer named falls vacant."""
    fresh = locked(contract, seen)
    before = fresh.post
    changes = write(fresh, values)
    if changes:
        facts = {"changes": changes}
        record(fresh.organisation, "contract.changed", fresh, by=by, at=at, facts=facts, person_id=fresh.person_id)
    if "post" in changes:
        today = at.astimezone(fresh.organisation.zone).date()
        if before is not None:
            release_post(before, today, by=by, at=at)
        if fresh.post is not None:
            _take(fresh.post, fresh, by=by, at=at)
    return fresh


@transaction.atomic
def end_contract(contract: Contract, ends_on: date, *, by: Account | None, at: datetime) -> Contract:
    """``ends_on`` is its last day; once it is past, the post is vacant unless another contract fills it."""
    fresh = locked(contract)
    if ends_on < fresh.starts_on:
        raise ValidationError(_("A contract cannot end before it starts."))
    changes = write(fresh, {"ends_on": ends_on})
    if changes:
        facts = {"changes": changes}
        record(fresh.organisation, "contract.ended", fresh, by=by, at=at, facts=facts, person_id=fresh.person_id)
    if fresh.post is not None and ends_on < at.astimezone(fresh.organisation.zone).date():
        release_post(fresh.post, ends_on, by=by, at=at)
    return fresh


def _take(post: Post, contract: Contract, *, by: Account | None, at: datetime) -> None:
    today = at.astimezone(post.organisation.zone).date()
    over = contract.ends_on is not None and contract.ends_on < today
    if post.state != PostState.VACANT or over:
        return
    mine = locked(post)
    changes = write(mine, {"state": PostState.FILLED, "state_since": contract.starts_on})
    facts = {"changes": changes, "holder": str(contract.person)}
    record(post.organisation, "post.filled", mine, by=by, at=at, facts=facts)
