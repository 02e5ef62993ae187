"""Rosters of a sample city: last month's, this month's, and a draft of the next; made as people make them."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

from django.core.exceptions import ValidationError

from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.changes import give
from lamplighter.apps.roster.actions.drafts import ask_to_fill, drop_draft, make_draft
from lamplighter.apps.roster.actions.leave import record_leave, wish
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.choices import DraftState, LeaveKind
from lamplighter.apps.roster.models import Draft, Duty, Leave, Pool, Publication
from lamplighter.apps.samples.actions.pen import Pen
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from lamplighter.web import clock
from lamplighter.web.calendars import month_of

DAY = timedelta(days=1)
# Rosters are published so many days before they begin; the next month's draft was begun the other day.
NOTICE = 18 * DAY
# With fewer days left than this the next month is published too: tonight's page looks seven nights ahead.
NEARLY_OVER = 8
SEARCH_S = 1
LEAVE_DAYS = (3, 9)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date


def publish_rosters(
    pen: Pen, pools: Mapping[str, Pool], meanwhile: Callable[[datetime], None] = lambda _until: None
) -> None:
    """Everything that is published, in order of time; ``meanwhile`` does what else happened until an instant."""
    discover()
    for period in periods(pen)[:-1]:
        meanwhile(instant(pen, period.first - NOTICE))
        pen.at = max(pen.at, min(instant(pen, period.first - NOTICE), pen.now - DAY))
        ask_leave(pen, pools, period)
        for code, pool in pools.items():
            pen.at = max(pen.at, min(instant(pen, period.first - NOTICE + 4 * DAY), pen.now - DAY))
            if not Publication.objects.filter(pool=pool, draft__starts_on=period.first).exists():
                draft = filled(pen, pool, period)
                leave_hole(pen, code, draft)
                holes = Duty.objects.filter(draft=draft, person=None, needed=True).count()
                publish(draft, holes_known=holes, **pen.sign("duty"))
    meanwhile(pen.now)


def begin_next(pen: Pen, pools: Mapping[str, Pool]) -> None:
    """The draft of the first pool for the month after, with the leave and wishes for it."""
    discover()
    coming = periods(pen)[-1]
    pen.at = max(pen.at, pen.now - DAY)
    ask_leave(pen, pools, coming)
    filled(pen, next(iter(pools.values())), coming)


def periods(pen: Pen) -> list[Period]:
    """Months of the city's calendar: the last, this one, the next; before them a week in which clocks changed."""
    this = Period(*month_of(pen.today, pen.city.calendar))
    last = Period(*month_of(this.first - DAY, pen.city.calendar))
    following = Period(*month_of(this.last + DAY, pen.city.calendar))
    found = [last, this, following]
    if (this.last - pen.today).days < NEARLY_OVER:
        found.append(Period(*month_of(following.last + DAY, pen.city.calendar)))
    changed = clocks_changed(pen)
    if changed and changed < last.first:
        start = changed - 3 * DAY
        found.insert(0, Period(start, min(start + 6 * DAY, last.first - DAY)))
    return found


def clocks_changed(pen: Pen) -> date | None:
    """The last day on which clocks were changed in the city, within a year."""
    for back in range(365):
        on = pen.today - back * DAY
        noon = datetime.combine(on, clock_time(12), tzinfo=pen.city.zone)
        if noon.utcoffset() != (noon - DAY).utcoffset():
            return on
    return None


def instant(pen: Pen, on: date) -> datetime:
    """Ten in the morning of a day there."""
    return datetime.combine(on, clock_time(10), tzinfo=pen.city.zone).astimezone(UTC)


def filled(pen: Pen, pool: Pool, period: Period) -> Draft:
    """A draft that the search has filled; what an interrupted run left of it is dropped."""
    for left in Draft.objects.filter(pool=pool, starts_on=period.first, state=DraftState.DRAFT):
        drop_draft(left, **pen.sign("duty"))
    draft = make_draft(pool, period.first, period.last, seed=pen.seed, **pen.sign("duty"))
    job = ask_to_fill(draft, seconds=SEARCH_S, **pen.sign("duty"))
    with clock.standing_at(pen.at):
        work_off(clock.now)
    # Where a worker runs beside, it may have been quicker to take it.
    job.refresh_from_db()
    while not job.is_over:
        time.sleep(0.2)
        job.refresh_from_db()
    draft.refresh_from_db()
    return draft


def leave_hole(pen: Pen, code: str, draft: Draft) -> None:
    """In one city nobody has been found for tonight."""
    if code != pen.plan.city["hole"]:
        return
    tonight = Duty.objects.filter(draft=draft, shift_type__look="night", starts_at__gt=pen.now).exclude(person=None)
    duty = tonight.order_by("starts_at").first()
    if duty is not None and duty.starts_at - pen.now < timedelta(hours=26):
        give(duty, None, **pen.sign("duty"))


def ask_leave(pen: Pen, pools: Mapping[str, Pool], period: Period) -> None:
    """One in six is on leave for some days, and some have wishes; asked once a period."""
    length = (period.last - period.first).days
    known = Leave.objects.filter(person__organisation=pen.city, starts_on__range=(period.first, period.last))
    if known.exists() or length < 20:
        return
    for person in members(pools):
        if pen.random.random() < 0.17:
            start = period.first + pen.random.randint(0, length - LEAVE_DAYS[1]) * DAY
            kind = LeaveKind.TRAINING if pen.random.random() < 0.25 else LeaveKind.LEAVE
            end = start + pen.random.randint(*LEAVE_DAYS) * DAY
            record_leave(person, start, end, kind=kind, **pen.sign("duty"))
        if pen.random.random() < 0.3:
            long_for(pen, person, period.first + pen.random.randint(0, length) * DAY)


def long_for(pen: Pen, person: Person, on: date) -> None:
    """A wish for one day off, or now and then on duty; those who sign in make their own."""
    wants = pen.random.random() < 0.2
    mine = pen.sign("ben" if person.account_id == pen.account("ben").pk else "duty")
    try:
        wish(person, on, wants=wants, weight=pen.random.randint(1, 3), **mine)
    except ValidationError:
        return  # the points of that month are given: one wish less


def members(pools: Mapping[str, Pool]) -> Iterator[Person]:
    """Everybody who takes turns, each once, in a steady order."""
    people = Person.objects.filter(pools__pool__in=list(pools.values())).distinct()
    return iter(people.order_by("pk"))
