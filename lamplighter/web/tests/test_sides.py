"""Names in sentences that are read from the other side."""

import pytest

from lamplighter.web.sides import LRI, PDI, RLI, apart


@pytest.mark.parametrize(
    ("words", "rtl", "shown"),
    [
        ("Counter (A)", False, "Counter (A)"),
        ("Counter (A)", True, f"{LRI}Counter (A){PDI}"),
        ("רישום (א)", False, f"{RLI}רישום (א){PDI}"),
        ("רישום (א)", True, "רישום (א)"),
        ("D1 מי מוביל היום?", True, f"{RLI}D1 מי מוביל היום?{PDI}"),
        ("The word שלום is Hebrew.", True, f"{LRI}The word שלום is Hebrew.{PDI}"),
        ("\u2068Nordwind\u2069 לא עונה", True, "\u2068Nordwind\u2069 לא עונה"),
        ("52%", True, "52%"),
        ("", True, ""),
    ],
)
def test_words_are_kept_apart_where_they_are_read_from_the_other_side(words, rtl, shown):
    assert apart(words, rtl=rtl) == shown
