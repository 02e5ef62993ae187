"""Deeds about pay: the city's rates, and the sums of a month."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.pay.models import DutyRates, MonthEarning


class RatesStandAlready(ValueError):
    """Rates from that day on, or later, are there: rates are added at the end, never changed in the past."""


def set_rates(organisation: Organisation, facts: dict[str, Any], *, by: Account | None, at: datetime) -> DutyRates:
    """Set the city's rates from a day on; those before end the day before and stay as they were."""
    starts: date = facts["valid_from"]
    with transaction.atomic():
        # The organisation's row is the queue: two people who set rates at once come one after the other.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = DutyRates.objects.filter(organisation=organisation)
        if known.filter(valid_from__gte=starts).exists():
            latest = known.first()
            raise RatesStandAlready(
                f"There are rates from {latest.valid_from.isoformat() if latest else starts} on. Choose a later day."
            )
        known.filter(valid_to=None).update(valid_to=starts - timedelta(days=1))
        rates = DutyRates.objects.create(organisation=organisation, **facts)
        record(organisation, "rates.set", rates, by=by, at=at, facts={"rates": facts})
    return rates


def store_month(
    organisation: Organisation, first: date, rows: Iterable[MonthEarning], *, by: Account | None, at: datetime
) -> None:
    """Put a month's sums in the place of those counted before; call it inside the job's last transaction."""
    rows = list(rows)
    MonthEarning.objects.filter(organisation=organisation, first=first).delete()
    MonthEarning.objects.bulk_create(rows)
    record(organisation, "month.counted", organisation, by=by, at=at, facts={"first": first, "people": len(rows)})
