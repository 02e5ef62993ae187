"""A pytest plugin (``-p tests.postgres.touching``) for a second run on another database: what that one can change.

pytest-django refuses every query to a test that asks for no database, by its mark or by a fixture; so such a test
does on one database what it does on the other. Nor is run again what brings a database of its own, of a kind it names.
"""

import pytest

ASKING = {"db", "transactional_db"}
UNBLOCKING = "django_db_blocker"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not touches(item)]
    items[:] = [item for item in items if touches(item)]
    config.hook.pytest_deselected(items=elsewhere)


def touches(item: pytest.Item | pytest.Collector) -> bool:
    """Whether a test may speak to the database of the run; what is no function is taken to."""
    if not isinstance(item, pytest.Function) or item.get_closest_marker("django_db"):
        return True
    made_by = {name: given[-1] for name, given in item._fixtureinfo.name2fixturedefs.items()}
    return not ASKING.isdisjoint(made_by) or any(
        UNBLOCKING in fixture.argnames and not fixture.func.__module__.startswith("pytest_django")
        for fixture in made_by.values()
    )
