"""A phone in an exercise, in Hebrew at 360 pixels: joined by a code, answered, loaded anew, also without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lamplighter.apps.exercise.actions import answers, clock, decisions, injects
from lamplighter.apps.exercise.bridge.visible import Audience
from lamplighter.apps.exercise.live.feed import Feed
from lamplighter.apps.exercise.models import Answer, Exercise, Seat
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise, seated
from tests.browser.looking import look_at
from tests.browser.readers import PHONE, Readers
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(cast: Cast, noon: Any, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The small scenario at the minute at which a decision is open."""
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    clock.advance(exercise.pk, at=after(noon, 25))
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 25))
    return exercise


def phone(readers: Readers) -> Page:
    """A phone for which nothing comes by the stream: the server of the tests has none."""
    page = readers.reader("nobody", PHONE).page
    page.route("**/live/**", lambda route: route.fulfill(content_type="text/event-stream", body="retry: 60000\n\n"))
    return page


def wrong_with(page: Page) -> Iterator[str]:
    yield from look_at(page, PHONE)


def test_a_phone_in_hebrew_from_the_code_to_the_counts(
    readers: Readers, room: Exercise, cast: Cast, noon: Any
) -> None:
    page = phone(readers)
    page.goto(f"{readers.server}{reverse('join')}")
    assert list(wrong_with(page)) == []
    page.locator("[name=code]").fill(code(room).shown)
    page.locator("main form button").click()
    expect(page.locator("[name=role]").first).to_be_visible()
    assert list(wrong_with(page)) == []
    page.locator("[name=role][value=mayor]").check()
    page.locator("main form button").click()

    card = page.locator("#decision-tell")
    expect(card).to_contain_text("מה ישמעו התושבים")
    # Without the fragment that the way to the content of the page before has left in the address.
    page.goto(f"{readers.server}{reverse('seat')}")
    assert list(wrong_with(page)) == []
    card.locator("[value=wait]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    card.locator("button").press("Enter")
    expect(card.locator("[data-own]")).to_contain_text("לחכות להסבר")
    assert Answer.objects.get().value == "wait"

    page.reload()
    expect(card.locator("[value=wait]")).to_be_checked()
    for seat, value in zip(seated(room, "cio", "manager", at=after(noon, 25)), ("now", "now"), strict=True):
        answers.answer(seat, "tell", value, at=after(noon, 25))
    decisions.reveal(room, "tell", by=cast.ada, at=after(noon, 25))
    page.goto(f"{readers.server}{reverse('seat')}")
    expect(page.locator("#spread-tell .spread__bar")).to_have_count(2)
    assert list(wrong_with(page)) == []


def test_all_of_it_works_without_a_script(readers: Readers, room: Exercise) -> None:
    context = readers.browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{readers.server}{reverse('join_code', args=[code(room).shown])}")
    page.locator("[name=role][value=cio]").check()
    page.locator("main form button").click()
    page.locator("#decision-tell [value=now]").check()
    page.locator("#decision-tell button").click()

    expect(page.locator("#decision-tell [data-own]")).to_be_visible()
    assert Answer.objects.get().value == "now"
    page.locator("[name=text]").fill("Who is on?")
    page.locator("form:has([name=text]) button").click()
    expect(page.locator("[data-feed]")).to_contain_text("Who is on?")
    context.close()


def test_an_evaluators_page_on_a_phone(readers: Readers, room: Exercise) -> None:
    page = phone(readers)
    page.goto(f"{readers.server}{reverse('join_code', args=[code(room, 'evaluator').shown])}")
    page.locator("main form button").click()
    expect(page.locator("#task-tell")).to_be_visible()
    assert list(wrong_with(page)) == []

    page.locator("#task-tell [value=S]").check()
    page.locator("#task-tell button").click()

    expect(page.locator("#task-tell .tag--calm")).to_have_text("S")
    assert Seat.objects.get().kind == "evaluator"


def test_what_comes_by_the_stream_is_shown_once_and_can_be_answered(
    readers: Readers, cast: Cast, noon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    wall = [after(noon, 5)]
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: wall[0])
    page = readers.reader("nobody", PHONE).page
    told = [b""]
    page.route("**/live/**", lambda route: route.fulfill(content_type="text/event-stream", body=told[0]))
    page.goto(f"{readers.server}{reverse('join_code', args=[code(exercise).shown])}")
    page.locator("[name=role][value=cio]").check()
    page.locator("main form button").click()
    expect(page.locator("[data-feed] article").first).to_be_visible()

    expect(page.locator("#decision-tell")).to_have_count(0)

    wall[0] = after(noon, 26)
    injects.improvise(exercise, channel="mail", title="Late mail", by=cast.ada, at=after(noon, 26))
    everything = Feed(exercise.pk).after(Audience("seat", "cio", 1, "he"), 0)
    told[0] = b"".join(part for _line, part in everything)

    expect(page.locator("[data-feed] article").first).to_contain_text("Late mail")
    numbers = page.locator("[data-feed] article").evaluate_all("all => all.map(one => one.dataset.line)")
    assert len(numbers) == len(set(numbers)) > 2
    page.locator("#decision-tell [value=now]").check()
    page.locator("#decision-tell button").click()
    expect(page.locator("#decision-tell [data-own]")).to_be_visible()
