"""The library that an association's members share, from a city: offer a scenario, look at others', take one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.authoring import Faulty
from lamplighter.apps.exercise.actions.library import offer, take_offered, withdraw_offer
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.defined import defined
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.forms.sharing import OfferForm
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.library import same_scenarios
from lamplighter.apps.exercise.queries.scenarios import scenarios_of, versions_of
from lamplighter.apps.exercise.queries.sharing import newer_offers, offers_of, offers_to
from lamplighter.apps.exercise.queries.spread import associations_of
from lamplighter.apps.exercise.views.association import refusal, row_of, spoken
from lamplighter.apps.exercise.views.telling import outline_for
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.EXERCISE_RUN)
def scenario_offer(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Offer the newest approved version to the members of an association, or take the offer back."""
    scenario = get_object_or_404(scenarios_of(city), pk=pk)
    version = versions_of(scenario).filter(state=VersionState.APPROVED).first()
    given = list(offers_of(scenario))
    if request.method == "POST" and request.POST.get("deed") == "withdraw":
        for one in given:
            if str(one.pk) == request.POST.get("offer"):
                withdraw_offer(one, by=request.user, at=clock.now())
                messages.success(request, _("It is offered no longer. Copies that were taken stay."))
        return redirect("scenario_offer", city.slug, pk)
    bound = request.POST if request.method == "POST" else None
    form = OfferForm(bound, associations=associations_of(city))
    if version is not None and form.is_valid():
        give(request, form, version)
        return redirect("scenario_offer", city.slug, pk)
    about = {
        "form": form if form.known else None,
        "scenario": scenario,
        "version": version,
        "errors": errors_in(version),
        "given": given,
        "newest": any(one.version_id == version.pk for one in given) if version is not None else False,
    }
    return render(request, "exercise/scenario_offer.html", about, status=422 if form.is_bound else 200)


def give(request: HttpRequest, form: OfferForm, version: ScenarioVersion) -> None:
    """Offer it and say so, or say why not."""
    try:
        offer(version, form.chosen, by=request.user, at=clock.now())
    except Faulty:
        messages.error(request, _("It has errors. Mend them in a new version, approve that, and offer it."))
    except NotNow as why:
        messages.info(request, refusal(why))
    else:
        messages.success(request, _("All members can take it now."))


def errors_in(version: ScenarioVersion | None) -> int:
    """How many errors the check finds."""
    if version is None:
        return 0
    return sum(problem.severity == "error" for problem in defined(version).problems)


@needs(Sight.EXERCISE_RUN)
def shared_scenarios(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What other members offer, and whether the city keeps it."""
    kept = same_scenarios(city)
    newer = {one.pk for one in newer_offers(city).values()}
    rows = [
        row_of(city, one) | {"kept": str(one.version.scenario.uuid) in kept, "newer": one.pk in newer}
        for one in offers_to(city)
    ]
    about = {"rows": rows, "member": associations_of(city).exists()}
    return render(request, "exercise/shared_scenarios.html", about)


@needs(Sight.EXERCISE_RUN)
def shared_scenario(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One that another member offers; who may run exercises also reads what must be decided in it."""
    one = get_object_or_404(offers_to(city), pk=pk)
    definition = defined(one.version)
    about = {
        "offer": one,
        "outline": outline_for(city, definition),
        "spoken": spoken(definition),
        "mine": mine(city, one.version),
        "newer": any(each.pk == one.pk for each in newer_offers(city).values()),
        "reads": True,
    }
    return render(request, "exercise/library_one.html", about)


def mine(city: Organisation, version: ScenarioVersion) -> Scenario | None:
    """The city's own scenario of the same id."""
    return scenarios_of(city).filter(uuid=version.scenario.uuid).first()


@needs(Sight.EXERCISE_RUN)
@require_POST
def library_take(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Keep what another member offers among the city's own scenarios."""
    one = offers_to(city).filter(pk=pk).first()
    if one is None:
        raise Http404("Nobody offers this")
    version, already = take_offered(one, city, by=request.user, at=clock.now())
    said: Any = _("This scenario is kept already.") if already else _("The scenario is among yours now.")
    messages.success(request, said)
    return redirect("scenario", city.slug, version.scenario_id)
