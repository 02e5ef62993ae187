"""A document to hand out, before it is a page to print or a file to edit: headings, paragraphs, lists, tables."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, under the document's title."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` for what stands beside the matter: sources, how something was counted."""

    kind: ClassVar[str] = "paragraph"
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order says nothing, or ``numbered`` where it does."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that every page repeats; each row has as many cells as the head."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A document.

    Parameters
    ----------
    mark
        Stands at the top of every page, such as what must never be mistaken for the real thing.
    language
        ``en``, ``he``, ``fa`` or ``ar``: decides from which side it is read.
    """

    title: str
    subtitle: str
    mark: str
    language: str
    blocks: tuple[Block, ...]
