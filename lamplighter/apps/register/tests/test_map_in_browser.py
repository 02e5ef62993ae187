"""The map by keyboard and the live answers of what-if, in a real browser."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from lamplighter.apps.register.tests.harbour import Harbour, harbour
from tests.people import Cast, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None, cast: Cast, noon: datetime) -> Harbour:
    return harbour(cast.havn, by=cast.ada, at=noon)


@pytest.fixture
def ada(cast: Cast, client: Client, browser: Browser, live_server: Any) -> Iterator[Page]:
    sign_in(client, cast.ada)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def walk(page: Page, *keys: str) -> list[str]:
    """Names of the things that have the focus after each key."""
    names = []
    for key in keys:
        page.keyboard.press(key)
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')").split(":")[0])
    return names


@pytest.mark.parametrize(
    ("language", "onwards", "back"), [("en", "ArrowRight", "ArrowLeft"), ("he", "ArrowLeft", "ArrowRight")]
)
def test_arrows_walk_along_the_lines_in_reading_direction(
    cast: Cast, ada: Page, town: Harbour, live_server: Any, language: str, onwards: str, back: str
) -> None:
    cast.ada.language = language
    cast.ada.save()
    ada.goto(f"{live_server.url}/c/havn/map/")
    ada.locator("[data-key]").nth(1).focus()

    names = walk(ada, onwards, onwards, back)

    assert names[:2] == ["Switch A", "Power"]
    assert names[2] in {"Switch A", "Switch B"}
    assert ada.locator(".map__drawing.is-chosen").count() == 1
    wide = float(ada.locator(".map__drawing").get_attribute("width"))
    ada.keyboard.press("+")
    assert float(ada.locator(".map__drawing").get_attribute("width")) > wide


def test_a_mark_is_answered_at_once_and_kept_in_the_address(ada: Page, town: Harbour, live_server: Any) -> None:
    ada.goto(f"{live_server.url}/c/havn/what-if/")

    ada.get_by_label("Power").check()
    ada.get_by_label("When Power is back").select_option("1440")

    ada.wait_for_url("**back.system%3A*=1440*")
    assert "2 services fall within 24 hours" in ada.locator(".fall__answer").inner_text()
    ada.reload()
    assert "2 services fall within 24 hours" in ada.locator(".fall__answer").inner_text()
