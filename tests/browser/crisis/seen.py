"""How wide everybody's window is, and what is wrong with a page in it."""

from tests.browser.crisis.room import Window
from tests.browser.looking import look_at
from tests.browser.readers import Look

WIDTH, TABLET, DESK, WALL = 360, 820, 1360, 1920


def everybody_can_read_it(desk: Window, phones: dict[str, Window], wall: Window, judge: Window) -> None:
    """axe, width, heading and language of every kind of page in the middle of play."""
    for window, width in ((desk, DESK), (phones["mayor"], WIDTH), (wall, WALL), (judge, TABLET)):
        assert wrong_with(window, width) == []
    assert wrong_with(phones["comms"], WIDTH, "ar") == []


def wrong_with(window: Window, width: int, tongue: str = "he") -> list[str]:
    """What is wrong with a page. Where the last click was, Tab goes on: the way past the bar is tested elsewhere."""
    found = look_at(window.page, Look(tongue, "rtl", width, "light"))
    return [each for each in found if "skip link" not in each]
