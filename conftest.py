"""A cast everybody knows: Ada plans in Havn, Ben is on duty in Havn, Chen belongs to another city."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as examples

from lamplighter.apps.exercise.bridge.play import forget_states
from lamplighter.apps.journal import actions as journal_actions
from lamplighter.apps.journal.actions import line_of
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries.telling import kind_changed, without_words
from lamplighter.web.reader import Reader, read_as
from tests.people import Cast, cast_of
from tests.postgres import server

# Playwright keeps an event loop in the test's own thread, which Django would take for an asynchronous server.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = Path(os.environ.get("LAMPLIGHTER_CHROMIUM", "/usr/bin/chromium"))

# How long one example takes on a busy machine says nothing of the property that it is an example of.
examples.register_profile("house", deadline=None)
examples.load_profile("house")


def pytest_configure() -> None:
    """Pages name style sheets as they lie here; hashed names exist only after `collectstatic`.

    Passwords are hashed quickly, and what the sign-in counts stays out of the data folder.
    """
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STATIC_ROOT = settings.PACKAGE / "web" / "static"


@pytest.fixture(autouse=True)
def nothing_came_before() -> None:
    """No test reads in the language and the digits of one before, or follows an exercise whose key has come again."""
    translation.deactivate()
    read_as(Reader())
    forget_states()


@pytest.fixture(autouse=True)
def changes_have_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing writes a change into the journal that readers would be told by the name of a column."""

    def line_with_words(*given: Any, **named: Any) -> Line:
        line = line_of(*given, **named)
        if forgotten := set(without_words(line)) - {"gone_field"}:
            pytest.fail(
                f"{line.deed}: no field of {kind_changed(line)!r} is called {', '.join(sorted(forgotten))}."
            )
        return line

    monkeypatch.setattr(journal_actions, "line_of", line_with_words)


@pytest.fixture
def noon() -> datetime:
    """A fixed instant: Tuesday 2026-03-10, 12:00 in UTC."""
    return datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, noon: datetime) -> Cast:
    """Havn and its people, another city and Chen."""
    return cast_of(at=noon)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a real PostgreSQL server, started for these tests."""
    if server.programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server.running() as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, as quiet as it can be made; every test that asks for a page comes by here."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    quiet = [
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    # Chromium refuses its sandbox to root.
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": quiet + alone}


@pytest.fixture
def fresh_postgres(postgres_url: str) -> Iterator[str]:
    """Address of an empty database on that server."""
    name = f"fresh_{os.urandom(4).hex()}"
    with server.superuser(postgres_url) as connection:
        connection.execute(f"create database {name}")
    yield postgres_url.replace(f"/{server.NAME}?", f"/{name}?")
    with server.superuser(postgres_url) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of processes to come, with a folder and an empty database of their own; on both kinds."""
    database = f"sqlite:///{tmp_path}/own.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("fresh_postgres")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": database,
    }
