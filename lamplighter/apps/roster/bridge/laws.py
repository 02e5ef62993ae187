"""The rule packs behind a roster, and whether the city has approved them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law.bridge import fact_named, known, sentence, standing
from lamplighter.apps.law.queries import latest_reviews
from lamplighter.apps.roster.bridge.days import POLICY


@dataclass(frozen=True, slots=True)
class Law:
    """One pack by its code; ``approved`` when nothing in it waits for a reviewer."""

    code: str
    approved: bool


def laws_of(city: Organisation, packs: Iterable[str]) -> list[Law]:
    """The packs that bind people on a roster, and the city's policy last; one query."""
    reviews = latest_reviews(city)
    return [Law(code, standing(code, reviews).approved) for code in dict.fromkeys((*packs, POLICY)) if known(code)]


def law_says(fact_id: str) -> str:
    """What a fact of a pack demands, as a sentence in the reader's language; empty where no pack has it."""
    fact = fact_named(fact_id)
    return sentence(fact) if fact else ""
