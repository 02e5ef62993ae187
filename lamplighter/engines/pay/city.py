"""What the city pays by its own decision: premiums where the law is silent, standby, and the call-out minimum."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from lamplighter.engines.hours import Span, day_span, intersect, subtract, union
from lamplighter.engines.pay.case import Case, Part
from lamplighter.engines.pay.earning import Kind, Remark
from lamplighter.engines.pay.reading import Cite
from lamplighter.engines.pay.terms import ZERO

STANDBY = frozenset({Kind.STANDBY_HOME, Kind.STANDBY_SITE})
SILENT = {  # the facts with which a pack says that it names no rate
    Kind.NIGHT_PREMIUM: ("night_premium", "night_or_holiday_premium", "standby_pay"),
    Kind.HOLIDAY_PREMIUM: ("night_or_holiday_premium", "standby_pay"),
    Kind.WEEKLY_REST_PREMIUM: ("standby_pay",),
    Kind.STANDBY_HOME: ("standby", "standby_pay", "oncall"),
    Kind.STANDBY_SITE: ("standby", "standby_pay", "oncall"),
}


def city_premiums(case: Case, paid_by_law: frozenset[Kind]) -> Iterator[Part]:
    """Night, weekly rest and holiday where the law pays none; the hours are shown even when nobody pays them."""
    policy = case.terms.policy
    if Kind.NIGHT_PREMIUM not in paid_by_law:
        yield from _share(
            case, case.nights(policy.night_from, policy.night_to), Kind.NIGHT_PREMIUM, policy.night, "night"
        )
    if Kind.WEEKLY_REST_PREMIUM not in paid_by_law:
        yield from _share(case, _weekly_rest(case), Kind.WEEKLY_REST_PREMIUM, policy.weekly_rest, "weekly_rest")
    if Kind.HOLIDAY_PREMIUM not in paid_by_law:
        holidays = [day_span(day, case.zone) for day in case.confirmed_holidays()]
        yield from _share(case, intersect(case.worked, holidays), Kind.HOLIDAY_PREMIUM, policy.holiday, "holiday")


def standby(case: Case) -> Iterator[Part]:
    """Standby by the hour, without the minutes that a call-out took."""
    rates = case.terms.standby
    yield from _share(case, case.timeline.home, Kind.STANDBY_HOME, rates.home, "standby_home")
    yield from _share(case, case.timeline.site, Kind.STANDBY_SITE, rates.site, "standby_site")


def callout_minimum(case: Case) -> Iterator[Part]:
    """The rest of the promised minutes after a short call-out; a second call inside them is not promised twice."""
    terms = case.terms.callout
    if not terms.min_minutes:
        return
    promise = timedelta(minutes=terms.min_minutes)
    promised = union(
        Span(item.span.start, max(item.span.end, item.span.start + promise))
        for item in case.work
        if item.kind == "callout" and intersect(item.span, case.timeline.callout)
    )
    for on, span in case.pieces(subtract(promised, case.worked)):
        rate = terms.multiplier
        yield Part(span, on, Kind.CALLOUT_MINIMUM, rate, rate, Cite.policy("callout_minimum"), (Remark.POLICY,))


def _weekly_rest(case: Case) -> list[Span]:
    rest = {case.terms.rest_weekday} if case.terms.rest_weekday is not None else case.week.rest
    return [span for on, span in case.pieces(case.worked) if on.isoweekday() in rest]


def _share(case: Case, spans: Sequence[Span], kind: Kind, share: Decimal | None, subject: str) -> Iterator[Part]:
    for on, span in case.pieces(spans):
        if share is not None:
            yield Part(span, on, kind, share, share, Cite.policy(subject), (Remark.POLICY,))
            continue
        silent = next((fact for name in SILENT[kind] if (fact := case.law.maybe(name, on)) is not None), None)
        cite = Cite.policy(subject) if silent is None else Cite.of(silent)
        notes: tuple[Remark, ...] = () if silent is None else (Remark.STATUTORY_NONE,)
        # That the law adds nothing to a night answers the question; that it is silent on standby does not.
        if silent is None or kind in STANDBY:
            notes = (*notes, Remark.RATE_UNDECIDED)
            if case.in_window(span):
                case.note(Remark.RATE_UNDECIDED, subject, on)
        yield Part(span, on, kind, ZERO, ZERO, cite, notes)
