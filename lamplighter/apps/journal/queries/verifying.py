"""Is the chain whole? Walks it from the first line and stops at the first that does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.models import Chain, ChainedLine, Line

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain breaks, and how: missing, changed, unlinked, or cut (lines are gone from its end)."""

    number: int
    how: str


def chain_end(organisation: Organisation) -> tuple[int, str]:
    """Number and hash of the last line: whoever keeps them elsewhere can tell later that nothing was rewritten."""
    chain = Chain.objects.filter(organisation=organisation).first()
    return (chain.number, chain.hash) if chain else (0, START)


def first_broken(organisation: Organisation, *, expect: tuple[int, str] | None = None) -> Broken | None:
    """The first line that is not as it was written; ``expect`` is an end of the chain noted down earlier."""
    lines = Line.objects.filter(organisation=organisation).order_by("number").iterator(chunk_size=1000)
    return broken_of(lines, chain_end(organisation), expect=expect)


def broken_of(
    lines: Iterable[ChainedLine], end: tuple[int, str], *, expect: tuple[int, str] | None = None
) -> Broken | None:
    """The same of any chain: its lines in their order, and the number and hash that it should end with."""
    number, before = 0, START
    for line in lines:
        number += 1
        if line.number != number:
            return Broken(number, "missing")
        if line.before != before:
            return Broken(number, "unlinked")
        if line.hash != line.digest():
            return Broken(number, "changed")
        if expect is not None and number == expect[0] and line.hash != expect[1]:
            return Broken(number, "changed")
        before = line.hash
    if end != (number, before) or (expect is not None and expect[0] > number):
        return Broken(number + 1, "cut")
    return None
