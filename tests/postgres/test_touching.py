"""What runs once more on PostgreSQL: every test that can speak to its database, however it asks for it."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.people import Cast
from tests.postgres.touching import touches


@pytest.fixture(scope="module")
def unblocked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.mark.parametrize("number", [1])
def test_what_asks_for_no_database_does_not_run_again(request: pytest.FixtureRequest, number: int) -> None:
    assert not touches(request.node)


@pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)
def test_nor_does_what_brings_a_database_of_its_own(
    request: pytest.FixtureRequest, own_database: dict[str, str]
) -> None:
    assert not touches(request.node)


@pytest.mark.django_db
def test_a_mark_asks_for_the_database(request: pytest.FixtureRequest) -> None:
    assert touches(request.node)


def test_so_does_a_fixture_that_needs_one(request: pytest.FixtureRequest, cast: Cast) -> None:
    assert touches(request.node)


def test_so_does_a_fixture_that_opens_it_for_a_whole_module(
    request: pytest.FixtureRequest, unblocked: None
) -> None:
    assert touches(request.node)


def test_what_is_no_function_is_taken_to(request: pytest.FixtureRequest) -> None:
    assert touches(request.session)
