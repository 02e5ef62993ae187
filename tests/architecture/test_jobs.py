"""Whoever waits for background work is told what it is, and who else may see it is written down."""

from lamplighter.apps.work.choices import SEEN_WITH
from lamplighter.apps.work.phrases import job_words
from lamplighter.apps.work.signals import HANDLERS, discover


def kinds() -> set[str]:
    discover()
    return {kind for kind, handler in HANDLERS.items() if ".tests." not in handler.__module__}


def test_every_kind_of_job_has_a_name_for_the_reader() -> None:
    assert kinds() - set(job_words()) == set(), "Add it to JOB_WORDS in the phrases module of its app."


def test_every_kind_of_job_begins_with_its_app_which_says_who_sees_it() -> None:
    assert {kind.split(".")[0] for kind in kinds()} <= set(SEEN_WITH)
    for kind in kinds():
        assert HANDLERS[kind].__module__.startswith(f"lamplighter.apps.{kind.split('.')[0]}.")
