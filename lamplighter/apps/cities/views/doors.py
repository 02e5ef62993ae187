"""The door: the front page, the choice of an organisation, one's own choices, the second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override

from lamplighter.apps.cities.actions import choose as write_choices
from lamplighter.apps.cities.forms import ChoicesForm, LanguageForm
from lamplighter.apps.cities.queries import has_second_factor, needs_second_factor, places_of
from lamplighter.web.gate import everyone, signed_in
from lamplighter.web.reader import VISIT

YEAR_S = 60 * 60 * 24 * 365


@everyone
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what Lamplighter is. Signed in: the organisation last visited, the only one, or the choice."""
    if not request.user.is_authenticated:
        return render(request, "cities/front.html")
    places = places_of(request.user)
    last = [place for place in places if place.slug == request.session.get("last_organisation")]
    if last or len(places) == 1:
        return redirect(last[0] if last else next(iter(places)))
    return redirect("choose")


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """The organisations in which the reader holds roles."""
    return render(request, "cities/choose.html", {"places": list(places_of(request.user))})


@everyone
def my_choices(request: HttpRequest) -> HttpResponse:
    """Language, calendar, digits, theme; without an account the language alone, kept in a cookie."""
    form: ChoicesForm | LanguageForm
    if request.user.is_authenticated:
        form = ChoicesForm(request.POST or None, instance=request.user)
    else:
        form = LanguageForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method != "POST":
        return render(request, "cities/my_choices.html", {"form": form})
    if not form.is_valid():
        return render(request, "cities/my_choices.html", {"form": form}, status=422)
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        write_choices(request.user, form.cleaned_data)
        request.session.pop(VISIT, None)
    with override(language or request.LANGUAGE_CODE):
        messages.success(request, _("Your choices are kept."))
    answer = redirect("my_choices")
    if language:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_S, samesite="Lax", secure=secure)
    return answer


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, and the ways to set one up or to show it; then back to where one came from."""
    wanted = request.GET.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        request.session["after_second_factor"] = wanted
    if has_second_factor(request, request.user):
        return redirect(request.session.pop("after_second_factor", None) or "home")
    asking = [place for place, roles in places_of(request.user).items() if needs_second_factor(roles)]
    context = {
        "asking": asking,
        "here": request.path,
        "has_code": is_mfa_enabled(request.user, types=[Authenticator.Type.TOTP]),
        "has_key": is_mfa_enabled(request.user, types=[Authenticator.Type.WEBAUTHN]),
    }
    return render(request, "cities/second_factor.html", context)
