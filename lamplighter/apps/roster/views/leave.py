"""Leave of everybody, for whoever makes rosters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.roster.actions.leave import record_leave, withdraw_leave
from lamplighter.apps.roster.choices import LeaveKind
from lamplighter.apps.roster.forms.leave import LeaveOfForm
from lamplighter.apps.roster.models import Leave
from lamplighter.apps.roster.queries.leave import leave_visible_to
from lamplighter.apps.roster.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


@needs(Sight.ROSTER_EDIT)
def leave_list(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Who is away, from when to when; what is over is left out at first."""
    today = today_in(city)
    everybody = leave_visible_to(request.user, city)
    listing = Listing(
        request,
        everybody,
        [
            Column("person", _("Person"), "person.name", kind="name", sort="person__name"),
            Column("kind", _("Kind"), "get_kind_display", sort="kind"),
            Column("from", _("From"), "starts_on", kind="day", sort="starts_on"),
            Column("until", _("Until and with"), "ends_on", kind="day", sort="ends_on"),
            Column("deed", _("Withdraw"), lambda row: row.pk, part="roster/_leave_deed.html", exported=False),
        ],
        search=("person__name",),
        search_label=_("Name"),
        filters=[
            Filter(
                "when",
                _("When"),
                lambda rows, when: rows.filter(ends_on__gte=today) if when == "coming" else rows,
                [("coming", _("now and to come")), ("all", _("also what is over"))],
                default="coming",
            ),
            Filter("kind", _("Kind"), lambda rows, kind: rows.filter(kind=kind), LeaveKind.choices),
        ],
        order="from",
        title=_("Leave"),
        empty=Empty(
            _("No leave is recorded. A roster never puts somebody on duty on a day of leave."),
            _("Record leave"),
            reverse("leave_new", args=[city.slug]),
        ),
    )
    away = everybody.filter(starts_on__lte=today, ends_on__gte=today)
    return listing.answer("roster/leave.html", {"away": away.values("person").distinct().count})


@needs(Sight.ROSTER_EDIT)
def leave_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Record somebody's leave."""
    form = LeaveOfForm(sent(request), city=city, today=today_in(city))
    if form.is_valid():
        said = form.cleaned_data
        leave = record_leave(
            said["person"], said["starts_on"], said["ends_on"], kind=said["kind"], by=request.user, at=clock.now()
        )
        tell_of(request, leave)
        return redirect("leave", city.slug)
    return with_form(request, "roster/leave_new.html", form)


@needs(Sight.ROSTER_EDIT)
@require_POST
def leave_withdraw(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take leave back."""
    found = get_object_or_404(leave_visible_to(request.user, city), pk=number)
    withdraw_leave(found, by=request.user, at=clock.now())
    messages.success(request, _("The leave is withdrawn."))
    return redirect("leave", city.slug)


def tell_of(request: HttpRequest, leave: Leave) -> None:
    """Say that leave is recorded, and how many published duties it hits."""
    hit = Finding.objects.filter(
        organisation=leave.person.organisation_id, closed_at=None, fingerprint__startswith=f"leave-{leave.pk}-"
    ).count()
    if not hit:
        messages.success(request, _("The leave is recorded. No published duty lies in it."))
        return
    said = ngettext(
        "The leave is recorded. %(count)d published duty lies in it: somebody else has to take it.",
        "The leave is recorded. %(count)d published duties lie in it: somebody else has to take them.",
        hit,
    )
    messages.warning(request, said % {"count": hit})
