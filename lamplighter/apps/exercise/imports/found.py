"""What reading a file gives: the scenario as a tree, what was left out, what the reader should know, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Tree = dict[str, Any]
# Nobody plays more in one exercise, and everything here is reckoned with all of them.
MOST_INJECTS = 2_000


class Unusable(Exception):
    """The file as a whole is no scenario; ``code`` says why, ``facts`` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def refuse_too_many(injects: int) -> None:
    """Raise ``Unusable`` for more injects than an exercise can have."""
    if injects > MOST_INJECTS:
        raise Unusable("too_many_injects", found=injects, most=MOST_INJECTS)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One place of the file that cannot be understood: a path into the tree, and its line where it has one."""

    code: str
    where: str = ""
    line: int | None = None
    file: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the file that has no place with us: what it is, where it stood, how often, and why."""

    what: str
    where: str
    code: str
    count: int = 1
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader should know of how the file was understood; it stops nothing."""

    code: str
    where: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or paper that an inject brings: its bytes, kept beside the tree."""

    key: str
    name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class Aside:
    """Gathers what is left out and what is worth saying while a file is read."""

    counted: dict[tuple[object, ...], LeftOut] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    @property
    def left_out(self) -> list[LeftOut]:
        """Everything that was left out, in the order in which it was met first."""
        return list(self.counted.values())

    def leave(self, what: str, where: str, code: str, count: int = 1, **facts: str | int) -> None:
        """Count something that has no place with us; the same thing at the same place is one entry."""
        if count < 1:
            return
        this = (what, where, code, *sorted(facts.items()))
        before = self.counted[this].count if this in self.counted else 0
        self.counted[this] = LeftOut(what, where, code, before + int(count), facts)

    def tell(self, code: str, where: str, **facts: Any) -> None:
        """Say something about how the file was understood."""
        self.notices.append(Notice(code, where, facts))


@dataclass(frozen=True, slots=True)
class Found:
    """A file as a tree of our own format (docs/reference/scenario-format.md), whatever format it had."""

    format: str
    recognised_by: str
    tree: Tree
    aside: Aside
    wrong: tuple[Wrong, ...] = ()
    places: "Place | None" = None
    attached: tuple[Attached, ...] = ()


@dataclass(slots=True)
class Place:
    """Where one part of a tree stands in its file, and its parts by key or by number from 1."""

    line: int
    file: str = ""
    parts: dict[str, "Place"] = field(default_factory=dict)

    def at(self, path: str) -> "Place":
        """The nearest known place on the way to ``path``; what is left of a path may be one name with dots in it."""
        place, left = self, path
        while left:
            name, _, rest = left.partition(".")
            if left in place.parts:
                return place.parts[left]
            if name not in place.parts:
                break
            place, left = place.parts[name], rest
        return place
