"""Real e-mail of an exercise: off unless switched on, and only to addresses whose owners agreed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.addresses import (
    add_address,
    address_of,
    confirm,
    remove_address,
    switch_mail,
)
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.preparing import played
from lamplighter.apps.exercise.choices import Purpose
from lamplighter.apps.exercise.forms.addresses import AddressForm
from lamplighter.apps.exercise.models import Exercise, RealAddress
from lamplighter.apps.exercise.phrases.mailing import REFUSED
from lamplighter.apps.exercise.queries.addresses import MAILED, addresses_of
from lamplighter.apps.exercise.queries.preparing import exercises_to_prepare
from lamplighter.apps.exercise.views.telling import teller_for
from lamplighter.web import clock
from lamplighter.web.gate import everyone, needs


@needs(Sight.EXERCISE_RUN)
def exercise_mail(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Whether anything is really sent and to whom; sending the form asks one more owner."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    roles = roles_of(one, city)
    form = AddressForm(request.POST or None, roles=roles.items())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            add_address(one, said["email"], said["role"], link_to=link_to(request), by=request.user, at=clock.now())
        except NotNow as why:
            form.add_error(None, str(REFUSED[why.code]))
        else:
            messages.success(request, _("The question is on its way. Nothing else is sent before the answer."))
            return redirect("exercise_mail", city.slug, pk)
    about = {"exercise": one, "form": form, "addresses": addressed(one, roles), "open": open_to_mail(one)}
    return render(request, "exercise/exercise_mail.html", about, status=422 if request.method == "POST" else 200)


@needs(Sight.EXERCISE_RUN)
@require_POST
def exercise_mail_switch(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Switch real e-mail on or off."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    on = request.POST.get("on") == "yes"
    try:
        switch_mail(one, on, by=request.user, at=clock.now())
    except NotNow as why:
        messages.error(request, str(REFUSED[why.code]))
    else:
        messages.success(request, _("Real e-mail is on.") if on else _("Real e-mail is off."))
    return redirect("exercise_mail", city.slug, pk)


@needs(Sight.EXERCISE_RUN)
@require_POST
def exercise_mail_remove(request: HttpRequest, city: Organisation, pk: int, address: int) -> HttpResponse:
    """Take an address out."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    remove_address(get_object_or_404(addresses_of(one), pk=address), by=request.user, at=clock.now())
    messages.success(request, _("The address is taken out."))
    return redirect("exercise_mail", city.slug, pk)


@everyone
@never_cache
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The owner of an address says yes or no; opening the link alone says nothing."""
    found = address_of(token, at=clock.now())
    if found is None:
        return render(request, "exercise/address_gone.html", status=404)
    if request.method == "POST" and request.POST.get("answer") == "no":
        remove_address(found, by=None, at=clock.now())
        return render(request, "exercise/address_gone.html", {"taken_out": True})
    if request.method == "POST":
        confirm(found, at=clock.now())
        found.refresh_from_db(fields=["confirmed_at"])
    return render(request, "exercise/address_confirm.html", {"address": found})


def link_to(request: HttpRequest) -> Callable[[str], str]:
    """Makes the whole address of the page on which somebody agrees, on the host that this request came to."""
    return lambda token: request.build_absolute_uri(reverse("address_confirm", args=[token]))


def roles_of(exercise: Exercise, city: Organisation) -> dict[str, str]:
    """The names of the roles in the reader's language."""
    definition = played(exercise)
    tell = teller_for(city, definition, {"names": {}, "cast": {}})
    return {role.key: tell(role.name) or role.key for role in definition.scenario.roles}


def addressed(exercise: Exercise, roles: dict[str, str]) -> list[dict[str, Any]]:
    """Each address with the name of its role."""

    def one(address: RealAddress) -> dict[str, Any]:
        return {"address": address, "role": roles.get(address.role, address.role)}

    return [one(address) for address in addresses_of(exercise)]


def open_to_mail(exercise: Exercise) -> bool:
    """Whether something could be sent, now or later."""
    return exercise.state in MAILED and exercise.purpose == Purpose.REAL
