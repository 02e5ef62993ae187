"""Who works here, and which of them a reader may see."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.models import Contract, Person


def people_visible_to(account: Account, organisation: Organisation) -> QuerySet[Person]:
    """Everybody for who may see people; oneself for anybody else. With units; one query."""
    people = Person.objects.filter(organisation=organisation).select_related("unit")
    if may(account, organisation, Sight.PEOPLE):
        return people
    return people.filter(account=account)


def awaiting_account(organisation: Organisation, account: Account) -> QuerySet[Person]:
    """People written down with the address of ``account`` and linked to none; nobody where it is linked already."""
    people = Person.objects.filter(organisation=organisation)
    if people.filter(account=account).exists():
        return people.none()
    return people.filter(account=None, left_on=None, email__iexact=account.email)


def people_to_reach(account: Account, organisation: Organisation) -> QuerySet[Person]:
    """People whose contact facts ``account`` may change: everybody's for who keeps the record, else one's own."""
    people = people_visible_to(account, organisation)
    return people if may(account, organisation, Sight.PEOPLE_EDIT) else people.filter(account=account)


def may_see_contact(account: Account, person: Person) -> bool:
    """Whoever calls people on duty, whoever keeps the record, and the person."""
    city = person.organisation
    return (
        person.account_id == account.pk
        or may(account, city, Sight.CONTACTS)
        or may(account, city, Sight.PEOPLE_EDIT)
    )


def in_force(on: date, prefix: str = "") -> Q:
    """Contracts that bind on the day ``on``; ``prefix`` leads to them, such as ``contracts__``."""
    started = Q(**{f"{prefix}starts_on__lte": on})
    return started & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": on}))


def here(on: date) -> Q:
    """People who have not left by the day ``on``."""
    return Q(left_on=None) | Q(left_on__gte=on)


def has_contract(on: date, **facts: object) -> Exists:
    """People bound on the day ``on`` by a contract with these facts."""
    return Exists(Contract.objects.filter(in_force(on), person=OuterRef("pk"), **facts))


def of_contract(field: str, on: date) -> Subquery:
    """A field of the contract that binds each person on the day ``on``; to sort by."""
    latest = Contract.objects.filter(in_force(on), person=OuterRef("pk")).order_by("-starts_on", "-pk")
    return Subquery(latest.values(field)[:1])


def with_contract_now(people: list[Person], on: date) -> None:
    """Put ``contract_now`` on each person: the contract in force with its post, or None. One query."""
    found = Contract.objects.filter(in_force(on), person__in=people).select_related("post")
    binding = {contract.person_id: contract for contract in found.order_by("starts_on", "pk")}
    for person in people:
        person.contract_now = binding.get(person.pk)  # type: ignore[attr-defined]
