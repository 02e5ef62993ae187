"""A cast everybody knows: Ada plans in Havn, Ben is on duty in Havn, Chen belongs to another city."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.people import Cast, cast_of


def pytest_configure() -> None:
    """Settings that only tests want: quick passwords, a cache of their own, static files where they lie."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STATIC_ROOT = settings.PACKAGE / "web" / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def noon() -> datetime:
    """A fixed instant: Tuesday 2026-03-10, 12:00 in UTC."""
    return datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, noon: datetime) -> Cast:
    """Havn and its people, another city and Chen."""
    return cast_of(at=noon)
