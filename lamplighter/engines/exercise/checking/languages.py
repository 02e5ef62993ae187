"""Where a translation lacks, or says something else than the main text."""

from collections.abc import Iterator

from lamplighter.engines.exercise.checking.problem import Problem, problem
from lamplighter.engines.exercise.plurals import categories
from lamplighter.engines.exercise.reading.writing import texts_of
from lamplighter.engines.exercise.scenario import Scenario
from lamplighter.engines.exercise.words import names, plurals

# A form for exactly this number does what the category does.
_EXACTLY = {"=0": "zero", "=1": "one", "=2": "two"}


def language_problems(scenario: Scenario) -> Iterator[Problem]:
    """Gaps, values that a translation adds or drops, and plural forms that its language needs."""
    for path, words in texts_of(scenario).items():
        for language in dict.fromkeys((*scenario.languages, *words)):
            if language not in words:
                yield problem("language_gap", path, language=language)
                continue
            if scenario.language in words:
                yield from _values(path, language, words[language], words[scenario.language])
            yield from _forms(path, language, words[language])


def _values(path: str, language: str, text: str, main: str) -> Iterator[Problem]:
    there, here = names(main), names(text)
    if there != here:
        facts = {"added": sorted(here - there), "lost": sorted(there - here)}
        yield problem("placeholder_differs", path, language=language, **facts)


def _forms(path: str, language: str, text: str) -> Iterator[Problem]:
    for plural in plurals(text):
        there = {_EXACTLY.get(form, form) for form, _ in plural.forms}
        missing = [form for form in categories(language) if form not in there]
        if missing:
            yield problem("plural_form_missing", path, language=language, name=plural.name, forms=missing)
