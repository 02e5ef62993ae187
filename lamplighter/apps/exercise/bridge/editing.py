"""One part of a scenario's tree put, added, moved or dropped; translations stay with the text they belong to.

Trees are in canonical form: parts with keys stand in lists, translations under ``texts``. Nothing is changed in
place: every function gives a new tree.
"""

import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lamplighter.engines.exercise import canonical, read, texts_of

Tree = dict[str, Any]

# Kind of part: the kind that it stands in, and the name of the list there.
STANDS_IN: Mapping[str, tuple[str, str]] = {
    "phase": ("", "phases"),
    "inject": ("phase", "injects"),
    "decision": ("phase", "decisions"),
    "option": ("decision", "options"),
    "question": ("phase", "questions"),
    "role": ("", "roles"),
    "objective": ("", "objectives"),
    "task": ("objective", "tasks"),
    "target": ("", "targets"),
    "variable": ("", "variables"),
    "look": ("", "guide"),
    "ask": ("", "survey"),
}
HEAD = "scenario"
HEAD_NAMES = ("title", "summary", "audience", "licence", "difficulty", "minutes", "story", "basis")
# Lists of parts that are written on pages of their own.
CHILDREN: Mapping[str, tuple[str, ...]] = {
    "phase": ("injects", "decisions", "questions"),
    "decision": ("options",),
    "objective": ("tasks",),
}
# Lists whose members have no key, so that translators count them.
COUNTED: Mapping[str, tuple[str, ...]] = {"role": ("powers", "limits", "first_duties"), "option": ("prices",)}


class NotThere(LookupError):
    """There is no such part; somebody may have removed it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part in its list. ``above`` is the key of what it stands in, empty at the top."""

    part: Tree
    siblings: list[Any]
    place: int
    above: str


def part_at(tree: Mapping[str, Any], kind: str, key: str) -> Tree:
    """The part without those parts in it that have pages of their own.

    ``key`` is that of the part; for options and tasks with that of what they stand in before it (``tell.now``); for
    what the guide looks for, its place from 1; for the scenario itself anything.

    Raises
    ------
    NotThere
        If there is none.
    """
    if kind == HEAD:
        return {name: deepcopy(tree[name]) for name in HEAD_NAMES if name in tree}
    found = found_in(tree, kind, key)
    return deepcopy({name: value for name, value in found.part.items() if name not in CHILDREN.get(kind, ())})


def found_in(tree: Mapping[str, Any], kind: str, key: str) -> Found:
    """Where a part stands; ``NotThere`` if nowhere."""
    for above, siblings in lists_of(tree, kind):
        for place, part in enumerate(siblings):
            if key_in(kind, above, place, part) == key:
                return Found(part, siblings, place, above)
    raise NotThere(f"{kind} {key}")


def lists_of(tree: Mapping[str, Any], kind: str) -> list[tuple[str, list[Any]]]:
    """All lists that hold parts of a kind, with the key of what each stands in."""
    if kind not in STANDS_IN:
        raise NotThere(kind)
    above, name = STANDS_IN[kind]
    if not above:
        return [("", tree.get(name, []))]
    owners = [part for _, siblings in lists_of(tree, above) for part in siblings]
    return [(owner["key"], owner.get(name, [])) for owner in owners]


def key_in(kind: str, above: str, place: int, part: Mapping[str, Any]) -> str:
    """The key by which pages call a part."""
    if kind == "look":
        return str(place + 1)
    return f"{above}.{part['key']}" if kind in ("option", "task") else str(part["key"])


def mark_of(part: Mapping[str, Any]) -> str:
    """A short mark of a part's content: who saves says with it what they had before their eyes."""
    return hashlib.sha256(canonical(part).encode()).hexdigest()[:16]


def keys_taken(tree: Mapping[str, Any], kind: str, above: str = "") -> set[str]:
    """Keys that a new part of a kind may not have."""
    if kind in ("phase", "inject", "decision"):
        kinds = ("phase", "inject", "decision")
        return {part["key"] for each in kinds for _, siblings in lists_of(tree, each) for part in siblings}
    return {
        part["key"]
        for owner, siblings in lists_of(tree, kind)
        for part in siblings
        if "key" in part and (kind == "question" or owner == above)
    }


def put(tree: Tree, kind: str, key: str, part: Mapping[str, Any], above: str = "") -> Tree:
    """The tree with this part instead of what stands there; parts inside it stay. ``above`` moves it elsewhere."""
    new = deepcopy(tree)
    if kind == HEAD:
        for name in HEAD_NAMES:
            new.pop(name, None)
        return settled(new | deepcopy(dict(part)))
    found = found_in(new, kind, key)
    kept = {name: found.part[name] for name in CHILDREN.get(kind, ()) if name in found.part}
    changed = deepcopy(dict(part)) | kept
    if "key" in found.part:
        changed["key"] = found.part["key"]
    for name in COUNTED.get(kind, ()):
        order = followed(found.part.get(name, []), changed.get(name, []))
        renumber(new, f"{path_of(kind, key)}.{name}", order)
    if above and above != found.above:
        del found.siblings[found.place]
        room(new, kind, above).append(changed)
    else:
        found.siblings[found.place] = changed
    return settled(new)


def add(tree: Tree, kind: str, part: Mapping[str, Any], above: str = "", after: str = "") -> Tree:
    """The tree with one part more, after the sibling of that key or at the end."""
    new = deepcopy(tree)
    siblings = room(new, kind, above)
    places = [place for place, one in enumerate(siblings) if key_in(kind, above, place, one) == after]
    place = places[0] + 1 if places else len(siblings)
    siblings.insert(place, deepcopy(dict(part)))
    if kind == "look":
        renumber(new, "guide", {old: old if old < place else old + 1 for old in range(len(siblings) - 1)})
    return settled(new)


def move(tree: Tree, kind: str, key: str, by: int) -> Tree:
    """The tree with the part so many places later in its list; at the end of the list nothing happens."""
    new = deepcopy(tree)
    found = found_in(new, kind, key)
    place = max(0, min(len(found.siblings) - 1, found.place + by))
    found.siblings.insert(place, found.siblings.pop(found.place))
    if kind == "look":
        order = list(range(len(found.siblings)))
        order.insert(place, order.pop(found.place))
        renumber(new, "guide", {old: at for at, old in enumerate(order)})
    return settled(new)


def drop(tree: Tree, kind: str, key: str) -> Tree:
    """The tree without the part and its translations."""
    new = deepcopy(tree)
    found = found_in(new, kind, key)
    del found.siblings[found.place]
    if kind == "look":
        rest = [old for old in range(len(found.siblings) + 1) if old != found.place]
        renumber(new, "guide", {old: at for at, old in enumerate(rest)})
    return settled(new)


def say(tree: Tree, language: str, texts: Mapping[str, str]) -> Tree:
    """The tree with these translations by path; an empty one is taken away."""
    new = deepcopy(tree)
    said = new.setdefault("texts", {}).setdefault(language, {})
    for path, text in texts.items():
        if text:
            said[path] = text
        else:
            said.pop(path, None)
    return new


def room(tree: Tree, kind: str, above: str) -> list[Any]:
    """The list that a part of a kind stands in, made if it is not there yet."""
    if kind not in STANDS_IN:
        raise NotThere(kind)
    owner, name = STANDS_IN[kind]
    place = found_in(tree, owner, above).part if owner else tree
    siblings: list[Any] = place.setdefault(name, [])
    return siblings


def path_of(kind: str, key: str) -> str:
    """What translators write before the names of a part."""
    match kind:
        case "option":
            above, _, own = key.partition(".")
            return f"decisions.{above}.options.{own}"
        case "task":
            above, _, own = key.partition(".")
            return f"objectives.{above}.tasks.{own}"
        case _:
            return f"{STANDS_IN[kind][1]}.{key}"


def followed(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Which member of a list became which: the same content wherever it went, else the same place."""
    order: dict[int, int] = {}
    for place, one in enumerate(old):
        free = [at for at, other in enumerate(new) if other == one and at not in order.values()]
        if free:
            order[place] = place if place in free else free[0]
    if len(old) == len(new):
        for place in range(len(old)):
            if place not in order and place not in order.values():
                order[place] = place
    return order


def renumber(tree: Tree, path: str, order: Mapping[int, int]) -> None:
    """Let translations of counted texts follow them; those of what is gone go."""
    for language, texts in tree.get("texts", {}).items():
        kept: dict[str, str] = {}
        for name, text in texts.items():
            number, dot, rest = name.removeprefix(f"{path}.").partition(".")
            if not name.startswith(f"{path}.") or not number.isdigit():
                kept[name] = text
            elif int(number) - 1 in order:
                kept[f"{path}.{order[int(number) - 1] + 1}{dot}{rest}"] = text
        tree["texts"][language] = kept


def settled(tree: Tree) -> Tree:
    """Take away translations of texts that are there no longer."""
    texts: Tree = tree.get("texts", {})
    if not any(texts.values()):
        return tree
    found = read(tree)
    lost = [each for each in found.complaints if each.code == "unknown_key"]
    for each in lost:
        texts[each.where.removeprefix("texts.").split(".", 1)[0]].pop(each.facts["path"], None)
    if lost:
        found = read(tree)
    if found.scenario is not None:
        for path, words in texts_of(found.scenario).items():
            if found.scenario.language not in words:
                for said in texts.values():
                    said.pop(path, None)
    return tree
