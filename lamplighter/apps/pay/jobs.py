"""Counts a city's month in the background."""

from datetime import date

from lamplighter.apps.pay.actions import store_month
from lamplighter.apps.pay.bridge import city_month, month_with, totals
from lamplighter.apps.pay.models import MonthEarning
from lamplighter.apps.work.signals import Running, handler
from lamplighter.web import clock


@handler("pay.month")
def count_month(job: Running) -> None:
    """Count what everybody's duty of the month earns, and store the sums."""
    city = job.organisation
    month = month_with(city, date.fromisoformat(job.arguments["first"]))
    counted = city_month(city, month)
    people = counted.people()
    rows = []
    at = clock.now()
    for number, person in enumerate(people):
        if number % 10 == 0:
            job.report(phase="counting", done=number, of=len(people))
            if job.stop_asked():
                return
        parts = counted.parts_of(person)
        money, minutes, standby = totals(parts)
        rows.append(
            MonthEarning(
                organisation=city,
                person_id=person,
                first=month.first,
                total=money,
                currency=city.currency,
                minutes=minutes,
                standby_minutes=standby,
                exempt=any(part.contract.exempt for part in parts),
                unpaid_reason="" if all(part.terms for part in parts) else "no_base_pay",
                counted_at=at,
            )
        )
    with job.final():
        store_month(city, month.first, rows, by=job.asked_by, at=at)
