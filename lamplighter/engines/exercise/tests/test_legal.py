import pytest

from lamplighter.engines.exercise.legal import legal_clock, legal_clocks


def test_a_member_state_has_the_clocks_of_the_union():
    assert legal_clocks("SE") == legal_clocks("de") == legal_clocks("EU")
    assert legal_clock("SE", "breach_authority").hours == 72
    assert legal_clock("SE", "incident_warning").hours == 24


def test_at_once_is_known_and_is_not_the_same_as_unknown():
    at_once = legal_clock("IL", "breach_authority")
    unknown = legal_clock("IL", "breach_people")

    assert (at_once.known, at_once.hours) == (True, 0)
    assert (unknown.known, unknown.hours) == (False, None)


@pytest.mark.parametrize("country", ["US", "TR", ""])
def test_nothing_is_borrowed_for_a_country_that_is_not_in_the_book(country):
    assert legal_clocks(country) == ()
    assert legal_clock(country, "breach_authority") is None


def test_a_month_is_between_28_and_31_days():
    report = legal_clock("DE", "incident_report")

    assert (report.hours_low, report.hours_high) == (672, 744)


def test_every_clock_has_an_article_and_a_source_and_waits_for_a_lawyer():
    for law in ("EU", "GB", "IL", "IR"):
        clocks = legal_clocks(law)
        assert clocks
        assert len({clock.key for clock in clocks}) == len(clocks)
        for clock in clocks:
            assert clock.article
            assert clock.source
            assert clock.text_code
            assert clock.start in {"discovery", "notification", "order"}
            assert clock.to in {"authority", "people", "minister"}
            assert clock.reviewed is False
