"""A shipped scenario from the shelf to the report, in Hebrew: a facilitator, five phones, an evaluator, a big screen.

The server is the product's own, in a process of its own: the streams are real, and nothing here waits for a time.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.crisis.afterwards import (
    ended,
    nobody_heard_what_was_not_meant_for_them,
    report_follows_from_the_log,
    said_afterwards,
    way_back,
)
from tests.browser.crisis.arrival import made_ready, opened_codes, seated, signed_in
from tests.browser.crisis.play import (
    away_and_back,
    by_hand,
    first_decision,
    lamp_goes_out,
    marked,
    next_phase,
    started,
)
from tests.browser.crisis.room import PATIENCE_MS, opened
from tests.browser.crisis.seen import DESK, TABLET, WALL, WIDTH, everybody_can_read_it

pytestmark = pytest.mark.browser
# Who comes with a phone, and in which language; the legal adviser answers on paper.
PHONES = {"mayor": "he", "manager": "he", "cio": "he", "comms": "ar", "welfare": "he"}


@pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)
def test_a_shipped_scenario_is_played_end_to_end(
    browser: Browser, own_database: dict[str, str], tmp_path: Path
) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with opened(browser, own_database, tmp_path) as room:
        desk = room.window("he", DESK, 900)
        signed_in(desk)
        made_ready(desk)
        codes = opened_codes(desk)
        phones = {
            role: seated(room.window(tongue, WIDTH), codes["player"], role, tongue)
            for role, tongue in PHONES.items()
        }
        judge = seated(room.window("he", TABLET), codes["evaluator"])
        wall = seated(room.window("he", WALL, 1080), codes["screen"])

        started(desk, phones, wall)
        first_decision(desk, phones, wall)
        away_and_back(desk, phones)
        by_hand(desk, phones, room)
        lamp_goes_out(desk, phones, wall)
        marked(judge, room)
        next_phase(desk, phones)
        everybody_can_read_it(desk, phones, wall, judge)
        ended(desk, [*phones.values(), wall, judge])
        said_afterwards(desk, phones, room)
        nobody_heard_what_was_not_meant_for_them(phones, wall, room)
        report_follows_from_the_log(desk, room)
        way_back(desk)
        assert [each for window in room.windows for each in window.complaints] == []
