"""Every code of the search has a sentence, and what the law does not pass cannot be stored."""

import re
from datetime import date
from typing import get_args

import pytest

from lamplighter.apps.roster.actions.drafts import make_draft
from lamplighter.apps.roster.bridge.explain import BEGUN, SKILLED
from lamplighter.apps.roster.bridge.problem import problem_for
from lamplighter.apps.roster.bridge.verdict import NOT_HERE, Unlawful, judged
from lamplighter.apps.roster.phrases import PARTS, REASONS, STATUSES, explain
from lamplighter.apps.roster.tests.night_desk import desk_of
from lamplighter.apps.roster.views.telling import PLACES, Rows, element, how_good, lines_of, step, with_sign
from lamplighter.engines.roster import CODES, KINDS, PRICES, SEARCHES, Part, Placed
from lamplighter.engines.roster import STATUSES as ENGINE_STATUSES
from lamplighter.engines.roster.explain.clash import Status as ClashStatus
from lamplighter.engines.roster.parts import PARTS as ENGINE_PARTS
from lamplighter.engines.roster.terms.rules import TERMS


def test_every_code_of_the_engine_has_a_sentence():
    assert set(REASONS) == {*CODES, NOT_HERE, "unlawful"}
    assert set(STATUSES) == set(ENGINE_STATUSES)
    assert set(PARTS) == set(ENGINE_PARTS)


def test_every_code_of_an_explanation_has_a_sentence():
    assert set(explain.ELEMENTS) == {*KINDS, "hole", BEGUN, NOT_HERE}
    assert set(explain.ELEMENTS_OF_MANY) == {*KINDS, BEGUN, NOT_HERE} - {"newcomers"}
    assert set(explain.WAYS) == set(explain.STEPS) == {*PRICES, NOT_HERE, SKILLED}
    assert set(explain.CLASH_STATUSES) == set(get_args(ClashStatus))
    assert set(explain.CHANGES) == set(ENGINE_PARTS)
    assert set(explain.MEASURES) < set(ENGINE_PARTS)
    assert set(explain.TERMS) == set(TERMS)
    assert set(explain.SEARCHES) == {*SEARCHES, "auto"}


def row(kind, *, people=(1,), duties=()):
    return {
        "kind": kind,
        "people": list(people),
        "duties": list(duties),
        "days": [["2026-03-16", "2026-03-17"]],
        "rule": "days_in_a_row" if kind == "terms" else "daily_rest",
        "fact": "eu-wtd-2003-88.daily_rest" if kind == "law" else "",
        "pack": "",
        "article": "",
        "detail": "7",
    }


@pytest.fixture
def rows(cast, noon):
    desk = desk_of(cast.havn)
    draft = make_draft(desk.pool, date(2026, 3, 16), date(2026, 3, 17), by=cast.ada, at=noon)
    duties = {duty.pk: duty for duty in draft.duties.select_related("shift_type")}
    return Rows(next(iter(duties.values())), {1: "Ana", 2: "Idris", 3: "Mara"}, duties, {7: "Radio"})


@pytest.mark.parametrize("kind", sorted({*explain.ELEMENTS} - {"hole"}))
def test_every_element_reads_whole_of_one_and_of_many(kind, rows):
    pair = (1, 2) if kind == "forbidden_pair" else () if kind in {"seat", "pin", BEGUN, "newcomers"} else (1,)
    one = row(kind, people=pair, duties=list(rows.duties)[1:2])
    many = row(kind, people=(1, 2, 3) if pair else (), duties=() if pair else list(rows.duties))

    for told in (element(one, rows), element(many, rows)):
        assert re.fullmatch(r"[A-Z0-9<][^{}]*\.", told.sentence)
        assert "  " not in told.sentence
        assert "<bdi></bdi>" not in told.sentence
    if kind != "newcomers":
        assert "3" in element(many, rows).sentence or "4" in element(many, rows).sentence
        assert len(element(many, rows).people or element(many, rows).duties) > 1


@pytest.mark.parametrize("kind", sorted(explain.WAYS))
def test_every_way_out_reads_whole_alone_and_beside_others(kind, rows):
    pair = (1, 2) if kind == "forbidden_pair" else (1,)
    asked = row(kind, people=pair, duties=list(rows.duties)[:1])

    for told in (step(asked, rows, alone=True), step(asked, rows)):
        assert re.fullmatch(r"[A-Z<][^{}]*\.", told)
        assert "<bdi></bdi>" not in told


def test_the_placeholders_of_all_phrases_are_those_that_are_filled():
    for book in (explain.ELEMENTS, explain.WAYS, explain.STEPS):
        for text in book.values():
            assert set(re.findall(r"{(\w+)}", str(text))) <= set(PLACES)


@pytest.mark.parametrize("part", sorted(ENGINE_PARTS))
def test_every_part_has_a_line_for_dearer_and_one_for_cheaper(part):
    dearer, cheaper = lines_of([Part(part, 1, 20), Part(part, -1, -20)])

    assert (dearer.number[1:-1], cheaper.number[1:-1]) == ("+20", "−20")
    assert str(dearer.words) != str(cheaper.words)
    assert lines_of([Part(part, 1, 0)]) == []
    assert with_sign(0)[1:-1] == "0"


@pytest.mark.parametrize(
    ("objective", "bound", "told"),
    [
        (None, None, "How far it is from the best possible is not known yet."),
        (100, None, "How far it is from the best possible is not known yet."),
        (100, 100, "No better roster exists: that is proven."),
        (0, 0, "No better roster exists: that is proven."),
        (103, 100, "It is at most 3% above the best possible."),
        (100_001, 100_000, "It is at most 0.1% above the best possible."),
        (200, 100, "It is at most 100% above the best possible."),
        (201, 100, "The best possible may cost less than half as much."),
        (100, 0, "The best possible may cost less than half as much."),
    ],
)
def test_how_good_a_roster_is_never_sounds_better_than_proven(objective, bound, told):
    assert how_good(objective, bound) == told


def test_an_answer_that_breaks_the_law_never_comes_to_be(cast, noon):
    desk = desk_of(cast.havn)
    draft = make_draft(desk.pool, date(2026, 3, 16), date(2026, 3, 17), by=cast.ada, at=noon)
    asked = problem_for(draft, at=noon)
    night, morning = f"{desk.night.pk}/2026-03-16/0", f"{desk.day.pk}/2026-03-17/0"
    mara = str(desk["Mara"].pk)

    assert judged(asked, [Placed(night, mara)]).placed[night] == desk["Mara"].pk
    with pytest.raises(Unlawful):
        judged(asked, [Placed(night, mara), Placed(morning, mara)])
