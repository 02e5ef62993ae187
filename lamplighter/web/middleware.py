"""Language from the reader, dates and digits as the reader chose, short forms of strangers, a strict content policy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from lamplighter.web.gate import Asks
from lamplighter.web.reader import Reader, chosen_language, read_as, reader, speak

# More than any form without a file asks for, in any script.
MOST_OF_STRANGERS = 64 * 1024
Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ReadersLanguage:
    """Before sign-in: the language of the cookie, or of the browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        read_as(Reader())
        speak(request, translation.get_language_from_request(request))
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return answer


class ReadersChoices:
    """After sign-in: the account's language, calendar, digits and theme."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if account.is_authenticated:
            language = chosen_language(request)
            if language:
                speak(request, language)
            read_as(
                replace(
                    reader(),
                    calendar=account.calendar or "gregorian",
                    digits=account.digits,
                    theme=account.theme,
                )
            )
        return self.get_response(request)


class ShortForms:
    """Pages that ask for no account take no more than a form holds; files are for those who have signed in.

    It stands before whatever reads a form. A form that does not say how long it is, is taken for too long.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        asks: Asks | None = getattr(view, "asks", None)
        if asks is not None and not (asks.everyone or asks.seats):
            return None
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdigit() and int(told) <= MOST_OF_STRANGERS and "HTTP_TRANSFER_ENCODING" not in request.META:
            return None
        return render(request, "413.html", status=413)


class ContentPolicy:
    """Only our own scripts, styles, fonts and pictures: no inline script, no style attribute, no other host."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # Django's own pages for developers carry their styles and scripts in themselves.
        if not (settings.DEBUG and answer.status_code in {404, 500}):
            answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return answer
