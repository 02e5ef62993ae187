"""The index of the rules of law: one file a rule, in the order in which a person would ask."""

from collections.abc import Mapping
from types import MappingProxyType

from lamplighter.engines.law.case import Rule
from lamplighter.engines.law.rules import (
    consecutive_nights,
    contract_hours,
    daily_hours,
    daily_rest,
    double_booking,
    night_hours_average,
    night_overtime,
    night_weeks,
    rest_after_callout,
    shift_hours_4weeks,
    standby_share,
    weekly_hours,
    weekly_hours_average,
    weekly_rest,
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        module.RULE.code: module.RULE
        for module in (
            double_booking,
            daily_rest,
            daily_hours,
            weekly_rest,
            weekly_hours,
            weekly_hours_average,
            shift_hours_4weeks,
            night_overtime,
            night_hours_average,
            night_weeks,
            consecutive_nights,
            rest_after_callout,
            standby_share,
            contract_hours,
        )
    }
)
