"""From rows to what duty earns, and from the engine's lines to sentences' parts."""

from lamplighter.apps.pay.bridge.months import (
    CityMonth,
    Part,
    PayMonth,
    city_month,
    earning_of,
    month_named,
    month_with,
    pay_calendar,
    terms_of,
    totals,
)
from lamplighter.apps.pay.bridge.statement import Row, Statement, statement_of

__all__ = [
    "CityMonth",
    "Part",
    "PayMonth",
    "Row",
    "Statement",
    "city_month",
    "earning_of",
    "month_named",
    "month_with",
    "pay_calendar",
    "statement_of",
    "terms_of",
    "totals",
]
