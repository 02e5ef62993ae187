"""What binds people to the city, and who may see what it pays."""

from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.models import Contract
from lamplighter.apps.register.queries.people import in_force

# Fields of a contract that only its owner and whoever may see pay ever get out of the database.
PAY_FIELDS = ("base_pay", "pay_period")


def contracts_visible_to(account: Account, organisation: Organisation) -> QuerySet[Contract]:
    """Everybody's contracts for who may see people, one's own otherwise; with person and post, one query.

    Pay stands in ``seen_pay`` and ``seen_period``, which are None where this reader may not see it; the
    fields themselves stay in the database.
    """
    contracts = Contract.objects.filter(organisation=organisation).select_related("person", "post")
    if not may(account, organisation, Sight.PEOPLE):
        contracts = contracts.filter(person__account=account)
    everybody = may(account, organisation, Sight.PAY)
    owns = Q(pk__isnull=False) if everybody else Q(person__account=account)
    return contracts.defer(*PAY_FIELDS).annotate(
        seen_pay=Case(When(owns, then=F("base_pay")), default=Value(None)),
        seen_period=Case(When(owns, then=F("pay_period")), default=Value("")),
    )


def contracts_to_keep(account: Account, organisation: Organisation) -> QuerySet[Contract]:
    """Contracts with every field, for who changes them; whose form asks for pay only of who may see it."""
    if not may(account, organisation, Sight.PEOPLE_EDIT):
        return Contract.objects.none()
    return Contract.objects.filter(organisation=organisation).select_related("person", "post")


def ending(contracts: QuerySet[Contract], on: date) -> QuerySet[Contract]:
    """Of ``contracts`` those in force with an end, whose person has nothing longer to follow."""
    longer = Contract.objects.filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
    longer = longer.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    return contracts.filter(in_force(on), ends_on__isnull=False).exclude(Exists(longer))


def within(contracts: QuerySet[Contract], on: date, days: int) -> QuerySet[Contract]:
    """Of ``contracts`` those that end within so many days."""
    return contracts.filter(ends_on__lte=on + timedelta(days=days))


def people_ending_within(on: date, days: int) -> Exists:
    """People whose last contract ends within so many days."""
    theirs = Contract.objects.filter(person=OuterRef("pk"))
    return Exists(within(ending(theirs, on), on, days))


def packs_in_use(organisation: Organisation) -> list[str]:
    """Codes of the rule packs that contracts here follow, the city's own first."""
    codes = Contract.objects.filter(organisation=organisation).order_by().values_list("rule_pack", flat=True)
    return [organisation.rule_pack, *sorted(set(codes.distinct()) - {organisation.rule_pack})]
