"""The terms a person works under: pay, hours, law, and what the city decided where the law is silent."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from fractions import Fraction

ZERO = Decimal(0)
ONE = Decimal(1)


class PayPeriod(StrEnum):
    """How long one payment of the base pay lasts."""

    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class Mode(StrEnum):
    """What rounding does with the part below one step."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


_DECIMAL_MODE = {
    Mode.HALF_UP: ROUND_HALF_UP,
    Mode.HALF_EVEN: ROUND_HALF_EVEN,
    Mode.DOWN: ROUND_DOWN,
    Mode.UP: ROUND_UP,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a line becomes money: the smallest step paid, and where the rest goes.

    Each line is rounded once and the sum adds the rounded lines, so a person can add the page up by hand.
    """

    step: Decimal = Decimal("0.01")
    mode: Mode = Mode.HALF_UP

    def __post_init__(self) -> None:
        if self.step <= 0:
            raise ValueError(f"A rounding step must be above zero, not {self.step}.")

    def money(self, exact: Fraction) -> Decimal:
        """The exact amount in whole steps; halves are judged on the fraction itself, never on its decimals."""
        if exact < 0:
            raise ValueError(f"Duty earns no negative amount: {exact}.")
        steps = exact / Fraction(self.step)
        whole, rest = divmod(steps.numerator, steps.denominator)
        # One decimal digit that keeps the order below half, half, above half is all quantize needs.
        doubled = 2 * rest
        tail = 0 if rest == 0 else 3 if doubled < steps.denominator else 5 if doubled == steps.denominator else 7
        rounded = (Decimal(whole) + Decimal(tail) / 10).quantize(ONE, rounding=_DECIMAL_MODE[self.mode])
        return rounded * self.step


@dataclass(frozen=True, slots=True)
class StandbyRates:
    """What the city pays for an hour of standby, as a share of the hourly wage; no law packed here names one.

    ``home`` is standby away from the workplace. ``site`` is standby at the workplace, and is only used where the
    law does not already count presence as work. None means that the city has not decided.
    """

    home: Decimal | None = None
    site: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """What the city promises for being called out: minutes paid at least, at a multiple of the hourly wage."""

    min_minutes: int = 0
    multiplier: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Policy:
    """Premiums the city pays by its own decision, used only where the law pack names none.

    Shares are additions to the hourly wage: ``night=Decimal("0.25")`` adds a quarter. None: not decided, not paid.
    """

    night: Decimal | None = None
    night_from: time = time(22)
    night_to: time = time(6)
    weekly_rest: Decimal | None = None
    holiday: Decimal | None = None
    overtime: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What one person's duty is paid by, for a window in which nothing of this changes.

    Parameters
    ----------
    pay
        Base pay for one ``period``. In Iran the fixed wage of art. 36, without housing, food or family allowances.
    weekly_hours
        Hours a week the base pay is for.
    pack
        Code of the law pack of the contract (not of the country).
    exempt
        Why overtime law does not apply; empty when it does. Hours are still recorded, each line pays nothing.
    shift_worker
        The contract has a rotating pattern (Iran, art. 55): pattern premium instead of night premium.
    base_in_salary
        The base pay already covers duty inside the contracted hours. None: yes, unless paid by the hour.
    substitute_rest
        Another rest is given for weekly rest worked. Without it those hours are not covered by the salary.
    rest_weekday
        The person's own weekly rest day, 1 Monday to 7 Sunday; None: the pack's.
    rest_begins
        Wall clock at which a rest that begins on the eve begins; None: the pack's.
    workdays
        Working days in the person's week, 5 or 6; Israel's daily norm depends on it.
    short_weekday
        The shorter day of a five-day week, 1 Monday to 7 Sunday.
    day_hours
        A daily norm agreed instead of the statutory one, where the law lets the week be spread otherwise.
    cycle_from
        Any day of the first week of the four-week blocks over which a shift worker's hours are counted.
    """

    pay: Decimal
    period: PayPeriod
    currency: str
    weekly_hours: Decimal
    pack: str
    exempt: str = ""
    shift_worker: bool = False
    base_in_salary: bool | None = None
    substitute_rest: bool = True
    rest_weekday: int | None = None
    rest_begins: time | None = None
    workdays: int = 6
    short_weekday: int | None = None
    day_hours: Decimal | None = None
    cycle_from: date = date(2001, 1, 1)
    rounding: Rounding = field(default_factory=Rounding)
    standby: StandbyRates = field(default_factory=StandbyRates)
    callout: Callout = field(default_factory=Callout)
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if self.pay < 0:
            raise ValueError(f"Base pay is {self.pay}; it cannot be below zero.")
        if self.weekly_hours <= 0:
            raise ValueError(f"The contract has {self.weekly_hours} hours a week; it needs more than zero.")

    @property
    def salaried(self) -> bool:
        """Whether hours inside the contract are paid by the salary and not again by a line."""
        return self.period is not PayPeriod.HOUR if self.base_in_salary is None else self.base_in_salary
