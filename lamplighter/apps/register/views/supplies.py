"""Suppliers' contracts: the list, a contract's page, and what is written there."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.register.actions.services import add_supply, change_thing
from lamplighter.apps.register.forms.services import SupplyForm
from lamplighter.apps.register.queries.ending import renewal_starts_by, supplies_ending
from lamplighter.apps.register.queries.services import carried_count, members_over, supplies_of
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


@needs(Sight.SERVICES)
def supplies(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Every supplier's contract, with its end and the last day to begin renewing it."""
    today = today_in(city)
    may_add = Sight.SERVICES_EDIT in request.sights
    listing = Listing(
        request,
        supplies_of(city).annotate(carried=carried_count("supply")),
        [
            Column(
                "name", _("What it covers"), "name", kind="name", sort="name",
                link=lambda row: reverse("supply", args=[city.slug, row.pk]),
            ),
            Column("supplier", _("Supplier"), "supplier", kind="name", sort="supplier"),
            Column("ends", _("Ends on"), "ends_on", kind="day", sort="ends_on"),
            Column("renewal", _("Renewal must start by"), renewal_starts_by, kind="day"),
            Column("weeks", _("Weeks to renew"), "renewal_weeks", kind="number", sort="renewal_weeks"),
            Column("carried", _("Carries"), "carried", kind="number", sort="carried"),
        ],
        search=("name", "supplier", "code"),
        search_label=_("What it covers, supplier or code"),
        filters=[
            Filter(
                "state",
                _("State"),
                lambda rows, state: {
                    "running": rows.filter(Q(ends_on=None) | Q(ends_on__gte=today)),
                    "ended": rows.filter(ends_on__lt=today),
                }[state],
                [("running", _("in force")), ("ended", _("ended"))],
                any_label=_("all, ever"),
            )
        ],
        order="ends",
        name="supplies",
        title=_("Suppliers' contracts"),
        exported=journalled(request, "supplies"),
        empty=Empty(
            _("No supplier's contract is written down yet. Begin with those whose end would stop a service."),
            _("Write down a contract") if may_add else "",
            reverse("supply_new", args=[city.slug]) if may_add else "",
        ),
    )  # fmt: skip
    soon = supplies_ending(city, today)
    late = [row for row in soon if row.late]
    return listing.answer("register/supplies.html", {"may_add": may_add, "soon": soon, "late": late})


@needs(Sight.SERVICES)
def supply(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One contract: its end, when renewal must start, and what stands on it."""
    found = get_object_or_404(supplies_of(city), pk=pk)
    context = {
        "supply": found,
        "today": today_in(city),
        "start_by": renewal_starts_by(found),
        "over": members_over(found),
        "edits": Sight.SERVICES_EDIT in request.sights,
        "may_act": Sight.ACTIONS_EDIT in request.sights,
        "lines": history_of(found, request.sights),
    }
    return render(request, "register/supply.html", context)


@needs(Sight.SERVICES_EDIT)
def supply_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Write down a contract."""
    form = SupplyForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_supply(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The contract for %(name)s is written down.") % {"name": made.name})
            return redirect("supply", city.slug, made.pk)
    return with_form(request, "register/supply_new.html", form)


@needs(Sight.SERVICES_EDIT)
def supply_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change a contract, such as its new end."""
    found = get_object_or_404(supplies_of(city), pk=pk)
    form = SupplyForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_thing(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("supply", city.slug, pk)
    return with_form(request, "register/supply_edit.html", form, supply=found)
