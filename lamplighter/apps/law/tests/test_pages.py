"""The law's pages: who sees them, what they say, and what a review changes."""

import pytest

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.journal.models import Line
from lamplighter.apps.law import phrases
from lamplighter.apps.law.actions import choose_pack, review_fact
from lamplighter.apps.law.bridge import sentence, standing
from lamplighter.apps.law.models import FactReview
from lamplighter.apps.law.phrases import FACTS
from lamplighter.apps.law.queries import latest_reviews
from lamplighter.engines.law import PACKS, RULES
from tests.people import sign_in

IRAN = "ir-labour-1990"
MEMORY = "ir-labour-1990.emergency_overtime_daily_max"


def test_every_fact_has_a_sentence():
    assert {fact.param for pack in PACKS.values() for fact in pack.facts} - set(FACTS) == set()


@pytest.mark.parametrize("code", PACKS)
def test_no_sentence_is_left_with_a_hole(code):
    said = [sentence(one.fact) for one in standing(code, {}).facts]

    assert [text for text in said if "{" in text or "}" in text] == []


def test_a_pack_with_facts_from_memory_is_not_approved_until_each_is_reviewed(cast, noon):
    before = standing(IRAN, latest_reviews(cast.havn))

    for one in before.facts:
        if one.needs_review:
            review_fact(cast.havn, IRAN, one.fact.id, "approved", "Official gazette", by=cast.of(Role.HR), at=noon)

    after = standing(IRAN, latest_reviews(cast.havn))
    assert (before.waiting > 0, before.approved, after.waiting, after.approved) == (True, False, 0, True)


def test_a_refused_fact_keeps_the_pack_from_being_approved(cast, noon):
    review_fact(cast.havn, IRAN, MEMORY, "refused", "Counsel's letter", by=cast.of(Role.HR), at=noon)

    assert standing(IRAN, latest_reviews(cast.havn)).refused == 1


def test_a_review_of_another_value_does_not_count(cast, noon):
    review_fact(cast.havn, IRAN, MEMORY, "approved", "Gazette", by=cast.of(Role.HR), at=noon)
    FactReview.objects.update(value_hash="0" * 64)

    waiting = [one.fact.id for one in standing(IRAN, latest_reviews(cast.havn)).facts if one.needs_review]
    assert MEMORY in waiting


def test_a_review_needs_a_place_where_it_was_checked(cast, noon):
    with pytest.raises(ValueError, match="Say where you checked it"):
        review_fact(cast.havn, IRAN, MEMORY, "approved", "  ", by=cast.of(Role.HR), at=noon)


def test_hr_reviews_a_fact_in_the_browser(client, cast):
    sign_in(client, cast.of(Role.HR))

    answer = client.post(f"/c/havn/law/{IRAN}/{MEMORY}/review/", {"verdict": "approved", "source": "Gazette 1990"})

    assert answer.status_code == 302
    assert list(FactReview.objects.values_list("fact", "reviewer_name")) == [(MEMORY, "Hal")]
    assert Line.objects.filter(deed="fact.reviewed").count() == 1


def test_an_empty_review_says_what_is_missing(client, cast):
    sign_in(client, cast.of(Role.HR))

    answer = client.post(f"/c/havn/law/{IRAN}/{MEMORY}/review/", {})

    assert answer.status_code == 422
    assert FactReview.objects.count() == 0


def test_the_cio_reads_the_law_but_does_not_review_it(client, cast):
    sign_in(client, cast.ada)

    assert client.get("/c/havn/law/").status_code == 200
    assert client.get(f"/c/havn/law/{IRAN}/").status_code == 200
    assert client.get(f"/c/havn/law/{IRAN}/{MEMORY}/review/").status_code == 403


def test_chen_sees_nothing(client, cast):
    sign_in(client, cast.chen)

    assert client.get("/c/havn/law/").status_code == 404


def test_choosing_a_pack_is_written_down_once(cast, noon):
    choose_pack(cast.havn, "il-hours-1951", by=cast.ada, at=noon)
    choose_pack(cast.havn, "il-hours-1951", by=cast.ada, at=noon)

    assert cast.havn.rule_pack == "il-hours-1951"
    assert Line.objects.filter(deed="pack.chosen").count() == 1


def test_a_pack_that_does_not_exist_is_refused_with_the_ones_that_do(cast, noon):
    with pytest.raises(ValueError, match="Choose one of eu-wtd-2003-88"):
        choose_pack(cast.havn, "no-such-law", by=cast.ada, at=noon)


def test_every_rule_has_a_name_and_a_sentence():
    assert set(RULES) == set(phrases.RULES) == set(phrases.BREACHES)
