"""Pages of pay: one's own month line by line, the city's month, and the city's rates."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.actions import record_sight
from lamplighter.apps.law.queries import latest_reviews
from lamplighter.apps.pay.actions import RatesStandAlready, set_rates
from lamplighter.apps.pay.bridge import (
    PayMonth,
    Statement,
    city_month,
    month_named,
    month_with,
    pay_calendar,
    statement_of,
)
from lamplighter.apps.pay.forms import RatesForm
from lamplighter.apps.pay.queries import (
    by_unit,
    changed_since,
    month_earnings,
    people_whose_pay_is_visible_to,
    rates_of,
)
from lamplighter.apps.register.models import Person
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.models import Job
from lamplighter.web import clock
from lamplighter.web.calendars import write_month
from lamplighter.web.export import as_file
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column
from lamplighter.web.numerals import script
from lamplighter.web.reader import reader


@needs(Sight.OWN)
def earnings_mine(request: HttpRequest, city: Organisation) -> HttpResponse:
    """One's own page, this month."""
    person = Person.objects.filter(organisation=city, account=request.user).first()
    if person is None:
        return render(request, "pay/nobody.html")
    return redirect("earnings", city.slug, person.pk, month_with(city, _today(city)).key)


@needs(Sight.OWN)
def earnings(request: HttpRequest, city: Organisation, pk: int, month: str) -> HttpResponse:
    """What one person's duty of a month earned, line by line; a look by somebody else is written down."""
    person = get_object_or_404(people_whose_pay_is_visible_to(request.user, city), pk=pk)
    chosen = _month(city, month)
    if person.account_id != request.user.pk:
        record_sight(city, "pay.seen", person, by=request.user, at=clock.now(), person_id=person.pk)
    parts = city_month(city, chosen).parts_of(person.pk)
    statement = statement_of(parts, latest_reviews(city), city)
    if request.GET.get("export") in {"csv", "xlsx"}:
        return _file(request.GET["export"], person, chosen, statement)
    about = {"person": person, "statement": statement, **_around(city, chosen)}
    return render(request, "pay/earnings.html", about)


@needs(Sight.PAY)
def pay(request: HttpRequest, city: Organisation) -> HttpResponse:
    """This month, for whoever sees everybody's."""
    return redirect("pay_month", city.slug, month_with(city, _today(city)).key)


@needs(Sight.PAY)
def pay_month(request: HttpRequest, city: Organisation, month: str) -> HttpResponse:
    """What the month's duty earned, by unit and by person, as it was last counted."""
    chosen = _month(city, month)
    counted = month_earnings(city, chosen.first)
    rows = list(counted)
    running = Job.objects.filter(organisation=city, kind="pay.month", arguments__first=chosen.first.isoformat())
    job = running.filter(state__in=("waiting", "running")).order_by("-id").first()
    about = {
        "rows": rows,
        "units": by_unit(city, chosen.first),
        "total": sum((row.total for row in rows), Decimal(0)),
        "counted_at": min((row.counted_at for row in rows), default=None),
        "stale": bool(rows) and changed_since(city, counted),
        "job": job,
        **_around(city, chosen),
    }
    return render(request, "pay/month.html", about)


@needs(Sight.PAY)
@require_POST
def pay_count(request: HttpRequest, city: Organisation, month: str) -> HttpResponse:
    """Count the month anew, in the background."""
    chosen = _month(city, month)
    ask(city, "pay.month", {"first": chosen.first.isoformat()}, by=request.user, at=clock.now())
    return redirect("pay_month", city.slug, chosen.key)


@needs(Sight.PAY)
def rates(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The city's own rates, now and before."""
    today = _today(city)
    rows = [
        (row, row.valid_from <= today and (not row.valid_to or today <= row.valid_to)) for row in rates_of(city)
    ]
    return render(request, "pay/rates.html", {"rows": rows, "in_force": any(now for _row, now in rows)})


@needs(Sight.PAY)
def rates_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Set rates from a day on."""
    known = rates_of(city)
    start = {name: getattr(known[0], name) for name in RatesForm().fields if known and name not in RATES_ASKED}
    form = RatesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            set_rates(city, form.cleaned_data, by=request.user, at=clock.now())
        except RatesStandAlready:
            form.add_error(
                "valid_from",
                _(
                    "There are rates from that day on, or later. Choose a later day: rates are never changed behind."
                ),
            )
        else:
            messages.success(request, _("The rates are set. Those before end the day before."))
            return redirect("rates", city.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "pay/rates_new.html", {"form": form}, status=status)


RATES_ASKED = {"valid_from", "decided_by"}


def _file(form: str, person: Person, month: PayMonth, statement: Statement) -> HttpResponse:
    """The calculation as a file."""
    columns = [
        Column("what", _("What for"), ""),
        Column("minutes", _("Minutes"), "", kind="number"),
        Column("hourly", _("An hour"), "", kind="money"),
        Column("paid", _("Share"), "", kind="number"),
        Column("amount", _("Amount"), "", kind="money"),
        Column("law", _("Law"), ""),
        Column("article", _("Article"), ""),
    ]
    rows = [
        [str(one.what), line.minutes, line.hourly, line.paid, line.amount, str(one.law), line.article]
        for one, line in ((one, one.line) for one in statement.rows)
    ]
    return as_file(form, f"earnings-{month.key}-{person.pk}", str(person), columns, rows)


def _around(city: Organisation, month: PayMonth) -> dict[str, Any]:
    """The month, its neighbours, and its name in the reader's language."""
    before = month_with(city, month.first - timedelta(days=1))
    after = month_with(city, month.last + timedelta(days=1))
    who = reader()
    name = script(write_month(month.first, pay_calendar(city), who.language, who.digits), who)
    return {"month": month, "month_name": name, "before": before, "after": after}


def _month(city: Organisation, key: str) -> PayMonth:
    found = month_named(city, key, _today(city))
    if found is None:
        raise Http404(f"No pay month {key}")
    return found


def _today(city: Organisation) -> date:
    return clock.now().astimezone(city.zone).date()
