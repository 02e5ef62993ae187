"""The list of rosters, one roster on its page, and what changed between two."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.law import phrases as law
from lamplighter.apps.roster.bridge.laws import laws_of
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import stuck
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Draft, Pool
from lamplighter.apps.roster.phrases import PARTS, STATUSES
from lamplighter.apps.roster.phrases.explain import MEASURES, SEARCHES
from lamplighter.apps.roster.queries.drafts import drafts_visible_to, duties_of, others_of_period, with_counts
from lamplighter.apps.roster.views.answers import names_in
from lamplighter.apps.roster.views.reasons import told
from lamplighter.apps.roster.views.telling import how_good
from lamplighter.apps.roster.views.wall import Wall, bars, whole_month
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing
from lamplighter.web.templatetags.words import digits, num


@needs(Sight.ROSTER)
def rosters(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Published rosters, and drafts for whoever makes them; the latest period first."""
    edits = Sight.ROSTER_EDIT in request.sights
    pools = Pool.objects.filter(organisation=city)
    names = [(str(pk), name) for pk, name in pools.values_list("pk", "name")]
    new = reverse("roster_new" if pools.exists() else "pool_new", args=[city.slug]) if edits else ""
    listing = Listing(
        request,
        with_counts(drafts_visible_to(request.user, city)),
        [
            Column(
                "pool", _("Pool"), "pool.name", kind="name", sort="pool__name", link=lambda row: _url(city, row)
            ),
            Column("from", _("From"), "starts_on", kind="day", sort="starts_on"),
            Column("until", _("Until and with"), "ends_on", kind="day", sort="ends_on"),
            Column("state", _("State"), _state, part="roster/_state_cell.html"),
            Column("holes", _("Holes"), "holes", kind="number", sort="holes", part="roster/_holes_cell.html"),
            Column("made", _("Made"), "made_at", kind="moment", sort="made_at"),
        ],
        filters=[
            Filter(
                "pool",
                _("Pool"),
                lambda rows, pool: rows.filter(pool=pool),
                names,
                any_label=_("every pool"),
            ),
            Filter(
                "state",
                _("State"),
                lambda rows, state: rows.filter(state=state),
                [pair for pair in DraftState.choices if pair[0] != DraftState.DROPPED],
                any_label=_("every state"),
            ),
        ],
        order="-from",
        title=_("Rosters"),
        empty=Empty(
            _("No roster was made yet. Make a pool with its shifts first, then a draft for a month.")
            if edits
            else _("No roster was published yet."),
            _("Make the first roster") if edits and pools.exists() else _("Make the first pool") if edits else "",
            new,
        ),
    )
    return listing.answer("roster/rosters.html", {"edits": edits, "many": len(names) > 1})


@needs(Sight.ROSTER)
def roster(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """One draft or version: the board, how it stands, what is not filled, who carries how much."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    edits = Sight.ROSTER_EDIT in request.sights
    wall = Wall.of(city, draft, edits=edits)
    failed = draft.job if draft.job and draft.job.state in ("failed", "cancelled") else None
    context = {
        "draft": draft,
        "pool": draft.pool,
        "edits": edits and draft.state == DraftState.DRAFT,
        "maker": edits,
        "board": wall.board,
        "laws": [(each, law.PACKS.get(each.code, each.code)) for each in laws_of(city, wall.packs)],
        "shares": bars(wall),
        "answer": answer_of(draft),
        "others": list(others_of_period(draft, request.user)[:6]),
        "lines": history_of(draft, request.sights, organisation=city) if edits else [],
        "job": draft.job if draft.job and not draft.job.is_over else None,
        **so_far(draft),
        "failed": failed,
        "stuck": _stuck(draft) if failed and edits and draft.state == DraftState.DRAFT else [],
        "whole_month": whole_month(draft),
    }
    return render(request, "roster/roster.html", context)


@needs(Sight.ROSTER)
def roster_compare(request: HttpRequest, city: Organisation, number: int, other: int) -> HttpResponse:
    """Who has another duty here than in another draft or version."""
    seen = drafts_visible_to(request.user, city)
    draft, before = get_object_or_404(seen, pk=number), get_object_or_404(seen, pk=other)
    old = {seat_key(duty): duty for duty in duties_of(before)}
    wall = Wall.of(city, draft, edits=False, before=old)
    people = {who for each in wall.changes for who in each.who}
    context = {
        "draft": draft,
        "before": before,
        "board": wall.board,
        "changes": wall.changes,
        "people": len(people),
    }
    return render(request, "roster/compare.html", context)


@needs(Sight.ROSTER_EDIT)
@require_safe
@never_cache
def roster_search(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """How good the best roster of a running search is, again and again; the page itself once it is over."""
    draft = get_object_or_404(drafts_visible_to(request.user, city), pk=number)
    if draft.job is None or draft.job.is_over:
        if not request.htmx:
            return redirect("roster", city.slug, number)
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "roster/_search.html", {"draft": draft, "job": draft.job, **so_far(draft)})


def _stuck(draft: Draft) -> list[dict[str, Any]]:
    """Pinned duties that no search can keep, each with why."""
    asked = problem_for(draft, at=clock.now())
    names, skill = names_in(asked), str(draft.pool.skill or "")
    return [{"duty": duty, "told": told(why, names, skill)} for duty, why in stuck(asked)]


def answer_of(draft: Draft) -> dict[str, Any] | None:
    """What the search said, with its words."""
    answer = draft.answer
    if not answer:
        return None
    # A database may keep the parts in another order than the search told them.
    found = answer.get("parts", {})
    parts = [(name, found[name]) for name in [*PARTS, *sorted(found.keys() - PARTS.keys())] if name in found]
    return answer | {
        "words": STATUSES.get(answer.get("status", ""), ""),
        "told": [
            {"words": PARTS.get(name, name), "amount": measured(name, amount), "cost": cost}
            for name, (amount, cost) in parts
        ],
        "good": "" if answer.get("status") == "optimal" else how_good(answer.get("objective"), answer.get("bound")),
        "search_words": SEARCHES.get(answer.get("search", ""), ""),
    }


def measured(part: str, amount: int) -> str:
    """How much of a part there is: a count, or how far from fair shares everybody is together."""
    if part not in MEASURES:
        return num(amount)
    text, each = MEASURES[part]
    return str(text).format(number=num(amount * each))


def so_far(draft: Draft) -> dict[str, Any]:
    """How good the best roster of a running search is proven to be, and which search it is."""
    progress = draft.job.progress if draft.job else {}
    return {
        "good": how_good(progress.get("objective"), progress.get("bound")),
        "search_words": SEARCHES.get(progress.get("search", ""), ""),
    }


def _url(city: Organisation, row: Draft) -> str:
    return reverse("roster", args=[city.slug, row.pk])


def _state(row: Draft) -> str:
    if hasattr(row, "publication"):
        return _("version %(number)s") % {"number": digits(row.publication.version)}
    return str(row.get_state_display())
