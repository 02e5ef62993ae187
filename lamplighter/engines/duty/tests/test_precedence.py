"""One test for each answer to "why is she on?"."""

from datetime import UTC, datetime, timedelta

import pytest

from lamplighter.engines.duty import (
    Assignment,
    Closure,
    Override,
    Publication,
    Wanted,
    holes,
    next_after,
    on_at,
    resolve,
    stray_overrides,
)
from lamplighter.engines.hours import Span

DAWN = datetime(2026, 3, 1, tzinfo=UTC)


def at(hour: float) -> datetime:
    return DAWN + timedelta(hours=hour)


def span(start: float, end: float) -> Span:
    return Span(at(start), at(end))


def duty(key, person, start, end, *, version=1, seat=1, layer="primary", pool="net"):
    return Assignment(pool, layer, person, span(start, end), key, version, "worked", seat)


def published(*duties, version=1, start=0, end=72, pool="net"):
    return Publication(pool, version, span(start, end), duties)


def override(key, person, start, end, *, made=0, replaces=None, layer="primary"):
    return Override("net", layer, person, span(start, end), key, at(made), replaces)


def told(covers):
    """Covers as (seat, from hour, to hour, who, why)."""
    return [
        (
            cover.seat,
            (cover.span.start - DAWN) / timedelta(hours=1),
            (cover.span.end - DAWN) / timedelta(hours=1),
            cover.person,
            cover.source,
        )
        for cover in covers
    ]


def test_a_published_duty_is_on_and_the_rest_is_unrostered():
    covers = resolve([published(duty("a", "ada", 8, 20))], [], [], span(0, 24))

    assert told(covers) == [
        (1, 0, 8, None, "unrostered"),
        (1, 8, 20, "ada", "published"),
        (1, 20, 24, None, "unrostered"),
    ]


def test_a_later_version_wins_for_duties_that_start_in_its_period():
    first = published(duty("a", "ada", 8, 20), duty("b", "ben", 32, 44))
    second = published(duty("c", "chen", 32, 44, version=2), version=2, start=24, end=72)

    covers = resolve([second, first], [], [], span(0, 48))

    assert [(cover.person, cover.key) for cover in covers if cover.person] == [("ada", "a"), ("chen", "c")]


def test_a_night_across_the_border_of_two_periods_is_not_cut():
    january = published(duty("a", "ada", 20, 32), end=24)
    february = published(duty("b", "ben", 32, 44, version=2), version=2, start=24, end=72)

    assert told(resolve([january, february], [], [], span(20, 44))) == [
        (1, 20, 32, "ada", "published"),
        (1, 32, 44, "ben", "published"),
    ]


def test_the_same_night_goes_when_its_own_period_is_published_anew():
    old = published(duty("a", "ada", 20, 32), end=24)
    new = published(duty("b", "ben", 20, 32, version=2), version=2, end=24)

    assert told(resolve([old, new], [], [], span(20, 32))) == [(1, 20, 32, "ben", "published")]


def test_the_override_made_last_lies_on_top():
    covers = resolve(
        [published(duty("a", "ada", 8, 20))],
        [override("x", "ben", 10, 16, made=2), override("y", "chen", 12, 14, made=1)],
        [],
        span(8, 20),
    )

    assert told(covers) == [
        (1, 8, 10, "ada", "published"),
        (1, 10, 16, "ben", "override"),
        (1, 16, 20, "ada", "published"),
    ]
    assert covers[1].assignment == "a"
    assert covers[1].kind == "worked"


def test_an_override_without_a_person_leaves_a_hole():
    covers = resolve([published(duty("a", "ada", 8, 20))], [override("x", None, 8, 20)], [], span(8, 20))

    assert told(holes(covers)) == [(1, 8, 20, None, "hole")]


def test_an_override_fills_a_published_hole():
    covers = resolve([published(duty("a", None, 8, 20))], [override("x", "ben", 8, 20)], [], span(8, 20))

    assert told(covers) == [(1, 8, 20, "ben", "override")]


def test_an_override_takes_over_the_duty_that_it_names_and_no_other():
    pair = published(duty("a", "ada", 8, 20), duty("b", "ben", 8, 20, seat=2))

    covers = resolve([pair], [override("x", "chen", 8, 20, replaces="b")], [], span(8, 20))

    assert told(covers) == [(1, 8, 20, "ada", "published"), (2, 8, 20, "chen", "override")]


def test_an_override_of_a_duty_that_is_gone_is_reported_as_stray():
    gone = override("x", "chen", 8, 20, replaces="lost")
    here = override("y", "chen", 8, 20)
    roster = [published(duty("a", "ada", 8, 20))]

    assert stray_overrides(roster, [gone, here], [], span(0, 24)) == (gone,)
    assert stray_overrides(roster, [gone, here], [], span(20, 24)) == ()


def test_a_closure_beats_rosters_and_overrides():
    covers = resolve(
        [published(duty("a", "ada", 8, 20))],
        [override("x", "ben", 10, 12)],
        [Closure("net", span(10, 14)), Closure("other", span(0, 24))],
        span(8, 20),
    )

    assert told(covers) == [
        (1, 8, 10, "ada", "published"),
        (1, 10, 14, None, "closed"),
        (1, 14, 20, "ada", "published"),
    ]


def test_demand_without_a_duty_is_a_hole_on_its_own_seat():
    covers = resolve(
        [published(duty("a", "ada", 8, 20))],
        [],
        [],
        span(8, 24),
        wanted=[Wanted("net", "primary", span(8, 20), 2)],
    )

    assert told(covers) == [
        (1, 8, 20, "ada", "published"),
        (1, 20, 24, None, "unrostered"),
        (2, 8, 20, None, "hole"),
        (2, 20, 24, None, "unrostered"),
    ]


def test_demand_of_a_pool_without_any_roster_is_a_hole():
    covers = resolve([], [], [], span(0, 24), wanted=[Wanted("net", "primary", span(8, 20), 1)])

    assert told(holes(covers)) == [(1, 8, 20, None, "hole")]


def test_two_duties_on_one_seat_are_both_shown():
    covers = resolve([published(duty("a", "ada", 8, 20), duty("b", "ben", 14, 20))], [], [], span(14, 20))

    assert told(covers) == [(1, 14, 20, "ada", "published"), (2, 14, 20, "ben", "published")]


def test_two_duties_of_one_person_in_a_row_stay_two():
    covers = resolve([published(duty("a", "ada", 8, 20), duty("b", "ada", 20, 32))], [], [], span(8, 32))

    assert [cover.key for cover in covers] == ["a", "b"]


def test_who_is_on_and_who_is_next():
    covers = resolve(
        [published(duty("a", "ada", 8, 20), duty("b", None, 20, 32), duty("c", "chen", 32, 44))],
        [],
        [],
        span(0, 72),
    )

    assert [cover.key for cover in on_at(covers, at(20))] == ["b"]
    assert next_after(covers, at(0), "net", "primary").key == "a"
    assert next_after(covers, at(8), "net", "primary").key == "b"
    assert next_after(covers, at(32), "net", "primary") is None
    assert next_after(covers, at(0), "net", "primary", seat=2) is None


def test_two_publications_of_one_version_that_overlap_are_refused():
    with pytest.raises(ValueError, match="two publications of version 1"):
        resolve([published(), published(start=10)], [], [], span(0, 24))


def test_an_assignment_outside_its_period_or_of_another_version_is_refused():
    with pytest.raises(ValueError, match="outside the period"):
        published(duty("a", "ada", 80, 90))
    with pytest.raises(ValueError, match="version 2"):
        published(duty("a", "ada", 8, 9, version=2))
    with pytest.raises(ValueError, match="seat must be 1 or more"):
        duty("a", "ada", 8, 9, seat=0)
    with pytest.raises(ValueError, match="0 or more"):
        Wanted("net", "primary", span(0, 1), -1)
