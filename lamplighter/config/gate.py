"""The gate: one middleware that decides, for every page, whether this reader may come in."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lamplighter.apps.cities.models import Account
from lamplighter.apps.cities.queries import needs_second_factor, organisations_of, roles_of, sights_of
from lamplighter.web.gate import Asks

# Pages of the account library carry their own rules: they speak of the account alone, never of a city.
OWN_RULES = ("allauth.", "django.views.static", "django.contrib.staticfiles", "django.views.i18n")


class Gate:
    """Puts ``request.organisation`` and ``request.sights`` in place, or turns the reader away.

    No role in the organisation: 404, as if it did not exist. A role, but not the sight: 403. The sight, but no
    second factor where the roles call for one: the page that sets it up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        asks: Asks | None = getattr(view, "asks", None)
        if asks is None:
            if view.__module__.startswith(OWN_RULES):
                return None
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} does not say what it asks of its reader."
            )
        if asks.everyone:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if asks.sight is None:
            return None
        return self.enter(request, request.user, asks.sight, kwargs)

    def enter(
        self, request: HttpRequest, account: Account, sight: str, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Replace the slug in ``kwargs`` by the organisation, if the account may come in."""
        name = "city" if "city" in kwargs else "association"
        organisation = organisations_of(account).filter(slug=kwargs[name], kind=name).first()
        if organisation is None:
            raise Http404
        roles = roles_of(account, organisation)
        if needs_second_factor(roles) and not self.has_second_factor(request, account):
            return redirect("second_factor")
        request.organisation = kwargs[name] = organisation
        request.sights = sights_of(roles)
        if sight not in request.sights:
            raise PermissionDenied
        return None

    def has_second_factor(self, request: HttpRequest, account: Account) -> bool:
        """Whether the account signs in with two factors. Sample accounts are let through, on loopback alone."""
        if account.sample and settings.SAMPLE:
            return True
        if not request.session.get("second_factor"):
            request.session["second_factor"] = is_mfa_enabled(account)
        return request.session["second_factor"]
