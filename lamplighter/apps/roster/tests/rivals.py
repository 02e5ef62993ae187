"""Threads that change, publish and make the same drafts at the same moment, on a database of their own.

``python -m lamplighter.apps.roster.tests.rivals`` prints what became of it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

import django
from django.core.management import call_command

from tests.at_once import together

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 16), date(2026, 3, 22)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all deeds at the same moment; what each gave or refused, by kind."""
    return sorted(type(given).__name__ for given in together(*deeds))


def main() -> None:
    from lamplighter.apps.journal.models import Line
    from lamplighter.apps.roster.actions.changes import give
    from lamplighter.apps.roster.actions.drafts import make_draft, make_drafts
    from lamplighter.apps.roster.actions.publishing import publish
    from lamplighter.apps.roster.models import Draft, Publication
    from lamplighter.apps.roster.tests.night_desk import desk_of
    from tests.people import cast_of

    call_command("migrate", verbosity=0)
    cast = cast_of(at=NOON)
    desk = desk_of(cast.havn)
    draft = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=NOON)

    # The night of the first day and the morning after it: each is lawful, both are not.
    seats = draft.duties.filter(shift_type=desk.night)[0], draft.duties.filter(shift_type=desk.day)[1]
    given = at_once(*[lambda seat=seat: give(seat, desk["Mara"], by=cast.ada, at=NOON) for seat in seats])
    print("given:", *given, draft.duties.filter(person=desk["Mara"]).count())

    told = at_once(*[lambda: publish(draft, holes_known=13, by=cast.ada, at=NOON)] * 3)
    lines = Line.objects.filter(deed="roster.published").count()
    print("published:", *told, Publication.objects.count(), lines)

    # The desk has its roster; the other pools have none.
    others = [desk_of(cast.havn, name, name=name).pool for name in ("Harbour", "Bridge", "Tower")]
    at_once(*[lambda: make_drafts(cast.havn, FIRST, LAST, by=cast.ada, at=NOON)] * 3)
    drafts = Draft.objects.filter(pool__in=others)
    print("drafts:", drafts.count(), drafts.values("pool").distinct().count(), drafts.filter(job=None).count())


if __name__ == "__main__":
    django.setup()
    main()
