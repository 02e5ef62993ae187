"""What a page asks of its reader. The gate (config/gate.py) reads this mark; a page without one opens to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

View = Callable[..., Any]

# The cookie that holds the secret of a seat in an exercise, for somebody without an account.
SEAT_COOKIE = "seat"


@dataclass(frozen=True, slots=True)
class Asks:
    """``everyone``: no sign-in; ``sight``: what the reader must be allowed in the organisation named by the URL.

    ``seats``: kinds of seats in an exercise, one of which the reader must have; no sign-in, and no sight.
    """

    everyone: bool = False
    sight: str | None = None
    seats: frozenset[str] = frozenset()


def needs(sight: str) -> Callable[[View], View]:
    """Mark a view of an organisation's page with the sight its reader must have."""

    def mark(view: View) -> View:
        view.asks = Asks(sight=str(sight))  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: View) -> View:
    """Mark a view as open to whoever has signed in; its URL names no organisation."""
    view.asks = Asks()  # type: ignore[attr-defined]
    return view


def seated(*kinds: str) -> Callable[[View], View]:
    """Mark a view as open to whoever has a seat of one of these kinds; its URL names no organisation."""

    def mark(view: View) -> View:
        view.asks = Asks(seats=frozenset(map(str, kinds)))  # type: ignore[attr-defined]
        return view

    return mark


def everyone(view: View) -> View:
    """Mark a view as open to whoever comes."""
    view.asks = Asks(everyone=True)  # type: ignore[attr-defined]
    return view
