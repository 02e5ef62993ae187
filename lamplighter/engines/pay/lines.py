"""Parts that are alike, joined into the lines a person reads."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from lamplighter.engines.hours import Span, union
from lamplighter.engines.pay.case import Case, MonthPart, Part
from lamplighter.engines.pay.earning import Kind, Line, Remark
from lamplighter.engines.pay.terms import ZERO

ORDER = {kind: place for place, kind in enumerate(Kind)}


def lines_of(case: Case, parts: Iterable[Part | MonthPart]) -> tuple[Line, ...]:
    """The parts cut to the window, joined where kind, rate, fact and wage are the same, in the order of kinds."""
    alike: dict[tuple[Part, Fraction], list[Span]] = {}
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, MonthPart):
            lines.append(_line(case, part, part.spans, part.monthly * part.part, part))
        elif inside := case.in_window(part.span):
            # All parts of one line look alike once time and place are taken out of them.
            same = replace(part, span=case.window, on=case.first)
            alike.setdefault((same, case.hourly(part.on)[0]), []).extend(inside)
    for (same, hourly), found in alike.items():
        spans = union(found)
        lines.append(_line(case, same, spans, hourly * sum(span.seconds for span in spans) / 3600, None, hourly))
    return tuple(sorted(lines, key=lambda line: (ORDER[line.kind], line.spans, line.fact_id, line.notes)))


def decimal(exact: Fraction) -> Decimal:
    """The fraction to as many digits as a decimal carries: for the eye, not for further sums."""
    return Decimal(exact.numerator) / exact.denominator


def _line(
    case: Case,
    part: Part | MonthPart,
    spans: Sequence[Span],
    whole: Fraction,
    month: MonthPart | None,
    hourly: Fraction | None = None,
) -> Line:
    """``whole`` is what the time would earn at a rate of one."""
    exempt = bool(case.terms.exempt)
    paid = ZERO if exempt else part.paid
    exact = whole * Fraction(paid)
    return Line(
        kind=part.kind,
        spans=tuple(spans),
        minutes=Decimal(sum(span.seconds for span in spans)) / 60,
        hourly=decimal(case.hourly(part.on)[0] if hourly is None else hourly),
        rate=part.rate,
        paid=paid,
        exact=exact,
        amount=case.terms.rounding.money(exact),
        fact_id=part.cite.fact_id,
        article=part.cite.article,
        pack=part.cite.pack,
        valid_from=part.cite.valid_from,
        valid_to=part.cite.valid_to,
        from_memory=part.cite.from_memory,
        notes=(*part.notes, Remark.EXEMPT) if exempt else part.notes,
        monthly=None if month is None else decimal(month.monthly),
        part=None if month is None else month.part,
    )
