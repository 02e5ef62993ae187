"""Shifts of a pool, and how many people each needs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.actions.shifts import (
    add_shift,
    change_shift,
    forget_date,
    retire_shift,
    want_on_date,
    want_on_weekdays,
)
from lamplighter.apps.roster.forms.pools import CloseForm, DateDemandForm, ShiftForm, WeekdaysForm, weekdays_of
from lamplighter.apps.roster.models import Demand, ShiftType
from lamplighter.apps.roster.queries.pools import pools_of
from lamplighter.apps.roster.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs


@needs(Sight.ROSTER_EDIT)
def shift_new(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Add a shift; it needs one person every day until somebody says otherwise."""
    pool = get_object_or_404(pools_of(city), pk=number)
    form = ShiftForm(sent(request), pool=pool)
    if form.is_valid():
        with or_overtaken(form):
            made = add_shift(pool, form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The shift is added. It needs one person every day; say so here if not."))
            return redirect("shift_demand", city.slug, made.pk)
    return with_form(request, "roster/shift_edit.html", form, pool=pool)


@needs(Sight.ROSTER_EDIT)
def shift_edit(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Change a shift."""
    shift = _shift(city, number)
    form = ShiftForm(sent(request), instance=shift, pool=shift.pool)
    if form.is_valid():
        try:
            with or_overtaken(form):
                change_shift(shift, form.values(), seen=form.seen, by=request.user, at=clock.now())
                messages.success(request, _("Saved."))
                return redirect("pool", city.slug, shift.pool_id)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return with_form(request, "roster/shift_edit.html", form, pool=shift.pool, shift=shift)


@needs(Sight.ROSTER_EDIT)
def shift_retire(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Retire a shift from a day on."""
    shift = _shift(city, number)
    form = CloseForm(sent(request), initial={"on": today_in(city)})
    if form.is_valid():
        retire_shift(shift, form.cleaned_data["on"], by=request.user, at=clock.now())
        messages.success(request, _("Saved."))
        return redirect("pool", city.slug, shift.pool_id)
    return with_form(request, "roster/shift_retire.html", form, shift=shift, pool=shift.pool)


@needs(Sight.ROSTER_EDIT)
def shift_demand(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """How many people a shift needs: by weekday, and on single dates."""
    shift = _shift(city, number)
    rows = list(shift.demand.order_by("on", "pk"))
    weekly = next((row for row in rows if row.on is None), None)
    dated = "on" in request.POST
    initial = {
        "people": weekly.people if weekly else 1,
        "preferred": weekly.preferred if weekly else None,
        "weekdays": weekdays_of(weekly) or list(range(1, 8)),
    }
    by_week = WeekdaysForm(None if dated else sent(request), city=city, initial=initial)
    by_date = DateDemandForm(sent(request) if dated else None)
    form = by_date if dated else by_week
    if form.is_valid():
        said, now = form.cleaned_data, clock.now()
        numbers = said["people"], said["preferred"]
        if dated:
            want_on_date(shift, said["on"], *numbers, by=request.user, at=now)
        else:
            want_on_weekdays(shift, said["weekdays"], *numbers, by=request.user, at=now)
        messages.success(request, _("Saved. Drafts made from now on ask for it."))
        return redirect("shift_demand", city.slug, number)
    dates = [row for row in rows if row.on is not None]
    parts = {"by_week": by_week, "by_date": by_date, "dates": dates}
    return with_form(request, "roster/shift_demand.html", form, shift=shift, pool=shift.pool, **parts)


@needs(Sight.ROSTER_EDIT)
@require_POST
def demand_forget(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """A date needs again what its weekday says."""
    dated = Demand.objects.filter(shift_type__pool__organisation=city, on__isnull=False)
    row = get_object_or_404(dated.select_related("shift_type__pool__organisation"), pk=number)
    forget_date(row, by=request.user, at=clock.now())
    return redirect("shift_demand", city.slug, row.shift_type_id)


def _shift(city: Organisation, number: int) -> ShiftType:
    shifts = ShiftType.objects.filter(pool__organisation=city).select_related("pool__organisation")
    return get_object_or_404(shifts, pk=number)
