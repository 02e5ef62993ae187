"""The written reference says what the engine does."""

from lamplighter.apps.law.management.commands.write_law import PAGE, law_page


def test_the_reference_of_rules_is_as_it_would_be_written_now():
    assert PAGE.read_text(encoding="utf-8") == law_page(), "Run `lamplighter write_law`."
