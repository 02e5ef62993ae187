"""A calculation as a page shows it: each line with its words, its rule and that rule's standing in the city."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law.bridge import fact_named, fact_of, sentence, sentence_about, value_hash
from lamplighter.apps.law.models import FactReview, Verdict
from lamplighter.apps.law.phrases import PACKS
from lamplighter.apps.pay.bridge.months import Part
from lamplighter.apps.pay.phrases import KINDS, NOTES, PREMIUMS, REMARKS
from lamplighter.engines.hours import Span
from lamplighter.engines.pay import PRIMARY, Line, Note
from lamplighter.web.templatetags.words import day as in_words
from lamplighter.web.templatetags.words import num

Words = str | Promise
CITY = "policy."


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``pack`` and ``anchor`` lead to the fact, where a law and not the city says so."""

    line: Line
    what: Words
    law: Words
    pack: str
    remarks: tuple[Words, ...]
    unapproved: bool

    @property
    def on_top(self) -> bool:
        """Whether it comes on top of hours that another line counts."""
        return self.line.kind not in PRIMARY

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.line.spans


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of one person: lines, notes, the sum, and how the hourly pay was found."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    total: Decimal
    currency: str
    hourly: tuple[tuple[Part, Decimal, str, str], ...]
    minutes: Decimal
    exempt: str
    unpaid: bool
    office: bool


def statement_of(parts: Iterable[Part], reviews: Mapping[str, FactReview], organisation: Organisation) -> Statement:
    """The parts of a month as one page."""
    parts = tuple(parts)
    counted = [(part, part.earning) for part in parts if part.earning is not None]
    rows = tuple(_row(line, reviews) for _part, earning in counted for line in earning.lines)
    notes = dict.fromkeys(note_in_words(note) for _part, earning in counted for note in earning.notes)
    return Statement(
        rows,
        tuple(notes),
        sum((earning.total for _part, earning in counted), Decimal(0)),
        organisation.currency,
        tuple(
            (
                part,
                earning.hourly,
                earning.hourly_fact_id,
                _article(part.contract.rule_pack, earning.hourly_fact_id),
            )
            for part, earning in counted
        ),
        sum((earning.minutes() for _part, earning in counted), Decimal(0)),
        next((part.contract.exempt_reason for part in parts if part.contract.exempt), ""),
        any(part.earning is None for part in parts),
        any(not part.contract.shift_worker and part.earning is not None for part in parts),
    )


def note_in_words(note: Note) -> str:
    """What a reader must know, as a sentence."""
    words = str(NOTES[note.code])
    return words.replace("{subject}", _subject(note)).replace("{day}", _day(note.on))


def _subject(note: Note) -> str:
    """What a note is about, in words: a premium, a fact, or a number of minutes."""
    if note.subject in PREMIUMS:
        return str(PREMIUMS[note.subject])
    if note.subject.lstrip("+-").isdecimal():
        return num(int(note.subject))
    fact = fact_named(note.subject)
    return sentence(fact) if fact else sentence_about(note.subject)


def _day(on: date) -> str:
    return str(in_words(on))


def _row(line: Line, reviews: Mapping[str, FactReview]) -> Row:
    by_law = not line.fact_id.startswith(CITY) and line.pack in PACKS
    return Row(
        line,
        KINDS[line.kind],
        PACKS[line.pack] if by_law else "",
        line.pack if by_law and line.fact_id else "",
        tuple(REMARKS[remark] for remark in line.notes if remark in REMARKS),
        line.from_memory and not _approved(line, reviews),
    )


def _approved(line: Line, reviews: Mapping[str, FactReview]) -> bool:
    fact, review = fact_of(line.pack, line.fact_id), reviews.get(line.fact_id)
    if fact is None or review is None:
        return False
    return review.verdict == Verdict.APPROVED and review.value_hash == value_hash(fact)


def _article(pack: str, fact_id: str) -> str:
    fact = fact_of(pack, fact_id)
    return fact.article if fact else ""
