"""A shipped scenario from the shelf to the report, in Hebrew: a facilitator, five phones, an evaluator, a big screen.

The server is the product's own, in a process of its own: the streams are real, and nothing here waits for a time.
"""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, expect

from tests.browser.crisis_room import PATIENCE_MS, Room, Window, opened
from tests.browser.crisis_town import EMAIL, PASSWORD, SECRET, SLUG
from tests.browser.looking import look_at
from tests.browser.readers import Look

pytestmark = pytest.mark.browser
SCENARIO = "dark-supplier"
# Who comes with a phone, and in which language; the legal adviser answers on paper.
PHONES = {"mayor": "he", "manager": "he", "cio": "he", "comms": "ar", "welfare": "he"}
WIDTH, DESK, WALL = 360, 1360, 1920
REASONS = {"mayor": "סיבה של ראש העירייה", "manager": "סיבה של המנכ״ל", "comms": "سبب المتحدث"}
ON_PAPER = 8


@pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)
def test_a_shipped_scenario_is_played_end_to_end(
    browser: Browser, own_database: dict[str, str], tmp_path: Path
) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with opened(browser, own_database, tmp_path) as room:
        desk = room.window("he", DESK, 900)
        signed_in(desk)
        made_ready(desk)
        codes = opened_codes(desk)
        phones = {
            role: seated(room.window(tongue, WIDTH), codes["player"], role, tongue)
            for role, tongue in PHONES.items()
        }
        judge = seated(room.window("he", 820), codes["evaluator"])
        wall = seated(room.window("he", WALL, 1080), codes["screen"])

        started(desk, phones, wall)
        first_decision(desk, phones, wall)
        away_and_back(desk, phones)
        by_hand(desk, phones, room)
        lamp_goes_out(desk, phones, wall)
        marked(judge, room)
        next_phase(desk, phones)
        everybody_can_read_it(desk, phones, wall, judge)
        ended(desk, [*phones.values(), wall, judge])
        said_afterwards(desk, phones, room)
        nobody_heard_what_was_not_meant_for_them(phones, wall, room)
        report_follows_from_the_log(desk, room)
        way_back(desk)
        assert [each for window in room.windows for each in window.complaints] == []


# --- Before the room fills ----------------------------------------------------------------------------------------
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


# --- The play -----------------------------------------------------------------------------------------------------
def started(desk: Window, phones: dict[str, Window], wall: Window) -> None:
    """The clock starts; what comes by itself arrives on the phones it is meant for, and the lamps go out."""
    expect(desk.page.locator("#here tbody tr")).to_have_count(7)
    desk.press("/clock/start/")
    for window in phones.values():
        expect(window.page.locator(".item--phase")).to_have_count(1)
    expect(wall.page.locator("#screen-city .dusk__lamp--out")).to_have_count(3)
    expect(phones["cio"].page.locator(".item--phone")).to_have_count(1)

    speed(desk, "3000")
    expect(phones["cio"].page.locator(".item--alert")).to_have_count(1)
    paused(desk)
    # To what is asked at 06:52; the carers of 06:50 come on the way.
    jumped(desk, "06:53")
    expect(phones["welfare"].page.locator(".item--phone")).to_have_count(1)
    expect(phones["cio"].page.locator(".item--phone")).to_have_count(1)


def first_decision(desk: Window, phones: dict[str, Window], wall: Window) -> None:
    """Private answers, one of them on paper; a phone is loaded anew; the spread; then the mayor's word binds."""
    page = desk.page
    answered(phones["mayor"], "lead", "now", REASONS["mayor"])
    answered(phones["manager"], "lead", "noon", REASONS["manager"])
    answered(phones["comms"], "lead", "now", REASONS["comms"])
    expect(phones["welfare"].page.locator("#decision-lead")).to_have_count(0)
    phones["mayor"].page.reload()
    expect(phones["mayor"].page.locator("#decision-lead [value=now]")).to_be_checked()

    page.locator("#paper [name=role]").select_option("legal")
    desk.press("/seats/")
    expect(page.locator("#here tbody tr")).to_have_count(8)
    page.locator("#question-lead a[href*='/entry/']").click()
    page.locator("main [name=seat]").fill(str(ON_PAPER))
    page.locator("main [name=value]").select_option("supplier")
    page.locator("main form button").first.click()
    expect(page.locator("main .tag--calm")).to_have_count(1)
    page.locator('.head a[href$="/console/"]').click()

    desk.press("/lead/reveal/")
    for window in (*phones.values(), wall):
        expect(window.page.locator("#spread-lead .spread__bar")).to_have_count(3)
    decided(phones, desk)
    for window in (*phones.values(), wall):
        expect(window.page.locator(".item--taken")).to_have_count(1)
    expect(phones["mayor"].page.locator("#decision-lead")).not_to_have_attribute("data-open", "")


def decided(phones: dict[str, Window], desk: Window) -> None:
    """The mayor alone may, with the own answer chosen; asked once more, then it binds."""
    theirs = phones["mayor"].page.locator("#deciding-lead")
    expect(desk.page.locator("#question-lead .note--lamp")).to_have_count(1)
    expect(theirs.locator("[value=now]")).to_be_checked()
    for other in ("manager", "comms"):
        expect(phones[other].page.locator("#deciding-lead")).to_have_count(1)
        expect(phones[other].page.locator("#deciding-lead form")).to_have_count(0)
    assert wrong_with(phones["mayor"], WIDTH) == []
    theirs.locator("form button").click()
    expect(theirs.locator("[name=sure]")).to_have_count(1)
    assert wrong_with(phones["mayor"], WIDTH) == []
    theirs.locator("form button").click()
    expect(theirs).to_be_hidden()


def away_and_back(desk: Window, phones: dict[str, Window]) -> None:
    """A phone without a network while the story goes on; it comes back where it was, without being loaded anew."""
    page, away = desk.page, phones["manager"].page
    desk.press("/injects/contract_found/hold/")
    expect(desk.form("/injects/contract_found/freeing/")).to_have_count(1)
    desk.press("/injects/neighbour/skip/")
    expect(desk.form("/injects/neighbour/hold/")).to_have_count(0)
    away.evaluate("window.sameAsBefore = true")
    away.context.set_offline(True)
    desk.press("/clock/resume/")
    expect(desk.form("/clock/pause/")).to_have_count(1)
    improvised(desk, "ניידת עומדת בחניון")
    expect(phones["welfare"].page.locator("[data-feed]")).to_contain_text("ניידת עומדת בחניון")
    expect(phones["comms"].page.locator("[data-feed]")).to_contain_text("ניידת עומדת בחניון")
    # More than 20 seconds of the story: its minute has changed once more.
    shown = page.locator("[data-clock]").inner_text()
    expect(page.locator("[data-clock]")).not_to_have_text(shown)
    paused(desk)
    expect(away.locator("[data-lost]")).to_be_visible()
    expect(away.locator("[data-feed]")).not_to_contain_text("ניידת עומדת בחניון")

    away.context.set_offline(False)
    expect(away.locator("[data-feed]")).to_contain_text("ניידת עומדת בחניון")
    expect(away.locator("[data-lost]")).to_be_hidden()
    assert away.evaluate("window.sameAsBefore") is True
    numbers = away.locator("[data-feed] article").evaluate_all("all => all.map(one => Number(one.dataset.line))")
    assert numbers == sorted(set(numbers), reverse=True)


def by_hand(desk: Window, phones: dict[str, Window], room: Room) -> None:
    """Let go, jump, speak to the team; and a phone speaks to control."""
    desk.press("/injects/contract_found/freeing/")
    expect(desk.form("/injects/contract_found/freeing/")).to_have_count(0)
    if not room.ask("select 1 from exercise_line where once = 'inject:contract_found'"):
        desk.page.locator("#turns summary").first.click()
        desk.page.locator("#turns form:has([name=to][value]) button").last.click()
    for role in ("cio", "manager"):
        expect(phones[role].page.locator(".item--mail").filter(has_text="ולמר")).to_have_count(1)
    expect(phones["comms"].page.locator(".item--mail")).to_have_count(1)

    desk.page.locator("#message [name=text]").fill("חמש דקות להתייעצות")
    desk.press("/messages/")
    for window in phones.values():
        expect(window.page.locator(".item--said")).to_have_count(1)
    phones["comms"].page.locator("[name=text]").fill("من يرد على الإذاعة؟")
    phones["comms"].press("/seat/messages/")
    expect(desk.page.locator("#feed")).to_contain_text("من يرد على الإذاعة؟")


def lamp_goes_out(desk: Window, phones: dict[str, Window], wall: Window) -> None:
    """A second decision, taken by the facilitator for the role, puts out a lamp that burned."""
    lamp = wall.page.locator(".dusk__lamp").filter(has_text="אתר העירייה")
    remote = phones["welfare"].page.locator("#dusk")
    remote.locator("summary").click()
    expect(remote.locator(".dusk__lamp").filter(has_text="אתר העירייה")).to_have_count(0)
    expect(lamp).to_have_class(re.compile("lamp--lit"))
    jumped(desk, "07:13")
    answered(phones["cio"], "links", "all")
    expect(phones["mayor"].page.locator("[data-earlier] #decision-lead")).to_have_count(1)
    desk.page.locator("#question-links details summary").last.click()
    desk.page.locator("#question-links [name=value]").select_option("all")
    desk.press("/links/taking/")
    expect(phones["cio"].page.locator(".item--taken")).to_have_count(2)
    expect(lamp).to_have_class(re.compile("lamp--out"))
    expect(remote.locator(".dusk__lamp--out").filter(has_text="אתר העירייה")).to_be_visible()


def marked(judge: Window, room: Room) -> None:
    """What the evaluator sees is kept while it happens."""
    page = judge.page
    expect(page.locator("#task-first_word")).to_have_attribute("open", "")
    page.locator("#task-first_word [value=S]").check()
    page.locator("#task-first_word form button").click()
    expect(page.locator("#task-first_word > summary .tag--calm")).to_have_text("S")
    page.locator("[name=kind][value=strength]").check()
    page.locator("[name=task]").select_option("first_word")
    page.locator("main [name=text]").fill("נאמר בקול מי מוביל")
    judge.press("/watch/notes/")
    expect(page.locator("main")).to_contain_text("נאמר בקול מי מוביל")
    assert [(facts["task"], facts["mark"]) for _n, _k, facts in room.lines("rating.given")] == [("first_word", "S")]


def next_phase(desk: Window, phones: dict[str, Window]) -> None:
    """The first day: its letter comes by itself, the manual inject only by hand and only to whom it is meant for."""
    heading = phones["mayor"].page.locator("h1")
    before = heading.inner_text()
    desk.press("/phases/first_day/opening/")
    expect(phones["mayor"].page.locator(".item--letter")).to_have_count(1)
    expect(heading).not_to_have_text(before)
    expect(desk.page.locator("#turns strong")).to_have_text(heading.inner_text())
    desk.press("/injects/names_list/release/")
    expect(phones["comms"].page.locator(".item--social")).to_have_count(1)
    expect(desk.page.locator("#feed .item--social")).to_have_count(1)
    expect(phones["cio"].page.locator(".item--social")).to_have_count(0)


def everybody_can_read_it(desk: Window, phones: dict[str, Window], wall: Window, judge: Window) -> None:
    """axe, width, heading and language of every kind of page in the middle of play."""
    for window, width in ((desk, DESK), (phones["mayor"], WIDTH), (wall, WALL), (judge, 820)):
        assert wrong_with(window, width) == []
    assert wrong_with(phones["comms"], WIDTH, "ar") == []


def wrong_with(window: Window, width: int, tongue: str = "he") -> list[str]:
    """What is wrong with a page. Where the last click was, Tab goes on: the way past the bar is tested elsewhere."""
    found = look_at(window.page, Look(tongue, "rtl", width, "light"))
    return [each for each in found if "skip link" not in each]


# --- Afterwards ---------------------------------------------------------------------------------------------------
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


# --- Deeds --------------------------------------------------------------------------------------------------------
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
