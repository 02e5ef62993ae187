"""Rule packs of the engine as this city reads them: facts, what was reviewed, and how a pack stands."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lamplighter.apps.law import phrases
from lamplighter.apps.law.models import FactReview, Verdict
from lamplighter.engines.law import PACKS, RULES, Citation, Fact, Pack, citations
from lamplighter.web.templatetags.words import num, percent

POLICY = "city-policy"
SHARES = {"night_premium", "friday_premium", "shift_premium", "standby_share_max"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A fact with the word of the city's reviewer on it, if it is still about the same value."""

    fact: Fact
    value_hash: str
    review: FactReview | None

    @property
    def needs_review(self) -> bool:
        """From memory, and nobody named has approved it."""
        return self.fact.evidence == "from-memory" and not self.approved

    @property
    def approved(self) -> bool:
        return self.review is not None and self.review.verdict == Verdict.APPROVED

    @property
    def refused(self) -> bool:
        return self.review is not None and self.review.verdict == Verdict.REFUSED


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pack stands in a city: approved only when nothing in it rests on memory alone, and nothing is refused."""

    pack: Pack
    facts: tuple[Reviewed, ...]

    @property
    def waiting(self) -> int:
        """How many facts in it wait for a reviewer."""
        return sum(one.needs_review for one in self.facts)

    @property
    def refused(self) -> int:
        return sum(one.refused for one in self.facts)

    @property
    def approved(self) -> bool:
        return not self.waiting and not self.refused


def value_hash(fact: Fact) -> str:
    """What a review is about: value, unit, article and dates; a change in any of them asks for a new review."""
    said = [fact.value, fact.unit, fact.article, str(fact.valid_from), str(fact.valid_to)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def known(code: str) -> bool:
    """Whether there is such a pack."""
    return code in PACKS


def law_codes() -> tuple[str, ...]:
    """Codes of the packs that a contract can be under; the city's policy goes with each and is not among them."""
    return tuple(code for code, pack in PACKS.items() if pack.kind == "law")


def standing(code: str, reviews: Mapping[str, FactReview]) -> Standing:
    """How one pack stands, given the latest reviews by fact id."""
    return Standing(PACKS[code], tuple(_reviewed(fact, reviews.get(fact.id)) for fact in PACKS[code].facts))


def fact_of(code: str, fact_id: str) -> Fact | None:
    """One fact of one pack."""
    return next((fact for fact in PACKS[code].facts if fact.id == fact_id), None) if code in PACKS else None


def fact_named(fact_id: str) -> Fact | None:
    """The fact with this id, in whichever pack."""
    return next((fact for pack in PACKS.values() for fact in pack.facts if fact.id == fact_id), None)


def article_on(fact_id: str) -> tuple[str, str]:
    """Pack code and article of a fact, for sentences that cite it; empty when no pack has it."""
    for pack in PACKS.values():
        for fact in pack.facts:
            if fact.id == fact_id:
                return pack.code, fact.article
    return "", ""


def in_force(facts: tuple[Reviewed, ...], on: date) -> tuple[Reviewed, ...]:
    """Those in force on a day."""
    return tuple(one for one in facts if one.fact.holds_on(on))


def _reviewed(fact: Fact, review: FactReview | None) -> Reviewed:
    same = review is not None and review.value_hash == value_hash(fact)
    return Reviewed(fact, value_hash(fact), review if same else None)


def rules_on() -> tuple[tuple[str, str, tuple[Citation, ...]], ...]:
    """Every rule of the engine with its source and the facts it rests on; for the reference."""
    cited = citations()
    return tuple(
        (code, rule.source, tuple(one for one in cited if one.rule == code)) for code, rule in sorted(RULES.items())
    )


def packs_for_reference() -> tuple[Pack, ...]:
    """Every pack, by code."""
    return tuple(PACKS[code] for code in sorted(PACKS))


def sentence_about(param: str) -> str:
    """What facts of this name are about, with dots where the numbers would stand."""
    return re.sub(r"\{[^{}]*\}", "…", str(phrases.FACTS.get(param, param)))


def sentence(fact: Fact) -> str:
    """What a fact says, as a sentence in the reader's language."""
    said = phrases.FACTS.get(fact.id) or phrases.FACTS.get(fact.param)
    if said is None:
        return f"{fact.param}: {fact.value} {fact.unit}"
    text = str(said)
    for name, value in _parts(fact.param, fact.value, fact.unit).items():
        text = text.replace("{" + name + "}", value)
    return text


def _parts(param: str, value: Any, unit: str) -> dict[str, str]:
    """The value as placeholders: its parts by name or place, or itself."""
    write = percent if param in SHARES else num
    if isinstance(value, list) and value and isinstance(value[0], list):
        (hours, first), (_rest, then) = value
        tiers = {"{first}": num(first), "{hours}": num(hours), "{then}": num(then)}
        return {"value": _filled(str(phrases.TIERS), tiers)}
    if param == "overtime_premium":
        return {"value": _filled(str(phrases.ONE_SHARE), {"{share}": percent(value)})}
    if isinstance(value, list):
        return {str(place): part if isinstance(part, str) else num(part) for place, part in enumerate(value)}
    if isinstance(value, Mapping):
        shares = {"share"} if param == "standby_share_max" else set(value) if write is percent else set()
        return {name: _one(part, percent if name in shares else num) for name, part in value.items()}
    return {"value": _one(value, write), "unit": str(phrases.WEEKS if unit == "weeks" else phrases.WORKING_DAYS)}


def _one(value: Any, write: Any) -> str:
    if isinstance(value, list):
        return "–".join(_one(part, write) for part in value)
    return value if isinstance(value, str) else "–" if value is None else str(write(value))


def _filled(text: str, parts: Mapping[str, str]) -> str:
    for name, value in parts.items():
        text = text.replace(name, str(value))
    return text
