"""Somebody accepts an invitation: their own page is theirs at once, unless it could be somebody else's."""

import pytest

from lamplighter.apps.cities.models import Invitation
from lamplighter.apps.cities.signals import account_joined
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.models import Person


@pytest.fixture
def joins(cast, noon):
    def join():
        account_joined.send(Invitation, organisation=cast.havn, account=cast.ben, at=noon)

    return join


def person(city, number, email="Ben@Havn.example", **facts):
    return Person.objects.create(organisation=city, number=number, name="Ben", email=email, **facts)


def test_whoever_is_written_down_with_the_address_is_linked(cast, joins):
    ben = person(cast.havn, "1")

    joins()

    ben.refresh_from_db()
    assert ben.account == cast.ben
    assert list(Line.objects.filter(person_id=ben.pk).values_list("deed", flat=True)) == ["person.changed"]


def test_of_two_with_the_same_address_none_is_linked(cast, joins):
    person(cast.havn, "1")
    person(cast.havn, "2")

    joins()

    assert Person.objects.filter(account__isnull=False).count() == 0


def test_neither_another_city_nor_somebody_who_left_is_linked(cast, joins, noon):
    person(cast.elsewhere, "1")
    person(cast.havn, "2", left_on=noon.date())

    joins()

    assert Person.objects.filter(account__isnull=False).count() == 0


def test_an_account_that_is_linked_stays_where_it_is(cast, joins):
    first = person(cast.havn, "1", email="", account=cast.ben)
    person(cast.havn, "2")

    joins()

    assert list(Person.objects.filter(account=cast.ben)) == [first]
