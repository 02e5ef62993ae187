"""What the reader is told about a job, in words; other apps add theirs in their own `phrases` module."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

# Translators: the name of background work that is running and has no name of its own
WORKING = _("Working")

FAILURES: Words = {
    # Translators: shown where background work was asked for; the server's log has the details
    "unexpected": _(
        "This failed for a reason that we did not foresee. Whoever runs the server finds it in the log."
    ),
    # Translators: shown where background work was asked for; “died” means that the process was killed
    "lost": _(
        "This was given up: the worker doing it died three times. Whoever runs the server finds more in the log."
    ),
    # Translators: shown where background work was asked for
    "unknown": _("No worker knows how to do this. The server may be running an older version: restart it."),
}


DEEDS: Words = {
    # Translators: line of the journal; {thing} names the work by a code and a number
    "job.cancelled": _("{who} stopped the background work {thing}."),
}


@cache
def job_words() -> Words:
    """What each kind of job is called, gathered from every app."""
    return gathered("JOB_WORDS")


@cache
def phase_words() -> Words:
    """What each phase of a job is called, gathered from every app."""
    return gathered("PHASE_WORDS")


def gathered(name: str) -> Words:
    """One dictionary out of those with this name in the apps' `phrases` modules."""
    words: Words = {}
    for config in apps.get_app_configs():
        if config.name.startswith("lamplighter.apps.") and find_spec(f"{config.name}.phrases"):
            words |= getattr(import_module(f"{config.name}.phrases"), name, {})
    return words
