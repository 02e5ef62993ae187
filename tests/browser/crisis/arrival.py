"""Before the room fills: the facilitator takes a scenario from the shelf, and everybody comes in by a code."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.browser.crisis.room import Window
from tests.browser.crisis.town import EMAIL, PASSWORD, SECRET, SLUG

SCENARIO = "dark-supplier"


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


def made_ready(desk: Window) -> None:
    """From the bar of every page to an exercise that is ready, by links and buttons alone."""
    page = desk.page
    page.locator(f'.top a[href$="/c/{SLUG}/exercises/"]').first.click()
    page.locator(f'main a[href$="/c/{SLUG}/scenarios/"]').first.click()
    page.locator(f'a[href$="/shipped/{SCENARIO}/"]').click()
    desk.press(f"/shipped/{SCENARIO}/taking/")
    page.locator('a[href*="/exercises/new/"]').click()
    page.locator("main form button").first.click()
    desk.press("/ready/")


def opened_codes(desk: Window) -> dict[str, str]:
    """A code for each kind of participant; then to the console."""
    page = desk.page
    page.locator('main a[href$="/codes/"]').first.click()
    codes = {}
    for kind in ("player", "evaluator", "screen"):
        sheet = page.locator(f"section:has([name=kind][value={kind}])")
        sheet.locator('form[action$="/codes/new/"] button').click()
        codes[kind] = sheet.locator(".screen__code").inner_text()
    page.locator('main a[href$="/console/"]').first.click()
    return codes


def seated(window: Window, code: str, role: str = "", tongue: str = "he") -> Window:
    """Come in by the code, as somebody who has only what stands on the screen."""
    page = window.page
    page.goto("/join/")
    page.locator("main [name=code]").fill(code)
    page.locator("main form button").first.click()
    if role:
        page.locator(f"main [name=role][value={role}]").check()
    page.locator(f"main [name=language][value={tongue}]").check()
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/(seat|watch|screen)/$"))
    return window
