"""Typed picks from a tree: each knows where it stands, and what does not fit becomes a complaint."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lamplighter.engines.exercise.scenario import Range
from lamplighter.engines.exercise.words import BadText, Words, pieces

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:-]{0,79}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TIME = re.compile(r"\+(\d{1,6}):([0-5]\d)")
_NEEDED: Final = object()


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a tree that cannot be read.

    Parameters
    ----------
    code
        ``missing``, ``unknown_field``, ``wrong_type`` (facts: expected, got), ``unknown_key`` (a translated text for
        something that is not there), ``unknown_value`` (facts: got, allowed), ``twice``, ``bad_key``, ``bad_range``,
        ``bad_time``, ``bad_text`` (facts: why, at), ``bad_id``, ``bad_version``, ``unknown_format``,
        ``not_with_release`` (a time or condition that this kind of release does not use).
    where
        The way there from the top, by names, by the key of a part where it has one and otherwise by its place from
        1: ``phases.dawn.injects.call.at``, ``roles.mayor.powers.2``.
    """

    code: str
    where: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class Book:
    """What is true of a whole tree while it is read: its languages, its translated texts, its complaints."""

    def __init__(self, language: str, texts: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self.texts = texts
        self.complaints: list[Complaint] = []
        self.paths: set[str] = set()
        self.languages = {language, *texts}

    def complain(self, code: str, where: str, **facts: Any) -> None:
        """Note a complaint."""
        self.complaints.append(Complaint(code, where, facts))

    def words(self, raw: Any, where: str, *paths: str) -> Words:
        """Read a text and all its translations; ``paths`` is what translators may call it."""
        found: dict[str, str] = {}
        if isinstance(raw, str):
            found[self.language] = raw
        elif isinstance(raw, Mapping) and raw and all(isinstance(one, str) for pair in raw.items() for one in pair):
            found.update(raw)
        elif raw is not None:
            self.complain("wrong_type", where, expected="text", got=kind_of(raw))
        for language in found:
            if not LANGUAGE.fullmatch(language):
                self.complain("unknown_value", where, got=language, allowed="a language")
        self.languages |= found.keys()
        self.paths.update(paths)
        for language, texts in self.texts.items():
            for path in dict.fromkeys(paths):
                if path in texts:
                    if language in found:
                        self.complain("twice", where, language=language, path=path)
                    found[language] = texts[path]
        for language, text in found.items():
            try:
                pieces(text)
            except BadText as bad:
                self.complain("bad_text", where, why=bad.code, at=bad.at, language=language)
        return {language: unicodedata.normalize("NFC", text) for language, text in sorted(found.items())}

    def unused_texts(self) -> None:
        """Complain about translations of what is not there."""
        for language, texts in sorted(self.texts.items()):
            for path in sorted(texts.keys() - self.paths):
                self.complain("unknown_key", f"texts.{language}.{path}", path=path)


class Part:
    """One mapping of the tree. Every name is picked once; :meth:`done` complains about those nobody picked."""

    def __init__(self, tree: Any, where: str, path: str, book: Book) -> None:
        self.book = book
        self.where = where
        # What translators write before a name. The way there from the top is understood as well.
        self.path = path
        self.picked: set[str] = set()
        self.tree: Mapping[Any, Any] = tree if isinstance(tree, Mapping) else {}
        # One complaint about a part that is no mapping is enough: nothing in it is missed besides.
        self.broken = not isinstance(tree, Mapping)
        if self.broken:
            book.complain("wrong_type", where, expected="mapping", got=kind_of(tree))

    def at(self, name: str) -> str:
        """Say where a name of this part stands."""
        return f"{self.where}.{name}" if self.where else name

    def called(self, name: str) -> str:
        """Say what translators call a name of this part."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether the name is given."""
        return self.tree.get(name) is not None

    def complain(self, code: str, name: str, **facts: Any) -> None:
        """Note a complaint about one of its names."""
        self.book.complain(code, self.at(name), **facts)

    def raw(self, name: str, needed: bool = False) -> Any:
        """Pick what stands there as it is."""
        self.picked.add(name)
        value = self.tree.get(name)
        if value is None and needed and not self.broken:
            self.complain("missing", name)
        return value

    def text(self, name: str, otherwise: Any = _NEEDED) -> Any:
        """Pick a plain text that nobody translates."""
        return self._typed(name, str, "text", otherwise, "")

    def label(self, name: str) -> str:
        """Pick a short text that may be written as a number, such as the number of an inject."""
        value = self.tree.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            self.picked.add(name)
            return str(value)
        return str(self.text(name, ""))

    def whole(self, name: str, otherwise: Any = _NEEDED, least: int = 0) -> Any:
        """Pick a whole number, at least ``least``."""
        value = self._typed(name, int, "whole number", otherwise, least)
        if isinstance(value, int) and value < least:
            self.complain("bad_range", name, got=value, least=least)
        return value

    def number(self, name: str, otherwise: Any = _NEEDED) -> Any:
        """Pick a number."""
        value = self._typed(name, (int, float), "number", otherwise, 0)
        return value if value is None else float(value)

    def truth(self, name: str, otherwise: bool | None = False) -> Any:
        """Pick true or false."""
        value = self.raw(name)
        if value is None:
            return otherwise
        if not isinstance(value, bool):
            self.complain("wrong_type", name, expected="true or false", got=kind_of(value))
        return bool(value)

    def one_of(self, name: str, allowed: Sequence[str], otherwise: Any = _NEEDED) -> Any:
        """Pick one of some words."""
        value = self.text(name, allowed[0] if otherwise is _NEEDED and self.broken else otherwise)
        if value is not None and value not in allowed:
            if self.has(name):
                self.complain("unknown_value", name, got=value, allowed=list(allowed))
            return allowed[0]
        return value

    def key(self, name: str = "key") -> str:
        """Pick a key."""
        value = self.text(name)
        if value and not KEY.fullmatch(value):
            self.complain("bad_key", name, got=value)
        return str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Pick a list of plain texts, keys mostly; one alone need not stand in a list."""
        value = self.raw(name)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.complain("wrong_type", name, expected="list of texts", got=kind_of(value))
            return ()
        return tuple(value)

    def minutes(self, name: str, otherwise: int | None = None) -> Any:
        """Pick a story time ``"+h:mm"`` as minutes."""
        value = self.raw(name)
        if value is None:
            return otherwise
        time = _TIME.fullmatch(value) if isinstance(value, str) else None
        if time is None:
            self.complain("bad_time", name, got=str(value))
            return otherwise
        return int(time.group(1)) * 60 + int(time.group(2))

    def range(self, name: str) -> Range | None:
        """Pick ``[low, likely, high]``; one number alone is all three."""
        return self.range_of(self.raw(name), name)

    def range_of(self, value: Any, name: str) -> Range | None:
        """Read a range that stands at a name."""
        if value is None:
            return None
        numbers = value if isinstance(value, list) else [value] * 3
        if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers):
            self.complain("wrong_type", name, expected="[low, likely, high]", got=kind_of(value))
            return None
        if len(numbers) != 3 or not numbers[0] <= numbers[1] <= numbers[2]:
            self.complain("bad_range", name, got=list(numbers))
            return None
        return Range(*(float(one) for one in numbers))

    def words(self, name: str, needed: bool = True) -> Words:
        """Pick a text with its translations; {} where there is none and none is needed."""
        found = self.book.words(self.raw(name), self.at(name), self.called(name), self.at(name))
        if needed and self.book.language not in found and not self.broken:
            self.complain("missing", name)
        return found

    def words_or_none(self, name: str) -> Words | None:
        """Pick a text with its translations, ``None`` where there is none."""
        return self.words(name, needed=False) or None

    def list_of_words(self, name: str) -> tuple[Words, ...]:
        """Pick a list of texts; translators count them from 1."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain("wrong_type", name, expected="list", got=kind_of(value))
            return ()
        return tuple(
            self.book.words(one, f"{self.at(name)}.{place}", f"{self.called(name)}.{place}")
            for place, one in enumerate(value, start=1)
        )

    def parts(self, name: str, top: str | None = None) -> Iterator["Part"]:
        """Pick parts by key: a mapping from key to part, or a list of parts that carry ``key``.

        ``top`` is what translators write before the key: injects are ``injects.call`` whatever phase they are in.
        """
        value = self.raw(name)
        if value is None:
            return
        if isinstance(value, Mapping):
            value = [{"key": key, **one} if isinstance(one, Mapping) else one for key, one in value.items()]
        if not isinstance(value, list):
            self.complain("wrong_type", name, expected="list or mapping", got=kind_of(value))
            return
        seen: set[str] = set()
        for place, one in enumerate(value, start=1):
            key = one.get("key") if isinstance(one, Mapping) else None
            label = key if isinstance(key, str) and key else str(place)
            if label in seen:
                self.book.complain("twice", f"{self.at(name)}.{label}", key=label)
            seen.add(label)
            above = self.called(name) if top is None else top
            yield Part(one, f"{self.at(name)}.{label}", f"{above}.{label}", self.book)

    def listed(self, name: str) -> Iterator["Part"]:
        """Pick parts without keys; they count from 1."""
        value = self.raw(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.complain("wrong_type", name, expected="list", got=kind_of(value))
            return
        for place, one in enumerate(value, start=1):
            yield Part(one, f"{self.at(name)}.{place}", f"{self.called(name)}.{place}", self.book)

    def part(self, name: str) -> "Part | None":
        """Pick one part, or ``None``."""
        value = self.raw(name)
        if value is None:
            return None
        return Part(value, self.at(name), self.called(name), self.book)

    def done(self) -> None:
        """Complain about every name that nobody picked."""
        for name in self.tree:
            if name not in self.picked:
                self.complain("unknown_field", str(name))

    def _typed(self, name: str, kind: type | tuple[type, ...], called: str, otherwise: Any, filler: Any) -> Any:
        value = self.raw(name, needed=otherwise is _NEEDED)
        if value is None:
            return filler if otherwise is _NEEDED else otherwise
        if not isinstance(value, kind) or isinstance(value, bool):
            self.complain("wrong_type", name, expected=called, got=kind_of(value))
            return filler if otherwise is _NEEDED else otherwise
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def kind_of(value: Any) -> str:
    """Say what something of a tree is, in words of a tree."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
        case Mapping():
            return "mapping"
    return type(value).__name__
