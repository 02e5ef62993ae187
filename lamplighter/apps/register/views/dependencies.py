"""What services and systems stand on, and what they need people for: writing it down and changing it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.dependencies import (
    Member,
    add_group,
    add_need,
    change_group,
    change_need,
    dependent_of,
    members_of,
    remove_group,
    remove_need,
)
from lamplighter.apps.register.forms.dependencies import GroupForm, NeedForm
from lamplighter.apps.register.models import Service, System
from lamplighter.apps.register.queries.services import (
    groups_of,
    in_use,
    needs_of,
    services_of,
    supplies_of,
    systems_of,
)
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs


@needs(Sight.SERVICES_EDIT)
def service_group_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Something more that a service stands on."""
    return _group_new(request, get_object_or_404(services_of(city), pk=pk))


@needs(Sight.SERVICES_EDIT)
def system_group_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Something more that a system stands on."""
    return _group_new(request, get_object_or_404(systems_of(city), pk=pk))


@needs(Sight.SERVICES_EDIT)
def group_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Other members, another number that must work, another buffer."""
    group = get_object_or_404(groups_of(city), pk=pk)
    thing, chosen = dependent_of(group), members_of(group)
    choices = _choices(thing, today_in(city), chosen)
    form = GroupForm(sent(request), instance=group, choices=choices, chosen=chosen)
    if form.is_valid():
        with or_overtaken(form):
            change_group(
                group,
                form.rows_chosen,
                form.values(),
                seen=form.seen_fields,
                seen_members=chosen,
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, _("Saved."))
            return redirect(_page_of(thing))
    context = {"thing": thing, "group": group, "back": _page_of(thing)}
    return with_form(request, "register/group_edit.html", form, **context)


@needs(Sight.SERVICES_EDIT)
def group_remove(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """It does not stand on that any more."""
    group = get_object_or_404(groups_of(city), pk=pk)
    thing = dependent_of(group)
    if request.method == "POST":
        remove_group(group, by=request.user, at=clock.now())
        messages.success(request, _("Removed. The journal keeps what it said."))
        return redirect(_page_of(thing))
    context = {"thing": thing, "group": group, "members": members_of(group), "back": _page_of(thing)}
    return render(request, "register/group_remove.html", context)


@needs(Sight.SERVICES_EDIT)
def service_need_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A skill that a service needs."""
    return _need_new(request, get_object_or_404(services_of(city), pk=pk))


@needs(Sight.SERVICES_EDIT)
def system_need_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A skill that a system needs."""
    return _need_new(request, get_object_or_404(systems_of(city), pk=pk))


@needs(Sight.SERVICES_EDIT)
def need_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Another number, another level, another skill."""
    need = get_object_or_404(needs_of(city), pk=pk)
    thing = dependent_of(need)
    form = NeedForm(sent(request), instance=need, thing=thing)
    if form.is_valid():
        with or_overtaken(form):
            change_need(need, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect(_page_of(thing))
    return with_form(request, "register/need_edit.html", form, thing=thing, need=need, back=_page_of(thing))


@needs(Sight.SERVICES_EDIT)
def need_remove(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Nobody is needed for that any more."""
    need = get_object_or_404(needs_of(city), pk=pk)
    thing = dependent_of(need)
    if request.method == "POST":
        remove_need(need, by=request.user, at=clock.now())
        messages.success(request, _("Removed. The journal keeps what it said."))
        return redirect(_page_of(thing))
    context = {"thing": thing, "need": need, "back": _page_of(thing)}
    return render(request, "register/need_remove.html", context)


def _group_new(request: HttpRequest, thing: Service | System) -> HttpResponse:
    form = GroupForm(sent(request), choices=_choices(thing, today_in(thing.organisation)))
    if form.is_valid():
        try:
            add_group(thing, form.rows_chosen, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("Written down."))
            return redirect(_page_of(thing))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return with_form(request, "register/group_new.html", form, thing=thing, back=_page_of(thing))


def _need_new(request: HttpRequest, thing: Service | System) -> HttpResponse:
    form = NeedForm(sent(request), thing=thing)
    if form.is_valid():
        with or_overtaken(form):
            add_need(thing, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("Written down."))
            return redirect(_page_of(thing))
    return with_form(request, "register/need_new.html", form, thing=thing, back=_page_of(thing))


def _choices(thing: Service | System, today: date, chosen: Sequence[Member] = ()) -> list[tuple[str, list[Member]]]:
    """What ``thing`` can stand on: everything in use but itself, and what it stands on now."""
    city = thing.organisation
    kinds: list[tuple[str, QuerySet[Any]]] = [
        (_("Systems"), systems_of(city).filter(in_use(today))),
        (_("Suppliers' contracts"), supplies_of(city)),
        (_("Other services"), services_of(city).filter(in_use(today))),
    ]
    # What is chosen comes first, so that nobody has to look for it in a long list.
    found: list[tuple[str, list[Member]]] = [(_("It stands on these now"), list(chosen))]
    for heading, rows in kinds:
        found.append((heading, [row for row in rows if row != thing and row not in chosen]))
    return found


def _page_of(thing: Service | System) -> str:
    name = "service" if isinstance(thing, Service) else "system"
    return reverse(name, args=[thing.organisation.slug, thing.pk])
