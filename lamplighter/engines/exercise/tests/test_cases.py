from dataclasses import replace
from statistics import quantiles

import pytest

from lamplighter.engines.exercise.cases import QUANTITIES, calibrated, case_of, cases


def test_every_case_has_a_source_for_every_figure():
    for case in cases():
        assert case.sources, case.id
        assert case.residents is None or case.residents_source, case.id
        if case.money is not None and case.money.certain:
            assert case.money.source, case.id
            assert 0 < case.money.low <= case.money.high
        for days in case.days.values():
            if days is not None:
                assert days.source, case.id
                assert 0 <= days.low <= days.high


def test_the_table_holds_the_twelve_incidents():
    assert [case.id for case in cases()] == [
        "atlanta-2018",
        "baltimore-2019",
        "new-orleans-2019",
        "dallas-2023",
        "oldsmar-2021",
        "kalix-2021",
        "miljodata-2025",
        "anhalt-2021",
        "sit-2023",
        "tehran-2022",
        "hillel-2021",
        "il-comptroller-2021",
    ]


def test_what_is_not_certain_calibrates_nothing():
    for case in cases():
        for quantity in QUANTITIES:
            figure = case.figure(quantity)
            uncertain = (
                case.money is None or not case.money.certain
                if quantity == "eur_per_resident"
                else (days := case.days[quantity.removeprefix("days_")]) is None or not days.certain
            )
            assert (figure is None) or not uncertain, (case.id, quantity)
    assert case_of("hillel-2021").money.certain is False
    assert "hillel-2021" not in calibrated("days_full").cases
    assert "tehran-2022" not in calibrated("days_main").cases
    assert calibrated("eur_per_resident", ["hillel-2021", "miljodata-2025"]) is None


def test_money_that_is_not_certain_is_no_figure_however_many_residents_are_known():
    hillel = replace(case_of("hillel-2021"), residents=1000)

    assert hillel.figure("eur_per_resident") is None
    assert replace(hillel, money=replace(hillel.money, certain=True)).figure("eur_per_resident") is not None


def test_euros_a_resident_are_money_by_the_rate_of_its_year_by_residents():
    low, high = case_of("atlanta-2018").figure("eur_per_resident")

    assert low == high == pytest.approx(12_200_000 / 1.1810 / 498_044)
    assert 20 < low < 21.5


def test_quartiles_are_computed_from_the_table_itself():
    middles = [sum(figure) / 2 for case in cases() if (figure := case.figure("eur_per_resident"))]

    found = calibrated("eur_per_resident")

    assert [found.low, found.likely, found.high] == quantiles(middles, n=4)
    assert len(found.cases) == len(middles) == 7
    assert (round(found.low), round(found.likely), round(found.high)) == (6, 14, 21)


def test_days_until_the_main_services_were_back():
    found = calibrated("days_main")

    assert found.cases == ("new-orleans-2019", "dallas-2023", "kalix-2021", "anhalt-2021", "sit-2023")
    assert (found.low, found.likely, found.high) == (31.5, 206, 272.5)


def test_two_cases_give_their_ends_and_one_its_own_range():
    two = calibrated("days_main", ["kalix-2021", "dallas-2023"])
    one = calibrated("days_main", ["new-orleans-2019"])

    assert (two.low, two.likely, two.high) == (22, 31.5, 41)
    assert (one.low, one.likely, one.high) == (180, 210, 240)


def test_unknown_cases_and_quantities_are_named():
    with pytest.raises(ValueError, match="No case 'gotham-2008' is in the table"):
        calibrated("days_main", ["gotham-2008"])
    with pytest.raises(ValueError, match="Quantity 'days_lost' is unknown"):
        calibrated("days_lost")
