"""A night in Persian on a phone: who is on, how to call them, what is due, and an action done."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.models import Completion
from tests.browser.looking import look_at
from tests.browser.readers import Look, Readers
from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = Look("fa", "rtl", 360, "dark")
# A finger is this wide, in CSS pixels.
FINGER = 44


def can_be_hit(target: Locator) -> bool:
    """Whether a finger finds it: on the screen's width, and high enough."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    return box["height"] >= FINGER and box["x"] >= 0 and box["x"] + box["width"] <= PHONE.width


def test_a_night_on_a_phone_in_persian(readers: Readers, town: Town) -> None:
    Account.objects.filter(pk=town.cast.of("duty_manager").pk).update(language="fa", calendar="jalali")
    dana = readers.reader("duty_manager", PHONE)
    page = dana.page

    page.goto(f"{readers.server}{reverse('tonight', args=['havn'])}")
    expect(page.locator("h1")).to_have_text(re.compile("[آ-ی]"))
    # Ten at night on 19 Esfand, in the digits of the script.
    expect(page.locator(".tonight__lead time")).to_contain_text("۱۹")
    call = page.locator("a[href^='tel:']").first
    assert call.get_attribute("href") == "tel:+4520105000"
    assert can_be_hit(call)
    assert [*look_at(page, PHONE), *dana.complaints()] == []

    page.locator(".top__nav summary").click()
    page.locator(f".top__nav a[href='{reverse('actions', args=['havn'])}']:visible").click()
    late = page.locator(f"main a[href='{reverse('action', args=['havn', town.kept['action'].pk])}']").first
    late.click()
    page.wait_for_url(f"**{reverse('action', args=['havn', town.kept['action'].pk])}")
    evidence = page.locator("[name=evidence]")
    evidence.fill("جانشین پیدا شد؛ صورت‌جلسهٔ ۱۹ اسفند")
    done = page.locator("form:has([name=evidence]) button").first
    assert can_be_hit(done)
    done.click()
    expect(page.locator("main")).to_contain_text("صورت‌جلسهٔ")

    assert Completion.objects.filter(action=town.kept["action"]).count() == 1
    assert dana.complaints() == []
