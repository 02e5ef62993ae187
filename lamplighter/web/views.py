"""Pages that belong to no city."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lamplighter.web.gate import everyone
from lamplighter.web.reader import KNOWN, VISIT
from lamplighter.web.sheets import whole


@everyone
@require_safe
def look(request: HttpRequest, version: str) -> HttpResponse:
    """All style sheets in one answer, kept by browsers for good: another look has another address."""
    sheet = whole()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(sheet.packed if packed else sheet.text, content_type="text/css; charset=utf-8")
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    if version == sheet.version:
        answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


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
