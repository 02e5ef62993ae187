"""Lines become sentences, and what a reader may not see stays hidden."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from lamplighter.apps.cities.choices import Role, Sight
from lamplighter.apps.journal.actions import record
from lamplighter.apps.journal.phrases import deeds
from lamplighter.apps.journal.queries import history_of, lines_of_person, tell
from tests.people import Cast, sign_in

URL = "/o/havn/journal/"


def told_of(cast: Cast, at: datetime, deed: str, facts: dict[str, Any] | None = None, **more: Any) -> Any:
    """The line that this makes, told to a CIO."""
    subject = more.pop("subject", cast.ben)
    return tell([record(cast.havn, deed, subject, by=cast.ada, at=at, facts=facts, **more)], [Sight.JOURNAL])[0]


def test_names_are_set_apart_and_codes_become_words(cast: Cast, noon: datetime) -> None:
    told = told_of(cast, noon, "role.given", {"role": "duty_manager"})

    assert told.sentence == "<bdi>Ada</bdi> gave <bdi>Ben</bdi> the role: <bdi>duty manager</bdi>."
    assert told.text == "Ada gave Ben the role: duty manager."


def test_lists_of_codes_become_lists_of_words(cast: Cast, noon: datetime) -> None:
    told = told_of(cast, noon, "invitation.sent", {"address": "n@x.example", "roles": ["hr", "auditor"]})

    assert told.text == "Ada invited n@x.example as human resources, auditor."


def test_whatever_came_from_outside_is_escaped(cast: Cast, noon: datetime) -> None:
    cast.ben.name = "<script>{who}{0}"
    told = told_of(cast, noon, "invitation.sent", {"address": "<b>", "roles": ["<i>{thing}"]})

    assert "<script>" not in told.sentence
    assert "<b>" not in told.sentence
    assert "&lt;i&gt;{thing}" in told.sentence


def test_days_in_a_thing_s_name_are_the_reader_s_and_whatever_only_looks_like_one_stays(
    cast: Cast, noon: datetime
) -> None:
    cast.ben.name = "قلم 2027-02-01 <b> 2027-02-31"
    told = told_of(cast, noon, "role.given", {"role": "auditor"})

    assert "<bdi>قلم <bdi>1 February 2027</bdi> &lt;b&gt; <bdi>2027-02-31</bdi></bdi>" in told.sentence


def test_a_line_from_another_version_is_told_without_its_words(cast: Cast, noon: datetime) -> None:
    assert told_of(cast, noon, "moon.landed").text.startswith(
        "Ada did something that this version has no words for"
    )
    assert told_of(cast, noon, "role.given").text == "Ada gave Ben the role: …."


def test_changes_are_told_by_the_fields_own_words(cast: Cast, noon: datetime) -> None:
    changes = {"calendar": ["gregorian", "jalali"], "residents": [None, 120000], "gone_field": ["a", "b"]}
    told = told_of(cast, noon, "organisation.changed", {"changes": changes}, subject=cast.havn)

    assert [(one.label, one.old, one.new) for one in told.changes] == [
        ("Calendar", "Gregorian", "Jalali"),
        ("Residents", "", "120,000"),
        ("Gone_field", "a", "b"),
    ]


def test_the_history_of_a_thing_is_its_own_and_its_organisations(
    cast: Cast, noon: datetime, django_assert_num_queries: Any
) -> None:
    for role in ("auditor", "hr"):
        record(cast.havn, "role.given", cast.ben, by=cast.ada, at=noon, facts={"role": role})
    record(cast.elsewhere, "role.given", cast.ben, by=cast.chen, at=noon, facts={"role": "cio"})
    record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)

    with django_assert_num_queries(1):
        lines = history_of(cast.ben, [], organisation=cast.havn)

    assert [told.text for told in lines] == [
        "Ada gave Ben the role: human resources.",
        "Ada gave Ben the role: auditor.",
    ]
    assert len(history_of(cast.havn, [])) == 1


def test_lines_of_a_person_gather_what_concerns_them(cast: Cast, noon: datetime) -> None:
    record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon, person_id=7)
    record(cast.elsewhere, "organisation.changed", cast.elsewhere, by=cast.chen, at=noon, person_id=7)

    assert len(lines_of_person(cast.havn, 7, [])) == 1


def test_every_sentence_can_be_filled_in_every_language() -> None:
    for language in ("en", "fa", "he", "ar"):
        with translation.override(language):
            for code, sentence in deeds().items():
                assert str(sentence).format_map(Anything()), code


class Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "x"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_journal_asks_as_much_for_three_lines_as_for_one(
    client: Client, cast: Cast, noon: datetime, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)
    sign_in(client, cast.ada)
    client.get(URL)

    # session, account, places, whom to filter by, how many, lines
    with django_assert_num_queries(6):
        page = client.get(URL).content.decode()

    assert page.count("changed the settings of") == rows + 1  # and once among the filters


def test_chen_reads_nothing_of_havn_and_only_her_own(client: Client, cast: Cast, noon: datetime) -> None:
    record(cast.havn, "organisation.changed", cast.havn, by=cast.ada, at=noon)
    sign_in(client, cast.chen)

    assert client.get(URL).status_code == 404
    assert "Havn" not in client.get(reverse("journal", args=["elsewhere"])).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"deed": "role.given"}, ["role.given"]),
        ({"thing": "organisation"}, ["organisation.changed"]),
        ({"q": "ben"}, ["role.given"]),
        ({"since": "2026-03-11"}, []),
        ({"since": "2026-03-10", "until": "2026-03-10"}, ["organisation.changed", "role.given"]),
        ({"until": "2026-03-09"}, []),
    ],
)
def test_the_journal_is_filtered_by_thing_deed_name_and_day(
    client: Client, cast: Cast, noon: datetime, query: dict[str, str], found: list[str]
) -> None:
    record(cast.havn, "role.given", cast.ben, by=cast.ada, at=noon, facts={"role": "hr"})
    record(cast.havn, "organisation.changed", cast.havn, by=cast.of(Role.HR), at=noon)
    sign_in(client, cast.ada)

    listing = client.get(URL, query).context["listing"]

    assert [row.deed for row, _cells in listing.rows] == found


def test_the_journal_is_filtered_by_who_did_it(client: Client, cast: Cast, noon: datetime) -> None:
    record(cast.havn, "role.given", cast.ben, by=cast.ada, at=noon, facts={"role": "hr"})
    record(cast.havn, "organisation.changed", cast.havn, by=cast.of(Role.HR), at=noon)
    sign_in(client, cast.ada)

    listing = client.get(URL, {"who": cast.ada.pk}).context["listing"]

    assert [row.deed for row, _cells in listing.rows] == ["role.given"]


def test_taking_the_journal_away_is_written_in_it(client: Client, cast: Cast, noon: datetime) -> None:
    record(cast.havn, "role.given", cast.ben, by=cast.ada, at=noon, facts={"role": "hr"})
    sign_in(client, cast.of(Role.AUDITOR))

    answer = client.get(URL, {"export": "csv"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert "Ada gave Ben the role: human resources." in text.decode("utf-8-sig")
    assert cast.havn.journal.filter(deed="journal.exported", by=cast.of(Role.AUDITOR)).count() == 1


def test_days_of_the_week_are_told_by_name(cast: Cast, noon: datetime) -> None:
    changes = {"weekend": ["6,7", "4,5"], "week_starts": [1, 6]}
    told = told_of(cast, noon, "organisation.changed", {"changes": changes}, subject=cast.havn)

    assert [(one.old, one.new) for one in told.changes] == [
        ("Saturday, Sunday", "Thursday, Friday"),
        ("Monday", "Saturday"),
    ]
