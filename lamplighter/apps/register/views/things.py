"""What pages of services and of systems share: both stand on the map, and are changed, closed and taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.register.actions.services import NAMES, change_thing, close_thing, reopen_thing
from lamplighter.apps.register.forms.services import ClosingForm, ServiceForm, SystemForm
from lamplighter.apps.register.models import Service, System
from lamplighter.apps.register.queries.services import groups_under, members_over, with_holders_of_needs
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form

Thing = Service | System


def about(request: HttpRequest, city: Organisation, found: Thing) -> dict[str, Any]:
    """What a page tells of a thing: what it stands on, what stands on it, whom it needs, and its history."""
    asked = list(found.needs.select_related("skill"))
    sees_people = bool(request.sights & {Sight.KEY_PERSON, Sight.PEOPLE})
    if sees_people:
        with_holders_of_needs(asked, city, today_in(city))
    return {
        NAMES[type(found)]: found,
        "groups": groups_under(found),
        "over": members_over(found),
        "needs": asked,
        "sees_people": sees_people,
        "edits": Sight.SERVICES_EDIT in request.sights,
        "lines": history_of(found, request.sights),
    }


def edited(request: HttpRequest, found: Thing, form: ServiceForm | SystemForm) -> HttpResponse:
    """Keep what the form says of a thing, unless somebody was faster."""
    name = NAMES[type(found)]
    if form.is_valid():
        with or_overtaken(form):
            change_thing(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect(name, found.organisation.slug, found.pk)
    return with_form(request, f"register/{name}_edit.html", form, **{name: found})


def closed(request: HttpRequest, city: Organisation, found: Thing) -> HttpResponse:
    """Close a thing on a day."""
    name = NAMES[type(found)]
    form = ClosingForm(sent(request), today=today_in(city))
    if form.is_valid():
        try:
            close_thing(found, form.cleaned_data["closed_on"], by=request.user, at=clock.now())
            messages.success(request, _("%(name)s is closed.") % {"name": found})
            return redirect(name, city.slug, found.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return with_form(request, f"register/{name}_close.html", form, **{name: found})


def reopened(request: HttpRequest, city: Organisation, found: Thing, said: str) -> HttpResponse:
    """Take back that a thing was closed, and say so."""
    name = NAMES[type(found)]
    if request.method == "POST":
        reopen_thing(found, by=request.user, at=clock.now())
        messages.success(request, said % {"name": found})
        return redirect(name, city.slug, found.pk)
    return render(request, f"register/{name}_reopen.html", {name: found})
