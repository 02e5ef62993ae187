"""Pages that belong to no city."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lamplighter.web.gate import everyone
from lamplighter.web.reader import KNOWN, VISIT


@everyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: in a cookie for everybody, and for this visit over the account's own choice."""
    asked = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if asked in KNOWN:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            request.session[VISIT] = {"language": asked, "over": request.user.language}
    return answer
