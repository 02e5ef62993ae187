"""What duty earns, line by line, each with the rule that says so."""

from lamplighter.engines.pay.earn import earn, reach
from lamplighter.engines.pay.earning import PRIMARY, Earning, Kind, Line, Note, Remark
from lamplighter.engines.pay.terms import Callout, Mode, PayPeriod, Policy, Rounding, StandbyRates, Terms

__all__ = [
    "PRIMARY",
    "Callout",
    "Earning",
    "Kind",
    "Line",
    "Mode",
    "Note",
    "PayPeriod",
    "Policy",
    "Remark",
    "Rounding",
    "StandbyRates",
    "Terms",
    "earn",
    "reach",
]
