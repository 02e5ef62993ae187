"""A room in which an exercise is played at a real server: its windows, what its phones were told, its log."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from lamplighter.apps.exercise.tests.killed import served_at

# A slow machine that renders nine windows at once gets this long for anything that must come.
PATIENCE_MS = 60_000
# What a page is told by its stream is told to the test as well, and the page cannot tell.
EARS = """() => {
  const Plain = window.EventSource
  window.EventSource = class extends Plain {
    constructor(address) {
      super(address)
      for (const kind of ['item', 'part', 'page']) this.addEventListener(kind, (event) => window.heard(event.data))
    }
  }
}"""


@dataclass
class Window:
    """A browser of its own, at a desk, on a wall or in a hand; ``heard`` is what its stream has told."""

    page: Page
    heard: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def form(self, ending: str) -> Locator:
        """The form whose address ends so."""
        return self.page.locator(f'form[action$="{ending}"]')

    def press(self, ending: str) -> None:
        """Send the form whose address ends so."""
        self.form(ending).first.locator("button").first.click()

    def everything(self) -> str:
        """All that has come to this window: by its stream, and on the page as it stands."""
        return "\n".join([*self.heard, self.page.content()])


@dataclass(frozen=True)
class Room:
    """A server with a database of its own, and the windows that look at it."""

    address: str
    database: Path
    browser: Browser
    windows: list[Window] = field(default_factory=list)

    def window(self, language: str, width: int, height: int = 800) -> Window:
        context = self.browser.new_context(
            locale=language,
            base_url=self.address,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            has_touch=width < 600,
            is_mobile=width < 600,
            accept_downloads=True,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        context.set_default_timeout(PATIENCE_MS)
        window = Window(context.new_page())
        context.expose_binding("heard", lambda _source, told: window.heard.append(told))
        context.add_init_script(f"({EARS})()")
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        self.windows.append(window)
        return window

    def ask(self, question: str, *given: Any) -> list[tuple[Any, ...]]:
        """Rows of the server's own database, read beside it."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as connection:
            return connection.execute(question, given).fetchall()

    def lines(self, *kinds: str) -> list[tuple[int, str, dict[str, Any]]]:
        """The log's lines of some kinds: number, kind, facts."""
        rows = self.ask("select number, kind, facts from exercise_line order by number")
        return [(number, kind, json.loads(facts)) for number, kind, facts in rows if not kinds or kind in kinds]


@contextmanager
def opened(browser: Browser, environment: dict[str, str], folder: Path) -> Iterator[Room]:
    """Write the town, serve it, and stop the server afterwards; what it complained of is an error."""
    subprocess.run([sys.executable, "-m", "tests.browser.crisis.town"], env=environment, check=True, timeout=300)
    with (folder / "server.txt").open("w+") as errors:
        process, address = served_at(environment, errors=errors)
        room = Room(address, folder / "own.sqlite3", browser)
        try:
            yield room
        finally:
            for window in room.windows:
                window.page.context.close()
            process.terminate()
            process.communicate(timeout=20)
        errors.seek(0)
        assert [line for line in errors if " ERROR " in line or line.startswith("Traceback")] == []
