"""What the engine says of itself, as sentences: costs by part, what clashes about a hole, how good a roster is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lamplighter.apps.law import phrases as law
from lamplighter.apps.roster.bridge.laws import law_says
from lamplighter.apps.roster.bridge.verdict import Hindrance
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.roster.phrases import explain as words
from lamplighter.apps.roster.queries.explain import duties_named, people_named, skills_named
from lamplighter.apps.roster.views.reasons import citation
from lamplighter.web.numerals import LRI, MINUS, PDI
from lamplighter.web.templatetags.words import day_month, num, percent, through

PLACES = ("person", "other", "shift", "day", "days", "skill", "term", "number")
TWICE = Decimal(1)
FINE, COARSE = Decimal("0.001"), Decimal("0.01")


@dataclass(frozen=True)
class Said:
    """One sentence, the law it rests on, and whom or which duties it is about where they are several."""

    sentence: SafeString
    law: str = ""
    people: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Line:
    """One named part of a cost, and what it is: ``number`` has its sign."""

    words: str | Promise
    number: str


def lines_of(parts: Iterable[Any]) -> list[Line]:
    """What changes in a roster, part by part; what costs nothing is left out."""
    return [
        Line(words.CHANGES[part.name][part.cost < 0], with_sign(part.cost))
        for part in parts
        if part.cost and part.name in words.CHANGES
    ]


def with_sign(number: int) -> str:
    """``+16`` or ``−8``, sign first in every direction."""
    sign = MINUS if number < 0 else "+" if number else ""
    return f"{LRI}{sign}{num(abs(number))}{PDI}"


def could_take_it(name: str, more: int) -> SafeString:
    """That somebody could lawfully have the duty instead, and what it would cost."""
    number = num(abs(more))
    if more == 0:
        text = _("{person} could take it at the same cost.")
    elif more > 0:
        text = ngettext(
            "{person} could take it: {number} point more.", "{person} could take it: {number} points more.", more
        )
    else:
        text = ngettext(
            "{person} could take it: {number} point less.", "{person} could take it: {number} points less.", -more
        )
    return format_html(text, person=_bdi(name), number=number)


def could_change_places(name: str, sitter: str, duty: Duty, more: int) -> SafeString:
    """That two people could change places, and what it would cost."""
    told = {
        "person": _bdi(name),
        "other": _bdi(sitter),
        "shift": _bdi(duty.shift_type.name),
        "day": day_month(duty.on),
        "number": num(abs(more)),
    }
    if more == 0:
        text = _(
            "{person} and {other} could swap: {other} would then have {shift} on {day}. It would cost the same."
        )
    elif more > 0:
        text = ngettext(
            "{person} and {other} could swap: {other} would then have {shift} on {day}. It would cost {number} point"
            " more.",
            "{person} and {other} could swap: {other} would then have {shift} on {day}. It would cost {number} points"
            " more.",
            more,
        )
    else:
        text = ngettext(
            "{person} and {other} could swap: {other} would then have {shift} on {day}. It would cost {number} point"
            " less.",
            "{person} and {other} could swap: {other} would then have {shift} on {day}. It would cost {number} points"
            " less.",
            -more,
        )
    return format_html(text, **told)


def how_good(objective: int | None, bound: int | None) -> str:
    """How far a roster is from the best possible, as far as that is proven."""
    if objective is None or bound is None:
        return _("How far it is from the best possible is not known yet.")
    if objective <= bound:
        return _("No better roster exists: that is proven.")
    if bound <= 0 or Decimal(objective - bound) / bound > TWICE:
        return _("The best possible may cost less than half as much.")
    share = Decimal(objective - bound) / bound
    fine = share < COARSE
    # Rounded up: it must never sound better than it is.
    above = percent(share.quantize(FINE if fine else COARSE, ROUND_UP), int(fine))
    # Translators: {share} is a percentage such as “3%”: a proven bound of what a longer search could still gain.
    return _("It is at most {share} above the best possible.").format(share=above)


@dataclass(frozen=True)
class Rows:
    """The rows that a kept clash names, by id."""

    hole: Duty
    people: Mapping[int, str]
    duties: Mapping[int, Duty]
    skills: Mapping[int, str]


def clash_told(hole: Duty, clash: Mapping[str, Any]) -> dict[str, Any]:
    """A kept clash in the reader's language; three queries."""
    kept = [*clash["elements"], *(step for way in clash["ways"] for step in way["steps"])]
    rows = Rows(
        hole,
        people_named(hole, {person for row in kept for person in row["people"]}),
        duties_named(hole, {duty for row in kept for duty in row["duties"]}),
        skills_named(hole, {int(row["detail"]) for row in kept if row["detail"].isdigit()}),
    )
    return {
        "status": clash["status"],
        "words": words.CLASH_STATUSES.get(clash["status"], words.CLASH_STATUSES["unproven"]),
        "elements": [element(row, rows) for row in clash["elements"]],
        "ways": [_way(way, rows) for way in clash["ways"]],
        "minimal": clash["minimal"],
        "at": datetime.fromisoformat(clash["at"]),
        "stale": clash["revision"] != hole.draft.revision,
    }


def element(row: Mapping[str, Any], rows: Rows) -> Said:
    """One demand or rule that takes part in a clash."""
    kind = row["kind"]
    cited = citation(Hindrance(0, "", row["rule"], row["fact"], row["pack"], row["article"]))
    people = tuple(rows.people.get(one, "–") for one in row["people"])
    duties = tuple(duty for pk, duty in rows.duties.items() if pk in row["duties"])
    if kind == "seat" and [duty.pk for duty in duties] == [rows.hole.pk]:
        kind = "hole"
    many = len(people) > (2 if kind == "forbidden_pair" else 1) or len(duties) > 1
    if many and kind in words.ELEMENTS_OF_MANY:
        number = len(people) if people else len(duties)
        text = words.ELEMENTS_OF_MANY[kind].format(n=number, **{name: f"{{{name}}}" for name in PLACES})
        sentence = _filled(text, row, rows) if kind != "law" else _law(row, rows, text)
        return Said(sentence, _law_of(kind, cited), people, () if people else duties)
    text = str(words.ELEMENTS.get(kind, words.ELEMENTS["law"]))
    return Said(_law(row, rows, text) if kind == "law" else _filled(text, row, rows), _law_of(kind, cited))


def _law_of(kind: str, cited: str) -> str:
    return cited if kind == "law" else ""


def _law(row: Mapping[str, Any], rows: Rows, binds: str) -> SafeString:
    """What the law says, and whom it binds."""
    said = law_says(row["fact"]) or str(law.RULES.get(row["rule"], row["rule"]))
    # Translators: two whole sentences: what a law demands, and whom it binds.
    return format_html(_("{first} {second}"), first=said, second=_filled(binds, row, rows))


def _way(way: Mapping[str, Any], rows: Rows) -> dict[str, Any]:
    steps = way["steps"]
    if len(steps) == 1:
        return {"sentence": step(steps[0], rows, alone=True), "steps": [], "proven": way["proven"]}
    return {"sentence": "", "steps": [step(each, rows) for each in steps], "proven": way["proven"]}


def step(row: Mapping[str, Any], rows: Rows, *, alone: bool = False) -> SafeString:
    """One thing that would help: a whole sentence where it is enough ``alone``."""
    book = words.WAYS if alone else words.STEPS
    return _filled(str(book.get(row["kind"], "")), row, rows)


def _filled(text: str, row: Mapping[str, Any], rows: Rows) -> SafeString:
    people = [_bdi(rows.people.get(one, "–")) for one in row["people"]]
    duty = next((rows.duties[one] for one in row["duties"] if one in rows.duties), rows.hole)
    skill = rows.skills.get(int(row["detail"]), "") if row["detail"].isdigit() else ""
    told = {
        "person": people[0] if people else "",
        "other": people[1] if len(people) > 1 else "",
        "shift": _bdi(duty.shift_type.name),
        "day": day_month(duty.on),
        "days": _days(row["days"]),
        "skill": _bdi(skill),
        "term": str(words.TERMS.get(row["rule"], row["rule"])),
        "number": num(len(row["people"]) or len(row["duties"])),
    }
    return format_html(text, **told)


def _days(pairs: Iterable[Iterable[str]]) -> str:
    # Translators: stands between two stretches of days, such as “3 March to 5 March; 9 March”.
    between = pgettext("between days", "; ")
    spans = sorted({tuple(date.fromisoformat(each) for each in pair) for pair in pairs})
    return between.join(through(first, last) for first, last in spans)


def _bdi(name: object) -> SafeString:
    return format_html("<bdi>{}</bdi>", name)
