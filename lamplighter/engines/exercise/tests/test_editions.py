import json
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.exercise.editions import Contribution, Edition, editions, still_needed

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def city(n, **shared):
    return Contribution(f"city-{n}", DAY + timedelta(days=n), **{"taken": {"tell": "now"}} | shared)


def cities(count):
    return [city(n) for n in range(count)]


def test_four_cities_are_too_few_and_five_are_enough():
    assert editions(cities(4), None) is None
    assert still_needed(cities(4), None) == 1

    edition = editions(cities(5), None)

    assert edition.cities == 5
    assert edition.figures == {"taken.tell": {"of": 5, "counts": {"now": 5}}}
    assert still_needed(cities(5), None) == 0


def test_a_later_edition_needs_three_new_cities():
    last = editions(cities(5), None)

    assert editions(cities(7), last) is None
    assert still_needed(cities(7), last) == 1
    assert editions(cities(8), last).figures["taken.tell"]["of"] == 8


def test_a_city_counts_once_and_by_its_latest_word():
    again = Contribution("city-0", DAY + timedelta(days=99), taken={"tell": "wait"})

    assert editions([*cities(4), again], None) is None
    assert editions([*cities(5), again], None).figures["taken.tell"]["counts"] == {"now": 4, "wait": 1}
    assert editions([*cities(7), again], editions(cities(5), None)) is None


def test_withdrawn_cities_leave_the_next_edition_and_may_leave_too_few():
    last = editions(cities(5), None)

    assert editions(cities(8)[4:], last) is None
    assert editions(cities(8)[3:], last).cities == 5


def test_a_figure_of_fewer_than_five_cities_is_left_out():
    told = [city(n, taken={"tell": "now"} | ({"pay": "no"} if n < 4 else {})) for n in range(6)]

    assert list(editions(told, None).figures) == ["taken.tell"]


def test_a_figure_with_one_or_two_new_cities_stays_as_it_was():
    first = [city(n, taken={"tell": "now", "pay": "no"}) for n in range(5)]
    last = editions(first, None)
    more = [*first, city(5, taken={"tell": "now", "pay": "yes"}), city(6), city(7)]

    edition = editions(more, last)

    assert edition.figures["taken.tell"]["of"] == 8
    assert edition.figures["taken.pay"] == last.figures["taken.pay"] == {"of": 5, "counts": {"no": 5}}


def test_numbers_show_quartiles_and_neither_the_smallest_nor_the_largest():
    told = [city(n, taken={"days": value}, minutes={"days": n + 1}) for n, value in enumerate((1, 10, 20, 30, 400))]

    figures = editions(told, None).figures

    assert figures["taken.days"] == {"of": 5, "quartiles": [5.5, 20, 215]}
    assert figures["minutes.days"] == {"of": 5, "quartiles": [1.5, 3, 4.5]}


def test_marks_are_counted_in_their_order():
    told = [city(n, marks={"inform": mark}) for n, mark in enumerate("SUPPM")]

    assert list(editions(told, None).figures["marks.inform"]["counts"].items()) == [
        ("P", 2),
        ("S", 1),
        ("M", 1),
        ("U", 1),
    ]


def test_no_city_can_be_read_out_of_what_is_stored():
    stored = json.dumps(editions(cities(9), None).figures)

    assert "city" not in stored


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["now", "wait"]), st.booleans()), max_size=40))
def test_editions_never_differ_by_fewer_than_three_cities(played):
    contributions: list[Contribution] = []
    last: Edition | None = None
    for day, (number, option, second) in enumerate(played):
        taken = {"tell": option} | ({"pay": option} if second else {})
        contributions.append(Contribution(f"city-{number}", DAY + timedelta(days=day), taken=taken))
        edition = editions(contributions, last)
        assert (edition is None) == (still_needed(contributions, last) > 0)
        if edition is None:
            continue
        assert edition.cities >= 5
        for name, figure in edition.figures.items():
            assert figure["of"] >= 5
            earlier = last.figures.get(name) if last else None
            if earlier is not None and earlier != figure:
                new = {one.city for one in contributions if one.agreed_at > last.until} - {
                    one.city for one in contributions if one.agreed_at <= last.until
                }
                assert len(new) >= 3
        last = edition
