"""A roster on paper and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.lists import list_exported
from lamplighter.apps.roster.models import UNTAKEN
from lamplighter.apps.roster.queries.drafts import drafts_visible_to, duties_of
from lamplighter.apps.roster.views.wall import Wall, whole_month
from lamplighter.web import clock
from lamplighter.web.export import KINDS, as_file
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column


@needs(Sight.ROSTER)
def roster_paper(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """One roster as it hangs on the wall: A4 across, letters and their legend."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    wall = Wall.of(city, draft, edits=False, fair=False)
    context = {"draft": draft, "board": wall.board, "printed_at": clock.now(), "whole_month": whole_month(draft)}
    return render(request, "roster/paper.html", context)


@needs(Sight.ROSTER)
def roster_file(request: HttpRequest, city: Organisation, number: int, form: str) -> HttpResponse:
    """Every duty of a roster as a line of a file."""
    if form not in KINDS:
        raise Http404
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    columns = [
        Column("on", _("Day"), "on", kind="day"),
        Column("shift", _("Shift"), "shift_type.name"),
        Column("layer", _("Layer"), "shift_type.get_layer_display"),
        Column("starts", _("Starts"), "starts_at", kind="moment"),
        Column("ends", _("Ends"), "ends_at", kind="moment"),
        Column("person", _("Person"), "person.name", kind="name"),
        Column("number", _("Staff number"), "person.number"),
    ]
    duties = list(duties_of(draft).exclude(UNTAKEN))
    list_exported(city, "roster", form, len(duties), by=request.user, at=clock.now())
    rows = ([_cell(column.of(duty), city) for column in columns] for duty in duties)
    return as_file(form, f"roster-{city.slug}-{draft.starts_on.isoformat()}", str(draft.pool), columns, rows)


def _cell(value: object, city: Organisation) -> object:
    """Moments on the city's clock, as spreadsheets know them."""
    if hasattr(value, "astimezone"):
        return value.astimezone(city.zone).replace(tzinfo=None)
    return str(value) if hasattr(value, "_proxy____args") else value
