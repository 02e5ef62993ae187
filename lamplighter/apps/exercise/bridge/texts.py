"""Texts of a scenario for programs that know other places for values, or none."""

from collections.abc import Callable

from lamplighter.engines.exercise.words import Piece, Plural, Slot, pieces

__all__ = ["with_places"]


def with_places(text: str, place: Callable[[str], str]) -> str:
    """A text of ours with ``place(name)`` where a value stands; of a plural its form ``other`` is taken."""
    return "".join(_written(piece, place) for piece in pieces(text))


def _written(piece: Piece, place: Callable[[str], str]) -> str:
    match piece:
        case Slot(name):
            return place(name)
        case Plural(_, forms):
            return "".join(_written(part, place) for part in dict(forms)["other"])
        case _:
            return piece
