"""Letters as people search for them."""

import psycopg
import pytest
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models import Value

from lamplighter.apps.cities.models import Organisation
from lamplighter.web.search import Normalised, matching
from lamplighter.web.text import normalise, without_unseen
from tests.people import Cast


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse Ørsted", "ase orsted"),
        ("كيوان", "کیوان"),
        ("مؤسسة", "موسسه"),
        ("آرش", "ارش"),
        ("می‌خواهم", "میخواهم"),
        ("۱۲۳", "123"),
        ("٤٥", "45"),
        ("שָׁלוֹם", "שלום"),
        ("צה״ל", 'צה"ל'),
        ("ﷲ", "الله"),
    ],
)
def test_what_looks_alike_is_found_alike(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_letters_that_differ_stay_apart() -> None:
    assert normalise("گ") != normalise("ک")


SAMPLES = (
    "Åse Ørsted",
    "كيوان",
    "مؤسسة",
    "آرش",
    "می‌خواهم",
    "۱۲۳",
    "שָׁלוֹם",
    "צה״ל",
    "ﷲ",
    "گاز",
    "ﬁre",
    "O’Brien",
    "a%_b",
    "ŁÓDŹ",
    "Ægir",
    "Ωμέγα ΣΑΣ",
    "Жуков Й",
)


@pytest.mark.postgres
def test_postgresql_compares_the_same_letters(postgres_url: str) -> None:
    backend = DatabaseWrapper({"NAME": "unused", "OPTIONS": {}})
    compiler = Organisation.objects.all().query.get_compiler(connection=backend)
    sql, params = Normalised(Value(SAMPLES[0])).as_postgresql(compiler, backend)

    with psycopg.connect(postgres_url) as connection:
        found = [connection.execute(f"select {sql}", (text, *params[1:])).fetchone() for text in SAMPLES]

    assert [row[0] for row in found if row] == [normalise(text) for text in SAMPLES]


def test_a_search_finds_every_word_in_any_field(cast: Cast) -> None:
    found = {
        text: sorted(Organisation.objects.filter(matching(("name", "slug"), text)).values_list("slug", flat=True))
        for text in ("havn", "TOWNS harbours", "towns elsewhere", "%", "")
    }

    assert found == {
        "havn": ["havn"],
        "TOWNS harbours": ["harbours"],
        "towns elsewhere": [],
        "%": [],
        "": ["elsewhere", "harbours", "havn"],
    }


def test_what_is_unseen_goes_and_what_is_part_of_a_word_stays():
    odd = "\u202eMa\u200bra\ufeff \u2066می\u200cرود\u2069 a\u00adb\x07"
    kept = "line\none\ttab 👩\u200d🚒 \u200fשלום\u200e"

    assert without_unseen(odd) == "Mara می\u200cرود ab"
    assert without_unseen(kept) == kept
