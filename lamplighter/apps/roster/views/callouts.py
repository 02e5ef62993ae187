"""Call-outs: what was recorded, record one on a standby, withdraw one."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.callouts import record_callout, withdraw_callout
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.callouts import Consequence, held, standbys
from lamplighter.apps.roster.forms.callouts import CallOutForm
from lamplighter.apps.roster.queries.callouts import callouts_visible_to
from lamplighter.apps.roster.queries.takeovers import published_duties
from lamplighter.apps.roster.views.answers import myself, tried
from lamplighter.apps.roster.views.reasons import told
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs

BACK = timedelta(days=35)
SHOWN = 20


@needs(Sight.OWN)
def callouts(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Call-outs of the last five weeks and the standbys they can be recorded on: everybody's, or one's own."""
    now = clock.now()
    edits = Sight.ROSTER_EDIT in request.sights
    person = None if edits else myself(request, city)
    window = Span(now - BACK, now)
    found = standbys(city, window, person) if edits or person else []
    names = dict(Person.objects.filter(pk__in={each.person for each in found}).values_list("pk", "name"))
    context = {
        "edits": edits,
        "callouts": list(callouts_visible_to(request.user, city).filter(starts_at__gte=window.start)),
        "standbys": [
            {"span": each.span, "duty": each.duty, "name": names.get(each.person, "") if edits else ""}
            for each in found[:SHOWN]
        ],
        "shortened": len(found) > SHOWN,
    }
    return render(request, "roster/callouts.html", context)


@needs(Sight.OWN)
def callout_new(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Record a call-out on a standby: whoever makes rosters, or the person who had it."""
    duty = get_object_or_404(published_duties(city), pk=number)
    who = list(dict.fromkeys(each.person for each in held(duty, city)))
    if Sight.ROSTER_EDIT not in request.sights:
        person = myself(request, city)
        who = [pk for pk in who if person is not None and pk == person.pk]
    if not who:
        raise Http404
    form = CallOutForm(
        sent(request), city=city, people=who, initial={"on": duty.starts_at.astimezone(city.zone).date()}
    )
    found: list[Consequence] = []

    def deed() -> None:
        said = form.cleaned_data
        found.extend(
            record_callout(duty, said["person"], form.span, said["reason"], by=request.user, at=clock.now())[1]
        )

    if form.is_valid() and tried(form, deed):
        messages.success(request, _("The call-out is recorded."))
        if not found:
            return redirect("callouts", city.slug)
        return render(request, "roster/callout_recorded.html", _told(found, form.cleaned_data["person"]))
    return with_form(request, "roster/callout_new.html", form, duty=duty, pool=duty.shift_type.pool)


@needs(Sight.OWN)
@require_POST
def callout_withdraw(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """It was not so. What is right is recorded anew."""
    made = get_object_or_404(callouts_visible_to(request.user, city), pk=number)
    withdraw_callout(made, by=request.user, at=clock.now())
    messages.success(request, _("The call-out is withdrawn. If the times were wrong, record it anew."))
    return redirect("callouts", city.slug)


def _told(found: list[Consequence], person: object) -> dict[str, object]:
    names = {each.hindrance.person: str(person) for each in found}
    rows = [{"duty": each.duty, "told": told(each.hindrance, names)} for each in found]
    return {"rows": rows, "person": person}
