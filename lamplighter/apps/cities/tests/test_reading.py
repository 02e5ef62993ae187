"""The pages of the door and of accounts can be read by everybody: axe finds nothing, and nothing is cut off."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from lamplighter.apps.cities.actions import change_settings, invite
from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Account
from lamplighter.web.clock import now
from tests.people import Cast, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Address = Callable[[Cast, str], str]
ADA: dict[str, Address] = {
    "accounts": lambda cast, token: reverse("accounts", args=["havn"]),
    "account": lambda cast, token: reverse("account", args=["havn", cast.ben.pk]),
    "invite": lambda cast, token: reverse("invitation_new", args=["havn"]),
    "settings": lambda cast, token: reverse("settings", args=["havn"]),
    "journal": lambda cast, token: reverse("journal", args=["havn"]),
    "choices": lambda cast, token: reverse("my_choices"),
    "choose": lambda cast, token: reverse("choose"),
}
NOBODY: dict[str, Address] = {
    "front": lambda cast, token: "/",
    "invitation": lambda cast, token: reverse("invitation", args=[token]),
    "invitation over": lambda cast, token: reverse("invitation", args=["x"]),
    "choices signed out": lambda cast, token: reverse("my_choices"),
}


def signed_in(browser: Browser, server: object, who: Account | None, language: str, width: int) -> object:
    """A browser in which somebody is signed in, with a second factor as far as the gate is concerned."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale=language, reduced_motion="reduce"
    )
    cookies = {"django_language": language}
    if who is not None:
        client = Client()
        sign_in(client, who)
        cookies["sessionid"] = client.cookies["sessionid"].value
    context.add_cookies([{"name": name, "value": value, "url": str(server)} for name, value in cookies.items()])
    return context


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("he", 360)])
def test_every_page_can_be_read_by_everybody(
    live_server: object, browser: Browser, cast: Cast, language: str, width: int
) -> None:
    change_settings(cast.havn, {"weekend": "4,5"}, by=cast.ada, at=now())
    _, token = invite(cast.havn, "n@x.example", ["hr"], link_to=str, by=None, at=now(), letter=False)
    stef = cast.of(Role.STAFF)
    visits = [
        (cast.ada, ADA),
        (None, NOBODY),
        (stef, {"association": lambda *_: reverse("association", args=["harbours"])}),
    ]

    wrong = []
    for who, pages in visits:
        context = signed_in(browser, live_server, who, language, width)
        page = context.new_page()  # type: ignore[attr-defined]
        for name, address in pages.items():
            page.goto(f"{live_server}{address(cast, token)}")
            wrong += [
                (name, found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]
            ]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((name, "too wide", ""))
        context.close()  # type: ignore[attr-defined]

    assert wrong == []
