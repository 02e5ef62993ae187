"""An organisation's settings, and an association's first page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.actions import change_settings
from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.forms import SettingsForm
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.cities.queries import member_cities, member_facts
from lamplighter.apps.journal.queries import history_of
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.MEMBERS)
def association(request: HttpRequest, association: Organisation) -> HttpResponse:
    """The member cities, with public facts alone."""
    members = list(member_cities(association))
    return render(request, "cities/association.html", {"members": members, "facts": member_facts(members)})


@needs(Sight.SETTINGS)
def organisation_settings(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Name, language, calendar, clock, week and currency."""
    form = SettingsForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            changed = change_settings(organisation, form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, _("The settings are kept.") if changed else _("Nothing was changed."))
            return redirect("settings", organisation.slug)
        status = 422
    lines = history_of(organisation, request.sights)
    return render(request, "cities/settings.html", {"form": form, "lines": lines}, status=status)
