"""The guard bites: what is asked of every page is missed where it is missing."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import look_at
from tests.browser.readers import DESK

pytestmark = pytest.mark.browser
BAD = """<!doctype html><title>Bad</title>
<p style="background: white; color: #ddd; width: 2000px">Pale and wide <a href="/">on</a> <img src="data:,">"""


def test_looking_at_a_bad_page_finds_everything_that_is_wrong(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": DESK.width, "height": 800})
    page.set_content(BAD)

    found = [problem.split(":")[0] for problem in look_at(page, DESK)]
    page.close()

    assert found == [
        "breaks color-contrast",
        "breaks html-has-lang",
        "breaks image-alt",
        "breaks landmark-one-main",
        "breaks page-has-heading-one",
        "breaks region",
        "is 2008 wide",
        "has 0 h1",
        "is in , ",
        'does not show the skip link at the first Tab, but <a href="/">on</a>',
    ]
