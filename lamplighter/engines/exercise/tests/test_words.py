from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplighter.engines.exercise.words import BadText, Plural, Slot, names, pieces, plurals, say

HOURS = {
    "en": "{hours, plural, one {Dark for # hour} other {Dark for # hours}}",
    "he": "{hours, plural, one {חשוך כבר שעה} two {חשוך כבר שעתיים} other {חשוך כבר # שעות}}",
    "ar": "{hours, plural, zero {z} one {o} two {t} few {f #} many {m #} other {x #}}",
}


def test_a_name_from_outside_is_wrapped_so_that_it_keeps_its_direction():
    assert say({"he": "{target.host} לא עונה"}, "he", {"target.host": "Nordwind"}) == "\u2068Nordwind\u2069 לא עונה"


def test_numbers_are_written_by_the_reader_of_their_digits():
    assert say({"en": "{n} and {n}"}, "en", {"n": 4}, number=lambda n: f"<{n}>") == "<4> and <4>"


@pytest.mark.parametrize(
    ("language", "hours", "said"),
    [
        ("en", 1, "Dark for 1 hour"),
        ("en", 0, "Dark for 0 hours"),
        ("he", 1, "חשוך כבר שעה"),
        ("he", 2, "חשוך כבר שעתיים"),
        ("he", 3, "חשוך כבר 3 שעות"),
        ("ar", 5, "f 5"),
        ("ar", 11, "m 11"),
        ("ar", 100, "x 100"),
    ],
)
def test_the_words_follow_the_number(language, hours, said):
    assert say(HOURS, language, {"hours": hours}) == said


def test_a_form_for_exactly_one_number_goes_before_its_category():
    text = {"en": "{dark, plural, =0 {all lit} one {one out} other {# out}}"}

    assert [say(text, "en", {"dark": n}) for n in (0, 1, 2)] == ["all lit", "one out", "2 out"]


def test_a_value_inside_a_plural_is_said_too():
    assert (
        say({"en": "{n, plural, other {# in {city}}}"}, "en", {"n": 2, "city": "Havn"}) == "2 in \u2068Havn\u2069"
    )


def test_a_value_that_is_not_there_stays_in_its_braces():
    assert say({"en": "Ask {somebody}"}, "en", {}) == "Ask {somebody}"


def test_a_missing_language_is_heard_in_the_main_one_with_its_plurals():
    words = {"fa": "{n, plural, one {# یک} other {# بیش}}"}

    assert say(words, "ar", {"n": 0}, main="fa") == "0 یک"


def test_double_braces_are_braces():
    assert say({"en": "{{x}} {n, plural, other {{{ #}}"}, "en", {"n": 1}) == "{x} { 1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{open", "brace_open"),
        ("shut}", "brace_close"),
        ("{}", "name"),
        ("{1x}", "name"),
        ("{n, select, other {x}}", "plural"),
        ("{n, plural, one {x}}", "no_other"),
        ("{n, plural, other {x}", "plural"),
        ("{n, plural, other {x", "brace_open"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text, code):
    with pytest.raises(BadText) as refusal:
        pieces(text)

    assert refusal.value.code == code


def test_names_and_plurals_are_found_at_any_depth():
    text = "{a} {n, plural, one {{b}} other {# {m, plural, other {{c}}}}}"

    assert names(text) == {"a", "n", "b", "m", "c"}
    assert [plural.name for plural in plurals(text)] == ["n", "m"]


def test_a_text_comes_apart_into_what_it_is_made_of():
    assert pieces("It is {story_clock}.") == ("It is ", Slot("story_clock"), ".")
    assert pieces("{n, plural, other {#}}") == (Plural("n", (("other", (Slot("n"),)),)),)


@given(st.text())
def test_any_text_is_read_or_refused_and_nothing_else(text):
    with suppress(BadText):
        said = say({"en": text}, "en")
        assert names(text) or plurals(text) or "{{" in text or "}}" in text or said == text


@given(st.text(alphabet="ab {}#"))
def test_a_text_with_all_braces_doubled_says_itself(text):
    assert say({"en": text.replace("{", "{{").replace("}", "}}")}, "en") == text
