"""Duty pools: the list, a pool's page, its members."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.roster.actions.pools import (
    add_member,
    change_member,
    change_pool,
    close_pool,
    end_member,
    make_pool,
    reopen_pool,
)
from lamplighter.apps.roster.forms.pools import CloseForm, LastTurnForm, MemberForm, MembershipForm, PoolForm
from lamplighter.apps.roster.models import Pool, PoolMember
from lamplighter.apps.roster.queries.drafts import drafts_visible_to, with_counts
from lamplighter.apps.roster.queries.pools import member_count, members_now, open_pools, pools_of, shifts_of
from lamplighter.apps.roster.views.answers import today_in, tried
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


@needs(Sight.ROSTER)
def pools(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Every pool, with what it covers and how many take turns in it."""
    edits, today = Sight.ROSTER_EDIT in request.sights, today_in(city)
    listing = Listing(
        request,
        pools_of(city).annotate(people=member_count(today)),
        [
            Column(
                "name", _("Pool"), "name", sort="name", link=lambda row: reverse("pool", args=[city.slug, row.pk])
            ),
            Column("services", _("Covers"), lambda row: ", ".join(str(each) for each in row.services.all())),
            Column("skill", _("Skill"), "skill.name", sort="skill__name"),
            Column("people", _("Members"), "people", kind="number", sort="people"),
            Column("closed", _("Closed on"), "closed_on", kind="day", sort="closed_on"),
        ],
        search=("name",),
        filters=[
            Filter(
                "state",
                _("State"),
                lambda rows, state: (
                    rows.filter(closed_on=None) if state == "open" else rows.exclude(closed_on=None)
                ),
                [("open", _("open")), ("closed", _("closed"))],
                any_label=_("open and closed"),
            )
        ],
        order="name",
        title=_("Duty pools"),
        empty=Empty(
            _("There is no pool yet. A pool is a team that takes turns for one or more services."),
            _("Make the first pool") if edits else "",
            reverse("pool_new", args=[city.slug]) if edits else "",
        ),
    )
    return listing.answer("roster/pools.html", {"edits": edits, "open": open_pools(city, today).count})


@needs(Sight.ROSTER)
def pool(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """One pool: members, shifts with demand, latest rosters, history."""
    found = get_object_or_404(pools_of(city), pk=number)
    today = today_in(city)
    context = {
        "pool": found,
        "today": today,
        "edits": Sight.ROSTER_EDIT in request.sights,
        "members": list(members_now(found, today)),
        "shifts": list(shifts_of(found)),
        "drafts": list(with_counts(drafts_visible_to(request.user, city).filter(pool=found))[:6]),
        "lines": history_of(found, request.sights, organisation=city),
    }
    return render(request, "roster/pool.html", context)


@needs(Sight.ROSTER_EDIT)
def pool_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Make a pool."""
    form = PoolForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = make_pool(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The pool is made. Now add its shifts and its members."))
            return redirect("pool", city.slug, made.pk)
    return with_form(request, "roster/pool_edit.html", form)


@needs(Sight.ROSTER_EDIT)
def pool_edit(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Change a pool's name, services or skill."""
    found = get_object_or_404(pools_of(city), pk=number)
    form = PoolForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_pool(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("pool", city.slug, number)
    return with_form(request, "roster/pool_edit.html", form, pool=found)


@needs(Sight.ROSTER_EDIT)
def pool_close(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Close a pool from a day on."""
    found = get_object_or_404(pools_of(city), pk=number)
    form = CloseForm(sent(request), initial={"on": today_in(city)})
    if form.is_valid():
        close_pool(found, form.cleaned_data["on"], by=request.user, at=clock.now())
        messages.success(request, _("Saved."))
        return redirect("pool", city.slug, number)
    return with_form(request, "roster/pool_close.html", form, pool=found)


@needs(Sight.ROSTER_EDIT)
@require_POST
def pool_reopen(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take back that a pool is closed."""
    found = get_object_or_404(pools_of(city), pk=number)
    reopen_pool(found, by=request.user, at=clock.now())
    return redirect("pool", city.slug, number)


@needs(Sight.ROSTER_EDIT)
def member_new(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take somebody into a pool."""
    found = get_object_or_404(pools_of(city), pk=number)
    form = MemberForm(sent(request), pool=found, today=today_in(city))
    if form.is_valid() and tried(form, lambda: _add(request, found, form)):
        messages.success(request, _("%(name)s takes turns in this pool.") % {"name": form.cleaned_data["person"]})
        return redirect("pool", city.slug, number)
    return with_form(request, "roster/member_new.html", form, pool=found)


@needs(Sight.ROSTER_EDIT)
def member_edit(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Change which duties a member takes, which never, and with whom not together."""
    found = _member(city, number)
    form = MembershipForm(sent(request), instance=found, today=today_in(city))
    if form.is_valid():
        change_member(found, form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("Saved."))
        return redirect("pool", city.slug, found.pool_id)
    return with_form(request, "roster/member_edit.html", form, member=found)


@needs(Sight.ROSTER_EDIT)
def member_end(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Give a member a last day."""
    found = _member(city, number)
    form = LastTurnForm(sent(request), initial={"until": found.until or today_in(city)})
    if form.is_valid():
        pool = found.pool_id
        end_member(found, form.cleaned_data["until"], by=request.user, at=clock.now())
        messages.success(request, _("The last day is written down. Duties already published stay as they are."))
        return redirect("pool", city.slug, pool)
    return with_form(request, "roster/member_end.html", form, member=found)


def _add(request: HttpRequest, found: Pool, form: MemberForm) -> None:
    said = dict(form.cleaned_data)
    add_member(found, said.pop("person"), said.pop("since"), **said, by=request.user, at=clock.now())


def _member(city: Organisation, number: int) -> PoolMember:
    members = PoolMember.objects.filter(pool__organisation=city).select_related("person", "pool__organisation")
    return get_object_or_404(members, pk=number)
