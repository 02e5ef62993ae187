"""Set up organisations, change their settings, and make cities members of associations."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.choices import USUAL, OrganisationKind
from lamplighter.apps.cities.models import Account, Affiliation, Organisation
from lamplighter.apps.journal.actions import record

SETTINGS = (
    "name",
    "latin_name",
    "language",
    "calendar",
    "time_zone",
    "week_starts",
    "weekend",
    "currency",
    "residents",
    "rule_pack",
)
CHOICES = ("name", "language", "calendar", "digits", "theme")


def found(
    kind: str,
    slug: str,
    name: str,
    *,
    country: str,
    by: Account | None,
    at: datetime,
    sample: bool = False,
    **settings: Any,
) -> Organisation:
    """A new city or association; what ``settings`` leave out is as usual in the country.

    Raises
    ------
    ValidationError
        If a value is not possible; it names each field.
    """
    plain = {**USUAL.get(country, {}), **settings}
    organisation = Organisation(
        kind=OrganisationKind(kind), slug=slug, name=name, country=country, sample=sample, created_at=at, **plain
    )
    organisation.full_clean()
    with transaction.atomic():
        organisation.save()
        record(organisation, "organisation.founded", organisation, by=by, at=at, facts={"kind": kind})
    return organisation


def change_settings(
    organisation: Organisation, values: Mapping[str, Any], *, by: Account | None, at: datetime
) -> dict[str, list[Any]]:
    """Set the given settings; what changed, as old and new value by field.

    Raises
    ------
    ValidationError
        If a value is not possible; nothing is changed then.
    """
    unknown = set(values) - set(SETTINGS)
    if unknown:
        raise ValueError(f"These are not settings of an organisation: {', '.join(sorted(unknown))}.")
    with transaction.atomic():
        kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changes = {
            name: [getattr(kept, name), value] for name, value in values.items() if getattr(kept, name) != value
        }
        if not changes:
            return {}
        for name, (_, value) in changes.items():
            setattr(kept, name, value)
        kept.full_clean()
        kept.save(update_fields=list(changes))
        record(kept, "organisation.changed", kept, by=by, at=at, facts={"changes": changes})
    for name, (_, value) in changes.items():
        setattr(organisation, name, value)
    return changes


def affiliate(
    association: Organisation, city: Organisation, *, since: date, by: Account | None, at: datetime
) -> Affiliation:
    """The city is a member from this day on; if it is one already, that membership."""
    if association.is_city or not city.is_city:
        raise ValueError(f"{city} cannot be a member of {association}: only cities join, and only associations.")
    with transaction.atomic():
        affiliation, new = Affiliation.objects.get_or_create(
            association=association, city=city, until=None, defaults={"since": since}
        )
        if new:
            record(association, "city.joined", city, by=by, at=at, facts={"since": since})
            record(city, "city.joined", association, by=by, at=at, facts={"since": since})
    return affiliation


def end_affiliation(affiliation: Affiliation, *, until: date, by: Account | None, at: datetime) -> None:
    """The city was a member until this day."""
    with transaction.atomic():
        affiliation.until = until
        affiliation.save(update_fields=["until"])
        record(affiliation.association, "city.left", affiliation.city, by=by, at=at, facts={"until": until})
        record(affiliation.city, "city.left", affiliation.association, by=by, at=at, facts={"until": until})


def choose(account: Account, values: Mapping[str, str]) -> None:
    """How the account reads: no organisation's business, so no journal has it."""
    for name in set(values) & set(CHOICES):
        setattr(account, name, values[name])
    account.save(update_fields=list(CHOICES))
