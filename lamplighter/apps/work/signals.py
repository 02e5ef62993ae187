"""Who does which kind of background work: apps register a handler here, from their own `jobs` module.

    from lamplighter.apps.work.signals import Running, handler

    @handler("roster.solve")
    def solve_roster(job: Running) -> None:
        problem = ...
        result = solve(problem, on_progress=lambda found: job.report(phase="searching", done=found))
        if job.stop_asked():
            return
        with job.final():
            ...write every result here...

What the reader sees while it runs comes from two dictionaries in the app's `phrases` module, both optional:
``JOB_WORDS = {"roster.solve": _("Making a roster")}`` and ``PHASE_WORDS = {"searching": _("Looking further")}``.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from lamplighter.apps.cities.models import Account, Organisation


class TakenAway(Exception):
    """This worker was taken for dead and the job is another's now: write nothing, say nothing."""


class Stopped(Exception):
    """The job was cancelled, or its worker is shutting down: nothing of it is stored."""


class Unworkable(Exception):
    """The job cannot be done, and this is why: one sentence for whoever asked, in their language."""


class Running(Protocol):
    """One job in a worker's hands, as its handler sees it. Every method may be called from any thread."""

    @property
    def organisation(self) -> "Organisation": ...

    @property
    def asked_by(self) -> "Account | None": ...

    @property
    def arguments(self) -> dict[str, Any]: ...

    @property
    def job_id(self) -> int: ...

    def report(self, **progress: Any) -> None:
        """Say how far it is: ``phase`` (a code), ``done`` and ``of`` (numbers) are shown; more may be added."""

    def stop_asked(self) -> bool:
        """Whether to stop: cancelled, shutting down, or taken away. Cheap: ask as often as you like."""

    def final(self) -> AbstractContextManager[None]:
        """One transaction for every result, which also ends the job; enter it once, as the last thing.

        Raises
        ------
        TakenAway
            If another worker has the job.
        Stopped
            If the job was cancelled, or `stop_asked` has told this handler to stop.
        """


Handler = Callable[[Running], None]
HANDLERS: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register a function as the one that does jobs of this kind."""

    def register(function: Handler) -> Handler:
        known = HANDLERS.setdefault(kind, function)
        if known is not function:
            raise ValueError(
                f"Two handlers for jobs of kind {kind!r}: {known.__module__} and {function.__module__}."
            )
        return function

    return register


def discover() -> None:
    """Load the `jobs` module of every app, so that all handlers are registered."""
    autodiscover_modules("jobs")
