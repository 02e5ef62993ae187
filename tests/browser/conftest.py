"""What every test in a browser needs: the clock at EVENING, the town, the server, readers who are signed in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.sync_api import Browser

from tests.browser.readers import Readers
from tests.browser.town import EVENING, Town, furnish
from tests.people import Cast

# Scenes that tests play tell as much of what is wrong as tests do.
pytest.register_assert_rewrite("tests.browser.crisis")


@pytest.fixture
def town(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Havn on the evening of EVENING, with everything in it."""
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: EVENING)
    return furnish(cast)


@pytest.fixture
def server(live_server: Any, browser: Browser, transactional_db: None) -> Iterator[str]:
    """Address of a server that shares the test's own connection, so that it sees what the test has not committed.

    Once a browser runs, its event loop gives this thread another connection than the one that the server began with.
    """
    served = live_server.thread.httpd
    before = served.connections_override
    mine = connections[DEFAULT_DB_ALIAS]
    # For good: a request that is kept alive ends later than its test.
    mine.inc_thread_sharing()
    served.connections_override = {DEFAULT_DB_ALIAS: mine}
    product = served.get_app()
    served.set_app(without_streams(product))
    yield live_server.url
    served.set_app(product)
    served.connections_override = before


def without_streams(product: Any) -> Any:
    """The server of the tests has no streams: pages of an exercise ask for one, and are told to wait.

    Told by the browser instead, it would keep no style sheet from one page to the next.
    """

    def answer(asked: dict[str, Any], begin: Any) -> Any:
        if not asked["PATH_INFO"].startswith("/live/"):
            return product(asked, begin)
        begin("200 OK", [("Content-Type", "text/event-stream")])
        return [b"retry: 600000\n\n"]

    return answer


@pytest.fixture
def readers(browser: Browser, server: str, cast: Cast) -> Iterator[Readers]:
    """Pages in which the people of the cast are signed in."""
    made = Readers(browser, server, cast)
    yield made
    made.close()
