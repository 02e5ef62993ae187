"""Every code of the search has a sentence, and what the law does not pass cannot be stored."""

from datetime import date

import pytest

from lamplighter.apps.roster.actions.drafts import make_draft
from lamplighter.apps.roster.bridge.problem import problem_for
from lamplighter.apps.roster.bridge.verdict import NOT_HERE, Unlawful, judged
from lamplighter.apps.roster.phrases import PARTS, REASONS, STATUSES
from lamplighter.apps.roster.tests.night_desk import desk_of
from lamplighter.engines.roster import CODES, Placed
from lamplighter.engines.roster import STATUSES as ENGINE_STATUSES
from lamplighter.engines.roster.parts import PARTS as ENGINE_PARTS


def test_every_code_of_the_engine_has_a_sentence():
    assert set(REASONS) == {*CODES, NOT_HERE, "unlawful"}
    assert set(STATUSES) == set(ENGINE_STATUSES)
    assert set(PARTS) == set(ENGINE_PARTS)


def test_an_answer_that_breaks_the_law_never_comes_to_be(cast, noon):
    desk = desk_of(cast.havn)
    draft = make_draft(desk.pool, date(2026, 3, 16), date(2026, 3, 17), by=cast.ada, at=noon)
    asked = problem_for(draft, at=noon)
    night, morning = f"{desk.night.pk}/2026-03-16/0", f"{desk.day.pk}/2026-03-17/0"
    mara = str(desk["Mara"].pk)

    assert judged(asked, [Placed(night, mara)]).placed[night] == desk["Mara"].pk
    with pytest.raises(Unlawful):
        judged(asked, [Placed(night, mara), Placed(morning, mara)])
