"""What cities give to their association: shown together from five on, and never so that one is read out of it."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.models import Affiliation, Organisation
from lamplighter.apps.exercise.actions.evaluation import close_survey
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.actions.sharing import share, withdraw
from lamplighter.apps.exercise.models import Exercise, Share, SpreadEdition
from lamplighter.apps.exercise.tests.played import played
from tests.people import Cast, organisation, sign_in


def agreed(city: Organisation, cast: Cast, at: datetime) -> Exercise:
    one = played(city, by=cast.ada, at=at)
    close_survey(one, by=cast.ada, at=at)
    agree(one, by=cast.ada, at=at)
    one.refresh_from_db()
    return one


def member(cast: Cast, number: int, at: datetime) -> Organisation:
    city = organisation(f"town-{number}", f"Secretville {number}", at=at)
    Affiliation.objects.create(association=cast.association, city=city, since=at.date())
    return city


@pytest.fixture
def shared(cast: Cast, noon: datetime):
    """Lets so many further cities play and give what they decided."""

    def more(cities: int) -> None:
        before = Share.objects.count()
        for number in range(before, before + cities):
            at = noon + timedelta(days=number)
            one = agreed(member(cast, number, at), cast, at)
            share(one, cast.association, by=cast.ada, at=at)

    return more


def seen_by(cast: Cast) -> Any:
    return sign_in(Client(), cast.of("staff")).get(reverse("spread", args=["harbours"]))


def test_four_cities_show_nothing_and_the_fifth_shows_all_five(cast, shared):
    shared(4)
    few = seen_by(cast)
    assert not SpreadEdition.objects.exists()
    assert (few.context["rows"][0]["missing"], few.context["rows"][0]["decisions"]) == (1, [])

    shared(1)

    assert "1 of 5 cities still need to play." in few.content.decode()
    edition = SpreadEdition.objects.get()
    assert edition.cities == 5
    assert edition.figures["taken.tell"]["of"] == 5
    assert "What cities decided in 1 scenario" in seen_by(cast).content.decode()


def test_a_later_edition_waits_for_three_further_cities(cast, shared):
    shared(7)
    assert [one.cities for one in SpreadEdition.objects.all()] == [5]

    shared(1)

    assert sorted(one.cities for one in SpreadEdition.objects.all()) == [5, 8]


def test_no_city_stands_in_what_the_association_sees(cast, shared):
    shared(5)

    assert "Secretville" not in seen_by(cast).content.decode()
    told = json.dumps(SpreadEdition.objects.get().figures)
    assert "town-" not in told
    assert all(str(one.pk) not in SpreadEdition.objects.get().figures for one in Organisation.objects.all())


def test_what_is_taken_back_counts_in_no_later_edition(cast, noon, shared):
    shared(4)
    withdraw(Exercise.objects.order_by("pk").first(), by=cast.ada, at=noon)

    shared(1)

    assert not SpreadEdition.objects.exists()


def test_given_anew_a_city_is_no_new_city(cast, noon, shared):
    one = agreed(cast.havn, cast, noon)
    first = share(one, cast.association, by=cast.ada, at=noon)
    withdraw(one, by=cast.ada, at=noon)

    again = share(one, cast.association, by=cast.ada, at=noon + timedelta(days=9))

    assert (again.pk, again.agreed_at, again.withdrawn_at) == (first.pk, noon, None)


def test_only_an_agreed_report_is_given_and_only_to_ones_own_association(cast, noon):
    one = played(cast.havn, by=cast.ada, at=noon)
    with pytest.raises(NotNow, match="not_agreed"):
        share(one, cast.association, by=cast.ada, at=noon)
    stranger = agreed(cast.elsewhere, cast, noon)
    with pytest.raises(NotNow, match="unknown"):
        share(stranger, cast.association, by=cast.ada, at=noon)


def test_the_city_sees_exactly_what_leaves_gives_it_and_takes_it_back(cast, noon, client):
    one = agreed(cast.havn, cast, noon)
    browser: Any = sign_in(client, cast.ada)
    where = reverse("exercise_share", args=["havn", one.pk])
    assert where in browser.get(reverse("report", args=["havn", one.pk])).content.decode()
    rows = browser.get(where).context["rows"]

    browser.post(where, {"association": cast.association.pk})

    given = Share.objects.get()
    assert len(rows) == sum(len(values) for values in given.summary.values())
    browser.post(where, {"deed": "withdraw"})
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_a_decision_shows_as_a_bar_for_each_option_with_the_time_and_marks_beside(cast, shared):
    shared(5)

    (row,) = seen_by(cast).context["rows"]

    tell = next(one for one in row["decisions"] if one["taken"] and one["taken"]["rows"])
    assert sum(count for _text, count, _percent in tell["taken"]["rows"]) == tell["taken"]["of"] == 5
    assert all(len(one["minutes"]["quartiles"]) == 3 for one in row["decisions"] if one["minutes"])


def test_a_city_sees_how_others_decided_once_its_own_report_is_agreed(cast, noon, client, shared):
    shared(5)
    one = played(cast.havn, by=cast.ada, at=noon)
    where = reverse("exercise_elsewhere", args=["havn", one.pk])
    browser: Any = sign_in(client, cast.ada)
    assert browser.get(where).status_code == 404

    close_survey(one, by=cast.ada, at=noon)
    agree(one, by=cast.ada, at=noon)

    seen = browser.get(where)
    assert seen.context["shown"] == 1
    assert "Secretville" not in seen.content.decode()
    assert where in browser.get(reverse("report", args=["havn", one.pk])).content.decode()
    assert where in browser.get(reverse("exercise", args=["havn", one.pk])).content.decode()
