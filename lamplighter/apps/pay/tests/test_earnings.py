"""What duty earns, from published rows to the page: numbers worked by hand, and who may see them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.models import Line
from lamplighter.apps.pay.actions import RatesStandAlready, set_rates
from lamplighter.apps.pay.bridge import city_month, earning_of, month_named, month_with, statement_of
from lamplighter.apps.pay.models import DutyRates, MonthEarning
from lamplighter.apps.pay.phrases import KINDS, NOTES, REMARKS
from lamplighter.apps.register.models import Contract, Person
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import CallOut, Draft, Duty, Pool, Publication, ShiftType
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import Job
from lamplighter.apps.work.signals import discover
from lamplighter.engines.hours import at_wall
from lamplighter.engines.pay import Kind, Remark
from tests.people import organisation, sign_in

RATES = {
    "valid_from": date(2026, 1, 1),
    "standby_home": Decimal("0.2"),
    "standby_site": Decimal(1),
    "callout_min_minutes": 60,
    "night_share": Decimal(0),
    "weekend_share": Decimal(0),
    "holiday_share": Decimal(0),
    "decided_by": "Council, 12 December 2025",
}


def worker(city: Organisation, pay: str, **facts: object) -> Person:
    """Somebody on a contract that pays ``pay``."""
    person = Person.objects.create(organisation=city, number=f"n{Person.objects.count()}", name="Ben")
    plain: dict[str, object] = {
        "starts_on": date(2020, 1, 1),
        "weekly_hours": Decimal(40),
        "rule_pack": city.rule_pack,
    }
    Contract.objects.create(organisation=city, person=person, base_pay=Decimal(pay), **(plain | facts))
    return person


def published(
    city: Organisation, person: Person, on: date, starts: time, ends: time, *, kind: str = "worked"
) -> Duty:
    """One published duty of one person."""
    pool, _made = Pool.objects.get_or_create(organisation=city, name="Night desk")
    shift, _made = ShiftType.objects.get_or_create(
        pool=pool,
        code=f"{starts:%H}{kind[-1]}",
        defaults={"name": "x", "kind": kind, "starts_at": starts, "ends_at": ends},
    )
    last = on + timedelta(days=1 if ends <= starts else 0)
    span = (at_wall(on, starts, city.zone), at_wall(last, ends, city.zone))
    draft = Draft.objects.create(
        pool=pool, starts_on=on, ends_on=on, state=DraftState.PUBLISHED, made_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    Publication.objects.create(
        organisation=city,
        draft=draft,
        pool=pool,
        version=Publication.objects.count() + 1,
        starts_at=at_wall(on, time(0), city.zone),
        ends_at=at_wall(on + timedelta(days=1), time(0), city.zone),
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Duty.objects.create(
        draft=draft, shift_type=shift, on=on, starts_at=span[0], ends_at=span[1], person=person
    )


@pytest.fixture
def haven(db, noon):
    """A city in Israel."""
    return organisation(
        "namal", "נמל", at=noon, country="IL", time_zone="Asia/Jerusalem", weekend="5,6", week_starts=7,
        currency="ILS", rule_pack="il-hours-1951", calendar="hebrew", language="he",
    )  # fmt: skip


def test_ten_hours_on_the_sabbath(haven):
    # 18,200 a month over 182 hours is 100 an hour. Ten hours, all inside the rest that began Friday at 18:00. In a
    # five-day week the day's norm is 8.6 hours; the salary already pays 100 % of those, the rest adds 50 %, and the
    # other 1.4 hours are overtime in the rest at 175 %. 8.6 x 50 + 1.4 x 175 = 430 + 245 = 675.
    ben = worker(haven, "18200", weekly_hours=Decimal(42), shift_worker=True)
    published(haven, ben, date(2026, 2, 7), time(6), time(16))

    parts = earning_of(ben, month_with(haven, date(2026, 2, 7)))

    assert sum(part.earning.total for part in parts) == Decimal("675.00")


def test_the_night_the_clock_goes_back_is_thirteen_hours(haven):
    # Jerusalem, 25 October 2026: 19:00 to 07:00 on the wall is 13 hours.
    ben = worker(haven, "18200", weekly_hours=Decimal(42), shift_worker=True)
    published(haven, ben, date(2026, 10, 24), time(19), time(7))

    statement = statement_of(earning_of(ben, month_with(haven, date(2026, 10, 24))), {}, haven)

    assert statement.minutes == 13 * 60
    assert any("elapsed hours are paid" in note for note in statement.notes)


def test_standby_is_a_fifth_of_the_hour_and_a_call_out_at_least_an_hour(cast, noon):
    # 34,666.67 a month at 40 h a week is 34,666.67 x 12 / (52 x 40) = 200.00 an hour. Standby Saturday 08:00 to 18:00
    # is 10 hours, of which 20 minutes called out: 9 h 40 min at 20 % = 386.67; called out 20 min = 66.67, made up to
    # one hour by 40 min = 133.33.
    ben = worker(cast.havn, "34666.67", shift_worker=True)
    set_rates(cast.havn, RATES, by=cast.of(Role.HR), at=noon)
    duty = published(cast.havn, ben, date(2026, 3, 14), time(8), time(18), kind="standby_home")
    CallOut.objects.create(
        duty=duty,
        person=ben,
        starts_at=duty.starts_at + timedelta(hours=2),
        ends_at=duty.starts_at + timedelta(hours=2, minutes=20),
        reason="Server down",
        recorded_at=noon,
    )

    (part,) = earning_of(ben, month_with(cast.havn, date(2026, 3, 14)))

    by_kind = {line.kind: line.amount for line in part.earning.lines}
    assert by_kind[Kind.STANDBY_HOME] == Decimal("386.67")
    assert by_kind[Kind.CALLOUT_MINIMUM] == Decimal("133.33")
    assert part.earning.total == sum(by_kind.values())


def test_a_contract_that_changes_in_the_month_is_two_parts(cast):
    ben = worker(cast.havn, "20000", shift_worker=True, ends_on=date(2026, 3, 14))
    Contract.objects.create(
        organisation=cast.havn, person=ben, base_pay=Decimal(40000), starts_on=date(2026, 3, 15), weekly_hours=40,
        rule_pack=cast.havn.rule_pack, shift_worker=True,
    )  # fmt: skip

    parts = earning_of(ben, month_with(cast.havn, date(2026, 3, 20)))

    assert [part.earning.window.end - part.earning.window.start for part in parts] == [
        timedelta(days=14),
        timedelta(days=17) - timedelta(hours=1),  # the clock goes forward on the 29th
    ]


def test_a_contract_without_base_pay_counts_nothing_and_says_so(cast):
    ben = worker(cast.havn, "0")
    Contract.objects.update(base_pay=None)

    statement = statement_of(earning_of(ben, month_with(cast.havn, date(2026, 3, 1))), {}, cast.havn)

    assert (statement.rows, statement.unpaid) == ((), True)


@pytest.mark.parametrize(
    ("calendar", "day", "key", "first"),
    [
        ("gregorian", date(2026, 3, 31), "2026-03", date(2026, 3, 1)),
        ("jalali", date(2026, 3, 20), "1404-12", date(2026, 2, 20)),
        ("jalali", date(2026, 3, 21), "1405-01", date(2026, 3, 21)),
        ("hebrew", date(2026, 3, 31), "2026-03", date(2026, 3, 1)),
    ],
)
def test_pay_months_follow_the_calendar_the_city_pays_by(cast, calendar, day, key, first):
    cast.havn.calendar = calendar

    month = month_with(cast.havn, day)

    assert (month.key, month.first) == (key, first)
    assert month_named(cast.havn, key, date(2026, 11, 21)) == month


@pytest.mark.parametrize("key", ["2026-13", "2026", "0000-00", "20x6-01", "2026-1", "3026-01"])
def test_a_month_that_is_none_is_none(cast, key):
    assert month_named(cast.havn, key, date(2026, 11, 21)) is None


def test_every_line_and_note_has_words():
    assert {kind.value for kind in Kind} == set(KINDS)
    assert {remark.value for remark in Remark} == set(REMARKS) | set(NOTES)


def test_rates_end_the_day_before_new_ones_begin(cast, noon):
    set_rates(cast.havn, RATES, by=cast.ada, at=noon)
    set_rates(cast.havn, RATES | {"valid_from": date(2026, 7, 1)}, by=cast.ada, at=noon)

    assert list(DutyRates.objects.values_list("valid_from", "valid_to")) == [
        (date(2026, 7, 1), None),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ]


def test_rates_are_never_changed_behind(cast, noon):
    set_rates(cast.havn, RATES, by=cast.ada, at=noon)

    with pytest.raises(RatesStandAlready, match="Choose a later day"):
        set_rates(cast.havn, RATES, by=cast.ada, at=noon)


def test_hr_sets_rates_in_the_browser_and_is_told_of_a_clash(client, cast):
    sign_in(client, cast.of(Role.HR))
    sent = {name: str(value) for name, value in RATES.items()}

    first = client.post("/c/havn/pay/rates/new/", sent)
    again = client.post("/c/havn/pay/rates/new/", sent)

    assert (first.status_code, again.status_code) == (302, 422)
    assert DutyRates.objects.count() == 1


@pytest.fixture
def ben_on_duty(cast):
    person = worker(cast.havn, "20800", shift_worker=True)
    Person.objects.filter(pk=person.pk).update(account=cast.ben)
    published(cast.havn, person, date(2026, 3, 10), time(8), time(16))
    return person


def test_whose_pay_is_seen_by_whom(client, cast, ben_on_duty):
    way = f"/c/havn/people/{ben_on_duty.pk}/earnings/2026-03/"
    seen = {}
    for role in (Role.SPECIALIST, Role.HR, Role.CIO, Role.DUTY_MANAGER, Role.AUDITOR, Role.EXECUTIVE):
        sign_in(client, cast.of(role))
        seen[role] = client.get(way).status_code

    assert seen == {
        Role.SPECIALIST: 200,
        Role.HR: 200,
        Role.CIO: 404,
        Role.DUTY_MANAGER: 404,
        Role.AUDITOR: 404,
        Role.EXECUTIVE: 404,
    }


def test_a_look_at_somebody_elses_pay_is_written_once_an_hour_and_ones_own_never(client, cast, ben_on_duty):
    way = f"/c/havn/people/{ben_on_duty.pk}/earnings/2026-03/"
    for who in (cast.of(Role.HR), cast.of(Role.HR), cast.ben):
        sign_in(client, who)
        client.get(way)

    assert list(Line.objects.filter(deed="pay.seen").values_list("by_name", "person_id")) == [
        ("Hal", ben_on_duty.pk)
    ]


def test_the_calculation_as_a_file(client, cast, ben_on_duty):
    sign_in(client, cast.ben)

    answer = client.get(f"/c/havn/people/{ben_on_duty.pk}/earnings/2026-03/?export=csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("hours of duty,480")


def test_chen_sees_nothing(client, cast, ben_on_duty):
    sign_in(client, cast.chen)

    assert client.get(f"/c/havn/people/{ben_on_duty.pk}/earnings/2026-03/").status_code == 404
    assert client.get(f"/c/elsewhere/people/{ben_on_duty.pk}/earnings/2026-03/").status_code == 404
    assert client.get("/c/havn/pay/2026-03/").status_code == 404


def test_a_month_is_counted_in_the_background_and_shown(client, cast, ben_on_duty, noon):
    discover()
    ask(cast.havn, "pay.month", {"first": "2026-03-01"}, by=cast.of(Role.HR), at=noon)
    work_off(lambda: noon)
    sign_in(client, cast.of(Role.HR))

    answer = client.get("/c/havn/pay/2026-03/")

    job = Job.objects.get()
    assert (job.state, job.failure) == ("done", "")
    assert list(MonthEarning.objects.values_list("person_id", "minutes")) == [(ben_on_duty.pk, Decimal(480))]
    assert "Ben" in answer.content.decode()


def test_the_sums_of_a_month_ask_the_same_number_of_questions_for_one_and_three(cast, django_assert_num_queries):
    for hour in (6, 8, 10):
        published(cast.havn, worker(cast.havn, "20800"), date(2026, 3, 10), time(hour), time(18))
    month = month_with(cast.havn, date(2026, 3, 1))

    with django_assert_num_queries(8):
        counted = city_month(cast.havn, month)
        found = [counted.parts_of(person) for person in counted.people()]

    assert len(found) == 1 or len(found) == 3
