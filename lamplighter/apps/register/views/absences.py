"""One absence away: what stops when one more person is missing, by service and skill."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.followup.queries import open_findings
from lamplighter.apps.register.actions.looking import looked_at_absences, raise_finding
from lamplighter.apps.register.bridge import absences
from lamplighter.apps.register.choices import Level
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.KEY_PERSON)
def absences_page(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What is short of people now, and what one further absence stops. Nobody is named."""
    rows = absences(city, today_in(city))
    looked_at_absences(city, by=request.user, at=clock.now())
    known = {finding.fingerprint: finding for finding in open_findings(city)}
    levels = dict(Level.choices)
    shown: list[dict[str, Any]] = [
        {
            "row": row,
            "level": levels.get(row.level, row.level),
            "actions": list(found.actions.all()) if (found := known.get(row.fingerprint)) else [],
        }
        for row in rows
    ]
    context = {
        "short": [each for each in shown if each["row"].uncovered],
        "one": [each for each in shown if not each["row"].uncovered],
        "services": len({row.service.pk for row in rows}),
        "may_act": Sight.ACTIONS_EDIT in request.sights,
    }
    return render(request, "register/absences.html", context)


@needs(Sight.ACTIONS_EDIT)
@require_POST
def absence_action(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Raise the finding that a row of the page is, and go on to open an action that answers it."""
    if Sight.KEY_PERSON not in request.sights:
        raise PermissionDenied
    asked = request.POST.get("finding", "")
    row = next((row for row in absences(city, today_in(city)) if row.fingerprint == asked), None)
    if row is None:
        raise Http404
    facts = {"service": row.service.name, "skill": row.skill, "node": row.node.name}
    finding = raise_finding(city, row.code, row.fingerprint, facts, by=request.user, at=clock.now())
    return redirect(f"{reverse('action_new', args=[city.slug])}?finding={finding.pk}")
