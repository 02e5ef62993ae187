"""Units: the list, a unit with what is part of it, adding and changing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.register.actions.units import add_unit, change_unit
from lamplighter.apps.register.forms.people import UnitForm
from lamplighter.apps.register.queries.units import above, people_in_unit, posts_in_unit, units_of
from lamplighter.apps.register.views.answers import journalled
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


def unit_columns(city: Organisation) -> list[Column]:
    """Name, code, what it is part of, people and posts in it."""
    return [
        Column(
            "name",
            _("Unit"),
            "name",
            kind="name",
            sort="name",
            link=lambda row: reverse("unit", args=[city.slug, row.pk]),
        ),
        Column("code", _("Code"), "code", sort="code"),
        Column("parent", _("Part of"), "parent.name", kind="name", sort="parent__name"),
        Column("people", _("People"), "people_count", kind="number", sort=people_in_unit()),
        Column("posts", _("Posts"), "posts_count", kind="number", sort=posts_in_unit()),
    ]


@needs(Sight.PEOPLE)
def units(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Departments and teams."""
    may_add = Sight.PEOPLE_EDIT in request.sights
    listing = Listing(
        request,
        units_of(city).annotate(people_count=people_in_unit(), posts_count=posts_in_unit()),
        unit_columns(city),
        search=("name", "code"),
        search_label=_("Name or code"),
        filters=[
            Filter(
                "part",
                _("Level"),
                lambda rows, _top: rows.filter(parent=None),
                [("top", _("not part of another"))],
                any_label=_("every level"),
            )
        ],
        order="name",
        name="units",
        title=_("Units"),
        exported=journalled(request, "units"),
        empty=Empty(
            _("There is no unit yet. Add the first, or bring in the payroll file."),
            _("Add a unit") if may_add else "",
            reverse("unit_new", args=[city.slug]) if may_add else "",
        ),
    )
    return listing.answer("register/units.html", {"may_add": may_add})


@needs(Sight.PEOPLE)
def unit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One unit: what it is part of, what is part of it, how many people and posts."""
    counted = units_of(city).annotate(people_count=people_in_unit(), posts_count=posts_in_unit())
    found = get_object_or_404(counted, pk=pk)
    context = {
        "unit": found,
        "above": above(found),
        "parts": list(counted.filter(parent=found)),
        "edits": Sight.PEOPLE_EDIT in request.sights,
        "lines": history_of(found, request.sights),
    }
    return render(request, "register/unit.html", context)


@needs(Sight.PEOPLE_EDIT)
def unit_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Add a unit."""
    form = UnitForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_unit(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The unit %(name)s is in the register.") % {"name": made})
            return redirect("unit", city.slug, made.pk)
    return with_form(request, "register/unit_new.html", form)


@needs(Sight.PEOPLE_EDIT)
def unit_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Rename a unit, or make it part of another."""
    found = get_object_or_404(units_of(city), pk=pk)
    form = UnitForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_unit(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("unit", city.slug, pk)
    return with_form(request, "register/unit_edit.html", form, unit=found)
