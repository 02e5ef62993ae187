"""Who works here, and the short hand that the calculations below are written in."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law import Work
from lamplighter.engines.pay import Earning, Kind, PayPeriod, Rounding, Terms

TEHRAN = ZoneInfo("Asia/Tehran")
JERUSALEM = ZoneInfo("Asia/Jerusalem")
BERLIN = ZoneInfo("Europe/Berlin")
CHICAGO = ZoneInfo("America/Chicago")

IRAN_WEEK = Week(6, frozenset({5}))
ISRAEL_WEEK = Week(7, frozenset({5, 6}))
EUROPE_WEEK = Week(1, frozenset({6, 7}))
US_WEEK = Week(7, frozenset({6, 7}))

# 220 million rials a month over 220 hours: one million an hour.
IRAN = Terms(
    Decimal(220_000_000), PayPeriod.MONTH, "IRR", Decimal(44), "ir-labour-1990", rounding=Rounding(Decimal(1))
)
# 18,200 shekels a month over 182 hours, or 100 shekels an hour.
ISRAEL_SALARY = Terms(Decimal(18_200), PayPeriod.MONTH, "ILS", Decimal(42), "il-hours-1951")
ISRAEL_HOURLY = replace(ISRAEL_SALARY, pay=Decimal(100), period=PayPeriod.HOUR)
# 62,400 euros a year over 2,080 hours: 30 an hour.
EUROPE = Terms(Decimal(62_400), PayPeriod.YEAR, "EUR", Decimal(40), "eu-wtd-2003-88")
# 83,200 dollars a year over 2,080 hours: 40 an hour.
US = Terms(Decimal(83_200), PayPeriod.YEAR, "USD", Decimal(40), "us-flsa-like")


def span(start: str, end: str, zone: ZoneInfo) -> Span:
    """From one local clock to another."""
    return Span(
        datetime.fromisoformat(start).replace(tzinfo=zone), datetime.fromisoformat(end).replace(tzinfo=zone)
    )


def duty(start: str, end: str, zone: ZoneInfo, kind: str = "worked") -> Work:
    """One stretch of work between two local clocks."""
    return Work(f"{kind} {start}", span(start, end, zone), kind)


def sums(earning: Earning) -> dict[Kind, tuple[Decimal, Decimal]]:
    """Hours and money by kind."""
    found: dict[Kind, tuple[Decimal, Decimal]] = {}
    for line in earning.lines:
        hours, money = found.get(line.kind, (Decimal(0), Decimal(0)))
        found[line.kind] = hours + line.minutes / 60, money + line.amount
    return found


def codes(earning: Earning) -> set[str]:
    """The codes of the calculation's notes."""
    return {str(note.code) for note in earning.notes}
