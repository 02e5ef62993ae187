"""The frame of the pages in a real browser: keys, questions, width, and what those hear who do not see."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN_PAGES = ["patterns", "account_login", "account_reset_password"]


def page_in(browser: Browser, language: str, width: int, theme: str = "light") -> Page:
    return browser.new_page(
        locale=language,
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        extra_http_headers={"Accept-Language": language},
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in English on a desk."""
    opened = page_in(browser, "en", 1280)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", OPEN_PAGES)
@pytest.mark.parametrize(("language", "width", "theme"), [("en", 1280, "light"), ("he", 360, "dark")])
def test_a_page_can_be_read_by_everybody(
    live_server: object, browser: Browser, name: str, language: str, width: int, theme: str
) -> None:
    page = page_in(browser, language, width, theme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(f"{live_server}{reverse(name)}")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


def test_a_menu_opens_walks_and_closes_by_keys(live_server: object, page: Page) -> None:
    page.goto(f"{live_server}{reverse('patterns')}")
    menu = page.locator("details.menu").first

    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("ArrowDown")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_deed_asks_once_and_takes_no_for_an_answer(live_server: object, page: Page) -> None:
    page.goto(f"{live_server}{reverse('patterns')}")
    deed = page.locator("#dialog-en-form button")

    deed.click()
    page.locator("#ask button[value=no]").click()
    expect(page).to_have_url(re.compile(r"/patterns/$"))

    deed.click()
    page.locator("#ask [data-yes]").click()
    expect(page).to_have_url(re.compile(r"published=yes"))


def test_the_skip_link_is_the_first_stop(live_server: object, page: Page) -> None:
    page.goto(f"{live_server}{reverse('account_login')}")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
