"""Scenarios begun, copied, drafted and approved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.authoring import (
    Faulty,
    NoDraft,
    Overtaken,
    approve,
    begin_draft,
    begin_scenario,
    copy_scenario,
)
from lamplighter.apps.exercise.actions.retiring import reinstate, retire
from lamplighter.apps.exercise.forms.beginning import BeginForm, CopyForm
from lamplighter.apps.exercise.queries.scenarios import scenarios_of, versions_of
from lamplighter.apps.exercise.views.writing import opened
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.numerals import whole
from lamplighter.web.reader import reader


@needs(Sight.EXERCISE_RUN)
def scenario_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Begin a scenario with nothing in it but a title and a time."""
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"language": reader().language})
    if form.is_valid():
        made = begin_scenario(city, form.head(), form.cleaned_data["language"], by=request.user, at=clock.now())
        messages.success(request, _("The scenario is begun. Write who sits in the room, then what happens."))
        return redirect("scenario_parts", city.slug, made.scenario_id)
    return render(request, "exercise/scenario_new.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Sight.EXERCISE_RUN)
def scenario_copy(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Begin a scenario with everything that another one has."""
    found = opened(city, pk)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = copy_scenario(found.scenario, form.cleaned_data["title"], by=request.user, at=clock.now())
        messages.success(request, _("This is the copy. What you change here leaves the other scenario as it is."))
        return redirect("scenario_msel", city.slug, made.scenario_id)
    about = {"form": form, "scenario": found.scenario}
    return render(request, "exercise/scenario_copy.html", about, status=422 if form.is_bound else 200)


@needs(Sight.EXERCISE_RUN)
@require_POST
def scenario_draft(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Begin a draft of the newest version, or go on with the one there is."""
    draft = begin_draft(opened(city, pk).scenario, by=request.user, at=clock.now())
    messages.success(request, _("You are writing version %(version)s.") % {"version": draft.version})
    return redirect("scenario_msel", city.slug, pk)


@needs(Sight.EXERCISE_RUN)
@require_POST
def scenario_approve(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Approve the draft as it was seen; errors block, warnings do not."""
    found = opened(city, pk)
    revision = request.POST.get("revision", "")
    try:
        approve(found.version, revision=whole(revision), by=request.user, at=clock.now())
    except Faulty as faulty:
        words = ngettext(
            "It is not approved: %(number)s error must be mended first.",
            "It is not approved: %(number)s errors must be mended first.",
            faulty.number,
        )
        messages.error(request, words % {"number": faulty.number})
    except Overtaken:
        messages.error(request, _("Somebody has written in it meanwhile. Look at it once more, then approve."))
    except NoDraft:
        messages.error(request, _("There is no draft to approve."))
    else:
        messages.success(
            request, _("Version %(version)s is approved and stays as it is.") % {"version": found.version.version}
        )
    return redirect("scenario_check", city.slug, pk)


@needs(Sight.EXERCISE_RUN)
@require_POST
def version_retire(request: HttpRequest, city: Organisation, pk: int, version: int) -> HttpResponse:
    """No new exercise plays this version."""
    done, refused = _("Version %(version)s is retired."), _("Only an approved version can be retired.")
    return turned(request, city, pk, version, retire, done, refused)


@needs(Sight.EXERCISE_RUN)
@require_POST
def version_reinstate(request: HttpRequest, city: Organisation, pk: int, version: int) -> HttpResponse:
    """A retired version is played again."""
    done, refused = _("Version %(version)s is in use again."), _("This version is not retired.")
    return turned(request, city, pk, version, reinstate, done, refused)


def turned(
    request: HttpRequest,
    city: Organisation,
    pk: int,
    version: int,
    turn: Callable[..., bool],
    done: str,
    refused: str,
) -> HttpResponse:
    """Turn a version into another state and say so, or say why not; back to its scenario."""
    found = get_object_or_404(versions_of(get_object_or_404(scenarios_of(city), pk=pk)), pk=version)
    if turn(found, by=request.user, at=clock.now()):
        messages.success(request, done % {"version": found.version})
    else:
        messages.error(request, refused)
    return redirect("scenario", city.slug, pk)
