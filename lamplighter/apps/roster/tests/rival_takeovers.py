"""Threads that hand over published duties at the same moment, on a database of their own.

``python -m lamplighter.apps.roster.tests.rival_takeovers`` prints what became of it.
"""

from datetime import date

import django
from django.core.management import call_command

from lamplighter.apps.roster.tests.rivals import NOON, at_once

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)


def main() -> None:
    from lamplighter.apps.journal.models import Line
    from lamplighter.apps.roster.actions.takeover import take_over
    from lamplighter.apps.roster.bridge import Span
    from lamplighter.apps.roster.bridge.takeover import standing_of
    from lamplighter.apps.roster.models import Takeover
    from lamplighter.apps.roster.queries.takeovers import published_duties
    from lamplighter.apps.roster.tests.night_desk import desk_of, published
    from tests.people import cast_of

    call_command("migrate", verbosity=0)
    cast = cast_of(at=NOON)
    desk = desk_of(cast.havn)
    published(desk, FIRST, LAST, {}, at=NOON)

    def hand(day: int, shift, name: str):
        duty = published_duties(desk.city).get(on=date(2026, 3, day), shift_type=shift)
        seen = standing_of(duty, desk.city).seen
        span = Span(duty.starts_at, duty.ends_at)
        return lambda: take_over(duty, desk[name], span, seen=seen, by=cast.ada, at=NOON)

    # Two managers give one hole to two people: one of them is told that it is taken.
    told = at_once(hand(11, desk.night, "Mara"), hand(11, desk.night, "Idris"))
    print("one hole:", *told, Takeover.objects.count())

    # A night and the morning after it, to one person: each is lawful, both are not.
    told = at_once(hand(13, desk.night, "Ana"), hand(14, desk.day, "Ana"))
    print("one person:", *told, Takeover.objects.count(), Line.objects.filter(deed="duty.taken_over").count())


if __name__ == "__main__":
    django.setup()
    main()
