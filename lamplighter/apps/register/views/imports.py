"""Imports: the list, a new file, what its columns mean, what it would change, and the word to do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.imports import (
    NotNow,
    ask_preview,
    choose_sheet,
    confirm,
    drop,
    open_import,
)
from lamplighter.apps.register.forms.imports import ColumnsForm, UploadForm
from lamplighter.apps.register.imports.wrong import Unusable
from lamplighter.apps.register.models import Import
from lamplighter.apps.register.phrases.imports import NOT_NOW, STATES, UNUSABLE
from lamplighter.apps.register.queries.imports import imports_visible_to, kinds_open_to, same_file, state_of
from lamplighter.apps.register.views.answers import today_in
from lamplighter.apps.register.views.import_words import (
    filled,
    heading_of,
    told_changes,
    told_notices,
    told_wrong,
)
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Listing


@needs(Sight.IMPORT)
def imports(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Spreadsheets that were brought in, or are on their way."""
    columns = [
        Column("file", _("File"), "file_name", sort="file_name", link=lambda row: _page(city, row)),
        Column("kind", _("It lists"), "get_kind_display", sort="kind"),
        Column("as_of", _("As of"), "as_of", kind="day", sort="as_of"),
        Column("rows", _("Rows"), lambda row: row.options.get("rows"), kind="number"),
        Column("state", _("State"), lambda row: STATES[state_of(row)]),
        Column("by", _("By"), lambda row: str(row.made_by or ""), kind="name"),
        Column("made", _("Since"), "made_at", kind="moment", sort="made_at"),
    ]
    listing = Listing(
        request,
        imports_visible_to(request.user, city),
        columns,
        search=("file_name",),
        search_label=_("File"),
        order="-made",
        name="imports",
        title=_("Imports"),
        empty=Empty(
            _("No spreadsheet was brought in yet. Start with the list of people that your payroll already has."),
            _("Bring in a spreadsheet"),
            reverse("import_new", args=[city.slug]),
        ),
    )
    return listing.answer("register/imports.html", {"kinds": kinds_open_to(request.user, city)})


@needs(Sight.IMPORT)
def import_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Choose a file; nothing of it is stored in the register yet."""
    kinds = kinds_open_to(request.user, city)
    first = next((kind for kind in kinds if kind == request.GET.get("kind")), kinds[0] if kinds else None)
    form = UploadForm(
        sent(request), request.FILES or None, kinds=kinds, initial={"kind": first, "as_of": today_in(city)}
    )
    if form.is_valid():
        chosen, file = form.cleaned_data, form.cleaned_data["file"]
        try:
            made = open_import(
                city,
                chosen["kind"],
                file.name,
                file.read(),
                as_of=chosen["as_of"],
                sees_pay=Sight.PAY in request.sights,
                by=request.user,
                at=clock.now(),
            )
            return redirect("import_columns", city.slug, made.pk)
        except Unusable as why:
            form.add_error("file", filled(UNUSABLE[why.code], why.facts))
    return with_form(request, "register/import_new.html", form, kinds=kinds)


@needs(Sight.IMPORT)
def import_columns(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Say what the columns mean; then the preview is worked out."""
    found = get_object_or_404(imports_visible_to(request.user, city), pk=pk)
    if state_of(found) in {"done", "dropped", "bringing_in"}:
        return redirect("import_one", city.slug, pk)
    form = ColumnsForm(sent(request), import_=found, sees_pay=Sight.PAY in request.sights)
    if form.is_valid():
        try:
            at = clock.now()
            ask_preview(
                found, form.mapping(), as_of=form.cleaned_data["as_of"], by=request.user, at=at, **form.options()
            )
            return redirect("import_one", city.slug, pk)
        except NotNow as why:
            form.add_error(None, filled(NOT_NOW[why.code], why.facts))
    return with_form(request, "register/import_columns.html", form, found=found, before=same_file(found))


@needs(Sight.IMPORT)
@require_POST
def import_sheet(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Read another sheet of the workbook."""
    found = get_object_or_404(imports_visible_to(request.user, city).filter(file__isnull=False), pk=pk)
    try:
        choose_sheet(found, request.POST.get("sheet", ""), by=request.user, at=clock.now())
    except Unusable as why:
        messages.error(request, filled(UNUSABLE[why.code], why.facts))
    except NotNow as why:
        messages.error(request, filled(NOT_NOW[why.code], why.facts))
    return redirect("import_columns", city.slug, pk)


@needs(Sight.IMPORT)
def import_one(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """How far one import is: at work, what it would change, or what it changed."""
    found = get_object_or_404(imports_visible_to(request.user, city), pk=pk)
    state = state_of(found)
    if state == "columns":
        return redirect("import_columns", city.slug, pk)
    preview = found.preview or {}
    context = {
        "found": found,
        "state": state,
        "heading": heading_of(found, state),
        "job": found.job if state in {"previewing", "bringing_in", "failed"} else None,
        "preview": preview if state == "previewed" else {},
        "counts": (found.outcome or preview or {}).get("counts", {}),
        "wrong": told_wrong(preview.get("wrong", ()), request.sights),
        "changed": told_changes(found, request.sights),
        "notices": told_notices(preview.get("notices", ())),
        "before": same_file(found),
    }
    return render(request, "register/import_one.html", context)


@needs(Sight.IMPORT)
@require_POST
def import_confirm(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Bring it in, as the preview shows."""
    found = get_object_or_404(imports_visible_to(request.user, city), pk=pk)
    try:
        confirm(found, leave_out="leave_out" in request.POST, by=request.user, at=clock.now())
    except NotNow as why:
        messages.error(request, filled(NOT_NOW[why.code], why.facts))
    return redirect("import_one", city.slug, pk)


@needs(Sight.IMPORT)
@require_POST
def import_drop(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Bring nothing of it in, and take the file out."""
    found = get_object_or_404(imports_visible_to(request.user, city), pk=pk)
    try:
        drop(found, by=request.user, at=clock.now())
        messages.success(request, _("The file is taken out. Nothing of it was brought in."))
    except NotNow as why:
        messages.error(request, filled(NOT_NOW[why.code], why.facts))
    return redirect("imports", city.slug)


def _page(city: Organisation, row: Import) -> str:
    return reverse("import_one", args=[city.slug, row.pk])
