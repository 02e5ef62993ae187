"""HTML becomes the text that a reader sees."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.apps.exercise.imports.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<p>Dear&nbsp;Team,&nbsp;</p><p>&nbsp;</p><p>Act &amp; tell</p>", "Dear Team,\n\nAct & tell"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ('See <a href="https://x.example/y">the plan</a>.', "See the plan (https://x.example/y)."),
        ('<a href="mailto:a@x.example">a@x.example</a>', "a@x.example"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ("<script>alert('x')</script>Safe<style>p{}</style>", "Safe"),
        ("<p>a\n   b</p>", "a b"),
        ("plain\ntext with 3 < 4", "plain\ntext with 3 < 4"),
        ('<p title="a > b">seen</p>', "seen"),
        ("a<!-- b -->c<!-- d", "ac"),
        ("<!doctype html><?xml?><head><title>No</title></head>Yes", "Yes"),
        ("<script>if (a<b) '<script>'</script>Yes", "Yes"),
        ("<b>bold</b> <i>and</i> slanted", "bold and slanted"),
        ("", ""),
    ],
)
def test_what_is_seen_is_kept(html: str, text: str) -> None:
    assert text_of(html) == text


@settings(max_examples=50)
@given(st.text(alphabet="<>/ab=\"'&;!-p \n", max_size=80))
def test_no_html_makes_it_stumble_and_reading_its_text_again_changes_nothing_more(html: str) -> None:
    text = text_of(html)

    assert text == text.strip()
    assert "\n\n\n" not in text
