"""Who is reading: language, calendar, digits, zone; set once a request, read by the template filters."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's choices; ``calendar`` is gregorian, jalali or hebrew, ``digits`` latin or local."""

    language: str = "en"
    calendar: str = "gregorian"
    digits: str = "local"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    theme: str = "auto"


_reader: ContextVar[Reader] = ContextVar("reader")


def reader() -> Reader:
    """The reader of this request."""
    return _reader.get(Reader())


def read_as(choices: Reader) -> None:
    """From now on, in this request, dates and numbers are written for ``choices``."""
    _reader.set(choices)
