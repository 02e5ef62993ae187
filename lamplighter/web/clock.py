"""The one place that asks the machine what time it is; doors call it and pass the answer on."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present instant, in UTC. Tests replace ``lamplighter.web.clock.now``."""
    return _standing.get() or datetime.now(UTC)  # noqa: TID251 -- this is the clock that everybody else is told to ask


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """The clock stands at ``instant`` for whatever this thread does meanwhile: sample cities are given a past."""
    token = _standing.set(instant)
    try:
        yield
    finally:
        _standing.reset(token)
