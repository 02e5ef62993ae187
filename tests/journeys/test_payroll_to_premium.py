"""One piece of data, all the way: a payroll file, the register, needs, a roster, tonight, and what a duty earned."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.journal.models import Line
from lamplighter.apps.pay.actions import set_rates
from lamplighter.apps.register.actions.dependencies import add_group, add_need
from lamplighter.apps.register.actions.services import add_service, add_system
from lamplighter.apps.register.actions.skills import add_skill, record_skill
from lamplighter.apps.register.models import Contract, Person
from lamplighter.apps.roster.actions.callouts import record_callout
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
from lamplighter.apps.roster.actions.pools import add_member, make_pool
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.actions.shifts import add_shift
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from lamplighter.engines.hours import Span
from tests.people import Cast, sign_in
from tests.realdata import real_file

# As Baltimore writes its payroll: 62,400 a year is 30 an hour of a week of 40 (52 weeks, 2,080 hours).
PAYROLL = """Name,JobTitle,AgencyID,Agency,HireDate,AnnualSalary,GrossPay
"Quist,Mara",NETWORK ENGINEER,A41001,MOIT-Mayor's Office of IT,06/12/2014,$62400.00,$64001.10
"Bell,Idris",NETWORK ENGINEER,A41001,MOIT-Mayor's Office of IT,03/01/2019,$62400.00,$62400.00
"Costa,Ana",SYSTEMS ANALYST,A41001,MOIT-Mayor's Office of IT,09/25/2006,$62400.00,$70210.55
"Reyes,Tomas",IT SPECIALIST II BPD,A41001,MOIT-Mayor's Office of IT,11/02/2020,$62400.00,$61999.99
"Aho,Lena",DATABASE ADMINISTRATOR,A41001,MOIT-Mayor's Office of IT,01/17/2011,$62400.00,$62400.00
"Novak,Petra",EPIDEMIOLOGIST,A65026,HLTH-Health Department,07/23/2009,$56500.00,$50633.26
"""
IT = {"Quist,Mara", "Bell,Idris", "Costa,Ana", "Reyes,Tomas", "Aho,Lena"}
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> datetime:
    """It is Friday noon, three days before the roster begins, until a test says otherwise."""
    friday = datetime(2026, 2, 27, 12, 0, tzinfo=UTC)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: friday)
    discover()
    return friday


def standby_week(cast: Cast, at: datetime) -> list[Duty]:
    """A service on a system that needs network people, a pool of those who are, and its published week."""
    city, by = cast.havn, {"by": cast.ada, "at": at}
    signals = add_service(city, code="SIG", name="Traffic signals", tier=1, hours="24h", **by)
    network = add_system(city, code="NET", name="Core network", kind="network", **by)
    add_group(signals, [network], needed=1, buffer_min=15, **by)
    skill = add_skill(city, code="netops", name="Network operations", **by)
    add_need(network, skill=skill, level=2, people=3, response_min=30, **by)
    pool = make_pool(city, "Network on call", services=[signals], skill=skill, **by)
    values = {
        "code": "P", "name": "On call", "layer": "primary", "kind": "standby_home", "look": "standby",
        "starts_at": time(8), "ends_at": time(8), "response_min": 30,
    }  # fmt: skip
    add_shift(pool, values, **by)
    for person in Person.objects.filter(organisation=city, name__in=IT):
        record_skill(person, skill=skill, level=3, evidence="work", **by)
        add_member(pool, person, MONDAY - DAY, **by)
    draft = make_draft(pool, MONDAY, MONDAY + 6 * DAY, seed=7, **by)
    ask_to_fill(draft, seconds=2, **by)
    work_off(lambda: at)
    draft.refresh_from_db()
    publish(draft, **by)
    return list(draft.duties.select_related("person", "draft__pool", "shift_type__pool").order_by("starts_at"))


@pytest.mark.django_db
def test_a_payroll_file_becomes_a_persons_premium(
    cast: Cast, clock: datetime, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The payroll file goes into the register.
    payroll = tmp_path / "payroll.csv"
    payroll.write_text(PAYROLL, encoding="utf-8")
    call_command("import_people", str(payroll), "--city", "havn", verbosity=0)
    people = Person.objects.filter(organisation=cast.havn)
    assert {person.name for person in people} >= IT
    assert {contract.base_pay for contract in Contract.objects.filter(person__name__in=IT)} == {Decimal("62400.00")}
    assert {post.title for post in cast.havn.posts.filter(is_it=False)} == {"EPIDEMIOLOGIST"}

    # The roster is searched, judged and published without a hole.
    duties = standby_week(cast, clock)
    assert len(duties) == 7
    assert all(duty.person is not None and duty.person.name in IT for duty in duties)

    # On Tuesday evening the page of tonight names who is on and who is next.
    tuesday = datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: tuesday)
    sign_in(client, cast.ada)
    tonight = client.get(reverse("tonight", args=["havn"])).content.decode()
    on = duties[1].person
    assert on is not None
    assert "Traffic signals" in tonight
    assert on.name in tonight

    # They are called out at two in the night, for 90 minutes; the council pays a fifth of the hour for standby.
    rates = {
        "valid_from": date(2026, 1, 1), "standby_home": Decimal("0.2"), "standby_site": Decimal(1),
        "callout_min_minutes": 60, "night_share": Decimal(0), "weekend_share": Decimal(0),
        "holiday_share": Decimal(0), "decided_by": "Council, 12 December 2025",
    }  # fmt: skip
    morning = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    set_rates(cast.havn, rates, by=cast.of(Role.HR), at=morning)
    called = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
    span = Span(called, called + timedelta(minutes=90))
    record_callout(duties[1], on, span, "Core switch down", by=cast.ada, at=morning)

    # Every 24 hours on call are 24 x 30 x 0.2 = 144.00. The night with the call-out: 22.5 hours on call, 135.00,
    # and an hour and a half of work, 45.00. So with n standbys: 144 n - 9 + 45.
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: datetime(2026, 3, 31, 9, 0, tzinfo=UTC))
    standbys = sum(duty.person_id == on.pk for duty in duties)
    sign_in(client, cast.of(Role.HR))
    page = client.get(reverse("earnings", args=["havn", on.pk, "2026-03"])).content.decode()
    assert f"{144 * standbys - 9 + 45:,}.00" in page

    # The journal has each step, in order, and is whole.
    deeds = list(Line.objects.filter(organisation=cast.havn).order_by("number").values_list("deed", flat=True))
    steps = ["service.added", "need.added", "pool.made", "draft.made", "draft.filled", "roster.published"]
    assert [deed for deed in deeds if deed in steps] == steps
    call_command("verify_journal", verbosity=0)


@pytest.mark.django_db
def test_a_real_payroll_finds_the_same_posts(cast: Cast, clock: datetime) -> None:
    file = real_file("payroll/baltimore_city_employee_salaries_fy2011.csv")

    call_command("import_people", str(file), "--city", "havn", "--as-of", "2011-06-30", verbosity=0)

    posts = cast.havn.posts
    assert Person.objects.filter(organisation=cast.havn).count() > 10_000
    assert not posts.filter(title__contains="EPIDEMIOLOGIST", is_it=True).exists()
    assert posts.filter(is_it=True).exists()
