"""A scenario from a file: taken in, what its columns mean, what it holds and what is left out; kept or thrown away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.scenarios import same_version, scenario_told
from lamplighter.apps.exercise.actions.uploads import choose_columns, keep_upload, take_in, throw_away
from lamplighter.apps.exercise.forms.scenarios import ColumnsForm, UploadForm
from lamplighter.apps.exercise.imports.found import Unusable, Wrong
from lamplighter.apps.exercise.imports.imported import Imported, Malformed, imported_bytes, told
from lamplighter.apps.exercise.imports.looking import columns_in
from lamplighter.apps.exercise.models import Upload
from lamplighter.apps.exercise.phrases import checking, importing
from lamplighter.apps.exercise.queries.uploads import uploads_of, waiting_uploads
from lamplighter.apps.exercise.views.telling import SHOWN, card_for, grouped, severities
from lamplighter.web import clock
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import needs

# Of such a workbook it is asked what its columns mean; nothing else is wrong with it.
ASKS_COLUMNS = frozenset({"no_text_column", "no_injects_in_table"})


@needs(Sight.EXERCISE_RUN)
def scenario_import(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Choose a file; what cannot be read is told and not stored."""
    form = UploadForm(request.POST or None, request.FILES or None)
    wrong: tuple[Wrong, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            guessed = imported_bytes(content, file.name).recognised_by == "workbook_guessed"
        except Unusable as why:
            guessed = why.code in ASKS_COLUMNS
            if not guessed:
                form.add_error("file", sentence_of(why, file.name))
        except Malformed as why:
            form.add_error("file", _("Places of this file cannot be read. They stand below; nothing was kept."))
            wrong = why.wrong
        if form.is_valid():
            made = take_in(city, file.name, content, by=request.user, at=clock.now())
            return redirect("upload_columns" if guessed else "scenario_upload", city.slug, made.pk)
    about = {"form": form, "waiting": waiting_uploads(city)} | told_wrong(wrong)
    return render(request, "exercise/scenario_import.html", about, status=422 if request.method == "POST" else 200)


@needs(Sight.EXERCISE_RUN)
def upload_columns(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Say what the columns of a chronogram hold."""
    found = get_object_or_404(uploads_of(city), pk=pk)
    looked = columns_in(bytes(found.content), found.columns)
    if not looked:
        return redirect("scenario_upload", city.slug, pk)
    form = ColumnsForm(request.POST if request.method == "POST" else None, looked=looked)
    wrong: tuple[Wrong, ...] = ()
    if form.is_valid():
        try:
            imported_bytes(bytes(found.content), found.file_name, form.mapping())
        except Unusable as why:
            form.add_error(None, sentence_of(why, found.file_name))
        except Malformed as why:
            form.add_error(None, _("With these meanings, places of the file cannot be read. They stand below."))
            wrong = why.wrong
        else:
            choose_columns(found, form.mapping())
            return redirect("scenario_upload", city.slug, pk)
    about = {"form": form, "found": found} | told_wrong(wrong)
    return render(request, "exercise/upload_columns.html", about, status=422 if form.is_bound else 200)


@needs(Sight.EXERCISE_RUN)
def upload(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """What the file is, how much it holds, what is wrong with it, and what of it is left out."""
    found = get_object_or_404(uploads_of(city), pk=pk)
    try:
        read = read_again(found)
    except (Unusable, Malformed):
        return redirect("upload_columns", city.slug, pk)
    scenario = scenario_told(city, read.definition)
    counts = read.definition.counts()
    about = {
        "found": found,
        "read": read,
        "outline": card_for(city, read.definition),
        "format": importing.FORMATS[read.format],
        "by": importing.RECOGNISED[read.recognised_by],
        "counts": [(label, counts[name]) for name, label in importing.COUNTS.items()],
        "languages": [(code, OWN_NAMES.get(code, code)) for code in read.definition.scenario.languages],
        "groups": severities(read.problems()),
        "left_out": grouped(map(told, read.left_out)),
        "scenario": scenario,
        "same": same_version(scenario, read.definition) if scenario else None,
        "columns": bool(columns_in(bytes(found.content), found.columns)),
    }
    return render(request, "exercise/upload.html", about)


@needs(Sight.EXERCISE_RUN)
@require_POST
def upload_keep(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Keep it as a draft, as the page showed it."""
    found = get_object_or_404(uploads_of(city), pk=pk)
    try:
        read = read_again(found)
    except (Unusable, Malformed):
        return redirect("upload_columns", city.slug, pk)
    if request.POST.get("digest") != read.digest:
        messages.error(request, _("The columns have been given other meanings meanwhile. Look at it once more."))
        return redirect("scenario_upload", city.slug, pk)
    version, already = keep_upload(found, read, by=request.user, at=clock.now())
    said = _("This scenario is kept already.") if already else _("The scenario is kept as a draft.")
    messages.success(request, said)
    return redirect("scenario", city.slug, version.scenario_id)


@needs(Sight.EXERCISE_RUN)
@require_POST
def upload_drop(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Keep nothing of it."""
    throw_away(get_object_or_404(uploads_of(city), pk=pk))
    messages.success(request, _("The file is thrown away. Nothing of it was kept."))
    return redirect("scenarios", city.slug)


def read_again(found: Upload) -> Imported:
    """What the file holds, its columns meaning what was chosen; raises ``Unusable`` and ``Malformed``."""
    return imported_bytes(bytes(found.content), found.file_name, found.columns)


def sentence_of(why: Unusable, file: str) -> str:
    """Why a file is no scenario."""
    return importing.said(importing.UNUSABLE, why.code, {"file": file, **why.facts})


def told_wrong(wrong: tuple[Wrong, ...]) -> dict[str, Any]:
    """Places that cannot be read, in words, and how many more there are."""
    rows = [
        {"line": each.line, "where": each.where, "sentence": checking.complaint(each.code, each.facts)}
        for each in wrong[:SHOWN]
    ]
    return {"wrong": rows, "more": max(0, len(wrong) - SHOWN)}
