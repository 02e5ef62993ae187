"""Who may see what: every question of permission is asked here, and answered with rows or with none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest

from lamplighter.apps.cities.choices import SECOND_FACTOR_SIGHTS, SIGHTS, OrganisationKind, Sight
from lamplighter.apps.cities.models import Account, Affiliation, Invitation, Organisation, RoleHeld


def places_of(account: Account) -> dict[Organisation, frozenset[str]]:
    """Where ``account`` holds roles now, by name, and which; asked once a request, one query."""
    known = account.__dict__.get("_places")
    if known is None:
        held = RoleHeld.objects.filter(account=account, until=None).select_related("organisation")
        roles: dict[Organisation, set[str]] = {}
        for one in held.order_by("organisation__name", "organisation_id"):
            roles.setdefault(one.organisation, set()).add(one.role)
        known = account.__dict__["_places"] = {place: frozenset(here) for place, here in roles.items()}
    return known


def roles_of(account: Account, organisation: Organisation) -> frozenset[str]:
    """The roles ``account`` holds now in ``organisation``; no query if `places_of` was asked before."""
    return places_of(account).get(organisation, frozenset())


def sights_of(roles: Iterable[str]) -> frozenset[Sight]:
    """Everything these roles together may see or do."""
    return frozenset().union(*(SIGHTS[role] for role in roles))


def may(account: Account, organisation: Organisation, sight: Sight) -> bool:
    """Whether ``account`` may ``sight`` in ``organisation``."""
    return account.is_authenticated and sight in sights_of(roles_of(account, organisation))


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles must sign in with a second factor."""
    return bool(sights_of(roles) & SECOND_FACTOR_SIGHTS)


def has_second_factor(request: HttpRequest, account: Account) -> bool:
    """Whether a second factor was shown in this very session; that the account has one is not enough.

    Sample accounts are let through, on loopback alone.
    """
    if account.sample and settings.SAMPLE:
        return True
    shown = request.session.get("second_factor")
    if shown is None:
        shown = any(record["method"] == "mfa" for record in get_authentication_records(request, account))
        if shown:
            request.session["second_factor"] = True
    return bool(shown)


def roles_held(organisation: Organisation) -> QuerySet[RoleHeld]:
    """Every role that somebody holds now in ``organisation``."""
    return RoleHeld.objects.filter(organisation=organisation, until=None)


def accounts_of(organisation: Organisation) -> QuerySet[Account]:
    """The accounts that hold a role in ``organisation`` now, by name, with ``roles_here``; two queries."""
    held = roles_held(organisation).order_by("role")
    return (
        Account.objects.filter(Exists(held.filter(account=OuterRef("pk"))))
        .prefetch_related(Prefetch("roles", queryset=held, to_attr="roles_here"))
        .order_by("name", "email")
    )


def roles_ever(account: Account, organisation: Organisation) -> QuerySet[RoleHeld]:
    """The roles that ``account`` holds or held in ``organisation``, those held now first; one query."""
    return (
        RoleHeld.objects.filter(account=account, organisation=organisation)
        .select_related("given_by")
        .order_by(F("until").desc(nulls_first=True), "role")
    )


def accounts_ever(organisation: Organisation) -> QuerySet[Account]:
    """The accounts that hold or once held a role in ``organisation``."""
    return Account.objects.filter(
        Exists(RoleHeld.objects.filter(organisation=organisation, account=OuterRef("pk")))
    )


def pending_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """The invitations that are neither accepted nor withdrawn, run out or not, the latest first; one query."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None).select_related(
        "invited_by"
    )


def open_invitations(organisation: Organisation, *, at: datetime) -> QuerySet[Invitation]:
    """The invitations that can be accepted at ``at``."""
    return pending_invitations(organisation).filter(expires_at__gt=at)


def invitation_by(token_hash: str) -> Invitation | None:
    """The invitation with this token, whatever became of it; one query."""
    return Invitation.objects.filter(token_hash=token_hash).select_related("organisation", "invited_by").first()


def account_by(email: str) -> Account | None:
    """The account with this address, whatever it may do; one query."""
    return Account.objects.filter(email=email.lower()).first()


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


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the association's first page says of its members together."""

    cities: int
    residents: int
    unknown: int  # cities that have not said how many residents they have
    countries: int


def member_facts(members: Sequence[Affiliation]) -> MemberFacts:
    """The members in numbers; no query. Only public facts: nothing from inside a city comes here."""
    residents = [member.city.residents for member in members if member.city.residents is not None]
    countries = len({member.city.country for member in members})
    return MemberFacts(len(members), sum(residents), len(members) - len(residents), countries)
