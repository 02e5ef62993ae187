"""Pages that are there in the middle of something only: coming in with a second factor, a new password, a refusal."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse

from tests.browser.looking import look_at
from tests.browser.readers import DESK, PHONE, Look, Reader, Readers
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])
NOT_THERE = "says in its console: Failed to load resource"


def found_at(reader: Reader, path: str, look: Look, *, heading: str = "") -> list[str]:
    """What is wrong with the page at this address, which leads nowhere else."""
    reader.page.goto(reader.server + path)
    if not reader.page.url.startswith(reader.server + path):
        return [f"{path} leads to {reader.page.url}"]
    found = [*look_at(reader.page, look), *reader.complaints()]
    return [f"{path} {each}" for each in found if not each.startswith(NOT_THERE)]


@LOOKS
def test_what_is_refused_and_what_is_not_there_can_be_read_by_everybody(readers: Readers, look: Look) -> None:
    ben = readers.reader("specialist", look)

    wrong = found_at(ben, "/c/havn/people/", look) + found_at(ben, "/c/havn/nowhere/", look)

    assert wrong == []


@LOOKS
def test_whoever_has_no_second_factor_yet_can_read_what_to_do(readers: Readers, look: Look) -> None:
    auditor = readers.reader("auditor", look)
    session = auditor.client.session
    del session["second_factor"]
    session.save()

    assert found_at(auditor, reverse("second_factor"), look) == []


@LOOKS
def test_whoever_has_no_password_yet_can_set_one(readers: Readers, cast: Cast, look: Look) -> None:
    manager = cast.of("duty_manager")
    manager.set_unusable_password()
    manager.save()

    assert found_at(readers.reader("duty_manager", look), reverse("account_set_password"), look) == []


@LOOKS
def test_a_new_password_is_chosen_by_the_address_of_a_letter(readers: Readers, cast: Cast, look: Look) -> None:
    key = default_token_generator.make_token(cast.ben)
    address = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(cast.ben), key])
    nobody = readers.reader("nobody", look)

    nobody.page.goto(nobody.server + address)

    assert nobody.page.locator("input[type=password]").count() == 2
    assert [*look_at(nobody.page, look), *nobody.complaints()] == []


@LOOKS
def test_the_second_factor_is_asked_for_and_asked_again(readers: Readers, cast: Cast, look: Look) -> None:
    cache.clear()
    TOTP.activate(cast.ben, "JBSWY3DPEHPK3PXP")
    nobody = readers.reader("nobody", look)
    nobody.page.goto(nobody.server + reverse("account_login"))
    nobody.page.locator("[name=login]").fill(cast.ben.email)
    nobody.page.locator("[name=password]").fill("a long password")
    nobody.page.locator("[name=password]").press("Enter")
    nobody.page.wait_for_url(f"**{reverse('mfa_authenticate')}")
    nobody.complaints()

    wrong = [*look_at(nobody.page, look), *nobody.complaints()]
    wrong += found_at(readers.reader("specialist", look), reverse("mfa_reauthenticate"), look)

    assert wrong == []
