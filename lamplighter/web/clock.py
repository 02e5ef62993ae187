"""The one place that asks the machine what time it is; doors call it and pass the answer on."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, in UTC. Tests replace ``lamplighter.web.clock.now``."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the clock that everybody else is told to ask
