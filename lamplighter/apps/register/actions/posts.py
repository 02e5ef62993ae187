"""Open posts, and say how each is filled: by a person, by nobody, by a supplier, or shared with another city."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.models import Contract, Post
from lamplighter.apps.register.queries.people import in_force


@transaction.atomic
def open_post(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> Post:
    """A new post, vacant unless ``values`` say otherwise, from today unless they name a day."""
    values.setdefault("state_since", at.astimezone(organisation.zone).date())
    post = Post(organisation=organisation, **values)
    post.full_clean()
    post.save()
    record(organisation, "post.added", post, by=by, at=at, facts={"changes": facts_of(post)})
    return post


@transaction.atomic
def change_post(
    post: Post,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Post:
    """Write what differs; the state has deeds of its own."""
    fresh = locked(post, seen)
    if changes := write(fresh, values):
        record(fresh.organisation, "post.changed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


def fill_post(post: Post, contract: Contract, since: date, *, by: Account | None, at: datetime) -> Post:
    """The person of ``contract`` takes the post; a filled post they leave by that falls vacant on the same day."""
    if contract.organisation_id != post.organisation_id:
        raise ValidationError(_("The contract and the post are not of the same city."))
    with transaction.atomic():
        mine = locked(contract)
        left = mine.post if mine.post_id and mine.post_id != post.pk else None
        moved = write(mine, {"post": post})
        values = {"state": PostState.FILLED, "supplier": "", "shared_with": ""}
        fresh = _in_state(post, "post.filled", values, since, by=by, at=at, holder=str(mine.person))
        if moved:
            facts = {"changes": moved}
            record(
                fresh.organisation, "contract.changed", mine, by=by, at=at, facts=facts, person_id=mine.person_id
            )
        if left and left.state == PostState.FILLED and not left.contracts.filter(in_force(since)).exists():
            _in_state(left, "post.vacated", {"state": PostState.VACANT}, since, by=by, at=at)
    return fresh


@transaction.atomic
def vacate_post(post: Post, since: date, *, by: Account | None, at: datetime) -> Post:
    """Nobody holds the post any more; whoever did keeps the contract, without a post."""
    for contract in Contract.objects.select_for_update().filter(in_force(since), post=post):
        facts = {"changes": write(contract, {"post": None})}
        person_id = contract.person_id
        record(post.organisation, "contract.changed", contract, by=by, at=at, facts=facts, person_id=person_id)
    values = {"state": PostState.VACANT, "supplier": "", "shared_with": ""}
    return _in_state(post, "post.vacated", values, since, by=by, at=at)


def outsource_post(post: Post, supplier: str, since: date, *, by: Account | None, at: datetime) -> Post:
    """A supplier does the work; people of theirs may still be named on it by their contracts."""
    values = {"state": PostState.OUTSOURCED, "supplier": supplier, "shared_with": ""}
    return _in_state(post, "post.outsourced", values, since, by=by, at=at)


def share_post(post: Post, shared_with: str, since: date, *, by: Account | None, at: datetime) -> Post:
    """The post serves another city too."""
    values = {"state": PostState.SHARED, "supplier": "", "shared_with": shared_with}
    return _in_state(post, "post.shared", values, since, by=by, at=at)


@transaction.atomic
def close_post(post: Post, closed_on: date, *, by: Account | None, at: datetime) -> Post:
    """The post is no more; refused while somebody holds it."""
    fresh = locked(post)
    holder = fresh.contracts.filter(in_force(closed_on)).select_related("person").first()
    if holder is not None:
        raise ValidationError(
            _("%(person)s still holds this post on that day. Vacate it first, or close it later."),
            params={"person": holder.person},
        )
    changes = write(fresh, {"closed_on": closed_on})
    record(fresh.organisation, "post.closed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def reopen_post(post: Post, *, by: Account | None, at: datetime) -> Post:
    """Take back that the post was closed."""
    fresh = locked(post)
    if changes := write(fresh, {"closed_on": None}):
        record(fresh.organisation, "post.reopened", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def _in_state(
    post: Post, deed: str, values: Mapping[str, Any], since: date, *, by: Account | None, at: datetime, **more: Any
) -> Post:
    fresh = locked(post)
    if fresh.closed_on and fresh.closed_on <= since:
        raise ValidationError(_("This post is closed. Open it again first."))
    changes = write(fresh, {**values, "state_since": since})
    if changes:
        facts = {"changes": changes, **more}
        record(fresh.organisation, deed, fresh, by=by, at=at, facts=facts)
    return fresh
