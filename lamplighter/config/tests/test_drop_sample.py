"""Sample cities go with all that is in them; real ones stay as they are."""

from datetime import datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.clock import start
from lamplighter.apps.exercise.tests.rooms import ready_exercise
from lamplighter.apps.journal.actions import record
from lamplighter.apps.journal.models import Line
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.models import Job
from tests.people import Cast


@pytest.fixture
def sampled(cast: Cast, noon: datetime) -> Cast:
    """Elsewhere is a sample city, with a job and a journal; Havn is real and has the same."""
    for city, account in ((cast.havn, cast.ada), (cast.elsewhere, cast.chen)):
        ask(city, "roster.test", {}, by=account, at=noon)
        record(city, "test.done", city, by=account, at=noon)
    cast.elsewhere.sample = cast.chen.sample = True
    cast.elsewhere.save()
    cast.chen.save()
    return cast


@pytest.mark.django_db(transaction=True)
def test_sample_cities_go_with_all_that_is_in_them(sampled: Cast) -> None:
    call_command("drop_sample", verbosity=0)

    assert not Organisation.objects.filter(sample=True).exists()
    assert not Account.objects.filter(email=sampled.chen.email).exists()
    assert [job.organisation for job in Job.objects.all()] == [sampled.havn]
    assert [line.organisation for line in Line.objects.all()] == [sampled.havn]
    assert Account.objects.filter(pk=sampled.ada.pk).exists()


@pytest.mark.parametrize("table", ["journal_line", "exercise_line"])
def test_lines_are_guarded_again_afterwards(sampled: Cast, noon: datetime, table: str) -> None:
    for city in (sampled.havn, sampled.elsewhere):
        start(ready_exercise(city, at=noon), by=None, at=noon)
    call_command("drop_sample", verbosity=0)

    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="stay as they were written"),
        transaction.atomic(),
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_a_dry_run_changes_nothing(sampled: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    before = {model: model._base_manager.count() for model in apps.get_models()}

    call_command("drop_sample", dry_run=True)

    assert capsys.readouterr().out == "Would take out 1 sample organisations and 1 sample accounts.\n"
    assert {model: model._base_manager.count() for model in apps.get_models()} == before


def test_an_account_that_a_real_journal_names_stays_but_opens_nothing(sampled: Cast, noon: datetime) -> None:
    record(sampled.havn, "test.done", sampled.havn, by=sampled.chen, at=noon)

    call_command("drop_sample", verbosity=0)

    sampled.chen.refresh_from_db()
    assert (sampled.chen.is_active, sampled.chen.sample, sampled.chen.has_usable_password()) == (
        False,
        False,
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_whole_sample_city_leaves_nothing_behind(settings: object) -> None:
    settings.SAMPLE = True
    call_command("seed_sample", stage="staffed", city=["harbourlight"], verbosity=0)
    call_command("drop_sample", verbosity=0)

    ours = [model for model in apps.get_models() if model.__module__.startswith("lamplighter.")]
    assert {model.__name__: model._base_manager.count() for model in ours if model._base_manager.exists()} == {}
    connection.check_constraints()
