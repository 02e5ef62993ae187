"""The ways in which a post is filled or not: each a small page that says what it does before it does it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.posts import (
    close_post,
    fill_post,
    outsource_post,
    share_post,
    vacate_post,
)
from lamplighter.apps.register.forms.posts import CloseForm, FillForm, OutsourceForm, ShareForm, SinceForm
from lamplighter.apps.register.models import Post
from lamplighter.apps.register.queries.posts import posts_of, with_holders
from lamplighter.apps.register.views.answers import today_in
from lamplighter.web import clock
from lamplighter.web.answers import sent, with_form
from lamplighter.web.gate import needs


def _post(request: HttpRequest, city: Organisation, pk: int) -> Post:
    found = get_object_or_404(posts_of(request.user, city), pk=pk)
    with_holders([found], today_in(city))
    return found


def _answer(
    request: HttpRequest, post: Post, form: forms.Form, template: str, do: Callable[[], object], said: str
) -> HttpResponse:
    """Do it and go back to the post; or show the form again with what is in the way."""
    if form.is_valid():
        try:
            do()
            messages.success(request, said % {"title": post.title})
            return redirect("post", post.organisation.slug, post.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return with_form(request, template, form, post=post)


@needs(Sight.PEOPLE_EDIT)
def post_fill(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Somebody takes the post."""
    found = _post(request, city, pk)
    form = FillForm(sent(request), post=found, today=today_in(city))

    def do() -> object:
        said = form.cleaned_data
        return fill_post(found, said["contract"], said["since"], by=request.user, at=clock.now())

    return _answer(request, found, form, "register/post_fill.html", do, _("“%(title)s” is filled."))


@needs(Sight.PEOPLE_EDIT)
def post_vacate(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Nobody holds the post any more."""
    found = _post(request, city, pk)
    form = SinceForm(sent(request), post=found, today=today_in(city))

    def do() -> object:
        return vacate_post(found, form.cleaned_data["since"], by=request.user, at=clock.now())

    return _answer(request, found, form, "register/post_vacate.html", do, _("“%(title)s” is vacant."))


@needs(Sight.PEOPLE_EDIT)
def post_outsource(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A supplier does the work of the post."""
    found = _post(request, city, pk)
    form = OutsourceForm(sent(request), post=found, today=today_in(city))

    def do() -> object:
        said = form.cleaned_data
        return outsource_post(found, said["supplier"], said["since"], by=request.user, at=clock.now())

    return _answer(request, found, form, "register/post_outsource.html", do, _("“%(title)s” is outsourced."))


@needs(Sight.PEOPLE_EDIT)
def post_share(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The post serves another city too."""
    found = _post(request, city, pk)
    form = ShareForm(sent(request), post=found, today=today_in(city))

    def do() -> object:
        said = form.cleaned_data
        return share_post(found, said["shared_with"], said["since"], by=request.user, at=clock.now())

    return _answer(request, found, form, "register/post_share.html", do, _("“%(title)s” is shared."))


@needs(Sight.PEOPLE_EDIT)
def post_close(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """There is no such post any more."""
    found = _post(request, city, pk)
    form = CloseForm(sent(request), initial={"closed_on": today_in(city)})

    def do() -> object:
        return close_post(found, form.cleaned_data["closed_on"], by=request.user, at=clock.now())

    return _answer(request, found, form, "register/post_close.html", do, _("“%(title)s” is closed."))
