"""Pages of services, systems, suppliers' contracts, dependencies and needs."""

from datetime import date, datetime

import pytest
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.actions.services import add_service, add_supply, add_system
from lamplighter.apps.register.models import DependencyGroup, GroupMember, Need, Service, SupplyContract, System
from lamplighter.apps.register.tests.harbour import Harbour, harbour
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def town(cast: Cast, noon: datetime) -> Harbour:
    return harbour(cast.havn, by=cast.ada, at=noon, ends_on=date(2026, 4, 30))


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.ada)


def pages_of(town: Harbour) -> list[str]:
    group, need = DependencyGroup.objects.first(), Need.objects.first()
    reading = [
        "services/",
        f"services/{town.calls.pk}/",
        "systems/",
        f"systems/{town.switch_a.pk}/",
        "supplies/",
        f"supplies/{town.grid.pk}/",
        "map/",
    ]
    writing = [
        "services/new/",
        *(f"services/{town.calls.pk}/{deed}/" for deed in ("edit", "close", "groups/new", "needs/new")),
        "systems/new/",
        *(f"systems/{town.power.pk}/{deed}/" for deed in ("edit", "close", "groups/new", "needs/new")),
        "supplies/new/",
        f"supplies/{town.grid.pk}/edit/",
        f"groups/{group.pk}/edit/",
        f"groups/{group.pk}/remove/",
        f"needs/{need.pk}/edit/",
        f"needs/{need.pk}/remove/",
    ]
    return [*reading, "absences/", "what-if/", *writing]


def version_of(page: object) -> str:
    return page.context["form"].initial["version"]  # type: ignore[attr-defined]


def test_every_page_opens_for_the_cio_and_none_for_chen(cast: Cast, client: Client, town: Harbour) -> None:
    sign_in(client, cast.ada)
    answers = {path: client.get(f"/c/havn/{path}").status_code for path in pages_of(town)}
    assert set(answers.values()) == {200}, answers

    sign_in(client, cast.chen)
    answers = {path: client.get(f"/c/havn/{path}").status_code for path in pages_of(town)}
    assert set(answers.values()) == {404}, answers
    in_her_own = [path for path in pages_of(town) if any(each.isdigit() for each in path)]
    answers = {path: client.get(f"/c/elsewhere/{path}").status_code for path in in_her_own}
    assert set(answers.values()) == {404}, answers


def test_chens_map_is_empty(cast: Cast, client: Client, town: Harbour) -> None:
    sign_in(client, cast.chen)

    for path in ("services/", "systems/", "supplies/", "map/", "absences/", "what-if/"):
        said = client.get(f"/c/elsewhere/{path}").content.decode()
        assert "Emergency calls" not in said
        assert "Switch A" not in said
        assert "Nordlys" not in said
        assert "Mara" not in said


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.EXECUTIVE, Role.AUDITOR])
def test_whoever_sees_services_only_learns_nothing_of_key_people(
    cast: Cast, client: Client, town: Harbour, role: str
) -> None:
    sign_in(client, cast.of(role))

    for path in ("services/", f"services/{town.permits.pk}/", f"systems/{town.switch_a.pk}/", "map/"):
        page = client.get(f"/c/havn/{path}")
        said = page.content.decode()
        assert page.status_code == 200
        assert "Mara" not in said
        assert "one absence" not in said
        assert "Hangs on" not in said
        assert "What stops it" not in said
    for path in ("absences/", "what-if/", f"what-if/?out=system:{town.power.pk}", "services/new/"):
        assert client.get(f"/c/havn/{path}").status_code == 403
    listed = client.get("/c/havn/services/?export=csv").content.decode()
    assert "Emergency calls" in listed
    assert "absence" not in listed


def test_human_resources_see_who_can_but_not_what_hangs_on_them(cast: Cast, client: Client, town: Harbour) -> None:
    sign_in(client, cast.of(Role.HR))

    page = client.get(f"/c/havn/systems/{town.switch_a.pk}/")

    assert "Mara Quist" in page.content.decode()
    assert client.get("/c/havn/absences/").status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_ask_as_often_for_one_as_for_three(
    cast: Cast, ada: Client, noon: datetime, how_many: int, django_assert_num_queries
) -> None:
    for at in range(how_many):
        add_service(cast.havn, code=str(at), name=f"Service {at}", by=None, at=noon)
        add_system(cast.havn, code=str(at), name=f"System {at}", by=None, at=noon)
        add_supply(cast.havn, code=str(at), name=f"Contract {at}", supplier="N", by=None, at=noon)
    for which in ("services", "systems", "supplies"):
        ada.get(f"/c/havn/{which}/")

    # Session, account, organisation with roles; the map's eight; count, rows; given, around the clock.
    with django_assert_num_queries(15):
        assert len(ada.get("/c/havn/services/").context["listing"].rows) == how_many
    # Session, account, organisation with roles; count, rows.
    with django_assert_num_queries(5):
        assert len(ada.get("/c/havn/systems/").context["listing"].rows) == how_many
    # And what ends soon.
    with django_assert_num_queries(6):
        assert len(ada.get("/c/havn/supplies/").context["listing"].rows) == how_many


def test_the_service_page_asks_a_fixed_number_of_times(
    cast: Cast, client: Client, town: Harbour, django_assert_num_queries
) -> None:
    sign_in(client, cast.ada)
    client.get(f"/c/havn/services/{town.calls.pk}/")
    # Session, account, organisation with roles; service, needs, holders, groups, members, over, history; the map's 8.
    with django_assert_num_queries(18):
        client.get(f"/c/havn/services/{town.calls.pk}/")

    sign_in(client, cast.ben)
    client.get(f"/c/havn/services/{town.calls.pk}/")
    with django_assert_num_queries(9):
        client.get(f"/c/havn/services/{town.calls.pk}/")


def test_a_service_is_added_changed_closed_and_opened_again(cast: Cast, ada: Client) -> None:
    sent = {"name": "Water", "code": "w", "tier": "1", "hours": "24h", "mtpd_min": "240", "rto_min": "60"}
    ada.post("/c/havn/services/new/", sent)
    water = Service.objects.get(code="w")
    form = ada.get(f"/c/havn/services/{water.pk}/edit/")
    ada.post(
        f"/c/havn/services/{water.pk}/edit/",
        sent | {"name": "Drinking water", "version": version_of(form)},
    )
    ada.post(f"/c/havn/services/{water.pk}/close/", {"closed_on": "2026-03-10"})
    closed = Service.objects.get(pk=water.pk)
    ada.post(f"/c/havn/services/{water.pk}/reopen/")

    assert (closed.name, closed.closed_on) == ("Drinking water", date(2026, 3, 10))
    assert Service.objects.get(pk=water.pk).closed_on is None
    deeds = Line.objects.filter(subject_type="service", subject_id=str(water.pk)).order_by("number")
    assert list(deeds.values_list("deed", flat=True)) == [
        "service.added",
        "service.changed",
        "service.closed",
        "service.reopened",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rto_min": "300"}, "rto_min"),
        ({"open_from": "08:00"}, "open_from"),
        ({"hours": "hours", "open_from": "08:00"}, "open_until"),
        ({"code": "112"}, "code"),
        ({"fallback_min": "30"}, "manual_fallback"),
        ({"mtpd_min": "soon"}, "mtpd_min"),
    ],
)
def test_a_wrong_service_is_refused_in_words(ada: Client, town: Harbour, wrong: dict[str, str], field: str) -> None:
    right = {"name": "Water", "code": "w", "tier": "1", "hours": "24h", "mtpd_min": "240", "rto_min": "60"}

    page = ada.post("/c/havn/services/new/", right | wrong)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]


def test_a_system_that_something_stands_on_is_not_closed(ada: Client, town: Harbour) -> None:
    page = ada.post(f"/c/havn/systems/{town.power.pk}/close/", {"closed_on": "2026-03-10"})

    assert page.status_code == 422
    assert "Switch A still stands on Power" in page.content.decode()
    assert System.objects.get(pk=town.power.pk).closed_on is None


def test_two_who_change_one_service_lose_nothing(cast: Cast, ada: Client, town: Harbour, noon: datetime) -> None:
    path = f"/c/havn/systems/{town.power.pk}/edit/"
    version = version_of(ada.get(path))
    plain = {"name": "Power", "code": "pow", "kind": "facility", "rto_min": "30", "note": ""}
    ada.post(path, plain | {"note": "In the cellar", "version": version})

    page = ada.post(path, plain | {"rto_min": "45", "note": "On the roof", "version": version})

    assert page.status_code == 409
    assert list(page.context["form"].conflicts) == ["note"]
    again = ada.post(
        path, plain | {"rto_min": "45", "note": "On the roof", "version": page.context["form"].data["version"]}
    )
    assert again.status_code == 302
    power = System.objects.get(pk=town.power.pk)
    assert (power.note, power.rto_min) == ("On the roof", 45)


def test_a_group_is_written_changed_and_removed(ada: Client, town: Harbour) -> None:
    switch_a, switch_b = f"system:{town.switch_a.pk}", f"system:{town.switch_b.pk}"
    ada.post(
        f"/c/havn/services/{town.permits.pk}/groups/new/",
        {"members": [switch_b, f"supply:{town.grid.pk}"], "needed": "2", "buffer_min": "60", "name": "Behind it"},
    )
    group = DependencyGroup.objects.get(name="Behind it")
    path = f"/c/havn/groups/{group.pk}/edit/"
    ada.post(
        path,
        {
            "members": [switch_a, switch_b],
            "needed": "1",
            "buffer_min": "60",
            "name": "Behind it",
            "version": version_of(ada.get(path)),
        },
    )
    members = {str(each) for each in GroupMember.objects.filter(group=group)}
    page = ada.get(f"/c/havn/services/{town.permits.pk}/").content.decode()
    ada.post(f"/c/havn/groups/{group.pk}/remove/")

    assert members == {"Switch A", "Switch B"}
    assert "1 of 2 must work." in page
    assert "It was <bdi>2</bdi> of <bdi>Electricity (Nordlys), Switch B</bdi>" in page
    assert not DependencyGroup.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize(
    ("members", "needed", "field"),
    [
        ([], "1", "members"),
        (["system"], "2", "needed"),
        (["system"], "0", "needed"),
        (["service:1:x"], "1", "members"),
    ],
)
def test_k_of_n_must_be_possible(ada: Client, town: Harbour, members: list[str], needed: str, field: str) -> None:
    chosen = [f"system:{town.switch_b.pk}" if each == "system" else each for each in members]

    page = ada.post(
        f"/c/havn/services/{town.permits.pk}/groups/new/",
        {"members": chosen, "needed": needed, "buffer_min": "0", "name": ""},
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]


def test_two_who_change_one_group_are_told(ada: Client, town: Harbour) -> None:
    group = town.permits.groups.get()
    path = f"/c/havn/groups/{group.pk}/edit/"
    version = version_of(ada.get(path))
    plain = {"needed": "1", "buffer_min": "10", "name": "", "version": version}
    switch_a, switch_b = f"system:{town.switch_a.pk}", f"system:{town.switch_b.pk}"
    ada.post(path, plain | {"members": [switch_a, switch_b]})

    page = ada.post(path, plain | {"members": [f"system:{town.power.pk}"]})

    assert page.status_code == 409
    assert "Somebody else has just written “Switch A, Switch B” here." in page.content.decode()
    assert group.members.count() == 2


def test_a_thing_of_another_city_is_no_choice(cast: Cast, ada: Client, town: Harbour, noon: datetime) -> None:
    theirs = add_system(cast.elsewhere, code="x", name="Theirs", by=None, at=noon)

    page = ada.post(
        f"/c/havn/services/{town.permits.pk}/groups/new/",
        {"members": [f"system:{theirs.pk}"], "needed": "1", "buffer_min": "0"},
    )

    assert page.status_code == 422


def test_a_need_is_written_changed_and_removed(ada: Client, town: Harbour) -> None:
    path = f"/c/havn/services/{town.permits.pk}/needs/new/"
    ada.post(path, {"skill": town.radio.pk, "level": "2", "people": "2", "response_min": "30"})
    twice = ada.post(path, {"skill": town.radio.pk, "level": "2", "people": "1"})
    need = town.permits.needs.get()
    page = ada.get(f"/c/havn/services/{town.permits.pk}/").content.decode()
    form = ada.get(f"/c/havn/needs/{need.pk}/edit/")
    ada.post(
        f"/c/havn/needs/{need.pk}/edit/",
        {"skill": town.radio.pk, "level": "3", "people": "1", "version": version_of(form)},
    )
    changed = town.permits.needs.get()
    history = ada.get(f"/c/havn/services/{town.permits.pk}/").content.decode()
    ada.post(f"/c/havn/needs/{need.pk}/remove/")

    assert twice.status_code == 422
    assert "too few" in page
    assert (changed.level, changed.people, changed.response_min) == (3, 1, None)
    assert "<bdi>practitioner</bdi>" in history
    assert not town.permits.needs.exists()


def test_a_contract_near_its_end_says_by_when_to_renew(ada: Client, town: Harbour) -> None:
    page = ada.get(f"/c/havn/supplies/{town.grid.pk}/").content.decode()
    listed = ada.get("/c/havn/supplies/").content.decode()

    # Twelve weeks before 30 April 2026 is 5 February; the tests' today is 10 March.
    assert "renewal should have started by 5 February 2026" in page
    assert "For 1 contract it is late to begin renewing" in listed
    answer = ada.post(f"/c/havn/supplies/{town.grid.pk}/action/")
    assert answer.status_code == 302
    assert "Electricity" in ada.get(answer.url).content.decode()
    assert SupplyContract.objects.count() == 1
