"""Texts in several languages, with places for values.

``{name}`` stands for a value, ``{n, plural, one {# hour} other {# hours}}`` follows a number (a part of ICU's
message format), ``{{`` is a literal brace.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lamplighter.engines.exercise.plurals import category

Words = Mapping[str, str]
Value = str | int | float | Decimal

# A value from outside keeps its own direction: "first strong isolate" before it, "pop" after it.
OPEN, CLOSE = "\u2068", "\u2069"

_NAME = re.compile(r"[A-Za-z_][\w.:-]*")
_FORM = re.compile(r"(zero|one|two|few|many|other|=\d+)\s*\{")
_PLURAL = re.compile(r"\s*,\s*plural\s*,\s*")


class BadText(ValueError):
    """A text whose braces cannot be read. ``code`` says why, ``at`` counts signs from 0."""

    def __init__(self, code: str, at: int) -> None:
        super().__init__(f"The text cannot be read at sign {at}: {code}. Write a literal brace twice: {{{{.")
        self.code = code
        self.at = at


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class Plural:
    """A place whose words follow a number; ``#`` inside a form is a :class:`Slot` of the same name."""

    name: str
    forms: tuple[tuple[str, tuple["Piece", ...]], ...]


Piece = str | Slot | Plural


# The same texts are taken apart again and again: by the check in every language, and for every reader.
@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[Piece, ...]:
    """Take a text apart.

    Raises
    ------
    BadText
        ``brace_open`` (a ``{`` without its end), ``brace_close`` (a ``}`` alone), ``name`` (no name after ``{``),
        ``plural`` (forms that cannot be read), ``no_other`` (a plural without its form ``other``).
    """
    found, end = _run(text, 0, None)
    if end != len(text):
        raise BadText("brace_close", end)
    return tuple(found)


def chosen(words: Words, language: str, main: str = "en") -> tuple[str, str]:
    """Pick the text of a language, or else of the main one, or else of the first: ``(language, text)``."""
    for tongue in (language, main, *sorted(words)):
        if tongue in words:
            return tongue, words[tongue]
    return language, ""


def say(
    words: Words,
    language: str,
    values: Mapping[str, Value] | None = None,
    *,
    number: Callable[[Value], str] = str,
    main: str = "en",
) -> str:
    """Say a text in a language with its values in place.

    Parameters
    ----------
    values
        By name, dots included (``target.host``). Texts are wrapped in U+2068…U+2069, so that a Latin name inside
        Hebrew keeps its own direction; numbers go through ``number``. A name without a value stays in its
        braces: a screen in front of forty people never breaks (the check of a scenario has found it before).
    number
        Writes numbers in the reader's digits.
    main
        The language taken where ``language`` has no text.

    Raises
    ------
    BadText
        As :func:`pieces`; a scenario that was read has no such text.
    """
    tongue, text = chosen(words, language, main)
    return "".join(_said(piece, tongue, values or {}, number, None) for piece in pieces(text))


def names(text: str) -> frozenset[str]:
    """Give the names of all values that a text asks for."""
    return frozenset(name for piece in pieces(text) for name in _names(piece))


def plurals(text: str) -> tuple[Plural, ...]:
    """Give the plurals of a text, those inside others included."""
    return tuple(plural for piece in pieces(text) for plural in _plurals(piece))


def _said(
    piece: Piece, language: str, values: Mapping[str, Value], number: Callable[[Value], str], of: str | None
) -> str:
    if isinstance(piece, str):
        return piece
    value = values.get(piece.name)
    if isinstance(piece, Slot):
        if value is None:
            return f"{{{piece.name}}}"
        if isinstance(value, str):
            return f"{OPEN}{value}{CLOSE}"
        return number(value)
    forms = dict(piece.forms)
    form = forms["other"]
    if value is not None and not isinstance(value, str):
        form = forms.get(f"={value}") or forms.get(category(language, value)) or form
    return "".join(_said(part, language, values, number, piece.name) for part in form)


def _names(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Slot):
        yield piece.name
    elif isinstance(piece, Plural):
        yield piece.name
        for _, form in piece.forms:
            for part in form:
                yield from _names(part)


def _plurals(piece: Piece) -> Iterator[Plural]:
    if isinstance(piece, Plural):
        yield piece
        for _, form in piece.forms:
            for part in form:
                yield from _plurals(part)


def _run(text: str, at: int, of: str | None) -> tuple[list[Piece], int]:
    """Read until a single ``}`` or the end; ``of`` is the number that ``#`` stands for."""
    found: list[Piece] = []
    plain: list[str] = []
    while at < len(text):
        sign = text[at]
        # Inside a form "}}" ends the form and its plural; a literal "}" can only be written outside.
        double = text[at : at + 2]
        if double == "{{" or (double == "}}" and of is None):
            plain.append(sign)
            at += 2
        elif sign == "}":
            break
        elif sign == "#" and of is not None:
            found += ["".join(plain), Slot(of)]
            plain = []
            at += 1
        elif sign == "{":
            found.append("".join(plain))
            plain = []
            piece, at = _braced(text, at)
            found.append(piece)
        else:
            plain.append(sign)
            at += 1
    found.append("".join(plain))
    return [piece for piece in found if piece != ""], at


def _braced(text: str, start: int) -> tuple[Piece, int]:
    """Read ``{name}`` or ``{name, plural, …}`` and give where it ends."""
    name = _NAME.match(text, start + 1)
    if name is None:
        raise BadText("name", start)
    at = name.end()
    if text[at : at + 1] == "}":
        return Slot(name.group()), at + 1
    opening = _PLURAL.match(text, at)
    if opening is None:
        raise BadText("brace_open" if "}" not in text[at:] else "plural", start)
    at = opening.end()
    forms: list[tuple[str, tuple[Piece, ...]]] = []
    while form := _FORM.match(text, at):
        inner, at = _run(text, form.end(), name.group())
        if text[at : at + 1] != "}":
            raise BadText("brace_open", start)
        forms.append((form.group(1), tuple(inner)))
        at += 1
        while text[at : at + 1].isspace():
            at += 1
    if text[at : at + 1] != "}":
        raise BadText("plural", start)
    if "other" not in dict(forms):
        raise BadText("no_other", start)
    return Plural(name.group(), tuple(forms)), at + 1
