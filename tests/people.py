"""Makes the cast of the tests. Ada is CIO of Havn, Ben a specialist there; Chen is CIO of Elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from lamplighter.apps.cities.choices import OrganisationKind, Role
from lamplighter.apps.cities.models import Account, Affiliation, Organisation, RoleHeld


@dataclass(frozen=True)
class Cast:
    """Two cities, an association, and one account a role; ``of(role)`` finds Havn's account with that role."""

    havn: Organisation
    elsewhere: Organisation
    association: Organisation
    ada: Account
    ben: Account
    chen: Account
    by_role: dict[str, Account]

    def of(self, role: str) -> Account:
        return self.by_role[role]


def organisation(slug: str, name: str, *, at: datetime, **fields: object) -> Organisation:
    """A city in Denmark with a Saturday-Sunday weekend, unless ``fields`` say otherwise."""
    plain: dict[str, object] = {"country": "DK", "time_zone": "Europe/Copenhagen", "currency": "DKK"}
    return Organisation.objects.create(slug=slug, name=name, created_at=at, **(plain | fields))


def account(name: str, organisation: Organisation, *roles: str, at: datetime) -> Account:
    """An account with these roles, signed in with a second factor as far as tests are concerned."""
    made = Account.objects.create_user(f"{name.lower()}@{organisation.slug}.example", "a long password", name=name)
    for role in roles:
        RoleHeld.objects.create(account=made, organisation=organisation, role=role, since=at)
    return made


def cast_of(*, at: datetime) -> Cast:
    """Write the cast into the database."""
    havn = organisation("havn", "Havn", at=at)
    elsewhere = organisation("elsewhere", "Elsewhere", at=at)
    association = organisation("harbours", "Harbour Towns", at=at, kind=OrganisationKind.ASSOCIATION)
    Affiliation.objects.create(association=association, city=havn, since=at.date())
    ada = account("Ada", havn, Role.CIO, at=at)
    ben = account("Ben", havn, Role.SPECIALIST, at=at)
    chen = account("Chen", elsewhere, Role.CIO, at=at)
    by_role = {Role.CIO: ada, Role.SPECIALIST: ben}
    for role, name in (
        (Role.DUTY_MANAGER, "Dana"),
        (Role.HR, "Hal"),
        (Role.EXECUTIVE, "Mayor"),
        (Role.AUDITOR, "Aud"),
    ):
        by_role[role] = account(name, havn, role, at=at)
    for role, name in ((Role.STAFF, "Stef"), (Role.BOARD, "Bo"), (Role.DELEGATE, "Del")):
        by_role[role] = account(name, association, role, at=at)
    return Cast(havn, elsewhere, association, ada, ben, chen, by_role)


def sign_in(client: object, who: Account) -> object:
    """Sign ``who`` in with a session that counts as having a second factor."""
    client.force_login(who)  # type: ignore[attr-defined]
    session = client.session  # type: ignore[attr-defined]
    session["second_factor"] = True
    session.save()
    return client
