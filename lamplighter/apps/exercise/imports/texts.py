"""Texts of other languages: kept in a tree under ``texts``, by language and then by path; and guessing a language."""

import re
from collections.abc import Iterable
from typing import Any

from lamplighter.apps.exercise.imports.found import Place, Tree, Wrong

INSIDE_PHASES = ("injects", "decisions", "questions")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
HEBREW = re.compile(r"[\u0590-\u05ff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
# Letters that Persian has and Arabic lacks, and the other way round.
PERSIAN = re.compile(r"[پچژگکی]")
ONLY_ARABIC = re.compile(r"[ةىيكإأؤئ]")


def is_language(code: Any) -> bool:
    """Whether this looks like the code of a language."""
    return isinstance(code, str) and bool(LANGUAGE.fullmatch(code))


def merge(tree: Tree, language: str, said: Tree, place: Place, spot: Place) -> list[Wrong]:
    """Put the texts of one document into the tree; give those that another document said already.

    Parameters
    ----------
    place, spot
        Where the tree and where these texts stand; the one learns of the other.
    """
    texts = tree.setdefault("texts", {})
    if not isinstance(texts, dict):
        return []
    known = texts.setdefault(language, {})
    around = place.parts.setdefault("texts", Place(spot.line, spot.file))
    inside = around.parts.setdefault(language, Place(spot.line, spot.file))
    wrong: list[Wrong] = []
    for path, text in said.items():
        at = spot.parts.get(path, spot)
        if path in known:
            wrong.append(Wrong("said_twice", f"texts.{language}.{path}", at.line, at.file, {"language": language}))
        else:
            known[path] = text
            inside.parts[path] = at
    return wrong


def language_of(texts: Iterable[str]) -> str:
    """The language that most of these are in, by their letters; English where nothing tells otherwise."""
    all_of_it = " ".join(texts)
    hebrew, arabic = len(HEBREW.findall(all_of_it)), len(ARABIC.findall(all_of_it))
    latin = sum(sign.isascii() and sign.isalpha() for sign in all_of_it)
    if max(hebrew, arabic) * 2 < latin or not max(hebrew, arabic):
        return "en"
    if hebrew >= arabic:
        return "he"
    return "fa" if len(PERSIAN.findall(all_of_it)) > len(ONLY_ARABIC.findall(all_of_it)) else "ar"
