"""Make a draft, have it filled, end a search, drop it, publish it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.actions.drafts import (
    Busy,
    Overtaken,
    ask_to_fill,
    drop_draft,
    enough,
    make_draft,
    make_drafts,
)
from lamplighter.apps.roster.actions.publishing import HolesUnconfirmed, publish
from lamplighter.apps.roster.bridge.problem import problem_for, told_between
from lamplighter.apps.roster.bridge.verdict import Unlawful, breaches_in, misplaced
from lamplighter.apps.roster.choices import SEARCH_SECONDS, DraftState
from lamplighter.apps.roster.forms.drafts import DraftForm, DraftsForm, FillForm, PublishForm
from lamplighter.apps.roster.models import Draft
from lamplighter.apps.roster.queries.drafts import drafts_visible_to, latest_version
from lamplighter.apps.roster.views.answers import names_in, today_in
from lamplighter.apps.roster.views.reasons import told
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.templatetags.words import num


@needs(Sight.ROSTER_EDIT)
def roster_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Make a draft for a period and ask the worker to fill it."""
    form = DraftForm(sent(request), city=city, today=today_in(city), initial={"pool": request.GET.get("pool", "")})
    if form.is_valid():
        said, now = form.cleaned_data, clock.now()
        try:
            draft = make_draft(
                said["pool"], said["starts_on"], said["ends_on"], seed=said["seed"], by=request.user, at=now
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            ask_to_fill(draft, seconds=said["seconds"], by=request.user, at=now)
            return redirect("roster", city.slug, draft.pk)
    return with_form(request, "roster/new.html", form)


@needs(Sight.ROSTER_EDIT)
def rosters_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Make a draft for every pool that has none for a period, and ask the workers to fill them."""
    form = DraftsForm(sent(request), city=city, today=today_in(city))
    if form.is_valid():
        said = form.cleaned_data
        made = make_drafts(
            city, said["starts_on"], said["ends_on"], seconds=said["seconds"], by=request.user, at=clock.now()
        )
        if made:
            messages.success(request, _drafts_begun(len(made)))
            return redirect("rosters", city.slug)
        form.add_error(None, _("Every pool has a roster or a draft in that period already, or needs nobody in it."))
    return with_form(request, "roster/new_all.html", form)


@needs(Sight.ROSTER_EDIT)
@require_POST
def roster_fill(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Search for a better roster around what is pinned, or for somebody for the holes only."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    form = FillForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is not a way to search. Choose one of the buttons on this page."))
        return redirect("roster", city.slug, number)
    said = form.cleaned_data
    try:
        seconds = said["seconds"] or SEARCH_SECONDS[1]
        ask_to_fill(draft, holes_only=said["holes_only"], seconds=seconds, by=request.user, at=clock.now())
    except Overtaken:
        messages.error(request, _("This roster is no draft any more: it was published or dropped meanwhile."))
    return redirect("roster", city.slug, number)


@needs(Sight.ROSTER_EDIT)
@require_POST
def roster_enough(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """End the search and keep the best roster it has found."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    enough(draft, by=request.user, at=clock.now())
    messages.success(request, _("The search ends with the best roster it has."))
    return redirect("roster", city.slug, number)


@needs(Sight.ROSTER_EDIT)
@require_POST
def roster_drop(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Put a draft aside."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    try:
        drop_draft(draft, by=request.user, at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("roster", city.slug, number)
    messages.success(request, _("The draft is dropped."))
    return redirect("rosters", city.slug)


@needs(Sight.ROSTER_EDIT)
def roster_publish(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """See what publishing changes, and publish."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    if draft.state != DraftState.DRAFT:
        return redirect("roster", city.slug, number)
    form = PublishForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _before_publishing(request, city, draft)
    try:
        publication = publish(draft, holes_known=form.cleaned_data["holes"], by=request.user, at=clock.now())
    except (Unlawful, HolesUnconfirmed, Overtaken, Busy, ValidationError) as refusal:
        messages.error(request, _refused(refusal))
        return _before_publishing(request, city, draft, status=409)
    messages.success(request, _("Version %(number)s is published.") % {"number": num(publication.version)})
    return redirect("roster", city.slug, number)


def _before_publishing(
    request: HttpRequest, city: Organisation, draft: Draft, *, status: int = 200
) -> HttpResponse:
    """What would change for whom, which duties nobody has, and what the law says."""
    before = told_between(draft.pool, draft.starts_on, draft.ends_on)
    asked = problem_for(draft, at=clock.now())
    placed = asked.roster()
    now = {key: asked.holder(key) for key in asked.duties}
    names = names_in(asked)
    found = [*misplaced(asked, placed), *breaches_in(asked, placed)]
    holes = [duty for key, duty in asked.duties.items() if now[key] is None and duty.needed]
    changed = [key for key, who in now.items() if before and before.get(key) != who]
    context = {
        "draft": draft,
        "version": latest_version(draft.pool) + 1,
        "replaces": bool(before),
        "changes": len(changed),
        "people": len({who for key in changed for who in (before.get(key), now[key]) if who is not None}),
        "holes": holes,
        "seats": sum(duty.needed or now[key] is not None for key, duty in asked.duties.items()),
        "against": [told(each, names, str(draft.pool.skill or "")) for each in found],
        "busy": bool(draft.job and not draft.job.is_over),
        "form": PublishForm(initial={"holes": len(holes)}),
    }
    return render(request, "roster/publish.html", context, status=status)


def _drafts_begun(count: int) -> str:
    return ngettext(
        "%(number)s draft is made. A worker fills it now; its holes are seen here.",
        "%(number)s drafts are made. The workers fill them one after the other; their holes are seen here.",
        count,
    ) % {"number": num(count)}


def _refused(refusal: Exception) -> str:
    """Why it was not published."""
    if isinstance(refusal, Unlawful):
        return _("It was not published: the law or somebody's leave stands against it. See below.")
    if isinstance(refusal, HolesUnconfirmed):
        return ngettext(
            "It was not published: there is %(count)d hole now. Look at it and publish again.",
            "It was not published: there are %(count)d holes now. Look at them and publish again.",
            refusal.holes,
        ) % {"count": refusal.holes}
    if isinstance(refusal, Busy):
        return _("It was not published: a search is filling it. Wait for it or stop it.")
    if isinstance(refusal, ValidationError):
        return str(refusal.message)
    return _("It was not published: somebody changed it at this moment. Look at it and publish again.")
