"""Scenarios: those of the city and those that come with the product, one of them, files in and out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.uploads import keep_imported
from lamplighter.apps.exercise.adapter import archive, chronogram, yaml_text
from lamplighter.apps.exercise.adapter.exported import Exported
from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.imports.found import Attached
from lamplighter.apps.exercise.imports.imported import Imported, told
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion
from lamplighter.apps.exercise.phrases import importing
from lamplighter.apps.exercise.phrases.preparing import DAYS
from lamplighter.apps.exercise.queries.library import newest_versions, same_scenarios
from lamplighter.apps.exercise.queries.scenarios import playable_version, scenarios_of, versions_of
from lamplighter.apps.exercise.queries.sharing import newer_offers
from lamplighter.apps.exercise.views.telling import card_for, grouped, outline_for, problems_of
from lamplighter.apps.journal.queries import history_of
from lamplighter.web import clock
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import needs

FORMS = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "openaev": "application/zip",
}


@needs(Sight.EXERCISE_RUN)
def scenarios(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What the city keeps, and what comes with the product and is not kept yet."""
    kept = same_scenarios(city)
    ours = [each for each in shipped().values() if each.definition.scenario.id not in kept]
    about = {
        "rows": newest_versions(city),
        "shipped": [{"slug": slug_of(each), "outline": card_for(city, each.definition)} for each in ours],
    }
    return render(request, "exercise/scenarios.html", about)


@needs(Sight.EXERCISE_RUN)
def scenario(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The newest version of one scenario, what the check finds, and what its file held besides."""
    one, version = newest(city, pk)
    about = page_of(city, define(version.tree)) | {
        "scenario": one,
        "version": version,
        "left_out": grouped(version.left_out),
        "versions": versions_of(one),
        "playable": playable_version(one) is not None,
        "lines": history_of(one, request.sights),
        "newer": newer_offers(city).get(one.pk),
    }
    return render(request, "exercise/scenario.html", about)


@needs(Sight.EXERCISE_RUN)
def scenario_shipped(request: HttpRequest, city: Organisation, slug: str) -> HttpResponse:
    """One of the scenarios that come with the product."""
    found = shipped_as(slug)
    mine = scenarios_of(city).filter(uuid=found.definition.scenario.id).first()
    about = page_of(city, found.definition) | {"slug": slug, "mine": mine}
    return render(request, "exercise/scenario.html", about)


@needs(Sight.EXERCISE_RUN)
@require_POST
def scenario_take(request: HttpRequest, city: Organisation, slug: str) -> HttpResponse:
    """Keep a scenario of the product as the city's own."""
    version, already = keep_imported(city, shipped_as(slug), by=request.user, at=clock.now())
    if not already:
        messages.success(request, _("The scenario is among yours now."))
    return redirect("scenario", city.slug, version.scenario_id)


@needs(Sight.EXERCISE_RUN)
def scenario_files(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The kinds of files that the scenario can be taken away as, and what each cannot hold."""
    one, version = newest(city, pk)
    rows = [
        {"form": form, "word": importing.FORMATS[form], "left_out": grouped(map(told, made.left_out))}
        for form in FORMS
        if (made := exported(version, form))
    ]
    return render(request, "exercise/scenario_files.html", {"scenario": one, "version": version, "rows": rows})


@needs(Sight.EXERCISE_RUN)
def scenario_export(request: HttpRequest, city: Organisation, pk: int, form: str) -> HttpResponse:
    """One file of the newest version."""
    if form not in FORMS:
        raise Http404
    one, version = newest(city, pk)
    made = exported(version, form)
    answer = HttpResponse(made.content, content_type=FORMS["openaev" if made.ending == ".zip" else form])
    answer["Content-Disposition"] = f'attachment; filename="{one.slug}-{version.version}{made.ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def newest(city: Organisation, pk: int) -> tuple[Scenario, ScenarioVersion]:
    """A scenario of the city with its newest version, or 404."""
    one = get_object_or_404(scenarios_of(city), pk=pk)
    version = versions_of(one).first()
    if version is None:
        raise Http404
    return one, version


def exported(version: ScenarioVersion, form: str) -> Exported:
    """The file of a form."""
    if form == "xlsx":
        return chronogram.export(version.tree)
    attached = [
        Attached(each.key, each.name, each.media_type, bytes(each.content)) for each in version.attachments.all()
    ]
    if form == "yaml":
        return yaml_text.export(version.tree, attached)
    return archive.export(version.tree, "", attached)


def shipped_as(slug: str) -> Imported:
    """A scenario of the product, or 404."""
    if slug not in shipped():
        raise Http404
    return shipped()[slug]


def page_of(city: Organisation, definition: Definition) -> dict[str, Any]:
    """What the page of any scenario says."""
    outline = outline_for(city, definition)
    return {
        "outline": outline,
        "groups": problems_of(definition),
        "spoken": [
            {"code": each.code, "name": OWN_NAMES.get(each.code, each.code), "gaps": each.gaps}
            for each in outline.languages
        ],
        "day": DAYS[outline.day],
    }


def slug_of(found: Imported) -> str:
    return found.definition.scenario.slug
