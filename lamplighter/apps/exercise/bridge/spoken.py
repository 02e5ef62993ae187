"""The texts of a scenario in one language, beside the language in which it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.bridge.msel import part_of
from lamplighter.engines.exercise import Problem, texts_of


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its path, the part it belongs to, the main text, and what is said in the language."""

    path: str
    kind: str
    key: str
    main: str
    said: str
    problems: tuple[Problem, ...]


def spoken(definition: Definition, language: str) -> tuple[Text, ...]:
    """Every text in the order of the document; those that are not told in the language are empty."""
    wrong: dict[str, tuple[Problem, ...]] = {}
    for each in definition.problems:
        if each.facts.get("language") == language and each.code != "language_gap":
            wrong[each.where] = (*wrong.get(each.where, ()), each)
    scenario = definition.scenario
    return tuple(
        Text(
            path,
            *part_of(definition.tree, path),
            words.get(scenario.language, ""),
            words.get(language, ""),
            wrong.get(path, ()),
        )
        for path, words in texts_of(scenario).items()
    )


def text_in(tree: Mapping[str, Any], language: str, path: str) -> str:
    """What a tree in canonical form says in another language than its main one; empty if nothing."""
    said: Mapping[str, str] = (tree.get("texts") or {}).get(language, {})
    return said.get(path, "")
