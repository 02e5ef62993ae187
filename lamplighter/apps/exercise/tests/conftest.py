"""What every test of exercises needs."""

import pytest

from lamplighter.apps.exercise.bridge.play import forget_states


@pytest.fixture(autouse=True)
def nothing_followed_yet() -> None:
    """A test's database is undone, and its keys come again: what was followed under them is forgotten."""
    forget_states()
