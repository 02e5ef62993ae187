"""Who may see what: every question of permission is asked here, and answered with rows or with none."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lamplighter.apps.cities.choices import SECOND_FACTOR_SIGHTS, SIGHTS, OrganisationKind, Sight
from lamplighter.apps.cities.models import Account, Affiliation, Organisation, RoleHeld


def roles_of(account: Account, organisation: Organisation) -> frozenset[str]:
    """The roles ``account`` holds now in ``organisation``; asked once a request, one query."""
    known = account.__dict__.setdefault("_roles", {})
    if organisation.pk not in known:
        held = RoleHeld.objects.filter(account=account, organisation=organisation, until=None)
        known[organisation.pk] = frozenset(held.values_list("role", flat=True))
    return known[organisation.pk]


def sights_of(roles: Iterable[str]) -> frozenset[Sight]:
    """Everything these roles together may see or do."""
    return frozenset().union(*(SIGHTS[role] for role in roles))


def may(account: Account, organisation: Organisation, sight: Sight) -> bool:
    """Whether ``account`` may ``sight`` in ``organisation``."""
    return account.is_authenticated and sight in sights_of(roles_of(account, organisation))


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles must sign in with a second factor."""
    return bool(sights_of(roles) & SECOND_FACTOR_SIGHTS)


def organisations_of(account: Account) -> QuerySet[Organisation]:
    """The organisations in which ``account`` holds any role, by name."""
    return Organisation.objects.filter(roles__account=account, roles__until=None).distinct().order_by("name")


def cities() -> QuerySet[Organisation]:
    """Every city; for commands, never for a page."""
    return Organisation.objects.filter(kind=OrganisationKind.CITY)


def member_cities(association: Organisation) -> QuerySet[Affiliation]:
    """The cities that are members of ``association`` now, with the city loaded; one query."""
    return (
        Affiliation.objects.filter(association=association, until=None)
        .select_related("city")
        .order_by("city__name")
    )
