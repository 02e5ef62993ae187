import pytest

from lamplighter.engines.exercise.plurals import categories, category

# Sample numbers of CLDR's own table, category by category.
SAMPLES = [
    ("en", "one", ["1"]),
    ("en", "other", ["0", "2", "16", "100", "1000", "1.0", "0.5"]),
    ("he", "one", ["1", "0.5", "0.0"]),
    ("he", "two", ["2"]),
    ("he", "other", ["0", "3", "17", "100", "1.5", "2.0", "20"]),
    ("fa", "one", ["0", "1", "0.5", "1.0"]),
    ("fa", "other", ["2", "17", "100", "1.1"]),
    ("ar", "zero", ["0"]),
    ("ar", "one", ["1"]),
    ("ar", "two", ["2"]),
    ("ar", "few", ["3", "10", "103", "110", "1003"]),
    ("ar", "many", ["11", "26", "99", "111", "1011"]),
    ("ar", "other", ["100", "101", "102", "200", "300", "0.1", "10.1"]),
    ("xx", "other", ["1", "2"]),
]


@pytest.mark.parametrize(("language", "expected", "numbers"), SAMPLES)
def test_a_number_takes_the_form_that_cldr_says(language, expected, numbers):
    from decimal import Decimal

    assert {category(language, Decimal(number)) for number in numbers} == {expected}


def test_every_form_of_a_language_is_among_its_categories():
    for language in ("en", "he", "fa", "ar", "xx"):
        assert {category(language, number) for number in range(300)} == set(categories(language))
