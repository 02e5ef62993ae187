"""An evening of Ada's without a mouse: in, a person, a roster, a duty, the map, out."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.readers import Readers
from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "JBSWY3DPEHPK3PXP"
HERE = "node => node === document.activeElement"


def tab_to(page: Page, target: Locator, *, at_most: int = 90) -> None:
    """Press Tab until the focus is there, as somebody does who looks where it is."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if target.evaluate(HERE):
            return
    raise AssertionError(f"Tab does not come to {target}.")


def follow(page: Page, target: Locator) -> None:
    """Go there by Tab and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def sign_in_by_keys(page: Page, email: str) -> None:
    tab_to(page, page.locator("[name=login]"))
    page.keyboard.type(email)
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type("a long password")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('mfa_authenticate')}*")
    tab_to(page, page.locator("[name=code]"))
    page.keyboard.type(format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time()))))
    page.keyboard.press("Enter")


def test_an_evening_by_keys_alone(readers: Readers, town: Town) -> None:
    cache.clear()
    TOTP.activate(town.cast.ada, SECRET)
    page = readers.reader("nobody").page

    page.goto(f"{readers.server}{reverse('people', args=['havn'])}")
    sign_in_by_keys(page, town.cast.ada.email)
    page.wait_for_url(f"**{reverse('people', args=['havn'])}")

    find_a_person(page)
    walk_the_roster(page, town)
    follow_a_line_of_the_map(page)
    sign_out_by_keys(page)


def find_a_person(page: Page) -> None:
    """Slash leads to the search, which answers while one types; Tab to the only row, Enter."""
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.type("Sørensen")
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(1)
    follow(page, rows.locator("a").first)
    expect(page.locator("h1")).to_contain_text("Mara Quist-Sørensen")


def walk_the_roster(page: Page, town: Town) -> None:
    """One stop for the whole board; arrows walk it, in reading direction and by row; Enter opens the duty."""
    follow(page, page.locator(".top__nav").get_by_role("link", name="Rosters"))
    roster = reverse("roster", args=["havn", town.roster.pk])
    follow(page, page.locator(f"main a[href='{roster}']").first)
    page.wait_for_url(f"**{roster}")
    board = page.locator("[data-board]")
    tab_to(page, board.locator("[tabindex='0']"))

    cell = "[...document.activeElement.closest('tr').cells].indexOf(document.activeElement.closest('td, th'))"
    row = "document.activeElement.closest('tr').rowIndex"
    began = page.evaluate(f"[{row}, {cell}]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"[{row}, {cell}]") == [began[0] + 1, began[1] + 1]
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate(cell) == 1

    # Tab leaves the board; the way back leads to where one was.
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('[data-board]')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(cell) == 1
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('a')"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/duties/\d+/$"))


def follow_a_line_of_the_map(page: Page) -> None:
    """The menu opens and walks by keys; on the map the arrow keys follow a line to what a thing stands on."""
    follow(page, page.locator(".top__nav summary"))
    way = page.locator(".top__nav .menu__panel").get_by_role("link", name="Service map")
    for _ in range(30):
        if way.evaluate(HERE):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('service_map', args=['havn'])}")

    calls = page.locator("[data-key][aria-label^='Emergency calls']")
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('[data-key]')"):
            break
        page.keyboard.press("Tab")
    for _ in range(12):
        if calls.evaluate(HERE):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Switch")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Switch")


def sign_out_by_keys(page: Page) -> None:
    follow(page, page.locator(".top__account summary"))
    follow(page, page.get_by_role("button", name="Sign out"))
    expect(page.locator(".top__account")).to_have_text("Sign in")
