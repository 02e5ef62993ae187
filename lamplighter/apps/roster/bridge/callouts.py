"""Call-outs before the law: on which standby they fall, and which duty afterwards comes too soon."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law.bridge import article_on
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge.days import DAY, POLICY
from lamplighter.apps.roster.bridge.duty import Stretch, duty_of, stretches, worked
from lamplighter.apps.roster.bridge.problem import LAW_LOOKS_AHEAD, LAW_LOOKS_BACK, problem_for
from lamplighter.apps.roster.bridge.verdict import Hindrance
from lamplighter.apps.roster.choices import DutyKind
from lamplighter.apps.roster.models import CallOut, Duty
from lamplighter.apps.roster.queries.duty import duties_by_key
from lamplighter.engines.hours import Span, at_wall
from lamplighter.engines.law import judge

STANDBY = (DutyKind.STANDBY_HOME, DutyKind.STANDBY_SITE)


@dataclass(frozen=True)
class Consequence:
    """A duty that somebody may not do as planned, since a call-out took the rest before it."""

    duty: Duty
    hindrance: Hindrance


def standbys(city: Organisation, window: Span, person: Person | None = None) -> list[Stretch]:
    """Who was or is on standby in a window, the latest first, everybody or one person; five queries."""
    found = [each for each in stretches(city, window) if each.duty.shift_type.kind in STANDBY]
    mine = [each for each in found if person is None or each.person == person.pk]
    return sorted(mine, key=lambda each: (each.span.start, each.duty.pk), reverse=True)


def held(duty: Duty, city: Organisation) -> list[Stretch]:
    """Who had a duty, stretch by stretch; five queries."""
    found = stretches(city, Span(duty.starts_at, duty.ends_at))
    return [each for each in found if each.duty.pk == duty.pk]


def on_the_clock(on: date, start: time, end: time, city: Organisation) -> Span:
    """From one clock time to the next, which is on the following day where it is not later."""
    ends_on = on if end > start else on + DAY
    return Span(at_wall(on, start, city.zone), at_wall(ends_on, end, city.zone))


def consequences_of(callout: CallOut, *, at: datetime) -> list[Consequence]:
    """Duties to come that break the law because of this call-out and did not before; some twenty queries."""
    person = callout.person
    asked = problem_for(callout.duty.draft, at=at)
    candidate = next((each for each in asked.problem.people if each.key == str(person.pk)), None)
    if candidate is None:
        return []
    span = Span(callout.starts_at, callout.ends_at)
    key = f"callout-{callout.pk}"
    window = Span(span.start - LAW_LOOKS_BACK, span.end + LAW_LOOKS_AHEAD)
    work = {one.key: replace(one, fixed=one.key != key) for one in worked(person, window)}
    breaches = judge(
        candidate.subject,
        list(work.values()),
        zone=asked.problem.zone,
        week=asked.problem.week,
        holidays=asked.problem.holidays,
        horizon=Span(span.start, window.end),
        packs=asked.problem.packs,
    )
    found: dict[int, Hindrance] = {}
    # The law's own reason is given before one that is the city's policy.
    for breach in sorted(breaches, key=lambda each: article_on(each.fact_id)[0] == POLICY):
        later = [one for one in breach.keys if one in work and work[one].span.start >= span.end]
        pk = next((duty_of(one) for one in later), None)
        if breach.inherited or key not in breach.keys or pk is None:
            continue
        pack, article = article_on(breach.fact_id)
        numbers = (str(breach.value), str(breach.limit))
        reason = Hindrance(person.pk, "unlawful", breach.rule, breach.fact_id, pack, article, *numbers)
        found.setdefault(pk, reason)
    duties = duties_by_key(found)
    return [Consequence(duties[pk], reason) for pk, reason in found.items() if pk in duties]
