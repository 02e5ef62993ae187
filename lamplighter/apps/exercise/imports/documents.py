"""YAML as trees: mappings, lists and plain values as YAML 1.2 means them, and the line where each stands.

PyYAML only cuts the text into events; nothing is constructed by it, so that ``off`` stays a word, ``06:40`` a time as
written, and no tag makes an object. Aliases are refused: a few of them can mean gigabytes.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from lamplighter.apps.exercise.imports.found import Place, Unusable, Wrong

MOST_BYTES = 4 * 1024 * 1024
MOST_DEPTH = 30
MOST_PARTS = 200_000
MOST_WRONG = 200
CUTTER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.2, section 10.3.2, the core schema.
NULL = re.compile(r"null|Null|NULL|~|")
TRUE = re.compile(r"true|True|TRUE")
FALSE = re.compile(r"false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o([0-7]+)")
HEX = re.compile(r"0x([0-9a-fA-F]+)")
BROKEN = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
TEXT_TAG, TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:"
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a stream: its value, and where its parts stand."""

    value: Any
    place: Place


@dataclass(slots=True)
class Reading:
    """Every document of a file, and every place of it that cannot be understood."""

    documents: list[Document] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(slots=True)
class Open:
    """A mapping or list that has not ended yet."""

    value: Any
    place: Place
    path: str
    key: str | None = None


def read(content: bytes, file: str = "") -> Reading:
    """Every document in ``content``, which is UTF-8.

    Raises
    ------
    Unusable
        ``too_big`` (more than 4 MB), ``too_many_parts`` (200,000), ``not_utf8``, ``too_deep`` (more than
        30 levels).
    """
    if len(content) > MOST_BYTES:
        raise Unusable("too_big", megabytes=MOST_BYTES // 1024**2)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("not_utf8", byte=error.start) from error
    found = Reading()
    builder = Builder(found, file)
    try:
        for number, event in enumerate(yaml.parse(text, Loader=CUTTER)):
            if number > MOST_PARTS:
                raise Unusable("too_many_parts", most=MOST_PARTS)
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = str(error.problem or error.context or "")
        found.wrong.append(Wrong("not_yaml", "", mark.line + 1 if mark else None, file, {"said": said}))
    except (yaml.YAMLError, UnicodeError) as error:
        said = str(error).splitlines()[0] if str(error) else ""
        found.wrong.append(Wrong("not_yaml", "", None, file, {"said": said}))
    del found.wrong[MOST_WRONG:]
    return found


class Builder:
    """Puts events together; a stack of what is open stands for recursion, which a hostile file could exhaust."""

    def __init__(self, found: Reading, file: str) -> None:
        self.found = found
        self.file = file
        self.open: list[Open] = []

    def take(self, event: Any) -> None:
        """One event more."""
        line = event.start_mark.line + 1
        match event:
            case yaml.MappingStartEvent():
                self.begin({}, event, line)
            case yaml.SequenceStartEvent():
                self.begin([], event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.end()
            case yaml.ScalarEvent():
                self.scalar(event, line)
            case yaml.AliasEvent():
                self.complain("alias", line, name=event.anchor)
                self.put(None, Place(line, self.file))

    def begin(self, value: Any, event: Any, line: int) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise Unusable("too_deep", levels=MOST_DEPTH, line=line)
        if event.tag is not None and not event.implicit:
            self.complain("tag", line, name=event.tag.removeprefix(TAG))
        frame = Open(value, Place(line, self.file), self.path_of_next())
        self.put(value, frame.place)
        self.open.append(frame)

    def end(self) -> None:
        ended = self.open.pop()
        around = self.open[-1] if self.open else None
        # A part with a key of its own is found by that key, as texts and complaints name it.
        if around and isinstance(around.value, list) and isinstance(ended.value, dict):
            key = ended.value.get("key")
            if isinstance(key, str):
                around.place.parts.setdefault(key, ended.place)

    def scalar(self, event: Any, line: int) -> None:
        around = self.open[-1] if self.open else None
        plain = event.implicit[0] and event.tag is None
        if around and isinstance(around.value, dict) and around.key is None:
            self.name(around, event.value, line, text=not plain or isinstance(plain_value(event.value), str))
            return
        value: Any = event.value
        if event.tag not in (None, "!", TEXT_TAG):
            self.complain("tag", line, name=event.tag.removeprefix(TAG))
        elif plain:
            value = plain_value(event.value)
            if isinstance(value, Unreadable):
                self.complain("bad_number", line, found=event.value[:LONGEST_NUMBER])
                value = None
        self.put(value, Place(line, self.file))

    def name(self, around: Open, key: str, line: int, *, text: bool) -> None:
        """The name of what comes next in a mapping."""
        if not text:
            self.complain("key_not_text", line, found=key)
        elif key in around.value:
            self.complain("twice", line, name=key, first=around.place.parts[key].line)
        around.key = key

    def put(self, value: Any, place: Place) -> None:
        """A value where it belongs: into what is open, or as a document of its own."""
        if not self.open:
            self.found.documents.append(Document(value, place))
            return
        around = self.open[-1]
        if isinstance(around.value, list):
            around.value.append(value)
            around.place.parts[str(len(around.value))] = place
        elif around.key is None:
            self.complain("key_not_text", place.line, found="")
            around.key = ""
        else:
            # Of two with the same name the first stays; the second was complained about.
            around.value.setdefault(around.key, value)
            around.place.parts.setdefault(around.key, place)
            around.key = None

    def path_of_next(self) -> str:
        if not self.open:
            return ""
        around = self.open[-1]
        name = str(len(around.value) + 1) if isinstance(around.value, list) else around.key or ""
        return f"{around.path}.{name}" if around.path else name

    def complain(self, code: str, line: int, **facts: Any) -> None:
        self.found.wrong.append(Wrong(code, self.path_of_next(), line, self.file, facts))


class Unreadable:
    """A number that no program can keep."""


def plain_value(text: str) -> Any:
    """What YAML 1.2 means by a word without quotes."""
    if NULL.fullmatch(text):
        return None
    if TRUE.fullmatch(text):
        return True
    if FALSE.fullmatch(text):
        return False
    if OCTAL.fullmatch(text) or HEX.fullmatch(text) or WHOLE.fullmatch(text) or BROKEN.fullmatch(text):
        return number(text)
    return text


def number(text: str) -> int | float | Unreadable:
    if len(text) > LONGEST_NUMBER:
        return Unreadable()
    if found := OCTAL.fullmatch(text):
        return int(found[1], 8)
    if found := HEX.fullmatch(text):
        return int(found[1], 16)
    if WHOLE.fullmatch(text):
        return int(text)
    if text.lower().lstrip("+-") in {".inf", ".nan"}:
        return Unreadable()
    value = float(text)
    return value if math.isfinite(value) else Unreadable()


def values(found: Reading) -> Iterator[tuple[dict[str, Any], Place]]:
    """The documents that are mappings, which every document of ours is; an empty one is nothing."""
    for document in found.documents:
        if isinstance(document.value, dict):
            yield document.value, document.place
        elif document.value is not None:
            place = document.place
            found.wrong.append(Wrong("not_a_mapping", "", place.line, place.file))
