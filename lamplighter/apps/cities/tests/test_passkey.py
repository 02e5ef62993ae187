"""A passkey, end to end, with a real browser and the authenticator that Chromium pretends to have."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(locale="en")
    yield opened
    opened.close()


def give_authenticator(page: Page) -> None:
    """From now on this browser has a fingerprint reader whose owner always agrees."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_cio_sets_up_a_passkey_comes_in_and_signs_in_with_it(live_server: object, page: Page, cast: Cast) -> None:
    cache.clear()
    give_authenticator(page)
    page.goto(f"{live_server}/o/havn/accounts/")
    page.locator("[name=login]").fill(cast.ada.email)
    page.locator("[name=password]").fill("a long password")
    page.locator("main form button[type=submit]").first.click()

    # The gate sends her to the second factor; setting one up leads on to where she wanted to go.
    page.locator(f"a[href='{reverse('mfa_add_webauthn')}']").click()
    page.locator("[name=name]").fill("This laptop")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("recovery-codes"))
    assert Authenticator.objects.filter(user=cast.ada, type="webauthn").count() == 1
    page.goto(f"{live_server}{reverse('second_factor')}")
    expect(page).to_have_url(f"{live_server}/o/havn/accounts/")

    # Later, from the start: no password, no code, one touch.
    page.context.clear_cookies()
    page.goto(f"{live_server}{reverse('account_login')}")
    page.locator("#passkey_login").click()
    page.wait_for_function("() => !location.pathname.includes('login')")
    answer = page.goto(f"{live_server}/o/havn/accounts/")
    assert answer
    assert answer.status == 200
    expect(page).to_have_url(f"{live_server}/o/havn/accounts/")
