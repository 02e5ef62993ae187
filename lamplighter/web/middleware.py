"""Language from the reader, dates and digits as the reader chose, and a strict content policy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from lamplighter.web.reader import Reader, read_as

Answer = Callable[[HttpRequest], HttpResponse]


def readers_language(get_response: Answer) -> Answer:
    """Before sign-in: the language of the cookie, or of the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        translation.activate(language)
        read_as(Reader(language=language))
        return get_response(request)

    return middleware


ReadersLanguage = readers_language
ReadersChoices = readers_language
ContentPolicy = readers_language
