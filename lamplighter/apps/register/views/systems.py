"""Systems: the list, a system's page, and what is written there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.services import add_system
from lamplighter.apps.register.choices import SystemKind
from lamplighter.apps.register.forms.services import SystemForm
from lamplighter.apps.register.queries.services import (
    carried_count,
    in_use,
    systems_of,
)
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.apps.register.views.things import about, closed, edited, reopened
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


@needs(Sight.SERVICES)
def systems(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Every system, with how often something stands on it."""
    today = today_in(city)
    may_add = Sight.SERVICES_EDIT in request.sights
    listing = Listing(
        request,
        systems_of(city).annotate(carried=carried_count("system")),
        [
            Column(
                "name", _("System"), "name", kind="name", sort="name",
                link=lambda row: reverse("system", args=[city.slug, row.pk]),
            ),
            Column("code", _("Code"), "code", sort="code"),
            Column("kind", _("Kind"), "get_kind_display", sort="kind"),
            Column("rto", _("To restore"), "rto_min", kind="minutes", sort="rto_min"),
            Column("carried", _("Carries"), "carried", kind="number", sort="carried"),
            Column("note", _("Note"), "note"),
        ],
        search=("name", "code", "note"),
        search_label=_("Name, code or note"),
        filters=[
            Filter(
                "kind", _("Kind"), lambda rows, kind: rows.filter(kind=kind), SystemKind.choices,
                any_label=_("every kind"),
            ),
            Filter(
                "state",
                _("State"),
                lambda rows, state: {
                    "used": rows.filter(in_use(today)),
                    "closed": rows.exclude(in_use(today)),
                    "all": rows,
                }[state],
                [("used", _("in use")), ("closed", _("closed")), ("all", _("all, ever"))],
                default="used",
            ),
        ],
        order="name",
        name="systems",
        title=_("Systems"),
        exported=journalled(request, "systems"),
        empty=Empty(
            _("No system is written down yet. Begin with what the most services stand on."),
            _("Add a system") if may_add else "",
            reverse("system_new", args=[city.slug]) if may_add else "",
        ),
    )  # fmt: skip
    return listing.answer("register/systems.html", {"may_add": may_add})


@needs(Sight.SERVICES)
def system(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One system: what stands on it, what it stands on itself, whom it needs."""
    found = get_object_or_404(systems_of(city), pk=pk)
    return render(request, "register/system.html", about(request, city, found))


@needs(Sight.SERVICES_EDIT)
def system_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Add a system."""
    form = SystemForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_system(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("%(name)s is on the map. Now write what it stands on.") % {"name": made})
            return redirect("system", city.slug, made.pk)
    return with_form(request, "register/system_new.html", form)


@needs(Sight.SERVICES_EDIT)
def system_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change what is known of a system."""
    found = get_object_or_404(systems_of(city), pk=pk)
    return edited(request, found, SystemForm(sent(request), instance=found, city=city))


@needs(Sight.SERVICES_EDIT)
def system_close(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The system is not in use any more."""
    return closed(request, city, get_object_or_404(systems_of(city).filter(closed_on=None), pk=pk))


@needs(Sight.SERVICES_EDIT)
def system_reopen(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Take back that it was closed."""
    found = get_object_or_404(systems_of(city).filter(closed_on__isnull=False), pk=pk)
    return reopened(request, city, found, _("%(name)s is in use again."))
