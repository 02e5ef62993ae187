"""The gate itself: what it puts in place, whom it turns away and where to, and what the start refuses."""

from datetime import datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from lamplighter.apps.cities.choices import Role, Sight
from lamplighter.apps.cities.models import Organisation, RoleHeld
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Exercise, Seat
from lamplighter.apps.exercise.queries.seats import token_hash
from lamplighter.config.checks import every_page_asks, pages
from lamplighter.web.gate import SEAT_COOKIE, everyone, needs, seated, signed_in
from lamplighter.web.reader import reader
from tests.people import Cast, sign_in


@needs(Sight.PEOPLE)
def people(request: HttpRequest, **where: Organisation) -> HttpResponse:
    (organisation,) = where.values()
    sights = ",".join(sorted(request.sights))
    who = reader()
    return HttpResponse(f"{organisation.slug} {who.language} {who.calendar} {who.zone} {sights}")


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


@everyone
def front(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.organisation} {len(request.organisations)}")


@seated("player", "evaluator")
def chair(request: HttpRequest) -> HttpResponse:
    who = reader()
    sights = ",".join(sorted(request.sights))
    return HttpResponse(f"{request.seat.number} {who.language} {who.calendar} {who.zone} [{sights}]")


@seated("throne")
def throne(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody sits here")


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody said who may see this")


urlpatterns = [
    path("", front, name="home"),
    path("c/<slug:city>/people/", people, name="people"),
    path("a/<slug:association>/people/", people, name="association_people"),
    path("o/<slug:organisation>/people/", people, name="any_people"),
    path("mine/", mine, name="mine"),
    path("chair/", chair, name="chair"),
    path("factor/", mine, name="second_factor"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("lamplighter.web.urls")),
]


@pytest.fixture(autouse=True)
def these_pages() -> Any:
    with override_settings(ROOT_URLCONF="tests.access.test_gate"):
        yield


def test_a_role_with_the_sight_comes_in_and_finds_organisation_and_sights(client: Client, cast: Cast) -> None:
    told = sign_in(client, cast.ada).get("/c/havn/people/").content.decode()

    assert told.startswith("havn en gregorian Europe/Copenhagen accounts,actions,")


def test_a_role_without_the_sight_is_refused(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.ben).get("/c/havn/people/").status_code == 403


@pytest.mark.parametrize(
    "address", ["/c/elsewhere/people/", "/c/atlantis/people/", "/a/havn/people/", "/c/harbours/people/"]
)
def test_without_a_role_there_or_by_the_wrong_kind_there_is_no_such_page(
    client: Client, cast: Cast, address: str
) -> None:
    assert sign_in(client, cast.ada).get(address).status_code == 404


def test_an_organisation_of_either_kind_answers_under_its_common_address(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.ada).get("/o/havn/people/").status_code == 200
    assert sign_in(client, cast.of(Role.STAFF)).get("/o/harbours/people/").status_code == 403


def test_a_role_that_has_ended_is_none(client: Client, cast: Cast) -> None:
    RoleHeld.objects.filter(account=cast.ada).update(until=cast.havn.created_at)

    assert sign_in(client, cast.ada).get("/c/havn/people/").status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_the_door_and_back(client: Client, cast: Cast) -> None:
    assert client.get("/c/havn/people/?q=a").url == "/account/login/?next=/c/havn/people/%3Fq%3Da"
    assert client.get("/mine/").url == "/account/login/?next=/mine/"
    assert client.get("/").status_code == 200


def test_a_form_sent_after_the_session_ended_does_not_come_back_as_a_page(client: Client, cast: Cast) -> None:
    assert client.post("/mine/").url == "/account/login/?next=/"


def test_the_second_factor_is_asked_for_before_the_page_is_refused_or_shown(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)

    assert client.get("/c/havn/people/").url == "/factor/?next=%2Fc%2Fhavn%2Fpeople%2F"
    assert client.get("/mine/").status_code == 200


def test_signing_out_forgets_the_second_factor(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ada)
    client.logout()
    client.force_login(cast.ada)

    assert client.get("/c/havn/people/").status_code == 302


@pytest.mark.parametrize(("own", "language", "calendar"), [("", "fa", "jalali"), ("he", "he", "hebrew")])
def test_dates_and_language_are_the_organisations_unless_the_reader_chose(
    client: Client, cast: Cast, own: str, language: str, calendar: str
) -> None:
    Organisation.objects.filter(pk=cast.havn.pk).update(language="fa", calendar="jalali", time_zone="Asia/Tehran")
    cast.ada.language, cast.ada.calendar = own, "hebrew" if own else ""
    cast.ada.save()

    told = sign_in(client, cast.ada).get("/c/havn/people/").content.decode()

    assert told.startswith(f"havn {language} {calendar} Asia/Tehran")


def test_coming_in_costs_three_queries(client: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    sign_in(client, cast.ada).get("/c/havn/people/")

    # session, account, where the account holds which roles
    with django_assert_num_queries(3):
        client.get("/c/havn/people/")


def test_the_menu_of_organisations_costs_nothing_more(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, cast.ada)

    with django_assert_num_queries(3):
        assert client.get("/").content == b"None 1"


@pytest.fixture
def seat(cast: Cast, noon: datetime) -> Seat:
    """A player's seat in an exercise of Havn that reads in Hebrew, with the Hebrew calendar."""
    tree = shipped()["alarm"].tree
    version, _kept = keep_version(cast.havn, tree, source="yaml", by=cast.ada, at=noon)
    exercise = Exercise.objects.create(
        organisation=cast.havn,
        version=version,
        title="The alarm",
        tree=tree,
        digest=version.digest,
        language="en",
        calendar="hebrew",
        state="ready",
        made_at=noon,
    )
    return Seat.objects.create(
        exercise=exercise, number=7, role="mayor", language="he", token_hash=token_hash("secret"), joined_at=noon
    )


def test_a_seat_opens_its_pages_without_an_account_in_its_own_language(client: Client, seat: Seat) -> None:
    client.cookies[SEAT_COOKIE] = "secret"

    assert client.get("/chair/").content.decode() == "7 he hebrew Europe/Copenhagen []"


def test_a_seat_gives_no_sight_to_its_holder_and_takes_none(client: Client, cast: Cast, seat: Seat) -> None:
    client.cookies[SEAT_COOKIE] = "secret"
    assert client.get("/c/havn/people/").url == "/account/login/?next=/c/havn/people/"

    sign_in(client, cast.ada)
    assert client.get("/chair/").content.decode().endswith("[]")
    assert client.get("/c/havn/people/").status_code == 200


@pytest.mark.parametrize("secret", ["", "other", None])
def test_without_the_secret_of_a_seat_there_is_no_such_page(client: Client, seat: Seat, secret: str | None) -> None:
    if secret is not None:
        client.cookies[SEAT_COOKIE] = secret

    assert client.get("/chair/").status_code == 404


@pytest.mark.parametrize(("changes", "status"), [({"kind": "evaluator"}, 200), ({"kind": "screen"}, 404)])
def test_a_seat_opens_the_pages_of_its_kind_only(client: Client, seat: Seat, changes: dict, status: int) -> None:
    Seat.objects.update(**changes)
    client.cookies[SEAT_COOKIE] = "secret"

    assert client.get("/chair/").status_code == status


def test_a_seat_that_was_left_opens_nothing(client: Client, seat: Seat, noon: datetime) -> None:
    Seat.objects.update(left_at=noon)
    client.cookies[SEAT_COOKIE] = "secret"

    assert client.get("/chair/").status_code == 404


def test_an_account_has_no_seat_of_its_own(client: Client, cast: Cast, seat: Seat) -> None:
    assert sign_in(client, cast.ada).get("/chair/").status_code == 404


def test_a_seat_costs_one_query(client: Client, seat: Seat, django_assert_num_queries: Any) -> None:
    client.cookies[SEAT_COOKIE] = "secret"

    with django_assert_num_queries(1):
        client.get("/chair/")


def test_the_start_finds_nothing_wrong_with_these_pages() -> None:
    assert every_page_asks() == []


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (path("forgotten/", forgotten, name="forgotten"), "lamplighter.E001"),
        (path("nowhere/", people, name="nowhere"), "lamplighter.E002"),
        (path("c/<slug:city>/mine/", mine, name="mine_there"), "lamplighter.E003"),
        (path("c/<slug:city>/front/", front, name="front_there"), "lamplighter.E003"),
        (path("c/<slug:city>/chair/", chair, name="chair_there"), "lamplighter.E003"),
        (path("throne/", throne, name="throne"), "lamplighter.E004"),
    ],
)
def test_the_start_refuses_a_page_that_does_not_say_what_it_asks(extra: Any, code: str) -> None:
    with override_settings(ROOT_URLCONF=(*urlpatterns, extra)):
        assert [problem.id for problem in every_page_asks()] == [code]


def test_a_page_without_a_mark_opens_to_nobody(client: Client, cast: Cast) -> None:
    unmarked = (*urlpatterns, path("forgotten/", forgotten, name="forgotten"))
    with (
        override_settings(ROOT_URLCONF=unmarked),
        pytest.raises(Exception, match="does not say what it asks"),
    ):
        sign_in(client, cast.ada).get("/forgotten/")


@override_settings(ROOT_URLCONF="lamplighter.config.urls")
def test_the_product_itself_has_no_unguarded_page() -> None:
    assert len(list(pages())) > 40
    assert every_page_asks() == []
