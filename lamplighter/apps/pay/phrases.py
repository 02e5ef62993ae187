"""What duty earns, in words: a name for each kind of time, a sentence for each remark."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

DEEDS: Words = {
    "pay.seen": _("{who} looked at what the duty of {thing} earns."),
    "rates.set": _("{who} set the city's duty rates."),
    "month.counted": _("{who} counted the duty pay of the month that began on {first}, for {people} people."),
}

JOB_WORDS: Words = {"pay.month": _("Counting what the month's duty earns")}
PHASE_WORDS: Words = {"counting": _("counting person by person")}

# Translators: names of lines in a calculation of duty pay.
KINDS: Words = {
    "base": _("hours of duty"),
    "additional": _("hours above the contract"),
    "overtime_1": _("overtime, first hours"),
    "overtime_2": _("overtime, further hours"),
    "weekly_rest": _("hours in the weekly rest"),
    "weekly_rest_overtime_1": _("overtime in the weekly rest, first hours"),
    "weekly_rest_overtime_2": _("overtime in the weekly rest, further hours"),
    "holiday": _("hours on a public holiday"),
    "holiday_overtime_1": _("overtime on a public holiday, first hours"),
    "holiday_overtime_2": _("overtime on a public holiday, further hours"),
    "night_premium": _("night premium"),
    "weekly_rest_premium": _("premium for the weekly rest"),
    "holiday_premium": _("holiday premium"),
    "shift_premium": _("shift premium of the month"),
    "standby_home": _("standby at home"),
    "standby_site": _("standby on site"),
    "callout_minimum": _("least pay for a call-out"),
}

# Translators: short remarks on one line of a calculation of duty pay.
REMARKS: Words = {
    "exempt": _("exempt from working-time rules: recorded, not paid"),
    "in_salary": _("already in the salary"),
    "policy": _("by the city's own decision"),
    "emergency": _("emergency"),
    "statutory_none": _("the law names no rate"),
    "called_out": _("called out"),
    "in_pattern": _("in the shift pattern"),
}

# What a reader must know about the whole calculation. {subject} is a code, a number of minutes or a name.
# Translators: sentences under a calculation of duty pay.
NOTES: Words = {
    "fact_missing": _(
        "The law pack has no such rule for this month, and the hours are shown without it: “{subject}”"
    ),
    "fact_from_memory": _("One rule used here is from memory and waits for a reviewer: “{subject}”"),
    "rate_undecided": _("The city has not decided a rate for {subject}; it is counted as nothing."),
    "holiday_unconfirmed": _("A holiday on {day} is not confirmed yet and earns nothing more until it is."),
    "holiday_on_rest_day": _("The holiday on {day} fell on the weekly rest day: both rules are paid."),
    "no_rotation": _("The turns of this month made no shift pattern; night hours are paid instead."),
    "part_month": _("Only a part of the month was worked under this contract."),
    "no_pay_law": _("No law pack speaks of pay here; the contract and the city's rates decide."),
    "clock_change": _("The clock changed in the night of {day}: elapsed hours are paid, {subject} minutes apart."),
}

PREMIUMS: Words = {
    "standby_home": _("standby at home"),
    "standby_site": _("standby on site"),
    "night": _("nights"),
    "weekly_rest": _("the weekly rest"),
    "holiday": _("holidays"),
    "overtime": _("overtime"),
}
EXEMPT = _("exempt")
