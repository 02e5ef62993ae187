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
    yield live_server.url
    served.connections_override = before


@pytest.fixture
def readers(browser: Browser, server: str, cast: Cast) -> Iterator[Readers]:
    """Pages in which the people of the cast are signed in."""
    made = Readers(browser, server, cast)
    yield made
    made.close()
