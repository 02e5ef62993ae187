"""What happened on duty in a sample city: hand-overs, call-outs, somebody ill, and a month that is counted."""

from datetime import datetime, timedelta

from lamplighter.apps.followup.actions import close_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.callouts import record_callout
from lamplighter.apps.roster.actions.leave import record_leave
from lamplighter.apps.roster.actions.takeover import take_over
from lamplighter.apps.roster.choices import DraftState, DutyKind, LeaveKind
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.samples.actions.pen import Pen
from lamplighter.apps.samples.actions.rosters import DAY, clocks_changed
from lamplighter.apps.samples.bridge import Span, holder_of, stand_in
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.jobs import work_off
from lamplighter.web import clock
from lamplighter.web.calendars import month_of

CALLOUTS = 5
HOUR = timedelta(hours=1)
# A call-out begins so long after the standby does, and lasts so many minutes.
BEGINS_AFTER_H = (3, 14)
LASTS_MIN = (25, 150)


def live_through(pen: Pen) -> None:
    """The past weeks as they went; inside one transaction."""
    hand_over_past(pen)
    be_called_out(pen)


def foresee(pen: Pen) -> None:
    """What is known of the coming days; inside the same transaction."""
    pen.at = max(pen.at, pen.now - 20 * HOUR)
    fall_ill(pen)
    swap_part(pen)


def told(pen: Pen, first: datetime, last: datetime) -> list[Duty]:
    """Published duties that somebody has and that lie in a stretch of time, by time."""
    found = Duty.objects.filter(
        draft__pool__organisation=pen.city,
        draft__state=DraftState.PUBLISHED,
        starts_at__gte=first,
        ends_at__lte=last,
        person__isnull=False,
    )
    return list(found.select_related("draft__pool", "shift_type__pool", "person").order_by("starts_at", "pk"))


def hand_over_past(pen: Pen) -> None:
    """Twice somebody took a duty of a colleague, the day before."""
    soon = max(pen.at + 2 * HOUR, pen.now - 26 * DAY) + DAY
    worked = [each for each in told(pen, soon, pen.now - DAY) if each.shift_type.kind == DutyKind.WORKED]
    for duty in worked[:: max(1, len(worked) // 3)][:2]:
        pen.at = max(pen.at, duty.starts_at - DAY)
        whole = Span(duty.starts_at, duty.ends_at)
        seen, person = stand_in(duty, whole, at=pen.at)
        if person is not None:
            take_over(duty, Person.objects.get(pk=person), whole, seen=seen, **pen.sign("duty"))


def be_called_out(pen: Pen) -> None:
    """Nights on which somebody on standby was called, the clock-change night among them where rosters reach it."""
    standbys = [
        each
        for each in told(pen, pen.now - 50 * DAY, pen.now - DAY)
        if each.shift_type.kind == DutyKind.STANDBY_HOME and each.draft.publication.at < each.starts_at
    ]
    chosen = pen.random.sample(standbys, min(CALLOUTS, len(standbys)))
    changed = clocks_changed(pen)
    chosen += [each for each in standbys if changed and each.on == changed - DAY][:1]
    for number, duty in enumerate(sorted(set(chosen), key=lambda each: (each.starts_at, each.pk))):
        person = holder_of(duty, pen.city)
        if person is None:
            continue
        night = duty.on == (changed and changed - DAY)
        start = duty.starts_at + (HOUR * (17 if night else pen.random.randint(*BEGINS_AFTER_H)))
        start = min(start, duty.ends_at - 3 * HOUR) + timedelta(minutes=pen.random.randint(0, 50))
        span = Span(start, start + timedelta(minutes=pen.random.randint(*LASTS_MIN)))
        said = pen.plan.words["said"]["callouts"]
        pen.at = max(pen.at, span.end + HOUR)
        called = Person.objects.get(pk=person)
        record_callout(duty, called, span, said[number % len(said)], **pen.sign("duty"))
    # Whoever came too late out of the night was given the morning off: what was found then is over by now.
    for finding in Finding.objects.filter(organisation=pen.city, code="duty_after_callout", closed_at=None):
        duty = Duty.objects.get(pk=finding.facts["duty"])
        if duty.starts_at < pen.now:
            close_finding(finding, **pen.sign("duty"))


def fall_ill(pen: Pen) -> None:
    """Somebody is away from the day after tomorrow on, and has a duty there: a finding until it is handed over."""
    coming = told(pen, pen.now + 40 * HOUR, pen.now + 6 * DAY)
    worked = [each for each in coming if each.shift_type.kind == DutyKind.WORKED]
    if worked and pen.plan.city["ill"]:
        duty = worked[len(worked) // 2]
        assert duty.person is not None  # only duties that somebody has were read
        record_leave(duty.person, duty.on, duty.on + 2 * DAY, kind=LeaveKind.ABSENT, **pen.sign("duty"))


def swap_part(pen: Pen) -> None:
    """The second half of a standby of the coming days goes to a colleague."""
    for duty in told(pen, pen.now + 20 * HOUR, pen.now + 6 * DAY):
        if duty.shift_type.kind != DutyKind.STANDBY_HOME:
            continue
        half = duty.starts_at + (duty.ends_at - duty.starts_at) / 2
        span = Span(half, duty.ends_at)
        seen, person = stand_in(duty, span, at=pen.at)
        if person is not None:
            take_over(duty, Person.objects.get(pk=person), span, seen=seen, **pen.sign("duty"))
            return


def count_months(pen: Pen) -> None:
    """What the last month's duty earned, and this one's so far, counted as from the page."""
    this = month_of(pen.today, pen.city.calendar)[0]
    pen.at = max(pen.at, pen.now - HOUR)
    for first in (month_of(this - DAY, pen.city.calendar)[0], this):
        ask(pen.city, "pay.month", {"first": first.isoformat()}, **pen.sign("hr"))
    with clock.standing_at(pen.at):
        work_off(clock.now)
