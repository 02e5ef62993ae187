"""Services: the list, a service's page, and what is written there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.services import add_service
from lamplighter.apps.register.bridge import absences_in, chart_of, points, slack_of
from lamplighter.apps.register.forms.services import ServiceForm
from lamplighter.apps.register.models import Service
from lamplighter.apps.register.queries.services import (
    in_use,
    services_of,
)
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.apps.register.views.services_list import service_columns, service_filters
from lamplighter.apps.register.views.things import about, closed, edited, reopened
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Empty, Listing


@needs(Sight.SERVICES)
def services(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Every service: how soon residents feel it, how long they can wait, and whether it hangs on one absence."""
    today = today_in(city)
    may_add = Sight.SERVICES_EDIT in request.sights
    hanging: dict[int, Any] = {}
    if Sight.KEY_PERSON in request.sights:
        for row in absences_in(chart_of(city, today)):
            hanging.setdefault(row.service.pk, []).append(row)
    listing = Listing(
        request,
        services_of(city),
        service_columns(city, hanging),
        search=("name", "code", "about"),
        search_label=_("Name, code or words"),
        filters=service_filters(city, today, hanging if Sight.KEY_PERSON in request.sights else None),
        order="tier",
        name="services",
        title=_("Services"),
        exported=journalled(request, "services"),
        empty=Empty(
            _("No service is written down yet. Begin with what residents would miss first."),
            _("Add a service") if may_add else "",
            reverse("service_new", args=[city.slug]) if may_add else "",
        ),
    )
    given = services_of(city).filter(in_use(today))
    return listing.answer(
        "register/services.html",
        {
            "may_add": may_add,
            "sees_key_person": Sight.KEY_PERSON in request.sights,
            "given": given.count,
            "around_the_clock": given.filter(hours="24h").count,
            "hanging": len(hanging),
        },
    )


@needs(Sight.SERVICES)
def service(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One service: what it stands on, whom it needs, what stops it, and its history."""
    found = get_object_or_404(services_of(city), pk=pk)
    context = about(request, city, found)
    if Sight.KEY_PERSON in request.sights and found.closed_on is None:
        context |= _weak_points(found, city)
    return render(request, "register/service.html", context)


def _weak_points(found: Service, city: Organisation) -> dict[str, Any]:
    chart = chart_of(city, today_in(city))
    return {
        "points": points(chart, found.pk),
        "absences": absences_in(chart, [found.pk]),
        "slack": slack_of(chart, [found.pk]).get(found.pk),
    }


@needs(Sight.SERVICES_EDIT)
def service_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Add a service; what it stands on comes next, on its page."""
    form = ServiceForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_service(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("%(name)s is on the map. Now write what it stands on.") % {"name": made})
            return redirect("service", city.slug, made.pk)
    return with_form(request, "register/service_new.html", form)


@needs(Sight.SERVICES_EDIT)
def service_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change what is known of a service."""
    found = get_object_or_404(services_of(city), pk=pk)
    return edited(request, found, ServiceForm(sent(request), instance=found, city=city))


@needs(Sight.SERVICES_EDIT)
def service_close(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The service is not given any more."""
    return closed(request, city, get_object_or_404(services_of(city).filter(closed_on=None), pk=pk))


@needs(Sight.SERVICES_EDIT)
def service_reopen(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Take back that it was closed."""
    found = get_object_or_404(services_of(city).filter(closed_on__isnull=False), pk=pk)
    return reopened(request, city, found, _("%(name)s is given again."))
