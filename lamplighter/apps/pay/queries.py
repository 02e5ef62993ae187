"""Who may see whose pay, the city's rates, and months that were counted."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.journal.models import Line
from lamplighter.apps.pay.models import DutyRates, MonthEarning
from lamplighter.apps.register.models import Contract, Person

# What is written about these changes what a month earns.
BEARS_ON_PAY = ("publication", "draft", "takeover", "callout", "contract", "dutyrates", "leave")


def people_whose_pay_is_visible_to(account: Account, organisation: Organisation) -> QuerySet[Person]:
    """Everybody for whoever may see pay; oneself for anybody else; one query."""
    people = Person.objects.filter(organisation=organisation).select_related("unit", "organisation")
    return people if may(account, organisation, Sight.PAY) else people.filter(account=account)


def contracts_between(organisation: Organisation, first: date, last: date) -> QuerySet[Contract]:
    """Contracts in force on any of these days, by person and start; one query."""
    running = Q(ends_on=None) | Q(ends_on__gte=first)
    mine = Contract.objects.filter(running, organisation=organisation, starts_on__lte=last)
    return mine.order_by("person_id", "starts_on", "pk")


def rates_of(organisation: Organisation) -> list[DutyRates]:
    """The city's rates, the latest first; one query."""
    return list(DutyRates.objects.filter(organisation=organisation))


def rates_on(rates: list[DutyRates], day: date) -> DutyRates | None:
    """Of ``rates``, latest first, the one in force on a day."""
    for row in rates:
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            return row
    return None


def month_earnings(organisation: Organisation, first: date) -> QuerySet[MonthEarning]:
    """What was counted for the month that begins on ``first``, with people and units; one query."""
    counted = MonthEarning.objects.filter(organisation=organisation, first=first)
    return counted.select_related("person", "person__unit").order_by("person__name", "person_id")


def by_unit(organisation: Organisation, first: date) -> list[dict[str, Any]]:
    """Totals of a month by unit, by name; one query."""
    rows = MonthEarning.objects.filter(organisation=organisation, first=first)
    summed = rows.values("person__unit__name").annotate(total=Sum("total"), minutes=Sum("minutes"))
    return [dict(row) for row in summed.order_by("person__unit__name")]


def changed_since(organisation: Organisation, counted: QuerySet[MonthEarning]) -> bool:
    """Whether anything that bears on pay was written after the month was counted; two queries."""
    earliest = counted.order_by("counted_at").values_list("counted_at", flat=True).first()
    lines = Line.objects.filter(organisation=organisation, subject_type__in=BEARS_ON_PAY)
    return earliest is not None and lines.filter(at__gt=earliest).exists()
