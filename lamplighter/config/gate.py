"""The gate: one middleware that decides, for every page, whether this reader may come in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import (
    has_second_factor,
    needs_second_factor,
    places_of,
    roles_of,
    sights_of,
)
from lamplighter.apps.exercise.queries.seats import seat_of_token
from lamplighter.config.checks import PLACES, has_own_rules
from lamplighter.web.gate import SEAT_COOKIE, Asks
from lamplighter.web.reader import read_as, read_in, reader, speak


class Gate:
    """Puts ``request.organisation`` and ``request.sights`` in place, or turns the reader away.

    No role in the organisation: 404, as if it did not exist. No second factor where the roles call for one: the
    page that sets it up. A role, but not the sight: 403. The organisation's slug comes in the address as ``city``
    or ``association``, which it then must be, or as ``organisation``, which may be either.

    A page for seats of an exercise asks for no account: ``request.seat`` is the seat of the cookie, and without one
    of the right kind there is no such page (404). A seat is a place in one exercise and never gives a sight.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None
        request.sights = frozenset()
        request.seat = None
        # The same small query that lets the reader in, and only if the page shows them.
        request.organisations = SimpleLazyObject(lambda: own_places(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        asks: Asks | None = getattr(view, "asks", None)
        if asks is None:
            if has_own_rules(view):
                return None
            # The check at the start finds these (config/checks.py); this is for whoever starts without it.
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} does not say what it asks of its reader."
            )
        if asks.everyone:
            return None
        if asks.seats:
            self.sit(request, asks.seats)
            return None
        if not request.user.is_authenticated:
            return self.send(request, redirect_to_login(came_from(request)).url)
        if asks.sight is None:
            return None
        return self.enter(request, request.user, asks.sight, kwargs)

    def enter(
        self, request: HttpRequest, account: Account, sight: str, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Replace the slug in ``kwargs`` by the organisation, if the account may come in."""
        (name,) = set(PLACES) & set(kwargs)
        known = [place for place in places_of(account) if place.slug == kwargs[name]]
        if not known or name not in {"organisation", known[0].kind}:
            raise Http404
        (organisation,) = known
        roles = roles_of(account, organisation)
        if needs_second_factor(roles) and not has_second_factor(request, account):
            return self.send(request, f"{reverse('second_factor')}?{urlencode({'next': came_from(request)})}")
        request.organisation = kwargs[name] = organisation
        request.sights = sights_of(roles)
        read_in(request)
        if sight not in request.sights:
            raise PermissionDenied
        if request.session.get("last_organisation") != organisation.slug:
            request.session["last_organisation"] = organisation.slug
        return None

    def sit(self, request: HttpRequest, kinds: frozenset[str]) -> None:
        """Put the seat of the cookie in place, and read in its language, its exercise's calendar and city's clock."""
        seat = seat_of_token(request.COOKIES.get(SEAT_COOKIE, ""))
        if seat is None or seat.kind not in kinds:
            raise Http404
        request.seat = seat
        speak(request, seat.language)
        exercise = seat.exercise
        read_as(replace(reader(), calendar=exercise.calendar, zone=exercise.organisation.zone))

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        """Send the reader elsewhere: the whole window, even if only a part of the page was asked for."""
        return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else redirect(url)


def own_places(request: HttpRequest) -> list[Organisation]:
    """Where the reader may go, for the menu of every page."""
    return list(places_of(request.user)) if request.user.is_authenticated else []


def came_from(request: HttpRequest) -> str:
    """Where to return to afterwards: this page; for a part of a page or a form sent, the page that it is on."""
    if getattr(request, "htmx", False):
        return request.htmx.current_url_abs_path or "/"
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
