"""Why a duty is empty, and why somebody has one, asked by keyboard in a real browser; the focus goes to the answer."""

from datetime import date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from lamplighter.apps.roster.actions.changes import give
from lamplighter.apps.roster.actions.drafts import make_draft
from lamplighter.apps.roster.actions.leave import record_leave
from lamplighter.apps.roster.tests.night_desk import desk_of
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from tests.people import cast_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 3, 16)


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_hole_of_the_board_is_explained_without_a_mouse(
    live_server: object, browser: Browser, noon: datetime, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    cast = cast_of(at=noon)
    desk = desk_of(cast.havn, "Ana Mara")
    draft = make_draft(desk.pool, DAY, DAY, by=cast.ada, at=noon)
    give(draft.duties.get(shift_type=desk.day), desk["Ana"], by=cast.ada, at=noon)
    record_leave(desk["Mara"], DAY, DAY, by=cast.ada, at=noon)
    hole = draft.duties.get(shift_type=desk.night)
    cast.ada.language = language
    cast.ada.save()
    cookie = sign_in(Client(), cast.ada).cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}{reverse('roster', args=['havn', draft.pk])}")

    page.locator(f"a[href='{reverse('duty_why', args=['havn', hole.pk])}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#why-said")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#why-poll progress")).to_be_visible()
    expect(page.locator("#why-said")).to_be_focused()
    work_off(lambda: noon)

    expect(page.locator("#why-poll")).to_have_count(0)
    expect(page.locator("#why-said")).to_be_focused()
    expect(page.locator("#why bdi").filter(has_text="Mara").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    context.close()
