"""What a calculation answers: lines, notes, and their sum."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lamplighter.engines.hours import Span


class Kind(StrEnum):
    """What a line pays for.

    Every worked minute is in exactly one line of a *primary* kind; night, rest-day and shift premiums come on top,
    standby and call-out minimum stand beside.
    """

    BASE = "base"
    ADDITIONAL = "additional"  # beyond the contract's hours, inside the law's
    OVERTIME_1 = "overtime_1"
    OVERTIME_2 = "overtime_2"
    WEEKLY_REST = "weekly_rest"
    WEEKLY_REST_OVERTIME_1 = "weekly_rest_overtime_1"
    WEEKLY_REST_OVERTIME_2 = "weekly_rest_overtime_2"
    HOLIDAY = "holiday"
    HOLIDAY_OVERTIME_1 = "holiday_overtime_1"
    HOLIDAY_OVERTIME_2 = "holiday_overtime_2"
    NIGHT_PREMIUM = "night_premium"
    WEEKLY_REST_PREMIUM = "weekly_rest_premium"
    HOLIDAY_PREMIUM = "holiday_premium"
    SHIFT_PREMIUM = "shift_premium"
    STANDBY_HOME = "standby_home"
    STANDBY_SITE = "standby_site"
    CALLOUT_MINIMUM = "callout_minimum"


PRIMARY = frozenset(
    {
        Kind.BASE,
        Kind.ADDITIONAL,
        Kind.OVERTIME_1,
        Kind.OVERTIME_2,
        Kind.WEEKLY_REST,
        Kind.WEEKLY_REST_OVERTIME_1,
        Kind.WEEKLY_REST_OVERTIME_2,
        Kind.HOLIDAY,
        Kind.HOLIDAY_OVERTIME_1,
        Kind.HOLIDAY_OVERTIME_2,
    }
)


class Remark(StrEnum):
    """Codes that a line or a calculation may carry; each has a sentence upstairs."""

    # On a line.
    EXEMPT = "exempt"
    IN_SALARY = "in_salary"
    POLICY = "policy"
    EMERGENCY = "emergency"
    STATUTORY_NONE = "statutory_none"
    CALLED_OUT = "called_out"
    IN_PATTERN = "in_pattern"
    # On the whole calculation.
    FACT_MISSING = "fact_missing"
    FACT_FROM_MEMORY = "fact_from_memory"
    RATE_UNDECIDED = "rate_undecided"
    HOLIDAY_UNCONFIRMED = "holiday_unconfirmed"
    HOLIDAY_ON_REST_DAY = "holiday_on_rest_day"
    NO_ROTATION = "no_rotation"
    PART_MONTH = "part_month"
    NO_PAY_LAW = "no_pay_law"
    CLOCK_CHANGE = "clock_change"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something a reader must know about the calculation: a code, what it is about, and the first day it met."""

    code: Remark
    subject: str
    on: date


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of time at one rate under one fact of law.

    ``amount`` is ``hourly x minutes / 60 x paid``, rounded; ``exact`` is the same before rounding. ``rate`` is what
    the law names (1.5 for 150 %); ``paid`` is the part of it this line pays: less than ``rate`` by one where the
    salary already covers the hour, zero for exempt staff. A shift premium is a share of ``monthly``, not of hours:
    its ``exact`` is ``monthly x part x paid`` and its minutes only tell how long the pattern was worked.
    """

    kind: Kind
    spans: tuple[Span, ...]
    minutes: Decimal
    hourly: Decimal
    rate: Decimal
    paid: Decimal
    exact: Fraction
    amount: Decimal
    fact_id: str
    article: str
    pack: str
    valid_from: date | None
    valid_to: date | None
    from_memory: bool
    notes: tuple[Remark, ...] = ()
    monthly: Decimal | None = None
    part: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Earning:
    """What one person's duty earns in one window."""

    window: Span
    currency: str
    hourly: Decimal
    hourly_fact_id: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    total: Decimal

    def minutes(self, *kinds: Kind) -> Decimal:
        """Minutes in the lines of these kinds; of all primary kinds when none is named."""
        wanted = frozenset(kinds) or PRIMARY
        return sum((line.minutes for line in self.lines if line.kind in wanted), Decimal(0))
