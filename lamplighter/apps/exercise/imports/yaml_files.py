"""Our own format: one document with the structure of a scenario, others with its texts in further languages."""

from collections.abc import Sequence
from typing import Any

from lamplighter.apps.exercise.imports import documents, texts
from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.found import Aside, Found, Place, Tree, Unusable, Wrong, refuse_too_many

SCENARIO, TEXTS = "scenario/1", "texts/1"
TEXT_FIELDS = {"lamplighter", "language", "texts"}


def read(entries: Sequence[Entry], recognised_by: str) -> Found:
    """The scenario in these files, which together are one stream of documents.

    Raises
    ------
    Unusable
        ``not_a_scenario`` where no document says that it is one, ``two_scenarios`` where two do, and what
        ``documents.read`` raises.
    """
    wrong: list[Wrong] = []
    structures: list[tuple[Tree, Place]] = []
    others: list[tuple[Tree, Place]] = []
    for entry in entries:
        found = documents.read(entry.content, entry.name)
        for value, place in documents.values(found):
            kind = value.get("lamplighter")
            if kind == SCENARIO:
                structures.append((value, place))
            elif kind == TEXTS:
                others.append((value, place))
            else:
                said = str(kind) if kind is not None else ""
                wrong.append(Wrong("unknown_document", "lamplighter", place.line, entry.name, {"found": said}))
        wrong += found.wrong
    if not structures:
        if any(each.code == "not_yaml" for each in wrong) and looks_like_ours(entries):
            return Found("yaml", recognised_by, {}, Aside(), tuple(wrong))
        if others:
            raise Unusable("texts_alone")
        raise Unusable("not_a_scenario")
    if len(structures) > 1:
        raise Unusable("two_scenarios", line=structures[1][1].line)
    tree, place = structures[0]
    for told, spot in others:
        wrong += merged(tree, told, place, spot)
    refuse_too_many(sum(len(each) for each in injects_of(tree)))
    share_places(tree, place)
    return Found("yaml", recognised_by, tree, Aside(), tuple(wrong), place)


def injects_of(tree: Tree) -> list[Any]:
    """The lists or mappings of injects of all phases."""
    phases = tree.get("phases")
    inside = phases.values() if isinstance(phases, dict) else phases if isinstance(phases, list) else []
    found = [phase.get("injects") for phase in inside if isinstance(phase, dict)]
    return [each for each in found if isinstance(each, list | dict)]


def looks_like_ours(entries: Sequence[Entry]) -> bool:
    """Whether a file that cannot be read says at least what it wants to be."""
    return any(b"lamplighter: scenario/1" in entry.content for entry in entries)


def merged(tree: Tree, told: Tree, place: Place, spot: Place) -> list[Wrong]:
    """Put one document of texts into the tree; give what is wrong with it."""
    wrong = [
        Wrong("unknown_field", name, spot.at(name).line, spot.file) for name in told if name not in TEXT_FIELDS
    ]
    language, said = told.get("language"), told.get("texts")
    if not texts.is_language(language):
        return [*wrong, Wrong("no_language", "language", spot.at("language").line, spot.file)]
    if said is not None and not isinstance(said, dict):
        return [*wrong, Wrong("not_a_mapping", "texts", spot.at("texts").line, spot.file)]
    return wrong + texts.merge(tree, str(language), said or {}, place, spot.at("texts"))


def share_places(tree: Any, place: Place) -> None:
    """Let injects, decisions and questions be found from the root too, as paths name them."""
    for phase in place.parts.get("phases", Place(place.line)).parts.values():
        for name in texts.INSIDE_PHASES:
            if name in phase.parts:
                around = place.parts.setdefault(name, Place(phase.parts[name].line, place.file))
                for key, part in phase.parts[name].parts.items():
                    if not key.isdigit():
                        around.parts.setdefault(key, part)
