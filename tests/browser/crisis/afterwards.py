"""Afterwards: first impressions, who heard what, the report and where its figures come from, the way back."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.browser.crisis.play import REASONS
from tests.browser.crisis.room import Room, Window
from tests.browser.crisis.seen import DESK, wrong_with
from tests.browser.crisis.town import SLUG


def ended(desk: Window, others: list[Window]) -> None:
    """It is asked once whether it shall end; then every page is another one."""
    desk.press("/clock/end/")
    desk.page.locator("#ask [data-yes]").click()
    expect(desk.page.locator('.lead a[href$="/report/"]')).to_have_count(1)
    for window in others:
        expect(window.page.locator("[data-clock]").first).to_have_attribute("data-state", "ended")


def said_afterwards(desk: Window, phones: dict[str, Window], room: Room) -> None:
    """First impressions: asked from the report, answered on the phones, closed."""
    desk.page.locator('.lead a[href$="/report/"]').click()
    desk.press("/hot-wash/")
    for window in phones.values():
        window.page.locator('main a[href$="/seat/survey/"]').click()
        window.page.locator('[name="ask-first_hour"][value="4"]').check()
        window.page.locator('[name="ask-one_change"]').fill("רשימה על נייר")
        window.page.locator("main form button").first.click()
        expect(window.page.locator("main form")).to_have_count(0)
    assert room.ask("select count(*) from exercise_surveytoken") == [(len(phones),)]
    phones["mayor"].page.locator('main a[href$="/seat/card/"]').click()
    expect(phones["mayor"].page.locator("main")).to_contain_text("אני מוביל")
    desk.press("/hot-wash/end/")
    expect(desk.form("/report/agreement/")).to_have_count(1)


def nobody_heard_what_was_not_meant_for_them(phones: dict[str, Window], wall: Window, room: Room) -> None:
    """A reason reaches whoever wrote it and nobody else; the log holds no answer's value."""
    for role, reason in REASONS.items():
        others = [window for other, window in phones.items() if other != role] + [wall]
        assert not any(reason in window.everything() for window in others)
        assert room.ask("select count(*) from exercise_answer where reason = ?", reason) == [(1,)]
    given = room.lines("answer.given", "answer.paper", "answer.changed")
    assert len(given) == 5
    assert {frozenset(facts) for _n, _k, facts in given} == {frozenset({"key", "seat"})}


def report_follows_from_the_log(desk: Window, room: Room) -> None:
    """The document can be taken away, and a figure leads to exactly the lines of the log that it counts."""
    page = desk.page
    assert wrong_with(desk, DESK) == []
    with page.expect_download() as coming:
        page.locator('a[href$="/report.docx"]').first.click()
    document = Path(coming.value.path()).read_bytes()
    assert "w:bidi" in ZipFile(BytesIO(document)).read("word/document.xml").decode()

    page.locator('a[href$="/report/numbers/answered.lead/"]').first.click()
    shown = page.locator("main tbody th").all_inner_texts()
    given = [number for number, _k, facts in room.lines("answer.given", "answer.paper") if facts["key"] == "lead"]
    assert [int(number) for number in shown] == given
    expect(page.locator("h1")).to_contain_text(str(len(given)))
    page.locator('main a[href$="/report/"]').first.click()


def way_back(desk: Window) -> None:
    """From the report to the cards, to its agreement, to what the association would see, and to the exercise."""
    page = desk.page
    page.locator('main a[href$="/cards/"]').first.click()
    page.locator('main a[href$="/cards/mayor/"]').first.click()
    page.go_back()
    page.locator('main a[href$="/report/"]').first.click()
    desk.press("/report/agreement/")
    page.locator('main a[href$="/share/"]').first.click()
    expect(page.locator("main form button")).to_have_count(1)
    page.locator('main a[href$="/report/"]').first.click()
    page.locator(f'.top a[href$="/c/{SLUG}/exercises/"]').first.click()
    page.locator(f'main a[href*="/c/{SLUG}/exercises/"]').first.click()
    for ending in ("/console/", "/report/", "/cards/", "/share/"):
        expect(page.locator(f'main a[href$="{ending}"]')).not_to_have_count(0)
