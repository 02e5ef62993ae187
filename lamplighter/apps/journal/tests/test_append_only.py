"""Lines are added and stay: the models refuse, the database refuses, and what was forced is found."""

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from lamplighter.apps.journal.actions import Deed, record, record_many, record_sight
from lamplighter.apps.journal.models import Chain, Line, Refused
from lamplighter.apps.journal.queries import chain_end, first_broken
from tests.people import Cast


@pytest.fixture
def five(cast: Cast, noon: datetime) -> Cast:
    """Five lines in Havn's journal and one in Elsewhere's."""
    for number in range(5):
        record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon, facts={"number": number})
    record(cast.elsewhere, "organisation.changed", cast.elsewhere, by=cast.chen, at=noon)
    return cast


def tamper(sql: str) -> None:
    """What somebody with the database's password can do: take the guards away, and write."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS journal_line_is_not_changed")
            cursor.execute("DROP TRIGGER IF EXISTS journal_line_is_not_taken_out")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS journal_line_stays ON journal_line")
        cursor.execute(sql)


def verify(**options: Any) -> str:
    out = StringIO()
    call_command("verify_journal", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_each_line_carries_the_hash_of_the_one_before(five: Cast) -> None:
    lines = list(Line.objects.filter(organisation=five.havn).order_by("number"))

    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [line.before for line in lines] == ["0" * 64, *(line.hash for line in lines[:-1])]
    assert chain_end(five.havn) == (5, lines[-1].hash)


def test_many_lines_at_once_are_the_same_chain(cast: Cast, noon: datetime, django_assert_num_queries: Any) -> None:
    record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)

    # savepoint, chain, lines, chain, savepoint
    with django_assert_num_queries(5):
        record_many(cast.havn, [Deed("organisation.changed", cast.havn)] * 20, by=cast.ada, at=noon)

    assert chain_end(cast.havn)[0] == 21
    assert first_broken(cast.havn) is None


def test_one_line_costs_five_queries(cast: Cast, noon: datetime, django_assert_num_queries: Any) -> None:
    record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)

    with django_assert_num_queries(5):
        record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)


def test_facts_come_back_as_they_were_sealed(cast: Cast, noon: datetime) -> None:
    facts = {"share": 1e22, "small": 1e-7, "at": noon, "name": "שלום", "big": 2**60, "none": None}
    record(cast.havn, "organisation.changed", cast.havn, by=None, at=noon, facts=facts)

    assert first_broken(cast.havn) is None
    assert Line.objects.get().facts["share"] == "1e+22"
    assert Line.objects.get().by_name == "Lamplighter"


def test_what_is_not_a_number_is_no_fact(cast: Cast, noon: datetime) -> None:
    with pytest.raises(ValueError, match="NaN is not a fact"):
        record(cast.havn, "organisation.changed", cast.havn, by=None, at=noon, facts={"x": float("nan")})


def test_a_deed_that_fails_leaves_no_line(five: Cast, noon: datetime) -> None:
    with transaction.atomic():
        record(five.havn, "organisation.changed", five.havn, by=five.ada, at=noon)
        transaction.set_rollback(True)

    assert chain_end(five.havn)[0] == 5
    assert first_broken(five.havn) is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda lines: lines.update(by_name="Mallory"),
        lambda lines: lines.delete(),
        lambda lines: lines.create(number=9),
        lambda lines: lines.bulk_create([Line(number=9)]),
        lambda lines: lines.bulk_update(list(lines), ["by_name"]),
        lambda lines: lines.get_or_create(number=9),
        lambda lines: lines.update_or_create(number=1, defaults={"by_name": "Mallory"}),
        lambda lines: lines.first().save(),
        lambda lines: lines.first().delete(),
    ],
)
def test_models_refuse_to_change_lines(five: Cast, deed: Any) -> None:
    before = list(Line.objects.order_by("id").values())

    with pytest.raises(Refused):
        deed(five.havn.journal.all())

    assert list(Line.objects.order_by("id").values()) == before


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_line SET by_name = 'Mallory'", "DELETE FROM journal_line WHERE number = 5"]
)
def test_the_database_refuses_to_change_lines(five: Cast, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="stay as they were written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert Line.objects.filter(organisation=five.havn, by_name="Ada").count() == 5


def test_an_organisation_or_account_with_lines_cannot_be_deleted(five: Cast) -> None:
    for thing in (five.havn, five.ada):
        with pytest.raises(Exception, match="protected"):
            thing.delete()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE journal_line SET by_name = 'Mallory' WHERE number = 3", "line 3 is not as it was written"),
        ("UPDATE journal_line SET at = '2020-01-01 00:00:00' WHERE number = 2", "line 2 is not as it was written"),
        ("DELETE FROM journal_line WHERE number = 2", "line 2 is missing"),
        ("DELETE FROM journal_line WHERE number = 5", "line 5 is missing: the journal was cut off at its end"),
        ("UPDATE journal_line SET number = number + 10 WHERE number = 4", "line 4 is missing"),
        (
            f"UPDATE journal_line SET before = '{'a' * 64}' WHERE number = 4",
            "line 4 does not follow the line before",
        ),
    ],
)
def test_forced_changes_are_found_with_the_first_broken_line(five: Cast, sql: str, told: str) -> None:
    tamper(sql)

    out = StringIO()
    with pytest.raises(CommandError, match="1 of 3 journals are broken") as stopped:
        call_command("verify_journal", stdout=out, stderr=out)

    assert stopped.value.returncode == 1
    assert f"havn: BROKEN, {told}" in out.getvalue()
    assert "elsewhere: whole, 1 lines" in out.getvalue()


def test_a_chain_rewritten_whole_is_found_by_an_end_noted_down_earlier(five: Cast, noon: datetime) -> None:
    number, end = chain_end(five.havn)
    tamper(f"DELETE FROM journal_line WHERE organisation_id = {five.havn.pk}")
    Chain.objects.filter(organisation=five.havn).update(number=0, hash="0" * 64)
    for _ in range(6):
        record(five.havn, "organisation.changed", five.havn, by=five.ada, at=noon)

    assert "havn: whole, 6 lines" in verify(organisation="havn")
    with pytest.raises(CommandError, match="1 of 1"):
        verify(organisation="havn", expect=f"{number}:{end}")


def test_verifying_one_journal_or_an_unknown_one(five: Cast) -> None:
    number, end = chain_end(five.havn)

    assert verify(organisation="havn") == f"havn: whole, 5 lines, ends in {number}:{end}\n"
    assert "whole" in verify(organisation="havn", expect=f"{number}:{end}")
    with pytest.raises(CommandError, match="no organisation 'atlantis'"):
        verify(organisation="atlantis")
    with pytest.raises(CommandError, match="name it with --organisation"):
        verify(expect=f"{number}:{end}")


def test_looking_twice_within_the_hour_is_one_line(cast: Cast, noon: datetime) -> None:
    hal = cast.of("hr")
    for minutes in (0, 30, 59, 61, 90):
        at = noon.replace(hour=12 + minutes // 60, minute=minutes % 60)
        record_sight(cast.havn, "pay.seen", cast.ben, by=hal, at=at)
    record_sight(cast.havn, "pay.seen", cast.ben, by=cast.ada, at=noon)

    times = [line.at.strftime("%H:%M") for line in Line.objects.filter(by=hal).order_by("number")]
    assert times == ["12:00", "13:01"]
    assert Line.objects.filter(by=cast.ada).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_test_database_is_emptied_and_guarded_again(five: Cast, noon: datetime) -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert Line.objects.count() == 0

    five.havn.save()
    record(five.havn, "organisation.changed", five.havn, by=None, at=noon)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_line")


def test_a_real_database_is_not_emptied(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/lamplighter.sqlite3")

    with pytest.raises(CommandError, match="A journal is not emptied"):
        call_command("flush", interactive=False)
