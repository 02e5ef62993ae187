"""The resolver: rosters, hand-overs and closures in; who is on, piece by piece, out.

Everything is decided instant by instant in ``seats_at``. It never looks at the asked window, so a page that asks
for tonight and a payroll that asks for the year read the same answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lamplighter.engines.duty.precedence import Held, Layer, governing, seats_at
from lamplighter.engines.duty.values import Assignment, Closure, Cover, Override, Publication, Wanted
from lamplighter.engines.hours import Span


def resolve(
    publications: Iterable[Publication],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    window: Span,
    *,
    wanted: Iterable[Wanted] = (),
) -> tuple[Cover, ...]:
    """Who is on, for each pool, layer and seat, in pieces that fill ``window`` without gap or overlap.

    Covers come ordered by pool, layer, seat and time. A layer has as many seats as people are rostered or wanted
    at once anywhere in the window, and at least one.

    Parameters
    ----------
    publications
        Any number of versions of any number of pools.
    overrides, closures
        In any order.
    window
        The asked stretch of aware UTC, half-open.
    wanted
        Demand; where fewer duties are rostered than people wanted, the missing seats become holes.

    Raises
    ------
    ValueError
        If two publications of one pool carry the same version and their periods overlap.
    """
    duties = governing(tuple(publications))
    overrides, closures, wanted = tuple(overrides), tuple(closures), tuple(wanted)
    names = {(each.pool, each.layer) for each in (*duties, *overrides, *wanted)}
    covers: list[Cover] = []
    for name in sorted(names):
        covers.extend(
            _covers_of(name, _bearing_on(name, duties, overrides, closures, wanted, window), window)
        )
    return tuple(covers)


def stray_overrides(
    publications: Iterable[Publication],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    window: Span,
) -> tuple[Override, ...]:
    """Overrides that meet the window and decide nothing in it: their duty is gone, closed, or taken over again."""
    overrides = tuple(overrides)
    covers = resolve(publications, overrides, closures, window)
    deciding = {
        (cover.pool, cover.layer, cover.key)
        for cover in covers
        if cover.source == "override" or (cover.source == "hole" and cover.key != cover.assignment)
    }
    return tuple(
        each
        for each in overrides
        if _meet(each.span, window) and (each.pool, each.layer, each.key) not in deciding
    )


@dataclass(slots=True)
class _Piece:
    """A stretch of one seat that is still growing."""

    start: datetime
    held: Held


def _covers_of(name: tuple[str, str], layer: Layer, window: Span) -> Iterator[Cover]:
    """The pieces of every seat of one layer, seat by seat."""
    cuts = _cuts(layer, window)
    states = [seats_at(_alive(layer, instant)) for instant in cuts[:-1]]
    width = max((max(state.seats, default=1) for state in states), default=1)
    for seat in range(1, width + 1):
        piece = _Piece(cuts[0], states[0].held(seat))
        for instant, state in zip(cuts[1:-1], states[1:], strict=True):
            held = state.held(seat)
            if held != piece.held:
                yield _cover(name, seat, piece, instant)
                piece = _Piece(instant, held)
        yield _cover(name, seat, piece, window.end)


def _cover(name: tuple[str, str], seat: int, piece: _Piece, end: datetime) -> Cover:
    held = piece.held
    return Cover(
        *name, seat, Span(piece.start, end), held.person, held.source, held.key, held.assignment, held.kind
    )


def _cuts(layer: Layer, window: Span) -> Sequence[datetime]:
    """The instants in the window at which anything may change, with both ends of the window."""
    spans = [
        each.span for group in (layer.duties, layer.overrides, layer.closures, layer.wanted) for each in group
    ]
    inside = {
        instant for span in spans for instant in (span.start, span.end) if window.start < instant < window.end
    }
    return [window.start, *sorted(inside), window.end]


def _bearing_on(
    name: tuple[str, str],
    duties: Iterable[Assignment],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    wanted: Iterable[Wanted],
    window: Span,
) -> Layer:
    """What bears on one layer within the window."""
    return Layer(
        tuple(each for each in duties if (each.pool, each.layer) == name and _meet(each.span, window)),
        tuple(each for each in overrides if (each.pool, each.layer) == name and _meet(each.span, window)),
        tuple(each for each in closures if each.pool == name[0] and _meet(each.span, window)),
        tuple(each for each in wanted if (each.pool, each.layer) == name and _meet(each.span, window)),
    )


def _alive(layer: Layer, instant: datetime) -> Layer:
    """The part of a layer that holds at one instant."""
    return replace(
        layer,
        duties=tuple(each for each in layer.duties if _holds(each.span, instant)),
        overrides=tuple(each for each in layer.overrides if _holds(each.span, instant)),
        closures=tuple(each for each in layer.closures if _holds(each.span, instant)),
        wanted=tuple(each for each in layer.wanted if _holds(each.span, instant)),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(span: Span, instant: datetime) -> bool:
    return span.start <= instant < span.end
