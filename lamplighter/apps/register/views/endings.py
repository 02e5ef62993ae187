"""Answering the end of a contract by an action: the finding is raised, and the action's form opens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.looking import raise_finding
from lamplighter.apps.register.queries.contracts import contracts_visible_to
from lamplighter.apps.register.queries.ending import Ending, of_contract, of_supply
from lamplighter.apps.register.queries.services import supplies_of
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.ACTIONS_EDIT)
@require_POST
def supply_action(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A supplier's contract ends."""
    found = get_object_or_404(supplies_of(city).filter(ends_on__isnull=False), pk=pk)
    return _answer(request, city, of_supply(found, today_in(city)))


@needs(Sight.ACTIONS_EDIT)
@require_POST
def contract_action(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A person's contract ends."""
    visible = contracts_visible_to(request.user, city).filter(ends_on__isnull=False)
    return _answer(request, city, of_contract(get_object_or_404(visible, pk=pk), today_in(city)))


def _answer(request: HttpRequest, city: Organisation, end: Ending) -> HttpResponse:
    facts = {"contract": end.name, "ends_on": end.ends_on.isoformat(), "start_by": end.start_by.isoformat()}
    finding = raise_finding(city, "contract_ends", end.fingerprint, facts, by=request.user, at=clock.now())
    return redirect(f"{reverse('action_new', args=[city.slug])}?finding={finding.pk}")
