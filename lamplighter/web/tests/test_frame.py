"""The frame of every page: language, direction, content policy, ways, errors."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, resolve, reverse
from django.views.defaults import server_error

from lamplighter.apps.cities.models import Account
from lamplighter.web.context import BAR, MORE, standing_on
from lamplighter.web.reader import Reader, read_as
from lamplighter.web.sheets import whole
from tests.people import Cast, sign_in

HTML = re.compile(r'<html lang="(\w+)" dir="(\w+)" data-theme="(\w+)">')
ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done", "account_signup", "patterns"]
INSIDE = [
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


@pytest.fixture(autouse=True)
def nobody_reads_after_us() -> Iterator[None]:
    yield
    read_as(Reader())


def frame(client: Client, url: str, **headers: str) -> tuple[str, ...]:
    found = HTML.search(client.get(url, headers=headers).content.decode())
    assert found
    return found.groups()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl"), ("he", "rtl"), ("ar", "rtl")])
@pytest.mark.django_db
def test_a_page_says_its_language_and_direction(client: Client, language: str, direction: str) -> None:
    asked = {"accept-language": language}

    assert frame(client, reverse("patterns"), **asked) == (language, direction, "auto")
    assert frame(client, "/no/such/page/", **asked) == (language, direction, "auto")


@pytest.mark.parametrize("name", ENTRANCE)
@pytest.mark.django_db
def test_a_page_of_the_door_keeps_the_content_policy(client: Client, name: str) -> None:
    keeps_policy(client.get(reverse(name)))


@pytest.mark.parametrize("name", INSIDE)
def test_a_page_of_the_account_keeps_the_content_policy(client: Client, cast: Cast, name: str) -> None:
    client.post(reverse("account_login"), {"login": cast.ada.email, "password": "a long password"})

    keeps_policy(client.get(reverse(name)))


def keeps_policy(answer: object) -> None:
    text = answer.content.decode()  # type: ignore[attr-defined]
    policy = answer["Content-Security-Policy"]  # type: ignore[index]

    assert "script-src 'self'; style-src 'self';" in policy
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text) == []
    assert text.count("<h1") == 1
    assert text.count("<main") == 1
    assert len(re.findall(r'\bid="([^"]+)"', text)) == len(set(re.findall(r'\bid="([^"]+)"', text)))


@pytest.mark.django_db
def test_the_switch_at_the_foot_changes_the_language_for_a_stranger(client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "fa", "next": "/patterns/"})

    assert (answer.status_code, answer["Location"]) == (302, "/patterns/")
    assert frame(client, "/patterns/")[:2] == ("fa", "rtl")


@pytest.mark.django_db
def test_the_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "xx", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"
    assert "django_language" not in answer.cookies


def test_the_switch_holds_for_a_visit_until_the_account_chooses_anew(client: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.ada.pk).update(language="en", theme="dark")
    sign_in(client, cast.ada)

    assert frame(client, "/patterns/") == ("en", "ltr", "dark")
    client.post(reverse("language"), {"language": "he", "next": "/patterns/"})
    assert frame(client, "/patterns/") == ("he", "rtl", "dark")
    Account.objects.filter(pk=cast.ada.pk).update(language="ar")
    assert frame(client, "/patterns/") == ("ar", "rtl", "dark")


def test_a_page_of_a_city_is_read_in_the_citys_language_and_the_accounts_if_it_has_one(
    client: Client, cast: Cast
) -> None:
    type(cast.havn).objects.filter(pk=cast.havn.pk).update(language="he", calendar="hebrew")
    sign_in(client, cast.ada)
    page = reverse("journal", args=["havn"])

    assert frame(client, page)[:2] == ("he", "rtl")
    Account.objects.filter(pk=cast.ada.pk).update(language="fa")
    assert frame(client, page)[:2] == ("fa", "rtl")


def test_the_bar_shows_only_the_ways_that_are_open(client: Client, cast: Cast) -> None:
    page = reverse("law", args=["havn"])
    ways = {}
    for who in (cast.ada, cast.ben):
        sign_in(client, who)
        text = client.get(page).content.decode()
        ways[who.name] = {
            name for name in ("people", "journal", "accounts") if reverse(name, args=["havn"]) in text
        }

    assert ways == {"Ada": {"people", "journal", "accounts"}, "Ben": set()}


def test_the_bar_marks_where_the_reader_stands() -> None:
    urls = {"/c/havn/", "/c/havn/people/", "/c/havn/services/", "/c/havn/services/map/"}

    assert standing_on("/c/havn/", urls) == "/c/havn/"
    assert standing_on("/c/havn/people/7/", urls) == "/c/havn/people/"
    assert standing_on("/c/havn/services/map/", urls) == "/c/havn/services/map/"
    assert standing_on("/c/havn/jobs/7/", urls) == ""


def test_every_way_leads_to_a_page() -> None:
    missing = []
    for way in (*BAR, *(way for _word, ways in MORE for way in ways)):
        try:
            reverse(way.name, args=["havn"])
        except NoReverseMatch:
            missing.append(way.name)

    assert missing == []


def test_a_way_asks_for_the_sight_that_its_page_asks_for() -> None:
    wrong = {}
    for way in (*BAR, *(way for _word, ways in MORE for way in ways)):
        with suppress(NoReverseMatch):
            asked = resolve(reverse(way.name, args=["havn"])).func.asks.sight
            if asked != way.sight:
                wrong[way.name] = (way.sight, asked)

    assert wrong == {}


@pytest.mark.django_db
def test_an_error_says_what_to_do(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


@pytest.mark.django_db
def test_a_form_grown_too_old_is_refused_in_the_house_style() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})

    assert answer.status_code == 403
    assert "This form has grown too old to be sent" in answer.content.decode()


def test_the_page_for_a_broken_server_leans_on_no_request_and_no_database() -> None:
    text = server_error(RequestFactory().get("/")).content.decode()

    assert '<html lang="en" dir="ltr"' in text
    assert "Something broke on our side" in text


@pytest.mark.django_db
def test_the_look_is_one_sheet_that_browsers_keep(client: Client) -> None:
    look = reverse("look", args=[whole().version])
    answer = client.get(look, headers={"accept-encoding": "gzip"})

    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Encoding"] == "gzip"
    assert client.get(look).content.decode() == whole().text
    assert "Cache-Control" not in client.get(reverse("look", args=["older"]))


def test_fonts_have_their_licences_beside_them() -> None:
    fonts = Path(__file__).parents[1] / "static" / "fonts"
    families = {font.name.split("-")[0] for font in fonts.glob("*.woff2")}

    assert {
        name for name in families if "SIL Open Font License" not in (fonts / f"{name}-OFL.txt").read_text()
    } == set()
