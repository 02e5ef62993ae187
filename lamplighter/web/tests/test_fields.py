"""Fields take what people type."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from lamplighter.apps.register.models import Person
from lamplighter.web.fields import DayField, NumberField, WholeField, WordsField, house_fields
from lamplighter.web.reader import Reader, read_as


@pytest.fixture(autouse=True)
def nobody_reads_after_us() -> Iterator[None]:
    yield
    read_as(Reader())


class Leave(forms.Form):
    first = DayField()


@pytest.mark.parametrize(
    ("calendar", "language", "kind", "shown"),
    [
        ("gregorian", "en", "date", "2026-11-21"),
        ("gregorian", "fa", "date", "2026-11-21"),
        ("jalali", "fa", "text", "۱۴۰۵/۰۸/۳۰"),
        ("jalali", "en", "text", "30\u00a0Aban\u00a01405"),
        ("hebrew", "he", "text", "י״א\u00a0כסלו\u00a0תשפ״ז"),
    ],
)
def test_a_day_is_shown_as_its_reader_types_it_and_comes_back(
    calendar: str, language: str, kind: str, shown: str
) -> None:
    read_as(Reader(language=language, calendar=calendar))

    html = str(Leave(initial={"first": date(2026, 11, 21)})["first"])

    assert f'type="{kind}"' in html
    assert f'value="{shown}"' in html
    assert Leave({"first": shown}).is_valid()
    assert DayField().clean(shown) == date(2026, 11, 21)


def test_a_day_that_was_not_touched_is_not_a_change() -> None:
    read_as(Reader(language="fa", calendar="jalali"))

    assert not DayField().has_changed(date(2026, 11, 21), "۱۴۰۵/۰۸/۳۰")
    assert DayField().has_changed(date(2026, 11, 21), "۱۴۰۵/۰۹/۰۱")
    assert DayField(required=False).clean("") is None


def test_a_wrong_day_names_itself_and_the_way_out() -> None:
    read_as(Reader(language="fa", calendar="jalali"))

    with pytest.raises(ValidationError) as refused:
        DayField().clean("1404/12/30")

    assert refused.value.messages == ["“1404/12/30” is not a day. Write it such as ۱۴۰۵/۰۸/۳۰ or 2026-11-21."]


def test_who_reads_the_gregorian_calendar_is_told_of_one_way_to_write_a_day() -> None:
    read_as(Reader(language="en", calendar="gregorian"))

    with pytest.raises(ValidationError) as refused:
        DayField().clean("2027-02-31")

    assert refused.value.messages == ["“2027-02-31” is not a day. Write it such as 2026-11-21."]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234", "1234"),
        ("1,234,567", "1234567"),
        ("۱٬۲۳۴٫۵", "1234.5"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("-3", "-3"),
        ("\u2212۳", "-3"),
        ("\u2066\u2212۳\u2069", "-3"),
    ],
)
def test_a_number_may_be_typed_in_any_script(typed: str, number: str) -> None:
    assert NumberField().clean(typed) == Decimal(number)


def test_a_whole_number_and_its_refusal() -> None:
    assert WholeField().clean("۱٬۲۵۰") == 1250

    with pytest.raises(ValidationError) as refused:
        WholeField().clean("many")
    assert refused.value.messages == ["“many” is not a number. Write digits only, such as 1250."]


def test_persian_letters_from_an_arabic_keyboard_are_persian() -> None:
    read_as(Reader(language="fa"))
    assert WordsField().clean("علي كاظمي") == "علی کاظمی"

    read_as(Reader(language="ar"))
    assert WordsField().clean("علي كاظمي") == "علي كاظمي"


def test_a_model_form_gets_our_fields() -> None:
    form = forms.modelform_factory(Person, fields=["name", "joined_on", "email"], formfield_callback=house_fields)

    kinds = {name: type(field).__name__ for name, field in form.base_fields.items()}
    assert kinds == {"name": "WordsField", "joined_on": "DayField", "email": "EmailField"}
