"""Tonight's page, worked out by hand."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.register.models import Need, Person, Service, Skill, SkillHeld
from lamplighter.apps.roster.bridge.tonight import tonight_of
from lamplighter.apps.roster.choices import Layer, Look
from lamplighter.apps.roster.models import Demand, Duty, Pool, ShiftType, Takeover
from lamplighter.apps.roster.tests.night_desk import desk_of, published, shift
from tests.people import Cast, sign_in

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 22)
# Tuesday 10 March, 21:40 in Havn.
EVENING = datetime(2026, 3, 10, 20, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: EVENING)


@pytest.fixture
def desk(cast: Cast, noon: datetime):
    desk = desk_of(cast.havn, "Mara Idris Ana Tomas", backup=True)
    Person.objects.filter(pk=desk["Mara"].pk).update(phone="+45 20 10 50 60", email="mara@havn.example")
    return desk


@pytest.fixture
def lit(desk, noon):
    rows = {"Mara": "DNDNDNDNDNDNDN", "Idris": "NDNDNDNDNDNDND", "Ana": "BBBBBBBBBBBBBB"}
    published(desk, FIRST, LAST, rows, at=noon)
    return desk


def page(client, who, city, **more):
    return client.get(reverse("tonight", args=[city.slug]), **more)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_who_is_on_until_when_who_is_next_and_who_backs_them_up(lit):
    found = tonight_of(lit.city, EVENING)
    (lamp,) = found.lamps

    assert [(turn.person.name, f"{turn.span.end:%d %H}") for turn in lamp.on] == [("Mara", "11 07")]
    assert [(turn.person.name, f"{turn.span.start:%d %H}") for turn in lamp.then] == [("Mara", "11 07")]
    assert [(turn.person.name, f"{turn.span.end:%d %H}") for turn in lamp.backups] == [("Ana", "11 07")]
    assert (found.lit, found.total, found.trouble) == (1, 1, None)


def test_the_strip_ends_where_the_day_does(lit):
    (lamp,) = tonight_of(lit.city, EVENING).lamps
    places = [(turn.first, turn.last) for turn in lamp.lines[0].turns]

    # 21:30 is column 1: the night ends at 08:00 (42 quarters), the day at 20:00 (90), then the next night.
    assert places == [(1, 43), (43, 91), (91, 97)]


def hole(desk, noon, starts: time, ends: time) -> Duty:
    """A desk with a shift of its own for the hole, as three shifts make a day."""
    early = shift(desk.pool, "H", "Small hours", starts, ends, Look.NIGHT)
    return Duty.objects.create(
        draft=desk.pool.drafts.get(),
        shift_type=early,
        on=date(2026, 3, 11),
        starts_at=datetime.combine(date(2026, 3, 11), starts, tzinfo=desk.city.zone),
        ends_at=datetime.combine(date(2026, 3, 11), ends, tzinfo=desk.city.zone),
    )


def test_a_hole_from_two_to_six_is_said_with_its_hours_and_a_way_to_fill_it(lit, cast, noon, client):
    duty = hole(lit, noon, time(2), time(6))

    found = tonight_of(lit.city, EVENING)
    assert (found.lit, found.total) == (0, 1)
    assert [(f"{turn.span.start:%H}", f"{turn.span.end:%H}") for turn in found.lamps[0].dark] == [("01", "05")]

    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))
    assert "The lamp is not lit tonight" in said
    assert "<bdi>Control room</bdi> has nobody from 02:00 to 06:00." in said
    assert reverse("takeover", args=["havn", duty.pk]) in said


def test_whoever_does_not_make_rosters_reads_of_the_hole_but_has_no_link(lit, cast, noon, client):
    hole(lit, noon, time(2), time(6))

    said = text_of(page(sign_in(client, cast.ben), cast.ben, cast.havn))

    assert "has nobody from 02:00 to 06:00." in said
    assert "/takeover/" not in said


def test_how_many_could_take_it_is_asked_apart_and_then_known(lit, cast, noon, client):
    duty = hole(lit, noon, time(2), time(6))
    sign_in(client, cast.ada)
    asked = {"start": duty.starts_at.isoformat(), "end": duty.ends_at.isoformat()}

    part = text_of(client.get(reverse("takers", args=["havn", duty.pk]), asked))
    again = text_of(page(client, cast.ada, cast.havn))

    # Mara is on that night, Idris the day before and after; Ana is on standby; Tomas has nothing.
    assert "1 person could lawfully take it" in part
    assert "1 person could lawfully take it" in again


def test_a_takeover_of_part_shows_both(lit, noon):
    duty = Duty.objects.get(on=date(2026, 3, 10), shift_type=lit.night)
    midnight = datetime(2026, 3, 10, 23, tzinfo=UTC)
    Takeover.objects.create(
        organisation=lit.city,
        pool=lit.pool,
        duty=duty,
        layer="primary",
        person=lit["Tomas"],
        starts_at=midnight,
        ends_at=duty.ends_at,
        made_at=noon,
    )

    (lamp,) = tonight_of(lit.city, EVENING).lamps

    assert [(turn.person.name, turn.span.end) for turn in lamp.on] == [("Mara", midnight)]
    assert [(turn.person.name, turn.span.start) for turn in lamp.then] == [("Tomas", midnight)]


def test_a_hole_after_the_night_leaves_the_lamp_lit_and_is_said(lit, noon):
    Duty.objects.filter(on=date(2026, 3, 11), shift_type=lit.day).update(person=None)

    found = tonight_of(lit.city, EVENING)

    assert (found.lit, found.total) == (1, 1)
    assert found.trouble is not None
    assert f"{found.trouble[1].span.start:%d %H}" == "11 07"


def test_before_dawn_it_is_still_the_same_night_and_later_the_next(lit):
    def ends(hour: int) -> str:
        axis = tonight_of(lit.city, datetime(2026, 3, 11, hour, tzinfo=UTC)).axis
        return f"{axis.night_ends:%d %H}"

    assert [ends(2), ends(3), ends(12)] == ["11 07", "11 07", "12 07"]


def test_no_backup_is_said_and_does_not_put_the_lamp_out(lit):
    Duty.objects.filter(shift_type=lit.backup).update(person=None)

    (lamp,) = tonight_of(lit.city, EVENING).lamps

    assert lamp.lit
    assert len(lamp.bare) > 0


def test_a_pool_without_a_roster_is_dark_and_says_the_first_step(desk, cast, client):
    found = tonight_of(desk.city, EVENING)

    assert [turn.state for turn in found.lamps[0].on + list(found.lamps[0].dark[:1])] == ["unrostered"]
    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))
    assert "No roster of <bdi>Night desk</bdi> is published for tonight." in said
    assert reverse("roster_new", args=["havn"]) in said


def test_a_pool_without_shifts_is_dark(cast, client):
    pool = Pool.objects.create(organisation=cast.havn, name="Empty desk")
    pool.services.add(Service.objects.create(organisation=cast.havn, code="S", name="Pumps", hours="24h"))

    found = tonight_of(cast.havn, EVENING)
    assert (found.lit, found.total, found.lamps[0].dark_now) == (0, 1, True)
    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))
    assert "<bdi>Empty desk</bdi> has no shifts yet" in said


def test_a_service_that_never_closes_with_a_shift_by_day_only_is_dark_at_night(cast, noon):
    pool = Pool.objects.create(organisation=cast.havn, name="Day desk")
    service = Service.objects.create(organisation=cast.havn, code="S", name="Pumps", hours="24h")
    pool.services.add(service)
    by_day = ShiftType.objects.create(pool=pool, code="D", name="Day", starts_at=time(8), ends_at=time(20))
    Demand.objects.create(shift_type=by_day, people=1)
    (lamp,) = tonight_of(cast.havn, EVENING).lamps
    assert [turn.state for turn in lamp.dark] == ["unwanted", "unrostered", "unwanted"]

    service.hours = "hours"
    service.save()
    (lamp,) = tonight_of(cast.havn, EVENING).lamps
    assert [turn.state for turn in lamp.dark] == ["unrostered"]


def test_what_no_shift_asks_for_is_dark_only_while_nobody_of_any_pool_is_on(cast, noon):
    service = Service.objects.create(organisation=cast.havn, code="S", name="City portal", hours="24h")
    hours = {"A": (time(18), time(8)), "B": (time(16), time(8))}
    for name, (starts, ends) in hours.items():
        pool = Pool.objects.create(organisation=cast.havn, name=f"Desk {name}")
        pool.services.add(service)
        shift(pool, name, name, starts, ends, Look.NIGHT)

    (lamp,) = tonight_of(cast.havn, EVENING).lamps

    found = [(turn.state, f"{turn.span.start:%H}", f"{turn.span.end:%H}") for turn in lamp.dark]
    assert [each for each in found if each[0] == "unwanted"] == [("unwanted", "07", "15")]


def test_services_in_no_pool_stand_apart_and_count_as_dark(lit, cast, client):
    Service.objects.create(organisation=cast.havn, code="X", name="Data centre", hours="24h")

    found = tonight_of(cast.havn, EVENING)
    assert (found.lit, found.total) == (1, 2)
    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))
    assert "1 of 2 lamps is lit tonight" in said
    assert "<bdi>Data centre</bdi> never closes, but belongs to no duty pool." in said


def test_services_of_one_pool_share_a_strip_and_are_lamps_each(lit, cast):
    lit.pool.services.add(Service.objects.create(organisation=cast.havn, code="X", name="Dispatch", hours="24h"))

    found = tonight_of(cast.havn, EVENING)

    assert (len(found.lamps), found.lit, found.total) == (1, 2, 2)


def test_the_night_in_which_the_clock_goes_back_has_thirteen_hours(cast, noon, client, monkeypatch):
    desk = desk_of(cast.havn, "Mara Idris")
    published(desk, date(2026, 10, 23), date(2026, 10, 26), {"Mara": "NNNN", "Idris": "DDDD"}, at=noon)
    saturday = datetime(2026, 10, 24, 19, tzinfo=UTC)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: saturday)

    (lamp,) = tonight_of(cast.havn, saturday).lamps
    assert [(turn.whole_minutes, turn.moved) for turn in lamp.on] == [(13 * 60, 60)]
    # The axis is 24 hours of time: 21:00 to 20:00 on the clock.
    ticks = tonight_of(cast.havn, saturday).axis.ticks
    assert [hour for _column, hour in ticks] == ["00", "03", "06", "09", "12", "15", "18"]
    assert [ticks[0][0], ticks[1][0]] == [13, 29]
    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))
    assert "13 hours: the clock goes back" in said


def test_numbers_and_addresses_only_for_who_may_reach_people(lit, cast, client):
    with_contacts = text_of(page(sign_in(client, cast.of(Role.SPECIALIST)), None, cast.havn))
    paper = reverse("tonight_paper", args=["havn"])
    assert 'href="tel:+4520105060"' in with_contacts
    assert "+45 20 10 50 60" in text_of(client.get(paper))

    for role in (Role.HR, Role.EXECUTIVE, Role.AUDITOR):
        sign_in(client, cast.of(role))
        said = text_of(page(client, None, cast.havn)) + text_of(client.get(paper))
        assert "Mara" in said
        assert "20 10 50 60" not in said
        assert "mara@havn.example" not in said


def test_chen_finds_no_such_page(lit, cast, client):
    sign_in(client, cast.chen)

    assert [client.get(reverse(name, args=["havn"])).status_code for name in ("tonight", "tonight_paper")] == [
        404,
        404,
    ]
    assert b"Mara" not in client.get(reverse("tonight", args=["elsewhere"])).content


def test_an_empty_city_is_told_the_first_step(cast, client):
    said = text_of(page(sign_in(client, cast.ada), cast.ada, cast.havn))

    assert "There is no lamp to light yet" in said
    assert reverse("pool_new", args=["havn"]) in said


def key_person(cast: Cast, service: Service) -> None:
    skill = Skill.objects.create(organisation=cast.havn, code="R", name="Radio gateway")
    Need.objects.create(organisation=cast.havn, service=service, skill=skill, level=2, people=1)
    SkillHeld.objects.create(person=Person.objects.get(name="Mara"), skill=skill, level=3, evidence="work")


def test_one_absence_away_names_service_and_skill_to_few_and_people_to_nobody(lit, cast, client):
    key_person(cast, Service.objects.get(name="Control room"))
    part = reverse("tonight_absences", args=["havn"])
    sign_in(client, cast.ada)

    assert f'hx-get="{part}"' in text_of(page(client, cast.ada, cast.havn))
    said = text_of(client.get(part))
    assert "needs <bdi>Radio gateway</bdi>" in said
    assert "Mara" not in said
    # Known now, so the next page has it at once; until something is done in the city.
    assert "needs <bdi>Radio gateway</bdi>" in text_of(page(client, cast.ada, cast.havn))

    sign_in(client, cast.ben)
    assert client.get(part).status_code == 403
    assert "Radio gateway" not in text_of(page(client, cast.ben, cast.havn))


def test_the_page_renews_only_what_changes(lit, cast, client):
    sign_in(client, cast.ada)

    part = page(client, cast.ada, cast.havn, headers={"HX-Request": "true", "HX-Target": "lamps"}).content.decode()

    assert "<html" not in part
    assert part.count('hx-swap-oob="true"') == 2
    assert "as of 21:40" in part


@pytest.mark.parametrize("pools", [1, 3])
def test_the_page_asks_the_same_few_questions_of_any_city(cast, noon, client, django_assert_num_queries, pools):
    for number in range(pools):
        desk = desk_of(cast.havn, f"Ada{number} Bo{number} Cy{number}", name=f"Desk {number}", backup=True)
        rows = {f"Ada{number}": "DDDDDDDDDDDDDD", f"Bo{number}": "NNNNNNNNNNNNNN"}
        published(desk, FIRST, LAST, rows, at=noon)
    sign_in(client, cast.ada)
    page(client, cast.ada, cast.havn)

    with django_assert_num_queries(15):
        assert page(client, cast.ada, cast.havn).status_code == 200
    with django_assert_num_queries(12):
        page(client, cast.ada, cast.havn, headers={"HX-Request": "true", "HX-Target": "lamps"})


def test_both_layers_of_a_pool_are_told_apart(lit):
    (lamp,) = tonight_of(lit.city, EVENING).lamps

    assert [(line.layer, line.seat) for line in lamp.lines] == [(Layer.PRIMARY, 1), (Layer.BACKUP, 1)]
    assert all(turn.span.end - turn.span.start > timedelta(0) for turn in lamp.turns)


def test_a_minute_later_everybody_has_the_same_name_on_the_page(lit):
    before, after = (tonight_of(lit.city, EVENING + timedelta(minutes=minutes)) for minutes in (0, 1))

    assert [turn.key for turn in after.lamps[0].on] == [turn.key for turn in before.lamps[0].on]
