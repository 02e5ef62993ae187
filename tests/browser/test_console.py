"""The console and the big screen in a real browser: deeds without leaving the page, keys, and who reads how."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect

from lamplighter.apps.exercise.actions import injects, seats
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise, seated
from lamplighter.web.clock import now
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(cast: Cast) -> Exercise:
    one = ready_exercise(cast.havn, at=now(), frozen=FROZEN, frozen_at=now(), story_starts_at=now())
    seated(one, "mayor", "manager", "cio", at=now())
    return one


@pytest.fixture
def console(live_server: object, browser: Browser, cast: Cast, room: Exercise) -> Iterator[Page]:
    """The console of the room on a desk."""
    client = Client()
    sign_in(client, cast.ada)
    context = browser.new_context(locale="en", viewport={"width": 1440, "height": 900})
    context.add_cookies(
        [{"name": name, "value": one.value, "url": str(live_server)} for name, one in client.cookies.items()]
    )
    page = context.new_page()
    page.goto(f"{live_server}{reverse('console', args=['havn', room.pk])}")
    yield page
    context.close()


def test_deeds_are_done_without_leaving_the_page(console: Page, room: Exercise, cast: Cast) -> None:
    console.get_by_role("button", name="Start").click()
    expect(console.get_by_role("button", name="Pause")).to_be_visible()
    expect(console.locator("h1")).to_have_text("The exercise is under way")
    console.get_by_label("What happens").fill("The radio is at the door")
    console.get_by_role("button", name="Bring it now").click()
    expect(console.locator("#feed").get_by_text("The radio is at the door")).to_be_visible()
    expect(console.get_by_label("What happens")).to_have_value("")

    # Somebody else was faster.
    injects.skip(room, "press", by=cast.ada, at=now())
    console.locator('form[action$="/injects/press/skip/"] button').first.click()
    expect(console.get_by_role("alert")).to_have_text("This was skipped already.")

    console.locator("#here summary").first.click()
    console.get_by_role("button", name="Another phone").first.click()
    expect(console.get_by_role("status")).to_contain_text("The old phone of seat 1 is out.")

    console.locator("h1").click()
    console.keyboard.press("Space")
    expect(console.get_by_role("button", name="Go on")).to_be_visible()
    assert Axe().run(console).response["violations"] == []
    console.set_viewport_size({"width": 360, "height": 740})
    assert console.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_being_written_outlives_the_answer_to_another_deed(console: Page) -> None:
    console.get_by_role("button", name="Start").click()
    expect(console.get_by_role("button", name="Pause")).to_be_visible()
    console.locator("#turns summary").click()
    held: list[Route] = []
    console.route("**/clock/pause/", lambda route: held.append(route))

    console.get_by_role("button", name="Pause").click()
    console.get_by_label("Minutes of the story").fill("7")
    console.get_by_label("What lies between").select_option("skip")
    console.get_by_label("What happens").fill("The radio is")
    held[0].continue_()

    expect(console.get_by_role("button", name="Go on")).to_be_visible()
    expect(console.get_by_label("Minutes of the story")).to_have_value("7")
    expect(console.get_by_label("What lies between")).to_have_value("skip")
    expect(console.get_by_label("What happens")).to_have_value("The radio is")
    expect(console.get_by_label("What happens")).to_be_focused()

    before = console.locator("[data-clock]").inner_text()
    console.get_by_role("button", name="Jump ahead").click()
    expect(console.locator("[data-clock]")).not_to_have_text(before)
    expect(console.get_by_label("Minutes of the story")).to_have_value("")
    expect(console.get_by_label("What happens")).to_have_value("The radio is")


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("he", "dark")])
def test_the_big_screen_can_be_read_by_everybody(
    live_server: object, browser: Browser, cast: Cast, room: Exercise, language: str, theme: str
) -> None:
    _seat, secret = seats.take(code(room, SeatKind.SCREEN).shown, language=language, at=now())
    code(room)
    context = browser.new_context(
        locale=language,
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": 1920, "height": 1080},
    )
    context.add_cookies([{"name": SEAT_COOKIE, "value": secret, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}{reverse('screen')}")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1920
    context.close()
