"""A shipped scenario from the shelf to the report, in Hebrew: a facilitator, five phones, an evaluator, a big screen.

The server is the product's own, in a process of its own: the streams are real, and nothing here waits for a time.
"""

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, expect

from tests.browser.crisis_room import PATIENCE_MS, Room, Window, opened
from tests.browser.crisis_town import EMAIL, PASSWORD, SECRET, SLUG

pytestmark = pytest.mark.browser
SCENARIO = "dark-supplier"
PHONES = {"mayor": "he", "manager": "he", "cio": "he", "comms": "ar", "welfare": "he"}


@pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)
def test_a_shipped_scenario_is_played_end_to_end(
    browser: Browser, own_database: dict[str, str], tmp_path: Path
) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with opened(browser, own_database, tmp_path) as room:
        desk = room.window("he", 1360, 900)
        signed_in(desk)
        ready(desk)


def signed_in(desk: Window) -> None:
    """By the door that everybody uses."""
    page = desk.page
    page.goto("/account/login/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time()))))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(f"**/c/{SLUG}/**")


def ready(desk: Window) -> None:
    """From the bar of every page to an exercise that is ready, by links and buttons alone."""
    page = desk.page
    page.locator(f'.top a[href$="/c/{SLUG}/exercises/"]').first.click()
    page.locator(f'main a[href$="/c/{SLUG}/scenarios/"]').first.click()
    page.locator(f'a[href$="/shipped/{SCENARIO}/"]').click()
    desk.press(f"/shipped/{SCENARIO}/taking/")
    page.locator('a[href*="/exercises/new/"]').click()
    page.locator("main form button").first.click()
    desk.press("/ready/")
    page.locator('a[href$="/codes/"]').first.click()
