from datetime import date

from lamplighter.engines.exercise.card import OpenAction, card
from lamplighter.engines.exercise.figures import Number
from lamplighter.engines.exercise.state import Taken
from lamplighter.engines.exercise.tests.town import en, role


def test_the_card_keeps_five_duties_and_what_this_role_decided_in_order():
    seen = card(
        role("mayor", powers=(en("Declares"),), limits=(en("No payments"),), deputy="cio"),
        {"pay": Taken("refuse", 1, 40, 900), "tell": Taken("now", 1, 24, 600)},
        {"days": 3},
        [],
        {"minutes_to_decide.tell": Number("minutes_to_decide.tell", 4, "min", (14, 24))},
    )

    assert len(seen.first_duties) == 5
    assert list(seen.decided.items()) == [("tell", "now"), ("pay", "refuse")]
    assert (seen.answered, list(seen.minutes)) == ({"days": 3}, ["tell"])
    assert (seen.powers, seen.limits, seen.deputy) == ((en("Declares"),), (en("No payments"),), "cio")


def test_what_is_overdue_comes_first_and_what_has_no_day_last():
    actions = [
        OpenAction(1, "no day", None),
        OpenAction(2, "later", date(2026, 9, 1)),
        OpenAction(3, "soon", date(2026, 5, 1)),
        OpenAction(4, "overdue", date(2026, 6, 1), overdue=True),
    ]

    assert [one.action for one in card(role("mayor"), {}, {}, actions, {}).actions] == [4, 3, 2, 1]
