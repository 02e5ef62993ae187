"""Short ways to say work, people and weeks in the tests of the law."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law import Breach, Slot, Subject, Work, judge, statements

JERUSALEM = ZoneInfo("Asia/Jerusalem")
TEHRAN = ZoneInfo("Asia/Tehran")
BERLIN = ZoneInfo("Europe/Berlin")
PLAIN = ZoneInfo("UTC")
MONDAY_WEEK = Week(1, frozenset({6, 7}))
SUNDAY_WEEK = Week(7, frozenset({5, 6}))
SATURDAY_WEEK = Week(6, frozenset({5}))

EU = ("eu-wtd-2003-88",)
IL = ("il-hours-1951",)
IR = ("ir-labour-1990",)
US = ("us-flsa-like",)
CITY = ("city-policy",)


def at(text: str, zone: ZoneInfo = PLAIN) -> datetime:
    """ "2026-03-02 08:00" on the local clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def span(start: str, hours: float, zone: ZoneInfo = PLAIN) -> Span:
    begin = at(start, zone).astimezone(UTC)
    return Span(begin, begin + timedelta(hours=hours))


def work(start: str, hours: float, kind: str = "worked", *, zone: ZoneInfo = PLAIN, **more) -> Work:
    return Work(f"{start} {kind}", span(start, hours, zone), kind, **more)


def days(first: str, count: int, hours: float, kind: str = "worked", *, step: int = 1, zone: ZoneInfo = PLAIN):
    """The same duty on so many days, from a first local start."""
    begin = at(first, zone)
    return [
        work(f"{begin + timedelta(days=n * step):%Y-%m-%d %H:%M}", hours, kind, zone=zone) for n in range(count)
    ]


def ben(packs: tuple[str, ...], **more) -> Subject:
    return Subject("ben", packs, **more)


def breaches(rule: str, subject: Subject, done, *, zone=PLAIN, week=MONDAY_WEEK, **more) -> list[Breach]:
    """What the judge finds under one rule, after making sure that the encoder agrees."""
    found = [one for one in judge(subject, done, zone=zone, week=week, **more) if one.rule == rule]
    edges = [edge for one in done for edge in (one.span.start, one.span.end)]
    horizon = more.pop("horizon", None) or Span(min(edges), max(edges))
    held = [one for one in done if one.fixed or one.kind == "callout" or one.span.start < horizon.start]
    fixed = [Work(one.key, one.span, one.kind, one.response_min, fixed=True) for one in held]
    open_work = [one for one in done if one not in held]
    slots = [Slot(one.key, one.span, one.kind, one.response_min) for one in open_work]
    said = statements(subject, slots, fixed, horizon=horizon, zone=zone, week=week, **more)
    kept = all(one.holds(frozenset(range(len(slots)))) for one in said if one.rule == rule)
    judged = judge(
        subject, [*fixed, *(slot.taken() for slot in slots)], zone=zone, week=week, horizon=horizon, **more
    )
    assert kept == all(one.inherited for one in judged if one.rule == rule)
    return found
