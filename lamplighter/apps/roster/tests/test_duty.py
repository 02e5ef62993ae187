"""Who is on, as the rows of a city say it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lamplighter.apps.roster.bridge import Span, covers, on_duty, worked, worked_of
from lamplighter.apps.roster.models import CallOut, Duty, Publication, Takeover
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from lamplighter.engines.duty import resolve
from lamplighter.engines.hours import Span as EngineSpan
from tests.people import Cast

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)


@pytest.fixture
def desk(cast: Cast, noon: datetime):
    desk = desk_of(cast.havn, "Mara Idris Ana", backup=True)
    published(desk, FIRST, LAST, {"Mara": "DNBDN.B", "Idris": "NBDNBDN", "Ana": "BDNB.ND"}, at=noon)
    return desk


def window(start: datetime, days: float) -> Span:
    return Span(start, start + timedelta(days=days))


def named(desk, found):
    names = {str(person.pk): name for name, person in desk.people.items()}
    return [(cover.layer, names.get(cover.person, cover.source), f"{cover.span.start:%d %H}") for cover in found]


def test_at_an_instant_everybody_on_is_named(desk, noon):
    found = on_duty(desk.city, noon)

    assert named(desk, found) == [("backup", "Idris", "10 07"), ("primary", "Ana", "10 07")]


def test_a_takeover_wins_while_it_stands(desk, noon):
    duty = Duty.objects.get(on=date(2026, 3, 10), shift_type=desk.day)
    taken = Takeover.objects.create(
        organisation=desk.city,
        pool=desk.pool,
        duty=duty,
        layer="primary",
        person=desk["Mara"],
        starts_at=noon,
        ends_at=duty.ends_at,
        made_at=noon,
    )

    found = on_duty(desk.city, noon)
    assert named(desk, found)[1] == ("primary", "Mara", "10 12")
    assert (found[1].key, found[1].assignment) == (f"takeover-{taken.pk}", str(duty.pk))

    taken.withdrawn_at = noon
    taken.save()
    assert named(desk, on_duty(desk.city, noon))[1] == ("primary", "Ana", "10 07")


def test_where_nothing_is_published_unmet_demand_is_a_hole(desk):
    late = covers(desk.city, window(datetime(2026, 3, 16, 7, tzinfo=UTC), 1))

    assert [(cover.layer, cover.source) for cover in late] == [("backup", "hole"), ("primary", "hole")]


def test_a_closed_pool_wants_nobody(desk, noon):
    desk.pool.closed_on = date(2026, 3, 10)
    desk.pool.save()

    assert {cover.source for cover in covers(desk.city, window(noon, 3))} == {"closed"}


def test_a_later_version_leaves_what_had_begun_to_the_one_before(desk, noon):
    later = published(desk, FIRST, LAST, {"Idris": "DDDDDDD"}, at=noon, version=2)
    Publication.objects.filter(pk=later.pk).update(starts_at=noon)

    primary = [cover for cover in covers(desk.city, window(noon, 1)) if cover.layer == "primary"]

    assert [entry[1] for entry in named(desk, primary)] == ["Ana", "hole", "Idris"]


@pytest.mark.parametrize("hours", [1, 11, 24, 50])
def test_any_window_says_what_the_engine_says_of_everything(desk, noon, hours):
    everything = rows_as_values(desk)
    asked = Span(noon - timedelta(hours=hours / 2), noon + timedelta(hours=hours))

    assert covers(desk.city, asked) == resolve(*everything, asked)


def rows_as_values(desk):
    """All rows as engine values, put together here anew and without any window."""
    from lamplighter.engines import duty as engine

    publications = []
    for row in Publication.objects.all():
        period = EngineSpan(row.starts_at, row.ends_at)
        duties = tuple(
            engine.Assignment(
                str(row.pool_id),
                each.shift_type.layer,
                str(each.person_id) if each.person_id else None,
                EngineSpan(each.starts_at, each.ends_at),
                str(each.pk),
                row.version,
                each.shift_type.kind,
                each.seat + 1,
            )
            for each in row.draft.duties.all()
        )
        publications.append(engine.Publication(str(row.pool_id), row.version, period, duties))
    return publications, [], []


def test_work_is_whole_duties_and_call_outs_however_long_the_window(desk, noon):
    night = Duty.objects.get(on=date(2026, 3, 10), shift_type=desk.night)
    assert night.person == desk["Mara"]
    called = CallOut.objects.create(
        duty=night,
        person=desk["Mara"],
        starts_at=night.starts_at,
        ends_at=night.starts_at + timedelta(hours=1),
        reason="Pump",
        recorded_at=noon,
    )
    midnight = datetime(2026, 3, 11, tzinfo=UTC)

    short = worked(desk["Mara"], window(midnight, 0.1))
    year = worked_of(desk.city, Span(midnight - timedelta(days=200), midnight + timedelta(days=200)))

    assert [(one.key, one.kind, one.span.hours) for one in short] == [(f"duty-{night.pk}", "worked", 12)]
    assert [one.key for one in year[desk["Mara"].pk] if one.kind == "callout"] == [f"callout-{called.pk}"]
    assert sum(len(work) for work in year.values()) == 20


def test_a_duty_had_in_two_parts_is_two_works(desk, noon):
    duty = Duty.objects.get(on=date(2026, 3, 10), shift_type=desk.day)
    Takeover.objects.create(
        organisation=desk.city,
        pool=desk.pool,
        duty=duty,
        layer="primary",
        person=desk["Mara"],
        starts_at=noon,
        ends_at=noon + timedelta(hours=2),
        made_at=noon,
    )

    found = worked(desk["Ana"], window(noon - timedelta(hours=1), 0.5))

    assert [(one.key, one.span.hours) for one in found] == [(f"duty-{duty.pk}", 5), (f"duty-{duty.pk}-2", 5)]


@pytest.mark.parametrize("pools", [1, 3])
def test_questions_do_not_grow_with_the_city(cast, noon, django_assert_num_queries, pools):
    for number in range(pools):
        desk = desk_of(cast.havn, f"Ada{number} Bo{number}", name=f"Desk {number}")
        published(desk, FIRST, LAST, {f"Ada{number}": "DDDDDDD"}, at=noon)

    with django_assert_num_queries(5):
        assert len(covers(cast.havn, window(noon, 7))) == 13 * pools
    with django_assert_num_queries(6):
        worked_of(cast.havn, window(noon, 300))


def test_chen_s_city_has_nobody_of_havn_on_duty(desk, cast, noon):
    assert covers(cast.elsewhere, window(noon, 7)) == ()
    assert worked_of(cast.elsewhere, window(noon, 7)) == {}
