"""A Havn where no page is empty: long names in three scripts, a roster with holes, a bad spreadsheet, work going on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lamplighter.apps.cities.actions import invite
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.followup.actions import complete, open_action
from lamplighter.apps.pay.actions import set_rates
from lamplighter.apps.register.actions.contracts import begin_contract
from lamplighter.apps.register.actions.dependencies import add_group, add_need
from lamplighter.apps.register.actions.imports import ask_preview, open_import
from lamplighter.apps.register.actions.posts import open_post
from lamplighter.apps.register.actions.services import add_service, add_system
from lamplighter.apps.register.actions.units import add_unit
from lamplighter.apps.register.choices import Hours, ImportKind, Tier
from lamplighter.apps.register.models import Contract, Import, Person
from lamplighter.apps.register.tests.harbour import Harbour, harbour
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
from lamplighter.apps.roster.actions.leave import record_leave, wish
from lamplighter.apps.roster.models import CallOut, Draft, Duty, Pool, Takeover
from lamplighter.apps.roster.tests.night_desk import Desk, desk_of, published
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import Job, JobState
from lamplighter.apps.work.signals import discover
from tests.people import Cast

# A Tuesday, 21:40 in Havn: night has begun, and the month is under way.
EVENING = datetime(2026, 3, 10, 20, 40, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)

# Who takes turns: by the short name that rosters in letters use, the name that pages show.
NAMES = {
    "Mara": "Mara Quist-Sørensen",
    "Idris": "محمدرضا ابراهیمی‌نژاد اصفهانی",
    "Ana": "בת־שבע אבולעפיה־מונטיפיורי",
    "Tomas": "Wolfeschlegelsteinhausenbergerdorff",
    "Lena": "عبد الرحمن بن عبد العزيز الشمّري",
    "Petra": "Petra O’Neill-Fitzwilliam",
    "Sam": "מ׳",
    "Yusuf": "یوسف",
}
LETTERS = {
    "Mara": "DNDN..DDNN..DD..DNDN",
    "Idris": "ND.DNN..DDN..NN..DND",
    "Ana": "BBBBBBBBBB....BBBBBB",
    "Petra": "..N.D...........ND..",
    "Lena": "..........BBBB......",
}
SERVICES = (
    ("106", "מוקד 106 לפניות דחופות של תושבים בכל שעות היממה", Tier.CITY, Hours.AROUND_THE_CLOCK),
    ("fa", "سامانهٔ پذیرش و رسیدگی به درخواست‌های شهروندان", Tier.DAILY, Hours.OFFICE_HOURS),
    ("signal", "Straßenverkehrslichtsignalanlagensteuerung", Tier.LIFE, Hours.AROUND_THE_CLOCK),
    ("library", "Library loans", Tier.OFFICE, Hours.OFFICE_HOURS),
)
SHEET = """Staff no;Name;Department;Job title;Start date;End date;Hours
S1;Mara Quist;Networks;Engineer;2020-01-01;;37
S2;محمدرضا ابراهیمی‌نژاد;Networks;Engineer;31.02.2021;;37
S3;;Networks;Engineer;2020-01-01;2019-01-01;many
S1;Mara Quist again;Networks;Engineer;2020-01-01;;37
S5;Wolfeschlegelsteinhausenbergerdorff;Straßenverkehrslichtsignalanlagen;Engineer;2020-01-01;;37
"""


@dataclass(frozen=True)
class Town:
    """What was made, for those who want to open it."""

    cast: Cast
    harbour: Harbour
    desk: Desk
    roster: Draft
    draft: Draft
    job: Job
    bad: Import
    kept: dict[str, Any]

    @property
    def city(self) -> Organisation:
        return self.cast.havn

    @property
    def mara(self) -> Person:
        return self.desk["Mara"]


def furnish(cast: Cast) -> Town:
    """Put everything into Havn. The clock has to stand at EVENING."""
    discover()
    how: dict[str, Any] = {"by": cast.ada, "at": EVENING}
    city = cast.havn
    town = harbour(city, by=cast.ada, at=EVENING, ends_on=TODAY + 40 * DAY)
    kept: dict[str, Any] = {}
    run_services(city, town, kept, how)
    desk = desk_of(city, " ".join(NAMES), account=("Mara", cast.ben), backup=True, name="משמרת הלילה")
    desk.pool.services.add(kept["service"])
    employ(city, desk, kept, how)
    roster, draft = roster_people(desk, kept, how)
    follow_up(cast, kept, how)
    pay(city, how)
    job = going_on(city, desk, how)
    bad = open_import(
        city, ImportKind.PEOPLE, "staff 2026 (final) v3.csv", SHEET.encode(), as_of=TODAY, sees_pay=True, **how
    )
    bad = ask_preview(bad, bad.mapping, as_of=TODAY, **how)
    work_off(lambda: EVENING)
    bad.refresh_from_db()
    invite(city, "newcomer@a-rather-long-domain.example", ["auditor"], link_to=str, letter=False, **how)
    return Town(cast, town, desk, roster, draft, job, bad, kept)


def run_services(city: Organisation, town: Harbour, kept: dict[str, Any], how: dict[str, Any]) -> None:
    """Services and systems beside the harbour's, with long words."""
    database = add_system(city, code="db", name="Einwohnermeldedatenbankverwaltungssystem", kind="database", **how)
    add_group(database, [town.power], needed=1, buffer_min=15, **how)
    for code, name, tier, hours in SERVICES:
        made = add_service(city, code=code, name=name, about=name, tier=tier, hours=hours, residents=9_500, **how)
        kept["group"] = add_group(made, [database, town.switch_a], needed=2, buffer_min=0, **how)
        kept["need"] = add_need(made, skill=town.radio, level=3, people=1, **how)
        kept.setdefault("service", made)
    kept["database"] = database
    kept["closed_service"] = add_service(city, code="telex", name="Telex", tier=Tier.OFFICE, closed_on=TODAY, **how)
    kept["closed_system"] = add_system(city, code="telexd", name="Telex exchange", closed_on=TODAY, **how)


def employ(city: Organisation, desk: Desk, kept: dict[str, Any], how: dict[str, Any]) -> None:
    """Units, posts in every state, contracts of which one ends, phones to call."""
    unit = add_unit(city, name="אגף תקשוב, תשתיות ומערכות מידע", code="IT", **how)
    sub = add_unit(city, name="Straßenverkehrslichtsignalanlagen", parent=unit, **how)
    kept["unit"] = unit
    for number, (short, name) in enumerate(NAMES.items()):
        person = desk[short]
        person.name, person.unit, person.phone = name, (unit, sub)[number % 2], f"+45 20 10 50 {number:02}"
        person.email = f"{short.lower()}.with.a.rather.long.address@information-technology.havn.example"
        person.save()
        Contract.objects.filter(person=person).update(base_pay=Decimal("412345.50"), pay_period="year")
        open_post(city, code=f"IT-{number}", title=f"Netværksspecialist {number}", unit=unit, is_it=True, **how)
    post = open_post(city, code="IT-KOM-2026-0001", title="ראש צוות תשתיות תקשורת", unit=sub, is_it=True, **how)
    kept["post"] = post
    kept["contract"] = begin_contract(
        desk["Ana"], starts_on=TODAY - 400 * DAY, ends_on=TODAY + 20 * DAY, rule_pack=city.rule_pack,
        kind="fixed_term", base_pay=Decimal("350000"), pay_period="year", post=post, **how,
    )  # fmt: skip


def roster_people(desk: Desk, kept: dict[str, Any], how: dict[str, Any]) -> tuple[Draft, Draft]:
    """A published roster with holes, a takeover and a call-out; leave, wishes; a searched draft of the next weeks."""
    cast_at = EVENING - 20 * DAY
    publication = published(desk, date(2026, 3, 2), date(2026, 3, 21), LETTERS, at=cast_at)
    roster = publication.draft
    tonight = Duty.objects.get(draft=roster, shift_type=desk.night, on=TODAY)
    spare = Duty.objects.get(draft=roster, shift_type=desk.backup, on=TODAY - DAY)
    kept["takeover"] = Takeover.objects.create(
        organisation=desk.city, pool=desk.pool, duty=tonight, layer="primary", person=desk["Tomas"],
        starts_at=tonight.ends_at - timedelta(hours=4), ends_at=tonight.ends_at, made_at=EVENING,
    )  # fmt: skip
    kept["callout"] = CallOut.objects.create(
        duty=spare, person=desk["Ana"], starts_at=spare.starts_at, ends_at=spare.starts_at + timedelta(minutes=95),
        reason="Straßenverkehrslichtsignalanlagensteuerung stand still", recorded_at=EVENING,
    )  # fmt: skip
    kept["closed_pool"] = Pool.objects.create(organisation=desk.city, name="Telex room", closed_on=TODAY)
    kept["duty"], kept["standby"] = tonight, spare
    kept["hole"] = Duty.objects.filter(draft=roster, person=None, starts_at__gt=EVENING).first()
    kept["leave"] = record_leave(desk["Lena"], TODAY + 2 * DAY, TODAY + 9 * DAY, **how)
    kept["wish"] = wish(desk["Mara"], TODAY + 15 * DAY, wants=False, weight=2, **how)
    draft = make_draft(desk.pool, date(2026, 3, 22), date(2026, 3, 28), **how)
    ask_to_fill(draft, seconds=1, **how)
    work_off(lambda: EVENING)
    return roster, Draft.objects.get(pk=draft.pk)


def follow_up(cast: Cast, kept: dict[str, Any], how: dict[str, Any]) -> None:
    """Actions late, due and done, and what they answer."""
    city = cast.havn
    late = open_action(city, "Find a deputy for the radio gateway", due_on=TODAY - 3 * DAY, owner=cast.ada, **how)
    open_action(city, "למצוא ממלא מקום למנהלת הרשתות", due_on=TODAY + 2 * DAY, owner_name="ראש האגף", **how)
    done = open_action(city, "Straßenverkehrslichtsignalanlagensteuerung", due_on=TODAY, owner=cast.ada, **how)
    complete(
        done, "Minutes of 9 March, https://example.org/a/very/long/address/of/minutes", by=cast.ada, at=EVENING
    )
    kept["action"], kept["done"] = late, done


def pay(city: Organisation, how: dict[str, Any]) -> None:
    """The city's rates, and the month counted with them."""
    shares = {"standby_home": "0.2", "standby_site": "1", "night_share": "0.25", "weekend_share": "0.5"}
    rates = {name: Decimal(share) for name, share in shares.items()} | {"holiday_share": Decimal(1)}
    rates |= {"valid_from": date(2026, 1, 1), "callout_min_minutes": 60, "decided_by": "Council, 12 December 2025"}
    set_rates(city, rates, **how)
    ask(city, "pay.month", {"first": "2026-03-01"}, **how)
    work_off(lambda: EVENING)


def going_on(city: Organisation, desk: Desk, how: dict[str, Any]) -> Job:
    """A search for a second draft that no worker of the tests touches."""
    draft = make_draft(desk.pool, date(2026, 3, 29), date(2026, 4, 4), **how)
    job = ask_to_fill(draft, seconds=30, **how)
    job.progress = {"phase": "searching", "objective": 140, "holes": 2, "gap": 0.12, "done": 12, "of": 30}
    job.state, job.started_at, job.heard_at, job.attempt = JobState.RUNNING, EVENING, EVENING, 1
    job.save()
    return job
