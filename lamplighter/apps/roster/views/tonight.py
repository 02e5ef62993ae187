"""Tonight: the first page of a city. Who is on, who is next, where nobody is."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.followup.queries import actions_due
from lamplighter.apps.register.models import Service
from lamplighter.apps.register.queries.ending import contracts_ending
from lamplighter.apps.roster.bridge.lamps import Tonight
from lamplighter.apps.roster.bridge.remembered import absences_known, absences_now, takers_known, takers_now
from lamplighter.apps.roster.bridge.tonight import tonight_of
from lamplighter.apps.roster.forms.takeover import PartForm
from lamplighter.apps.roster.queries.takeovers import published_duties
from lamplighter.apps.roster.queries.tonight import mark_of
from lamplighter.apps.roster.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.gate import needs

SHOWN = 5


@needs(Sight.TONIGHT)
@require_safe
def tonight(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The whole page; for htmx only what changes with the minute."""
    known = _lamps(request, city)
    if request.htmx.target == "lamps":
        return render(request, "roster/_tonight_again.html", known)
    today, sights = today_in(city), request.sights
    if Sight.KEY_PERSON in sights:
        known |= {"sees_absences": True, "absences": _told(absences_known(city, today, known["mark"]))}
    if Sight.PEOPLE in sights or Sight.SERVICES in sights:
        known["ending"] = contracts_ending(request.user, city, today)
    if Sight.ACTIONS in sights:
        known["due"] = list(actions_due(city, today))
    return render(request, "roster/tonight.html", known | {"sees_actions": Sight.ACTIONS in sights})


@needs(Sight.KEY_PERSON)
@require_safe
def tonight_absences(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What is one absence away, for a page that did not know it yet."""
    found = absences_now(city, today_in(city), mark_of(city))
    return render(request, "roster/_tonight_absences.html", {"absences": _told(found)})


@needs(Sight.ROSTER_EDIT)
@require_safe
def takers(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """How many could lawfully take a part of a duty, for a page that did not know it yet."""
    duty = get_object_or_404(published_duties(city), pk=number)
    now = clock.now()
    form = PartForm(request.GET, duty=duty, at=now)
    if duty.ends_at <= now:
        raise Http404
    count = takers_now(duty, form.part, mark_of(city), at=now)
    return render(request, "roster/_takers.html", {"duty": duty, "span": form.part, "count": count})


@needs(Sight.TONIGHT)
@require_safe
def tonight_paper(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Tonight on one sheet, with telephone numbers, for the wall."""
    return render(request, "roster/tonight_paper.html", _lamps(request, city))


@needs(Sight.TONIGHT)
@require_safe
def service_duty(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Who is on for one service, as a part of its own page."""
    service = get_object_or_404(Service, organisation=city, pk=pk)
    known = _lamps(request, city)
    lamp = next((one for one in known["tonight"].lamps if service in one.services), None)
    return render(request, "roster/_service_duty.html", known | {"lamp": lamp, "service": service})


def _lamps(request: HttpRequest, city: Organisation) -> dict[str, Any]:
    now, mark = clock.now(), mark_of(city)
    sights = request.sights
    found = tonight_of(city, now)
    return {
        "tonight": found,
        "now": now,
        "mark": mark,
        "edits": Sight.ROSTER_EDIT in sights,
        "sees_contacts": Sight.CONTACTS in sights,
        "sees_services": Sight.SERVICES in sights,
        "lacks": found.lacks[:SHOWN],
        "more_lacks": len(found.lacks[SHOWN:]),
        "takers": _takers(found, mark) if Sight.ROSTER_EDIT in sights else None,
    }


def _takers(found: Tonight, mark: str) -> int | None:
    """How many could take what is dark first, where that is known already."""
    turn = found.trouble[1] if found.trouble else None
    return takers_known(turn.duty, turn.span, mark) if turn and turn.duty else None


def _told(found: list[Any] | None) -> dict[str, Any] | None:
    """By service, what one more absence stops; the first few."""
    if found is None:
        return None
    per_service = Counter(row.service.pk for row in found)
    first: dict[int, Any] = {}
    for row in found:
        first.setdefault(row.service.pk, row)
    rows = [{"row": row, "more": per_service[pk] - 1} for pk, row in first.items()]
    return {"count": len(rows), "rows": rows[:SHOWN], "more": len(rows[SHOWN:])}
