"""Words of the journal: its own deeds, and the sentences of every app, gathered by name."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

DEEDS: Words = {
    # Translators: line of the journal; {form} is the name of a kind of file, such as CSV
    "journal.exported": _("{who} took the journal away as a file ({form})."),
}

# What a field's old and new value needs the reader to see: "contract.base_pay" on one thing, "base_pay" on any.
PRIVATE: dict[str, str] = {"base_pay": "pay", "pay_period": "pay"}

# Translators: line of the journal whose kind is not known to this version; {who} is a person, {thing} anything
UNKNOWN = _("{who} did something that this version has no words for ({deed}): {thing}.")


def gathered(module: str, name: str) -> dict[str, Any]:
    """One dictionary out of those called ``name`` in the apps' modules called ``module``."""
    words: dict[str, Any] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("lamplighter.apps.") and find_spec(f"{config.name}.{module}"):
            words |= getattr(import_module(f"{config.name}.{module}"), name, {})
    return words


@cache
def deeds() -> Words:
    """The sentence of every deed: {who} did it, {thing} it was done to, and any of its facts."""
    return gathered("phrases", "DEEDS")


@cache
def about() -> dict[str, str]:
    """The kind of thing whose fields a deed changes, where that is a part of what it was done to."""
    return gathered("phrases", "ABOUT")


@cache
def field_words() -> Words:
    """What changes are called that no field of the thing is called by, as "service.depends_on"."""
    return gathered("phrases", "FIELD_WORDS")


@cache
def private() -> dict[str, str]:
    """The sight that a field's values need."""
    return gathered("phrases", "PRIVATE")


@cache
def spoken() -> dict[str, Any]:
    """The lists of codes that facts are taken from, by the fact's name."""
    return gathered("choices", "SPOKEN")
