"""The board by keyboard in a real browser, in both directions of reading."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from lamplighter.apps.roster.models import Draft
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from tests.people import cast_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "onwards"), [("en", "ArrowRight"), ("he", "ArrowLeft")])
def test_arrows_walk_the_days_and_enter_opens_the_duty(
    live_server: object, browser: Browser, noon: datetime, language: str, onwards: str
) -> None:
    cast = cast_of(at=noon)
    desk = desk_of(cast.havn, "Ana Mara")
    published(desk, date(2026, 3, 16), date(2026, 3, 22), {"Ana": "D.N....", "Mara": ".D....."}, at=noon)
    draft = Draft.objects.get()
    cast.ada.language = language
    cast.ada.save()
    cookie = sign_in(Client(), cast.ada).cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}{reverse('roster', args=['havn', draft.pk])}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".roster tbody [tabindex='0']").focus()
    page.keyboard.press(onwards)
    page.keyboard.press("ArrowDown")
    assert page.locator(".roster [tabindex='0']").count() == 1
    page.keyboard.press("Enter")

    page.wait_for_url("**/duties/*/")
    duty = draft.duties.get(person=desk["Mara"])
    assert page.url.endswith(reverse("duty", args=["havn", duty.pk]))
    context.close()
