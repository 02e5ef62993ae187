"""What hangs on walls: on paper a month of a roster and the amounts of a calculation are there to the last column."""

import pytest
from django.urls import reverse

from tests.browser.readers import Look, Readers
from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Inside the margins of A4, in CSS pixels: across for rosters, upright for everything else.
ACROSS, UPRIGHT = 1046, 695
TOO_WIDE = """[...document.querySelectorAll('main *')].filter(node => node.checkVisibility()
  && (node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1))
  .map(node => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl")])
def test_nothing_is_cut_off_on_paper(readers: Readers, town: Town, language: str, direction: str) -> None:
    sheets = [
        ("cio", "roster", [town.roster.pk], ACROSS),
        ("cio", "roster_paper", [town.roster.pk], ACROSS),
        ("cio", "tonight_paper", [], UPRIGHT),
        ("hr", "earnings", [town.mara.pk, "2026-03"], UPRIGHT),
        ("hr", "pay_month", ["2026-03"], UPRIGHT),
    ]

    cut = []
    for who, name, values, width in sheets:
        page = readers.reader(who, Look(language, direction, 1280, "light")).page
        page.goto(readers.server + reverse(name, args=["havn", *values]))
        page.emulate_media(media="print")
        page.set_viewport_size({"width": width, "height": 800})
        cut += [(name, each) for each in page.evaluate(TOO_WIDE)]

    assert cut == []
