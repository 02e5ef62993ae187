"""Who is reading: language, calendar, digits, zone; set once a request, read by the template filters."""

from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

KNOWN = frozenset(code for code, _name in settings.LANGUAGES)
# The switch at the foot of a page holds for one visit, and yields as soon as the account's own choice changes.
VISIT = "language_of_visit"
RTL = frozenset({"fa", "he", "ar"})


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's choices; ``calendar`` is gregorian, jalali or hebrew, ``digits`` latin or local."""

    language: str = "en"
    calendar: str = "gregorian"
    digits: str = "local"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    theme: str = "auto"

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language in RTL else "ltr"


_reader: ContextVar[Reader] = ContextVar("reader")


def reader() -> Reader:
    """The reader of this request."""
    return _reader.get(Reader())


def read_as(choices: Reader) -> None:
    """From now on, in this request, dates and numbers are written for ``choices``."""
    _reader.set(choices)


def read_in(request: HttpRequest) -> None:
    """Read as in ``request.organisation``: by its clock, and in its language and calendar where none was chosen."""
    organisation = request.organisation
    chosen = chosen_language(request) or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    speak(request, chosen if chosen in KNOWN else organisation.language)
    calendar = getattr(request.user, "calendar", "") or organisation.calendar
    read_as(replace(reader(), calendar=calendar, zone=organisation.zone))


def speak(request: HttpRequest, language: str) -> None:
    """Write the rest of this answer in ``language``."""
    translation.activate(language)
    request.LANGUAGE_CODE = language
    read_as(replace(reader(), language=language))


def chosen_language(request: HttpRequest) -> str:
    """What this visit was switched to, else what the account chose; empty if neither."""
    if not request.user.is_authenticated:
        return ""
    own: str = request.user.language
    visit = request.session.get(VISIT)
    if visit and visit["over"] == own and visit["language"] in KNOWN:
        return visit["language"]
    return own if own in KNOWN else ""
