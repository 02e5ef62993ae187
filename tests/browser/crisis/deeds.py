"""What is done again and again: a phone answers; the facilitator tells something, stops the clock, sets it, jumps."""

from playwright.sync_api import expect

from tests.browser.crisis.room import Window


def answered(window: Window, key: str, value: str, reason: str = "") -> None:
    """Answer on a phone; it is received."""
    card = window.page.locator(f"#decision-{key}")
    card.locator(f"[value={value}]").check()
    if reason:
        card.locator("details summary").click()
        card.locator("[name=reason]").fill(reason)
    card.locator("form button").last.click()
    expect(card.locator("[data-own]")).to_be_visible()


def improvised(desk: Window, what: str) -> None:
    desk.page.locator("#improvise [name=title]").fill(what)
    desk.press("/injects/improvised/")
    expect(desk.page.locator("#feed")).to_contain_text(what)


def paused(desk: Window) -> None:
    """By the key for it."""
    desk.page.locator("h1").click()
    desk.page.keyboard.press("Space")
    expect(desk.form("/clock/resume/")).to_have_count(1)


def speed(desk: Window, percent: str) -> None:
    desk.page.locator("#turns summary").first.click()
    desk.page.locator("#turns [name=speed]").select_option(percent)
    desk.press("/clock/speed/")
    expect(desk.page.locator("[data-clock]")).to_have_attribute("data-speed", percent)


def jumped(desk: Window, until: str) -> None:
    """Go forward to an hour of the story, unless it is later there already; the clock stands still."""
    clock = desk.page.locator("[data-clock]")
    before = clock.inner_text()
    if before >= until:
        return
    form = desk.form("/clock/jump/").first
    if not form.is_visible():
        desk.page.locator("#turns summary").first.click()
    form.locator("[name=minutes]").fill(str(minutes_of(until) - minutes_of(before)))
    form.locator("button").click()
    expect(clock).not_to_have_text(before)


def minutes_of(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)
