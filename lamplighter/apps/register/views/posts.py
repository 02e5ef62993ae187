"""Posts: the establishment as a list, a post's page, and the ways in which a post is filled or not."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.register.actions.posts import change_post, open_post, reopen_post
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.forms.posts import PostForm
from lamplighter.apps.register.models import Post
from lamplighter.apps.register.queries.contracts import contracts_visible_to
from lamplighter.apps.register.queries.posts import (
    empty_on_paper_filled,
    open_on,
    posts_of,
    vacancies,
    with_holders,
)
from lamplighter.apps.register.queries.units import units_of
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing

SOON_DAYS = 183


def post_columns(city: Organisation) -> list[Column]:
    """Title, code, unit, state with its facts, holder, weeks to hire, funding."""
    return [
        Column(
            "title", _("Post"), "title", sort="title", link=lambda row: reverse("post", args=[city.slug, row.pk])
        ),
        Column("code", _("Code"), "code", sort="code"),
        Column("unit", _("Unit"), "unit.name", sort="unit__name"),
        Column("state", _("State"), "get_state_display", sort="state", part="register/_post_state.html"),
        Column("since", _("Since"), "state_since", kind="day", sort="state_since"),
        Column("holder", _("Held by"), _holders, kind="name"),
        Column("with", _("Supplier or other city"), lambda row: row.supplier or row.shared_with),
        Column("weeks", _("Weeks to hire"), "hiring_weeks", kind="number", sort="hiring_weeks"),
        Column("funded", _("Funded until"), "funded_until", kind="day", sort="funded_until"),
    ]


def _holders(post: Any) -> str:
    # Translators: comma between names in a list.
    return _(", ").join(contract.person.name for contract in post.holders)


def post_filters(city: Organisation, today: date) -> list[Filter]:
    """Unit, state, information technology, funding that ends, closed posts."""

    def by_state(posts: QuerySet[Post], state: str) -> QuerySet[Post]:
        return posts.filter(empty_on_paper_filled(today)) if state == "nobody" else posts.filter(state=state)

    return [
        Filter(
            "unit",
            _("Unit"),
            lambda posts, unit: posts.filter(unit=unit),
            [(str(pk), name) for pk, name in units_of(city).values_list("pk", "name")],
            any_label=_("every unit"),
        ),
        Filter(
            "state",
            _("State"),
            by_state,
            [*PostState.choices, ("nobody", _("filled, but nobody holds it"))],
            any_label=_("every state"),
        ),
        Filter(
            "it",
            _("Work"),
            lambda posts, _it: posts.filter(is_it=True),
            [("it", _("information technology only"))],
            any_label=_("every work"),
        ),
        Filter(
            "funding",
            _("Funding ends"),
            lambda posts, _soon: posts.filter(funded_until__lte=today + timedelta(days=SOON_DAYS)),
            [("soon", _("within six months"))],
            any_label=_("whenever"),
        ),
        Filter(
            "open",
            _("Open or closed"),
            lambda posts, which: posts if which == "all" else posts.filter(open_on(today)),
            [("open", _("open")), ("all", _("closed ones too"))],
            default="open",
        ),
    ]


@needs(Sight.PEOPLE)
def posts(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The establishment: which posts are filled, vacant, outsourced or shared."""
    today = today_in(city)
    may_add = Sight.PEOPLE_EDIT in request.sights
    listing = Listing(
        request,
        posts_of(request.user, city),
        post_columns(city),
        search=("title", "code", "supplier", "shared_with"),
        search_label=_("Title, code, supplier or city"),
        filters=post_filters(city, today),
        order="title",
        name="posts",
        title=_("Posts"),
        prepare=lambda rows: with_holders(rows, today),
        exported=journalled(request, "posts"),
        empty=Empty(
            _("There is no post yet. Open the first, or bring in the payroll file."),
            _("Open a post") if may_add else "",
            reverse("post_new", args=[city.slug]) if may_add else "",
        ),
    )
    empty = vacancies(city, today)
    return listing.answer("register/posts.html", {"may_add": may_add, "vacant": empty.count, "oldest": empty.first})


@needs(Sight.OWN)
def post(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One post: its state, who holds it and who held it."""
    found = get_object_or_404(posts_of(request.user, city), pk=pk)
    today = today_in(city)
    with_holders([found], today)
    context = {
        "post": found,
        "today": today,
        "weeks": (today - found.state_since).days // 7 if found.state_since else None,
        "nobody": posts_of(request.user, city).filter(empty_on_paper_filled(today), pk=pk).exists(),
        "contracts": list(contracts_visible_to(request.user, city).filter(post=found)),
        "edits": Sight.PEOPLE_EDIT in request.sights,
        "lines": history_of(found, request.sights),
    }
    return render(request, "register/post.html", context)


@needs(Sight.PEOPLE_EDIT)
def post_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Open a post; it is vacant until somebody takes it."""
    form = PostForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = open_post(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The post %(title)s is open, and vacant.") % {"title": made})
            return redirect("post", city.slug, made.pk)
    return with_form(request, "register/post_new.html", form)


@needs(Sight.PEOPLE_EDIT)
def post_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change what a post is."""
    found = get_object_or_404(posts_of(request.user, city), pk=pk)
    form = PostForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_post(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("post", city.slug, pk)
    return with_form(request, "register/post_edit.html", form, post=found)


@needs(Sight.PEOPLE_EDIT)
def post_reopen(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Take back that a post was closed."""
    closed = posts_of(request.user, city).filter(closed_on__isnull=False)
    found = get_object_or_404(closed, pk=pk)
    if request.method == "POST":
        try:
            reopen_post(found, by=request.user, at=clock.now())
            messages.success(request, _("The post %(title)s is open again.") % {"title": found})
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("post", city.slug, pk)
    return render(request, "register/post_reopen.html", {"post": found})
