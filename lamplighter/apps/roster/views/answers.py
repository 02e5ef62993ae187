"""What the roster's views share: today, and forms with the right status."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.drafts import Busy
from lamplighter.apps.roster.bridge.problem import Asked
from lamplighter.web import clock


def today_in(city: Organisation) -> date:
    """Today on the city's own calendar day."""
    return clock.now().astimezone(city.zone).date()


def tried(form: forms.BaseForm, deed: Callable[[], Any]) -> bool:
    """Do ``deed``; what it refuses is an error of the form."""
    try:
        deed()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def myself(request: HttpRequest, city: Organisation) -> Person | None:
    """The person that the reader is in this city."""
    return Person.objects.filter(organisation=city, account=request.user).select_related("organisation").first()


def names_in(asked: Asked) -> dict[int, str]:
    """Names of everybody that a draft's problem speaks of, by id."""
    names = {int(key): member.person.name for key, member in asked.members.items()}
    return names | {duty.person.pk: duty.person.name for duty in asked.duties.values() if duty.person}


def late_words(late: Exception) -> str:
    """Why a draft cannot be changed at this moment."""
    if isinstance(late, Busy):
        return _("A search is filling this draft. Wait for it or stop it, then change the duty.")
    return _("Somebody changed this draft at this moment, or published it. Look at it and try again.")
