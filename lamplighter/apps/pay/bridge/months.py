"""From rows to what duty earns: contracts become terms, published duty becomes work, the engine does the sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.pay.models import DutyRates
from lamplighter.apps.pay.queries import contracts_between, rates_of, rates_on
from lamplighter.apps.register.models import Contract, Person
from lamplighter.apps.roster.bridge import worked_of
from lamplighter.apps.roster.bridge.days import days_between, holidays_of, period, week_of
from lamplighter.engines.hours import Holiday, Span, Week, at_wall
from lamplighter.engines.law import Work
from lamplighter.engines.pay import (
    Callout,
    Earning,
    Kind,
    PayPeriod,
    Policy,
    Rounding,
    StandbyRates,
    Terms,
    earn,
    reach,
)
from lamplighter.web.calendars import month_of, reckon

OFFICE_STARTS = time(8)
# Currencies whose smallest coin is the unit itself, or a thousandth of it.
WHOLE = {"IRR", "JPY", "KRW", "CLP", "ISK", "IQD", "LBP"}
THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}


@dataclass(frozen=True, slots=True)
class PayMonth:
    """A month of the calendar that the city pays by; ``key`` is its year and number, such as 1405-08."""

    key: str
    first: date
    last: date
    window: Span


@dataclass(frozen=True, slots=True)
class Part:
    """One contract's part of a month, and what duty earned under it; no earning where no base pay is recorded."""

    contract: Contract
    terms: Terms | None
    earning: Earning | None


@dataclass(frozen=True, slots=True)
class CityMonth:
    """What is asked once for a month and serves every person in it."""

    organisation: Organisation
    month: PayMonth
    contracts: Mapping[int, tuple[Contract, ...]]
    rates: list[DutyRates]
    work: Mapping[int, tuple[Work, ...]]
    holidays: tuple[Holiday, ...]
    week: Week

    def parts_of(self, person: int) -> tuple[Part, ...]:
        """What the duty of one person earned, contract by contract."""
        return tuple(self._part(contract, person) for contract in self.contracts.get(person, ()))

    def people(self) -> list[int]:
        """Everybody with duty in the month and a contract."""
        window = self.month.window
        on_duty = (who for who, work in self.work.items() if any(one.span.overlaps(window) for one in work))
        return sorted(who for who in on_duty if who in self.contracts)

    def _part(self, contract: Contract, person: int) -> Part:
        if contract.base_pay is None:
            return Part(contract, None, None)
        terms = terms_of(contract, rates_on(self.rates, self.month.last), self.organisation)
        first = max(self.month.first, contract.starts_on)
        last = min(self.month.last, contract.ends_on or self.month.last)
        window = period(self.organisation, first, last)
        zone = self.organisation.zone
        wide = reach(window, terms, zone, self.week)
        earning = earn(
            [one for one in self.work.get(person, ()) if one.span.overlaps(wide)],
            terms,
            window=window,
            zone=zone,
            week=self.week,
            holidays=self.holidays,
            ordinary=office_week(contract, wide, self.organisation, self.holidays),
        )
        return Part(contract, terms, earning)


def pay_calendar(organisation: Organisation) -> str:
    """Jalali where the city lives by it; Gregorian elsewhere, Hebrew cities included: payrolls there do so."""
    return "jalali" if organisation.calendar == "jalali" else "gregorian"


def month_with(organisation: Organisation, day: date) -> PayMonth:
    """The pay month that a day lies in."""
    calendar = pay_calendar(organisation)
    first, last = month_of(day, calendar)
    when = reckon(first, calendar)
    return PayMonth(f"{when.year:04d}-{when.month:02d}", first, last, period(organisation, first, last))


def month_named(organisation: Organisation, key: str, today: date) -> PayMonth | None:
    """The pay month called so, or None; looked for within thirty years of today."""
    year, dash, number = key.partition("-")
    if not (dash and len(year) == 4 and len(number) == 2 and year.isdecimal() and number.isdecimal()):
        return None
    here = month_with(organisation, today)
    apart = (int(year) - int(here.key[:4])) * 12 + int(number) - int(here.key[5:])
    if abs(apart) > 360:
        return None
    # Months are 28 to 31 days: the middle of one is never two months off by this step.
    found = month_with(organisation, here.first + timedelta(days=14 + round(apart * 30.4369)))
    return found if found.key == key else None


def city_month(organisation: Organisation, month: PayMonth) -> CityMonth:
    """Everything a month's sums need, for however many people; a fixed number of queries."""
    wide = Span(month.window.start - timedelta(weeks=5), month.window.end + timedelta(weeks=5))
    contracts: dict[int, tuple[Contract, ...]] = {}
    for row in contracts_between(organisation, month.first, month.last):
        contracts[row.person_id] = (*contracts.get(row.person_id, ()), row)
    days = (month.first - timedelta(weeks=5), month.last + timedelta(weeks=5))
    return CityMonth(
        organisation,
        month,
        contracts,
        rates_of(organisation),
        worked_of(organisation, wide),
        holidays_of(organisation, *days),
        week_of(organisation),
    )


def earning_of(person: Person, month: PayMonth) -> tuple[Part, ...]:
    """What one person's duty earned in a month, contract by contract."""
    return city_month(person.organisation, month).parts_of(person.pk)


def terms_of(contract: Contract, rates: DutyRates | None, organisation: Organisation) -> Terms:
    """A contract, and the city's rates, as the engine reads them."""
    standby, callout, policy = StandbyRates(), Callout(), Policy()
    if rates is not None:
        standby = StandbyRates(rates.standby_home, rates.standby_site)
        callout = Callout(rates.callout_min_minutes)
        policy = Policy(night=rates.night_share, weekly_rest=rates.weekend_share, holiday=rates.holiday_share)
    return Terms(
        pay=contract.base_pay or Decimal(0),
        period=PayPeriod(contract.pay_period),
        currency=organisation.currency,
        weekly_hours=contract.weekly_hours,
        pack=contract.rule_pack,
        exempt=contract.exempt_reason if contract.exempt else "",
        shift_worker=contract.shift_worker,
        workdays=7 - len(organisation.weekend_days),
        rounding=Rounding(smallest_coin(organisation.currency)),
        standby=standby,
        callout=callout,
        policy=policy,
    )


def smallest_coin(currency: str) -> Decimal:
    """The smallest amount paid in a currency."""
    return Decimal(1) if currency in WHOLE else Decimal("0.001") if currency in THOUSANDTHS else Decimal("0.01")


def office_week(
    contract: Contract, wide: Span, organisation: Organisation, holidays: Iterable[Holiday]
) -> Sequence[Span]:
    """The hours beside duty that the salary pays: none for shift workers and for those paid by the hour.

    An assumption that the page states: the contract's hours, spread evenly over the city's working days from
    08:00, holidays left out.
    """
    if contract.shift_worker or contract.pay_period == PayPeriod.HOUR:
        return ()
    off = {holiday.on for holiday in holidays}
    workdays = 7 - len(organisation.weekend_days)
    length = timedelta(hours=float(contract.weekly_hours) / workdays)
    zone = organisation.zone
    first, last = (at.astimezone(zone).date() for at in (wide.start, wide.end))
    starts = [
        at_wall(day, OFFICE_STARTS, zone)
        for day in days_between(first, last)
        if day.isoweekday() not in organisation.weekend_days and day not in off
    ]
    return [Span(start, start + length) for start in starts]


def totals(parts: Iterable[Part]) -> tuple[Decimal, Decimal, Decimal]:
    """Money, minutes of work and minutes of standby of a month's parts together."""
    earnings = [part.earning for part in parts if part.earning is not None]
    return (
        sum((one.total for one in earnings), Decimal(0)),
        sum((one.minutes() for one in earnings), Decimal(0)),
        sum((one.minutes(Kind.STANDBY_HOME, Kind.STANDBY_SITE) for one in earnings), Decimal(0)),
    )
