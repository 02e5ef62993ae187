"""The resolver: rosters, hand-overs and closures in; who is on, piece by piece, out.

Everything is decided instant by instant in ``precedence.seats_at``. It never looks at the asked window, so a
page that asks for tonight and a payroll that asks for the year read the same answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from lamplighter.engines.duty.precedence import Held, Layer, governing, seats_at
from lamplighter.engines.duty.values import Assignment, Closure, Cover, Override, Publication, Wanted
from lamplighter.engines.hours import Span

T = TypeVar("T", Assignment, Override, Wanted)


def resolve(
    publications: Iterable[Publication],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    window: Span,
    *,
    wanted: Iterable[Wanted] = (),
) -> tuple[Cover, ...]:
    """Who is on, for each pool, layer and seat, in pieces that fill ``window`` without gap or overlap.

    Covers come ordered by pool, layer, seat and time. A layer has as many seats as people are rostered or
    wanted at once anywhere in the window, and at least one.

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
    layers = _layers(governing(publications), overrides, closures, wanted, window)
    return tuple(cover for name in sorted(layers) for cover in _covers_of(name, layers[name], window))


def stray_overrides(
    publications: Iterable[Publication],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    window: Span,
) -> tuple[Override, ...]:
    """Overrides that meet the window and decide nothing: their duty is gone, closed or taken over again."""
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
        if each.span.overlaps(window) and (each.pool, each.layer, each.key) not in deciding
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
    spans = [each.span for group in (layer.duties, layer.overrides, layer.closures, layer.wanted) for each in group]
    inside = {
        instant for span in spans for instant in (span.start, span.end) if window.start < instant < window.end
    }
    return [window.start, *sorted(inside), window.end]


def _layers(
    duties: Iterable[Assignment],
    overrides: Iterable[Override],
    closures: Iterable[Closure],
    wanted: Iterable[Wanted],
    window: Span,
) -> dict[tuple[str, str], Layer]:
    """Every layer that anything speaks of, each with what bears on it in the window."""
    closed = tuple(each for each in closures if each.span.overlaps(window))
    on, taken, asked = _by_layer(duties, window), _by_layer(overrides, window), _by_layer(wanted, window)
    return {
        name: Layer(
            tuple(on.get(name, ())),
            tuple(taken.get(name, ())),
            tuple(each for each in closed if each.pool == name[0]),
            tuple(asked.get(name, ())),
        )
        for name in {**on, **taken, **asked}
    }


def _by_layer(given: Iterable[T], window: Span) -> dict[tuple[str, str], list[T]]:
    """What meets the window, by layer; a layer that is only spoken of at other times is there, and empty."""
    sorted_out: dict[tuple[str, str], list[T]] = {}
    for each in given:
        mine = sorted_out.setdefault((each.pool, each.layer), [])
        if each.span.overlaps(window):
            mine.append(each)
    return sorted_out


def _alive(layer: Layer, instant: datetime) -> Layer:
    """The part of a layer that holds at one instant."""
    return replace(
        layer,
        duties=tuple(each for each in layer.duties if each.span.holds(instant)),
        overrides=tuple(each for each in layer.overrides if each.span.holds(instant)),
        closures=tuple(each for each in layer.closures if each.span.holds(instant)),
        wanted=tuple(each for each in layer.wanted if each.span.holds(instant)),
    )
