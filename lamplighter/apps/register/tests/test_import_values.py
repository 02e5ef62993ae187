"""Cells as values: money, days, hours, words, titles, dependencies; each just inside, on the line, just outside."""

from datetime import date
from decimal import Decimal

import pytest

from lamplighter.apps.register.imports.cells import Ground, read_columns
from lamplighter.apps.register.imports.days import day_in, order_of
from lamplighter.apps.register.imports.numbers import decimal_mark, hours_in, minutes_in, number_in
from lamplighter.apps.register.imports.people import unit_name
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.services import GroupSaid, Misspelt, NeedSaid, groups_in, needs_in
from lamplighter.apps.register.imports.titles import is_it
from lamplighter.apps.register.imports.words import code_in


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["$45505.94", "$1,234,567.00"], ["45505.94", "1234567.00"]),
        (["45.505,94", "1.000"], ["45505.94", "1000"]),
        (["45,505.94 USD", "€ 12"], ["45505.94", "12"]),
        (["۴۵٬۵۰۵٫۹۴", "۴۵٬۵۰۵"], ["45505.94", "45505"]),
        (["(1,234.50)", "-3"], ["-1234.50", "-3"]),
        (["105e3", "128560.0"], ["105000", "128560.0"]),
        (["45.505", "1.200"], ["45505", "1200"]),
        (["12 345,6 kr", "1 000 kr"], ["12345.6", "1000"]),
        (["n/a", "12-13", "1.2.3,4,5"], [None, None, None]),
    ],
)
def test_money_is_read_by_the_mark_of_its_column(cells: list[str], amounts: list[str | None]) -> None:
    mark = decimal_mark(cells)

    assert [number_in(cell, mark) for cell in cells] == [each and Decimal(each) for each in amounts]


@pytest.mark.parametrize(
    "cell",
    ["about 50k", "50k", "50 thousand", "€ 3 m", "۵۰ هزار تومان", "50 אלף", "٥٠ ألف دينار", "12abc", "n/a 5"],
)
def test_a_number_with_a_word_that_may_change_it_is_refused(cell: str) -> None:
    assert number_in(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["$50", "50 EUR", "EUR 50", "50 kr", "50 ₪", '50 ש"ח', "۵۰ تومان", "٥٠ دينار", "50 per year", "$50/month"],
)
def test_a_number_with_the_word_of_its_money_is_read(cell: str) -> None:
    assert number_in(cell) == 50


def column(target: str, *cells: str, country: str = "DK", currency: str = "DKK") -> tuple[list, list[str]]:
    sheet = Sheet((target,), [(line, [cell]) for line, cell in enumerate(cells, 2)])
    ground = Ground(country, "en", currency, date(2026, 3, 10))
    columns, wrong, _ = read_columns(sheet, {"0": target}, "people", ground)
    return columns[target].values, [each.code for each in wrong]


def test_amounts_below_nothing_and_beyond_reason_are_refused() -> None:
    assert column("base_pay", "0", "-0.01", "999999999999.99", "1000000000000") == (
        [Decimal("0.00"), None, Decimal("999999999999.99"), None],
        ["negative", "too_much"],
    )


def test_toman_are_ten_rials() -> None:
    assert column("base_pay", "۱۲٬۰۰۰٬۰۰۰ تومان", currency="IRR")[0] == [Decimal("120000000.00")]


def test_hours_are_of_one_week() -> None:
    values, wrong = column("weekly_hours", "37:30", "37.5", "168", "168.5", "0")

    assert values == [Decimal("37.50"), Decimal("37.50"), Decimal("168.00"), None, None]
    assert wrong == ["no_hours", "no_hours"]
    assert hours_in("۴۴") == 44


@pytest.mark.parametrize(
    ("cells", "country", "days"),
    [
        (["09/25/2006", "10/04/2006"], "DK", [date(2006, 9, 25), date(2006, 10, 4)]),
        (["25/09/2006", "10/04/2006"], "US", [date(2006, 9, 25), date(2006, 4, 10)]),
        (["04/10/2006"], "US", [date(2006, 4, 10)]),
        (["04/10/2006"], "DK", [date(2006, 10, 4)]),
        (["2006-09-25", "2006-09-25 00:00:00", "20060925", "38985"], "US", [date(2006, 9, 25)] * 4),
        (["1399/12/06", "۱۳۹۹/۱۲/۰۶", "13991206"], "IR", [date(2021, 2, 24)] * 3),
        (["25-Sep-2006", "Sep 25, 2006", "25 September 2006"], "GB", [date(2006, 9, 25)] * 3),
        (["1.2.98", "1.2.27"], "DK", [date(1998, 2, 1), date(2027, 2, 1)]),
        (["31/02/2006", "13/13/2006", "5766/07/02", "soon"], "DK", [None] * 4),
    ],
)
def test_days_are_read_in_the_order_of_their_column(cells: list[str], country: str, days: list[date]) -> None:
    order = order_of(cells, country=country)

    assert [day_in(cell, order.first, latest=2026) for cell in cells] == days


def test_an_order_that_nothing_shows_is_said_to_be_unsure() -> None:
    assert order_of(["04/10/2006", "05/05/2006"], country="DK").sure is False
    assert order_of(["05/05/2006"], country="DK").sure is True
    assert order_of(["04/10/2006"], country="DK", said="mdy").first == "mdy"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Permanent", "permanent"),
        ("Fixed-Term", "fixed_term"),
        ("حجمی", "service_company"),
        ("پیمانی", "fixed_term"),
        ("קבועה", "permanent"),
        ("עקב", None),
        ("مؤقت", "fixed_term"),
        ("service company (volume contract)", "service_company"),
    ],
)
def test_kinds_of_contract_are_known_in_four_languages(text: str, kind: str | None) -> None:
    values, wrong = column("kind", text)

    assert values == [kind]
    assert wrong == ([] if kind else ["no_kind"])


@pytest.mark.parametrize(
    ("text", "header", "minutes"),
    [
        ("30", "", 30),
        ("4", "RTO (hours)", 240),
        ("4 h", "", 240),
        ("1.5 days", "", 2160),
        ("2h 30m", "", 150),
        ("1:30", "", 90),
        ("۳ روز", "", 4320),
        ("4 שעות", "", 240),
        ("a while", "", None),
        ("4 fortnights", "", None),
    ],
)
def test_lengths_of_time_carry_their_unit_or_the_header_does(text: str, header: str, minutes: int | None) -> None:
    assert minutes_in(text, header) == minutes


def test_dependencies_are_groups_of_which_so_many_must_work() -> None:
    assert groups_in("Dispatch; power (30 min); 2 of: line A, line B, line C") == (
        GroupSaid(("Dispatch",)),
        GroupSaid(("power",), 1, 30),
        GroupSaid(("line A", "line B", "line C"), 2),
    )
    assert groups_in("mail, web") == (GroupSaid(("mail",)), GroupSaid(("web",)))
    assert groups_in("Database (Oracle)") == (GroupSaid(("Database (Oracle)",)),)
    with pytest.raises(Misspelt):
        groups_in("3 of: a, b")


def test_needs_say_skill_level_and_people() -> None:
    assert needs_in("networks:3:2:30 min; databases") == (
        NeedSaid("networks", 3, 2, 30),
        NeedSaid("databases", 2, 1),
    )
    for text in ("networks:5", "networks:3:0", "networks:3:x", ":3"):
        with pytest.raises(Misspelt):
            needs_in(text)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("Police Department (416)", "A99416", "Police Department"),
        ("Police Department (416)", "A99000", "Police Department (416)"),
        ("Civil Rights & Wage Enforce (0", "A66001", "Civil Rights & Wage Enforce"),
        ("R&P-Recreation (part-time) (", "P04001", "R&P-Recreation (part-time)"),
        ("Youth Cust (A90)", "W07A90", "Youth Cust"),
        ("Police Department (MIL)", "A99416", "Police Department (MIL)"),
    ],
)
def test_ends_of_codes_behind_units_are_cut_off(name: str, code: str, said: str) -> None:
    assert unit_name(name, code) == said


@pytest.mark.parametrize(
    "title",
    [
        "IT DIRECTOR (DoIT)", "GIS Analyst", "Sr. Programmer/Analyst", "NETWORK ENGINEER II", "DATA BASE ANALYST",
        "Chief Information Officer", "کارشناس شبکه", "مدیر فناوری اطلاعات", "برنامه‌نویس ارشد", "מנהלת רשת",
        'מנמ"ר', "רכזת מערכות מידע", "ומחשוב", "مهندسة شبكات", "مدير تقنية المعلومات", "أخصائي الأمن السيبراني",
    ],
)  # fmt: skip
def test_titles_of_information_technology_are_found(title: str) -> None:
    assert is_it(title)


@pytest.mark.parametrize(
    "title",
    [
        "EPIDEMIOLOGIST", "LEGISLATIVE AIDE", "LEGISLATIVE ANALYST", "UNIT ASSISTANT", "REGISTRAR",
        "PERSONAL COMPUTER OPERATOR II", "RECREATION PROGRAMMER", "DATA ENTRY OPERATOR", "POLICE OFFICER",
        "PUBLIC INFORMATION OFFICER", "راننده", "کارشناس حقوقی", "נהג", "מתכנן ערים", "سائق", "محاسب",
    ],
)  # fmt: skip
def test_titles_that_only_sound_like_it_are_not(title: str) -> None:
    assert not is_it(title)


@pytest.mark.parametrize("cell", ["پاره وقت", "پاره\u200cوقت"])
def test_a_half_space_is_as_good_as_a_space(cell: str) -> None:
    assert code_in(cell, "full_time") == "no"
