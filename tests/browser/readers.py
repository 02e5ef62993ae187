"""Readers of pages: who looks, in which language, how wide, by day or by night; and what their browser complains of."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page

from lamplighter.apps.cities.models import Account
from tests.access.test_walk import signed_in_just_now
from tests.people import Cast

# What is narrower than this is held in a hand and touched.
HAND = 600
# A page that is done with asks the server nothing more. To leave it for "about:blank" would do as well, but then the
# browser starts a new process for each page, which takes longer than the page.
HUSH = """() => {
  XMLHttpRequest.prototype.send = window.fetch = () => new Promise(() => {})
  navigator.sendBeacon = () => true
}"""


@dataclass(frozen=True)
class Look:
    """How somebody looks at pages."""

    language: str
    direction: str
    width: int
    theme: str


DESK = Look("en", "ltr", 1280, "light")
PHONE = Look("he", "rtl", 360, "dark")


@dataclass(frozen=True)
class Reader:
    """Somebody with a browser, signed in unless they are nobody; ``client`` asks without the browser."""

    account: Account | None
    client: Client
    page: Page
    server: str
    said: list[str]

    def leave(self) -> None:
        """The page stays until the next one, and asks the server nothing."""
        self.page.evaluate(HUSH)

    def complaints(self) -> list[str]:
        """What the browser has complained of since this was last asked."""
        said = self.said.copy()
        self.said.clear()
        return said


class Readers:
    """One browser window for each reader and look, opened and signed in once."""

    def __init__(self, browser: Browser, server: str, cast: Cast) -> None:
        self.browser, self.server, self.cast = browser, server, cast
        self.open: dict[tuple[str, Look], Reader] = {}

    def reader(self, who: str, look: Look = DESK) -> Reader:
        """``who`` is a role of the cast, or nobody."""
        if (who, look) not in self.open:
            account = None if who == "nobody" else self.cast.of(who)
            client = Client(raise_request_exception=False)
            client.cookies = signed_in_just_now(account)
            client.cookies["django_language"] = look.language
            said: list[str] = []
            page = self._page(client, look)
            page.on("console", lambda message: said.append(f"says in its console: {message.text}"))
            page.on("pageerror", lambda error: said.append(f"has an error in a script: {error}"))
            self.open[who, look] = Reader(account, client, page, self.server, said)
        return self.open[who, look]

    def _page(self, client: Client, look: Look) -> Page:
        context = self.browser.new_context(
            locale=look.language,
            color_scheme=look.theme,  # type: ignore[arg-type]
            viewport={"width": look.width, "height": 800},
            reduced_motion="reduce",
            has_touch=look.width < HAND,
            is_mobile=look.width < HAND,
        )
        cookies: list[Any] = [
            {"name": name, "value": morsel.value, "url": self.server} for name, morsel in client.cookies.items()
        ]
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def close(self) -> None:
        for reader in self.open.values():
            reader.page.context.close()
