"""What duty earns where the pack names no more than a weekly threshold, or nothing.

The Working Time Directive governs no pay; a law on the American model only the hours beyond a week's threshold.
All else is the contract and what the city decided.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from lamplighter.engines.pay.case import Case, Part
from lamplighter.engines.pay.counting import Ledger, Tier, count
from lamplighter.engines.pay.earning import Kind
from lamplighter.engines.pay.reading import Cite, hours, number
from lamplighter.engines.pay.terms import ONE
from lamplighter.engines.pay.timeline import workdays


def weekly_threshold(case: Case) -> Iterator[Part]:
    """Overtime beyond the pack's hours a week; a contract below them leaves additional hours in between."""

    def threshold(day: date) -> timedelta | None:
        fact = case.law.fact("weekly_threshold", day)
        return None if fact is None else hours(fact.value)

    def rate(on: date) -> tuple[Decimal, Cite]:
        fact = case.law.fact("overtime_multiplier", on)
        return (ONE, case.hourly(on)[1]) if fact is None else (number(fact.value), Cite.of(fact))

    return _by_week(case, Ledger(case.week.start_of, threshold, Tier.OVERTIME_1), rate)


def contract_only(case: Case) -> Iterator[Part]:
    """Hours beyond the contract, at the city's overtime share if it decided one."""
    share = case.terms.policy.overtime
    beyond = Ledger(
        case.week.start_of,
        lambda day: None if share is None else hours(case.terms.weekly_hours),
        Tier.OVERTIME_1,
    )
    return _by_week(case, beyond, lambda on: (ONE + (share or 0), Cite.policy("overtime")))


def _by_week(case: Case, beyond: Ledger, rate: Callable[[date], tuple[Decimal, Cite]]) -> Iterator[Part]:
    contract = Ledger(case.week.start_of, lambda day: hours(case.terms.weekly_hours), Tier.ADDITIONAL)
    for piece in count(
        workdays(case.timeline.stretches(), case.zone, rest=None),
        case.zone,
        day_norm=lambda day: None,
        first_tier=lambda day: None,
        ledgers=(beyond, contract),
    ):
        on, span, source = piece.on, piece.span, piece.source
        if piece.tier is Tier.OVERTIME_1:
            multiplier, cite = rate(on)
            yield case.primary(on, span, source, Kind.OVERTIME_1, multiplier, cite, ordinary=False)
        else:
            kind = Kind.BASE if piece.tier is Tier.ORDINARY else Kind.ADDITIONAL
            yield case.primary(
                on, span, source, kind, ONE, case.hourly(on)[1], ordinary=piece.tier is Tier.ORDINARY
            )
