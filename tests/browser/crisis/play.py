"""The play, scene by scene: what is asked, decided, missed and put right, until the next phase."""

import re

from playwright.sync_api import expect

from tests.browser.crisis.deeds import answered, improvised, jumped, paused, speed
from tests.browser.crisis.room import Room, Window
from tests.browser.crisis.seen import WIDTH, wrong_with

# What three of them write beside their answers, and the seat of whoever answers on paper.
REASONS = {"mayor": "סיבה של ראש העירייה", "manager": "סיבה של המנכ״ל", "comms": "سبب المتحدث"}
ON_PAPER = 8


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
