"""A contract that changes within a roster binds from its first day on, in the search and by hand."""

from datetime import date, timedelta

import pytest

from lamplighter.apps.roster.actions.drafts import make_draft
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import Unlawful, judged, options_for, solved
from lamplighter.apps.roster.tests.night_desk import desk_of
from lamplighter.apps.roster.views.reasons import told
from lamplighter.engines.roster import Placed

DAY = timedelta(days=1)
FIRST, HALF, LAST = date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 29)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast):
    """Ana serves 40 hours a week, and from the second week of the roster on 4: with 8 above it, one duty of 12."""
    made = desk_of(cast.havn, "Mara Idris Ana Tomas Lena")
    contract = made["Ana"].contracts.get()
    contract.ends_on = HALF - DAY
    contract.save()
    contract.pk, contract.starts_on, contract.ends_on, contract.weekly_hours = None, HALF, None, 4
    contract.save()
    return made


def asked_of(desk, cast, noon):
    return problem_for(make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon), at=noon)


def days_of(desk, asked, *days):
    """Ana on the day shift of these days."""
    keys = {duty.on: seat_key(duty) for duty in asked.duties.values() if duty.shift_type == desk.day}
    return [Placed(keys[on], str(desk["Ana"].pk)) for on in days]


def test_each_of_two_contracts_in_a_row_leaves_room_for_its_own_hours(desk, cast, noon):
    asked = asked_of(desk, cast, noon)

    terms = {each.key: each.terms for each in asked.problem.people}

    assert [quota.most for quota in terms[str(desk["Ana"].pk)].minutes] == [48 * 60, 12 * 60]
    assert all(not each.minutes for key, each in terms.items() if key != str(desk["Ana"].pk))


def test_contracts_side_by_side_set_no_limit_of_their_own(desk, cast, noon):
    desk["Ana"].contracts.update(ends_on=None)

    assert all(not each.terms.minutes for each in asked_of(desk, cast, noon).problem.people)


def test_the_roster_is_judged_by_what_the_search_was_given(desk, cast, noon):
    asked = asked_of(desk, cast, noon)

    judged(asked, days_of(desk, asked, FIRST, FIRST + DAY, HALF))
    with pytest.raises(Unlawful) as refused:
        judged(asked, days_of(desk, asked, HALF, HALF + 3 * DAY))

    assert [each.rule for each in refused.value.hindrances] == ["minutes_in_period"]


def test_the_search_keeps_to_it_and_so_does_whoever_chooses_by_hand(desk, cast, noon):
    asked = asked_of(desk, cast, noon)
    ana = desk["Ana"].pk

    answer = solved(asked, seconds=5, seed=0)

    late = [key for key, who in answer.placed.items() if who == ana and asked.duties[key].on >= HALF]
    assert len(late) <= 1
    (first, second) = days_of(desk, asked, HALF, HALF + 3 * DAY)
    draft = asked.draft
    draft.duties.filter(pk=asked.duties[first.seat].pk).update(person=ana)
    again = problem_for(draft, at=noon)
    option = next(each for each in options_for(again, second.seat) if each.person == ana)
    assert not option.lawful
    sentences = [told(each, {ana: "Ana"}).sentence for each in option.hindrances]
    assert sentences == ["The contract of <bdi>Ana</bdi> sets a limit: time on duty in a period."]
