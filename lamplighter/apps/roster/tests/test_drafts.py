"""Drafts from asking to publishing, with the real search and the real judge."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.models import Line
from lamplighter.apps.roster.actions.changes import give, pin, take_way
from lamplighter.apps.roster.actions.drafts import Busy, Overtaken, ask_to_fill, drop_draft, enough, make_draft
from lamplighter.apps.roster.actions.leave import record_leave, withdraw_leave
from lamplighter.apps.roster.actions.publishing import HolesUnconfirmed, publish
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import Unlawful, closest_way, options_for
from lamplighter.apps.roster.models import Draft, Duty, Publication
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from lamplighter.apps.work.actions import cancel
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import JobState
from lamplighter.apps.work.signals import discover
from tests.people import Cast

FIRST, LAST = date(2026, 3, 16), date(2026, 3, 22)


@pytest.fixture
def desk(cast: Cast, noon, monkeypatch):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    return desk_of(cast.havn)


@pytest.fixture
def draft(desk, cast, noon) -> Draft:
    return make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)


@pytest.fixture
def filled(draft, cast, noon) -> Draft:
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)
    draft.refresh_from_db()
    return draft


def letters(draft: Draft) -> dict[str, str]:
    """The roster as it hangs on the wall: a letter a day."""
    rows: dict[str, list[str]] = {}
    days = (draft.ends_on - draft.starts_on).days + 1
    for duty in draft.duties.select_related("person", "shift_type"):
        name = str(duty.person) if duty.person else "unfilled"
        rows.setdefault(name, ["."] * days)[(duty.on - draft.starts_on).days] = duty.shift_type.code
    return {name: "".join(row) for name, row in sorted(rows.items())}


def test_a_draft_has_every_seat_that_demand_asks_for(draft):
    assert draft.duties.filter(person=None).count() == 14
    assert [f"{duty.on:%d} {duty.starts_at:%H}" for duty in draft.duties.all()[:3]] == ["16 07", "16 19", "17 07"]


def test_the_worker_fills_it_and_says_what_it_did(filled, desk):
    assert filled.duties.filter(person=None).count() == 0
    assert filled.job.state == JobState.DONE
    assert filled.answer["holes"] == 0
    assert filled.job.progress["search"] == filled.answer["search"]
    assert filled.answer["status"] in ("optimal", "feasible", "stopped")
    assert Line.objects.filter(deed="draft.filled").count() == 1


def test_the_same_seed_gives_the_same_roster(filled, desk, cast, noon):
    again = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    ask_to_fill(again, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)

    assert letters(again) == letters(filled)


def test_asking_twice_is_one_search(draft, cast, noon):
    assert ask_to_fill(draft, by=cast.ada, at=noon) == ask_to_fill(draft, by=cast.ada, at=noon)


def test_a_cancelled_search_stores_nothing(draft, cast, noon):
    job = ask_to_fill(draft, by=cast.ada, at=noon)
    cancel(job, by=cast.ada, at=noon)
    work_off(lambda: noon)

    draft.refresh_from_db()
    assert (draft.answer, draft.duties.exclude(person=None).count()) == (None, 0)


def test_having_had_enough_keeps_the_best_so_far(draft, cast, noon):
    ask_to_fill(draft, seconds=120, by=cast.ada, at=noon)
    enough(draft, by=cast.ada, at=noon)
    work_off(lambda: noon)

    draft.refresh_from_db()
    assert draft.answer["seconds"] < 30
    assert draft.duties.filter(person=None).count() == 0


def test_a_search_taken_away_stores_nothing_and_the_next_one_stores_once(draft, cast, noon):
    from lamplighter.apps.work import actions as work
    from lamplighter.apps.work.jobs import HeldJob

    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    dead = work.claim("one", at=noon)
    work.reap(at=noon + timedelta(hours=1), silence=timedelta(minutes=1))
    other = work.claim("two", at=noon)
    HeldJob(other, lambda: noon, alone=True).do()
    HeldJob(dead, lambda: noon, alone=True).do()

    assert Line.objects.filter(deed="draft.filled").count() == 1


def test_nothing_changes_by_hand_while_a_search_runs(filled, desk, cast, noon):
    ask_to_fill(filled, by=cast.ada, at=noon)

    with pytest.raises(Busy):
        give(filled.duties.first(), None, by=cast.ada, at=noon)


def test_an_unlawful_change_by_hand_is_refused_with_its_rule_and_article(filled, desk, cast, noon):
    night = filled.duties.filter(shift_type=desk.night).first()
    morning = filled.duties.get(shift_type=desk.day, on=night.on + timedelta(days=1))

    with pytest.raises(Unlawful) as refusal:
        give(morning, night.person, by=cast.ada, at=noon)

    told = {each.rule: each for each in refusal.value.hindrances}["daily_rest"]
    assert (told.person, told.code) == (night.person_id, "unlawful")
    assert (told.article, told.value, told.limit) == ("art. 3", "0", "11")
    morning.refresh_from_db()
    assert morning.person != night.person


def test_somebody_on_leave_is_refused(filled, desk, cast, noon):
    duty = filled.duties.first()
    other = desk["Yusuf"] if duty.person != desk["Yusuf"] else desk["Sam"]
    record_leave(other, duty.on, duty.on, by=cast.ada, at=noon)

    with pytest.raises(Unlawful) as refusal:
        give(duty, other, by=cast.ada, at=noon)

    assert [each.code for each in refusal.value.hindrances] == ["on_leave"]


def test_the_closest_lawful_way_moves_others_and_leaves_no_hole(filled, desk, cast, noon):
    night = filled.duties.filter(shift_type=desk.night).first()
    morning = filled.duties.get(shift_type=desk.day, on=night.on + timedelta(days=1))

    way = closest_way(problem_for(filled, at=noon), seat_key(morning), night.person_id, seconds=4)
    changed = take_way(
        morning, night.person, way.changes, revision=filled.revision, by=cast.ada, at=noon
    )  # fmt: skip

    now = {seat_key(duty): duty.person_id for duty in filled.duties.all()}
    assert changed == len(way.changes) >= 2
    assert now == way.placed
    assert now[seat_key(morning)] == night.person_id
    assert None not in now.values()


def test_a_way_is_taken_as_it_was_shown_or_not_at_all(filled, desk, cast, noon):
    night = filled.duties.filter(shift_type=desk.night).first()
    morning = filled.duties.get(shift_type=desk.day, on=night.on + timedelta(days=1))
    way = closest_way(problem_for(filled, at=noon), seat_key(morning), night.person_id, seconds=4)
    before = letters(filled)

    def refused(changes: dict[str, int], revision: int, kind: type[Exception]) -> None:
        with pytest.raises(kind):
            take_way(morning, night.person, changes, revision=revision, by=cast.ada, at=noon)

    refused(way.changes, filled.revision - 1, Overtaken)
    refused({seat_key(morning): night.person_id}, filled.revision, Unlawful)
    refused(way.changes | {"9/2026-03-16/0": night.person_id}, filled.revision, Overtaken)
    pin(filled.duties.get(pk=morning.pk), True, by=cast.ada, at=noon)
    refused(way.changes, filled.revision + 1, Overtaken)
    assert letters(filled) == before


def test_a_pinned_seat_stays_in_every_search(filled, cast, noon):
    seat = filled.duties.first()
    give(seat, None, by=cast.ada, at=noon)
    pin(seat, True, by=cast.ada, at=noon)

    ask_to_fill(filled, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)

    assert list(filled.duties.filter(person=None)) == [seat]


def test_only_the_holes_are_filled_when_that_is_asked(filled, cast, noon):
    before = letters(filled)
    seat = filled.duties.first()
    give(seat, None, by=cast.ada, at=noon)

    ask_to_fill(filled, holes_only=True, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)

    after = letters(filled)
    assert "unfilled" not in after
    assert sum(a != b for name in before for a, b in zip(before[name], after[name], strict=True)) <= 2


def test_publishing_is_one_event_with_a_version(filled, desk, cast, noon):
    publication = publish(filled, by=cast.ada, at=noon)

    assert publish(filled, by=cast.ada, at=noon) == publication
    assert (publication.version, publication.holes) == (1, 0)
    assert Line.objects.filter(deed="roster.published").count() == 1


def test_holes_are_confirmed_by_their_number(draft, cast, noon):
    with pytest.raises(HolesUnconfirmed):
        publish(draft, by=cast.ada, at=noon)

    assert publish(draft, holes_known=14, by=cast.ada, at=noon).holes == 14
    assert Finding.objects.get(code="hole_in_roster").facts["holes"] == 14


def test_two_drafts_lawful_alone_are_not_published_together(filled, desk, cast, noon):
    other = desk_of(cast.havn, "Mara Idris", name="Control room")
    draft = make_draft(other.pool, FIRST, LAST, by=cast.ada, at=noon)
    mine = filled.duties.filter(person=desk["Mara"]).first()
    same = draft.duties.get(on=mine.on, starts_at=mine.starts_at)
    give(same, desk["Mara"], by=cast.ada, at=noon)
    publish(filled, by=cast.ada, at=noon)

    with pytest.raises(Unlawful):
        publish(draft, holes_known=13, by=cast.ada, at=noon)

    assert Publication.objects.count() == 1


def test_leave_after_publication_is_found_and_a_new_version_puts_it_right(filled, desk, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    duty = filled.duties.filter(person=desk["Mara"]).first()
    record_leave(desk["Mara"], duty.on, duty.on, by=cast.ada, at=noon)
    assert Finding.objects.get(closed_at=None).code == "leave_on_duty"

    again = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    assert letters(again) == letters(filled)
    with pytest.raises(Unlawful):
        publish(again, by=cast.ada, at=noon)
    ask_to_fill(again, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)

    assert publish(again, by=cast.ada, at=noon).version == 2
    assert not Finding.objects.filter(closed_at=None).exists()
    moved = sum(
        old.person_id != new.person_id for old, new in zip(filled.duties.all(), again.duties.all(), strict=True)
    )
    assert 1 <= moved <= 3


def test_leave_withdrawn_closes_what_was_found(filled, desk, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    duty = filled.duties.filter(person=desk["Mara"]).first()
    leave = record_leave(desk["Mara"], duty.on, duty.on, by=cast.ada, at=noon)

    withdraw_leave(leave, by=cast.ada, at=noon)

    assert not Finding.objects.filter(closed_at=None).exists()


def test_what_has_begun_is_not_rewritten(desk, cast, noon):
    published(
        desk,
        date(2026, 3, 9),
        date(2026, 3, 15),
        {"Mara": "D......", "Ana": ".D.....", "Idris": "..DDDDD"},
        at=noon,
    )
    draft = make_draft(desk.pool, date(2026, 3, 9), date(2026, 3, 15), by=cast.ada, at=noon)
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)
    seats = draft.duties.filter(shift_type=desk.day)

    assert [str(duty.person) for duty in seats[:2]] == ["Mara", "Ana"]
    assert (
        publish(draft, holes_known=draft.duties.filter(person=None).count(), by=cast.ada, at=noon).starts_at == noon
    )


def test_a_draft_is_dropped_once_and_a_published_one_never(draft, cast, noon):
    drop_draft(draft, by=cast.ada, at=noon)
    drop_draft(draft, by=cast.ada, at=noon)

    assert Line.objects.filter(deed="draft.dropped").count() == 1


def test_whoever_leaves_the_city_is_a_hole_at_once(filled, desk, cast, noon):
    from lamplighter.apps.register.actions.people import end_employment
    from lamplighter.apps.roster.bridge import Span, covers, holes_among

    publish(filled, by=cast.ada, at=noon)
    hers = filled.duties.filter(person=desk["Mara"]).count()
    end_employment(desk["Mara"], date(2026, 3, 15), by=cast.ada, at=noon)

    week = Span(datetime(2026, 3, 16, tzinfo=UTC), datetime(2026, 3, 23, 6, tzinfo=UTC))
    empty = {cover.assignment for cover in holes_among(covers(desk.city, week)) if cover.assignment}
    assert len(empty) == hers
    assert desk.pool.members.get(person=desk["Mara"]).until == date(2026, 3, 15)


def test_a_rule_that_is_broken_in_several_stretches_is_told_once_by_the_worst(cast, noon, desk):
    month = make_draft(desk.pool, FIRST, FIRST + timedelta(days=34), by=cast.ada, at=noon)
    for duty in month.duties.filter(shift_type=desk.day).exclude(on__week_day__in=[1, 2, 3]):
        Duty.objects.filter(pk=duty.pk).update(person=desk["Mara"])
    asked = problem_for(month, at=noon)
    (mara,) = [each for each in options_for(asked, f"{desk.day.pk}/2026-04-12/0") if each.person == desk["Mara"].pk]
    rules = [each.rule for each in mara.hindrances]

    assert "weekly_hours_average" in rules
    assert len(rules) == len(set(rules))
