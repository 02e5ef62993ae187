"""A document to hand out, before it is a page to print or a file to edit: headings, paragraphs, lists, tables."""

import re
from dataclasses import dataclass
from typing import ClassVar

# What no file may hold, however it is written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, under the document's title; ``fresh`` where it begins a page."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1
    fresh: bool = False


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

    def check(self) -> None:
        """Raise ``ValueError`` if a row has not as many cells as the head."""
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(
                    f"A row of {len(row)} cells stands under a head of {len(self.head)}: {row}. Fill it up."
                )


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
    digits
        The ten digits in which its pages are counted, from nought on.
    counted
        What stands at the foot of a page, around ``%(page)s`` and ``%(pages)s``.
    one_page
        Whether its letters shall be as small as it takes to be one page.
    """

    title: str
    subtitle: str
    mark: str
    language: str
    blocks: tuple[Block, ...]
    digits: str = "0123456789"
    counted: str = "%(page)s / %(pages)s"
    one_page: bool = False


def clean(words: str) -> str:
    """Words without the signs that no file may hold."""
    return _FORBIDDEN.sub("", words)
