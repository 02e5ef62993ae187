from decimal import Decimal

import pytest

from lamplighter.engines.exercise.cases import calibrated, cases
from lamplighter.engines.exercise.prices import option_outages, priced, roughly
from lamplighter.engines.exercise.scenario import (
    Effect,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Option,
    Price,
    Range,
)
from lamplighter.engines.exercise.state import Outage, State
from lamplighter.engines.exercise.tests.town import TELL, en, world
from lamplighter.engines.exercise.world import World

H = 3600


def one(price, effects=(), state=None, country="SE", residents=220_000, rate=None, of=None, **more):
    option = Option("x", en("x"), effects=tuple(effects), prices=(price,))
    return priced(option, of or world(), state or State(), country, residents, rate, **more)[0]


@pytest.mark.parametrize("residents", [1, 9_500, 220_000, 9_000_000])
def test_money_from_cases_lies_within_the_quartiles_of_the_cases(residents):
    figures = [sum(figure) / 2 for case in cases() if (figure := case.figure("eur_per_resident"))]
    quartiles = calibrated("eur_per_resident")

    seen = one(Price("money", FromCases("eur_per_resident")), residents=residents)

    assert seen.low == quartiles.low * residents
    assert seen.high == quartiles.high * residents
    assert min(figures) * residents <= seen.low <= seen.likely <= seen.high <= max(figures) * residents
    assert (seen.unit, seen.basis) == ("EUR", quartiles.cases)


def test_a_factor_is_a_range_of_its_own_and_the_formula_shows_it():
    seen = one(Price("money", FromCases("eur_per_resident", (), Range(0.02, 0.05, 0.1)), felt_after_min=720))
    quartiles = calibrated("eur_per_resident")

    assert seen.low == pytest.approx(quartiles.low * 0.02 * 220_000)
    assert seen.likely == pytest.approx(quartiles.likely * 0.05 * 220_000)
    assert seen.high == pytest.approx(quartiles.high * 0.1 * 220_000)
    assert seen.felt_after_min == 720
    assert seen.formula.startswith("eur_per_resident [6.05, 14.1, 20.7] × [0.02, 0.05, 0.1] × 220000")


def test_money_is_the_citys_own_where_a_rate_is_given():
    euros = one(Price("money", FromCases("eur_per_resident")))
    shekels = one(Price("money", FromCases("eur_per_resident")), rate=Decimal("4.0"))
    written = one(Price("money", Fixed(1, 2, 3)), rate=Decimal("4.0"))

    assert shekels.unit == "local"
    assert shekels.likely == pytest.approx(euros.likely * 4)
    assert (written.low, written.likely, written.high, written.unit) == (4, 8, 12, "local")


def test_days_from_cases_are_days_and_hours_where_hours_of_service_are_asked():
    days = one(Price("people", FromCases("days_main")))
    hours = one(Price("service_hours", FromCases("days_main")))

    assert (days.unit, days.likely) == ("d", 206)
    assert (hours.unit, hours.likely) == ("h", 206 * 24)


def test_nobody_guesses_where_cases_or_residents_are_unknown():
    of_none = one(Price("money", FromCases("eur_per_resident", ("miljodata-2025",))))
    without_residents = one(Price("money", FromCases("eur_per_resident")), residents=None)

    assert not of_none.known
    assert (of_none.low, of_none.likely, of_none.high) == (None, None, None)
    assert not without_residents.known


def test_what_the_writer_gives_is_kept_as_it_is():
    seen = one(Price("trust", Fixed(-20, -10, -3), felt_after_min=360))

    assert (seen.low, seen.likely, seen.high, seen.unit) == (-20, -10, -3, "points")
    assert (seen.basis, seen.formula) == (("written",), "written")


def test_service_hours_are_those_of_the_option_less_those_of_doing_nothing():
    dark = Effect("dark", target="files", hours=Range(4, 8, 24))

    seen = one(Price("service_hours", FromMap()), [dark], horizon_s=1000 * H)

    # Permits stop at once, care two hours later.
    assert (seen.low, seen.likely, seen.high) == (4 + 2, 8 + 6, 24 + 22)
    assert seen.basis == ("service:care", "service:permits")


def test_doing_nothing_costs_no_more_than_nothing():
    seen = one(Price("service_hours", FromMap()), state=State(outages=(Outage("supply:host", 0, None, "dawn"),)))

    assert (seen.low, seen.likely, seen.high, seen.basis) == (0, 0, 0, ())


def test_bringing_something_back_saves_hours():
    broken = State(outages=(Outage("supply:host", 0, None, "dawn"),), story_s=4 * H)

    seen = one(Price("service_hours", FromMap()), [Effect("back", target="host")], broken, horizon_s=10 * H)

    assert (seen.low, seen.likely, seen.high) == (-12, -12, -12)


def test_bringing_a_service_back_mends_what_it_stands_on():
    broken = (Outage("supply:host", 0, None, "dawn"), Outage("system:feed-a", 0, None, "dawn"))
    care = world(cast={"care": "service:care"})

    assert option_outages([Effect("back", target="care", hours=Range(1, 2, 3))], care, broken, 4 * H, "high") == (
        Outage("supply:host", 0, 7 * H, "dawn"),
        broken[1],
    )


def test_an_option_counts_from_the_second_it_is_asked_at_and_after_its_delay():
    dark = Effect("dark", target="files", after_min=60)

    assert option_outages([dark], world(), (), 2 * H, "likely", "tell.wait") == (
        Outage("system:files", 3 * H, None, "tell.wait"),
    )
    assert option_outages([Effect("dark", target="nowhere")], world(), (), 0, "likely") == ()


def test_a_city_without_a_map_has_no_price_from_it():
    assert not one(Price("service_hours", FromMap()), of=World()).known


def test_the_law_gives_hours_where_it_names_them_and_else_nothing():
    union = one(Price("law", FromClock("breach_authority")), country="SE")
    israel = one(Price("law", FromClock("breach_authority")), country="IL")
    people = one(Price("law", FromClock("breach_people")), country="SE")
    nowhere = one(Price("law", FromClock("breach_authority")), country="US")

    assert (union.low, union.likely, union.high, union.formula) == (72, 72, 72, "EU breach_authority")
    assert (israel.low, israel.high, israel.known) == (0, 0, True)
    assert not people.known
    assert "article 34" in people.basis[0]
    assert (nowhere.known, nowhere.basis) == (False, ())


def test_a_price_of_law_takes_the_decisions_own_clock():
    now = TELL.options[0]

    seen = priced(now, world(), State(), "DE", 5000, None, legal_basis=TELL.legal_basis)

    assert [price.what for price in seen] == ["trust", "service_hours", "law", "money"]
    assert seen[2].likely == 72
    assert not priced(now, world(), State(), "DE", 5000, None)[2].known


@pytest.mark.parametrize(
    ("value", "shown"), [(0, 0), (1337.6, 1300), (-0.0567, -0.057), (98_765_432, 99_000_000), (7, 7)]
)
def test_a_price_is_shown_to_two_figures(value, shown):
    assert roughly(value) == shown
