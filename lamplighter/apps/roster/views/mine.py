"""One's own duties, leave and wishes."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.leave import record_leave, wish, withdraw_leave, withdraw_wish
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.duty import stretches
from lamplighter.apps.roster.choices import WISH_POINTS
from lamplighter.apps.roster.forms.leave import OwnLeaveForm, WishForm
from lamplighter.apps.roster.queries.leave import leave_visible_to, own_wishes, points_left
from lamplighter.apps.roster.views.answers import myself, today_in, tried
from lamplighter.apps.roster.views.leave import tell_of
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs

AHEAD = timedelta(days=92)


@needs(Sight.OWN)
def my_duties(request: HttpRequest, city: Organisation) -> HttpResponse:
    """One's next duties, leave and wishes."""
    person, now, today = myself(request, city), clock.now(), today_in(city)
    found = stretches(city, Span(now, now + AHEAD)) if person else ()
    context = {
        "person": person,
        "now": now,
        "duties": [each for each in found if person and each.person == person.pk],
        "leave": leave_visible_to(request.user, city).filter(person=person, ends_on__gte=today) if person else [],
        "wishes": own_wishes(request.user, city).filter(on__gte=today) if person else [],
        "points": WISH_POINTS,
        "left": points_left(person, today) if person else 0,
    }
    return render(request, "roster/my_duties.html", context)


@needs(Sight.OWN)
def my_leave(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Record one's own leave."""
    person = _somebody(request, city)
    form = OwnLeaveForm(sent(request), person=person)
    if form.is_valid():
        said = form.cleaned_data
        leave = record_leave(
            person, said["starts_on"], said["ends_on"], kind=said["kind"], by=request.user, at=clock.now()
        )
        tell_of(request, leave)
        return redirect("my_duties", city.slug)
    return with_form(request, "roster/my_leave.html", form)


@needs(Sight.OWN)
@require_POST
def my_leave_withdraw(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take one's own leave back."""
    mine = leave_visible_to(request.user, city).filter(person__account=request.user)
    withdraw_leave(get_object_or_404(mine, pk=number), by=request.user, at=clock.now())
    messages.success(request, _("The leave is withdrawn."))
    return redirect("my_duties", city.slug)


@needs(Sight.OWN)
def my_wish(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Make a wish for one day."""
    person = _somebody(request, city)
    form = WishForm(sent(request), person=person, today=today_in(city))
    if form.is_valid() and tried(form, lambda: _wish(request, person, form)):
        messages.success(
            request, _("Your wish is written down. The next roster takes it into account where it can.")
        )
        return redirect("my_duties", city.slug)
    return with_form(request, "roster/my_wish.html", form, points=WISH_POINTS)


@needs(Sight.OWN)
@require_POST
def my_wish_withdraw(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take a wish back."""
    withdraw_wish(get_object_or_404(own_wishes(request.user, city), pk=number), by=request.user, at=clock.now())
    return redirect("my_duties", city.slug)


def _somebody(request: HttpRequest, city: Organisation) -> Person:
    person = myself(request, city)
    if person is None:
        raise Http404
    return person


def _wish(request: HttpRequest, person: Person, form: WishForm) -> None:
    said = form.cleaned_data
    wish(
        person,
        said["on"],
        wants=said["wants"] == "on",
        weight=said["weight"],
        shift=said["shift_type"],
        by=request.user,
        at=clock.now(),
    )
