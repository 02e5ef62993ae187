"""What the roster's views share: today, and forms with the right status."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.web import clock


def today_in(city: Organisation) -> date:
    """Today on the city's own calendar day."""
    return clock.now().astimezone(city.zone).date()


def sent(request: HttpRequest) -> Any:
    """What was posted, or None for a form just opened."""
    return request.POST if request.method == "POST" else None


def with_form(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page with the form: 200 when opened, 422 when something is wrong with it, 409 when overtaken."""
    status = getattr(form, "status", 422 if form.is_bound else 200)
    return render(request, template, {"form": form, **context}, status=status)


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
