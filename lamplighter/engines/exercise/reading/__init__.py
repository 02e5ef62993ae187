"""From a tree (mappings, lists, texts, numbers: what a YAML or JSON file holds) to a scenario, and back.

Reading never stops at the first mistake and never raises on bad content: it complains about everything at once.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from lamplighter.engines.exercise.reading import parts
from lamplighter.engines.exercise.reading.fields import LANGUAGE, Book, Complaint, Part, kind_of
from lamplighter.engines.exercise.reading.writing import FORMAT, TEXTS, canonical, digest, texts_of, tree_of
from lamplighter.engines.exercise.scenario import Day, Phase, Scenario, Story

__all__ = ["Complaint", "Joined", "Read", "canonical", "digest", "join", "read", "texts_of", "tree_of"]

_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario, or why there is none: ``scenario`` is ``None`` where anything is complained about."""

    scenario: Scenario | None
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """One tree out of the documents of a stream: the structure, with ``texts`` by language and path."""

    tree: dict[str, Any]
    complaints: tuple[Complaint, ...]


def join(documents: Sequence[Any]) -> Joined:
    """Put the documents of one scenario together: one ``scenario/1`` and any number of ``texts/1``.

    Complains (``where`` names the document from 1: ``documents.2``) with ``missing`` if there is no structure,
    ``twice`` if there are two structures or a path twice in a language, ``unknown_format`` for anything else.
    """
    tree: dict[str, Any] = {}
    texts: dict[str, dict[str, Any]] = {}
    complaints: list[Complaint] = []
    for place, document in enumerate(documents, start=1):
        where = f"documents.{place}"
        head = document.get("lamplighter") if isinstance(document, Mapping) else None
        if head == FORMAT and tree:
            complaints.append(Complaint("twice", where, {"key": FORMAT}))
        elif head == FORMAT:
            tree = dict(document)
        elif head == TEXTS:
            complaints += _take_texts(document, where, texts)
        else:
            complaints.append(Complaint("unknown_format", where, {"got": str(head), "allowed": [FORMAT, TEXTS]}))
    if not tree:
        complaints.append(Complaint("missing", "documents", {"key": FORMAT}))
    inside = tree.get("texts")
    if isinstance(inside, Mapping):
        for language, said in inside.items():
            texts[str(language)] = {**(said if isinstance(said, Mapping) else {}), **texts.get(str(language), {})}
    if texts:
        tree["texts"] = texts
    return Joined(tree, tuple(complaints))


def read(tree: Mapping[str, Any]) -> Read:
    """Read a tree: the structure of format ``scenario/1``, its translations under ``texts`` by language and path.

    Codes of what may be wrong: see :class:`Complaint`. Whether keys that are named exist, and whether every
    item can ever come, is asked by :func:`check`, not here: a draft may be unfinished.
    """
    tree = tree if isinstance(tree, Mapping) else {}
    language = tree.get("language")
    main = language if isinstance(language, str) and LANGUAGE.fullmatch(language) else "en"
    texts, complaints = _texts(tree.get("texts"))
    book = Book(main, texts)
    book.complaints += complaints
    part = Part(tree, "", "", book)
    part.picked |= {"lamplighter", "texts"}
    if tree.get("lamplighter", FORMAT) != FORMAT:
        book.complain("unknown_format", "lamplighter", got=str(tree.get("lamplighter")), allowed=[FORMAT])
    scenario = _scenario(part, main)
    part.done()
    book.unused_texts()
    _keys_twice(scenario.phases, book)
    return Read(None if book.complaints else scenario, tuple(book.complaints))


def _scenario(part: Part, main: str) -> Scenario:
    _shaped(part, "language", LANGUAGE, "unknown_value")
    found = Scenario(
        id=_id(part),
        version=_shaped(part, "version", _VERSION, "bad_version"),
        slug=_shaped(part, "slug", _SLUG, "bad_key"),
        language=main,
        languages=(),
        title=part.words("title"),
        summary=part.words("summary", needed=False),
        audience=part.words("audience", needed=False),
        licence=part.text("licence", ""),
        difficulty=part.whole("difficulty", 1, least=1),
        minutes=part.whole("minutes", least=1),
        story=_story(part.part("story")),
        basis=part.texts("basis"),
        variables=parts.variables(part),
        targets=parts.targets(part),
        roles=parts.roles(part),
        objectives=parts.objectives(part),
        phases=parts.phases(part),
        guide=parts.guide(part),
        survey=parts.survey(part),
    )
    # Known only once every text has been read.
    object.__setattr__(found, "languages", (main, *sorted(part.book.languages - {main})))
    return found


def _shaped(part: Part, name: str, shape: re.Pattern[str], code: str) -> str:
    value = str(part.text(name))
    if value and not shape.fullmatch(value):
        part.complain(code, name, got=value)
    return value


def _id(part: Part) -> str:
    value = str(part.text("id"))
    try:
        return str(uuid.UUID(value)) if value else ""
    except ValueError:
        part.complain("bad_id", "id", got=value)
        return value


def _story(part: Part | None) -> Story:
    if part is None:
        return Story()
    day, at = part.one_of("day", get_args(Day), "workday"), part.text("at", "08:00")
    if not _HOUR.fullmatch(at):
        part.complain("bad_time", "at", got=at)
    part.done()
    return Story(day, at)


def _keys_twice(phases: tuple[Phase, ...], book: Book) -> None:
    """Phases, injects and decisions share one name space, questions of all phases another."""
    seen: set[str] = set()
    asked: set[str] = set()
    for phase in phases:
        keys = [(phase.key, f"phases.{phase.key}")]
        keys += [(one.key, f"phases.{phase.key}.injects.{one.key}") for one in phase.injects]
        keys += [(one.key, f"phases.{phase.key}.decisions.{one.key}") for one in phase.decisions]
        for key, where in keys:
            if (
                key
                and key in seen
                and not any(one.where == where for one in book.complaints if one.code == "twice")
            ):
                book.complain("twice", where, key=key)
            seen.add(key)
        for question in phase.questions:
            if question.key in asked:
                book.complain("twice", f"phases.{phase.key}.questions.{question.key}", key=question.key)
            asked.add(question.key)


def _texts(raw: Any) -> tuple[dict[str, dict[str, str]], list[Complaint]]:
    texts: dict[str, dict[str, str]] = {}
    complaints: list[Complaint] = []
    if raw is None:
        return texts, complaints
    if not isinstance(raw, Mapping):
        return texts, [Complaint("wrong_type", "texts", {"expected": "mapping", "got": kind_of(raw)})]
    for language, said in raw.items():
        where = f"texts.{language}"
        if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
            complaints.append(Complaint("unknown_value", where, {"got": str(language), "allowed": "a language"}))
        elif not isinstance(said, Mapping):
            complaints.append(Complaint("wrong_type", where, {"expected": "mapping", "got": kind_of(said)}))
        else:
            texts[language] = {str(path): text for path, text in said.items() if isinstance(text, str)}
            complaints += [
                Complaint("wrong_type", f"{where}.{path}", {"expected": "text", "got": kind_of(text)})
                for path, text in said.items()
                if not isinstance(text, str)
            ]
    return texts, complaints


def _take_texts(document: Mapping[str, Any], where: str, texts: dict[str, dict[str, Any]]) -> list[Complaint]:
    language, said = document.get("language"), document.get("texts")
    complaints = [
        Complaint("unknown_field", f"{where}.{name}")
        for name in document
        if name not in ("lamplighter", "language", "texts")
    ]
    if not isinstance(language, str):
        return [*complaints, Complaint("missing", f"{where}.language")]
    if said is not None and not isinstance(said, Mapping):
        return [
            *complaints,
            Complaint("wrong_type", f"{where}.texts", {"expected": "mapping", "got": kind_of(said)}),
        ]
    known = texts.setdefault(language, {})
    for path, text in (said or {}).items():
        if path in known:
            complaints.append(
                Complaint("twice", f"{where}.texts.{path}", {"language": language, "path": str(path)})
            )
        known[str(path)] = text
    return complaints
