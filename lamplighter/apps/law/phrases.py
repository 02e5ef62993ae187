"""The law in words: one sentence a fact, one a rule; engines give codes and values, people read these."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

DEEDS: Words = {
    "fact.reviewed": _("{who} reviewed the rule of law {fact}, checked in: {source}."),
    "pack.chosen": _("{who} chose the rule pack for new contracts."),
}

PACKS: Words = {
    "city-policy": _("Policy of the city as employer"),
    "eu-wtd-2003-88": _("Directive 2003/88/EC on working time"),
    "il-hours-1951": _("Hours of Work and Rest Law of Israel, 1951"),
    "ir-labour-1990": _("Labour Law of Iran, 1990"),
    "us-flsa-like": _("Overtime after the model of the US Fair Labor Standards Act"),
}

EVIDENCE: Words = {
    "found": _("a source was read"),
    "from-memory": _("from memory, to be checked"),
    "policy": _("the city's own choice"),
}

# One sentence a fact. Placeholders are the value itself, or the parts of a value that has parts.
# Translators: these sentences say what a law demands; hours, shares and days come in as numbers.
FACTS: Words = {
    "annual_leave": _("Annual leave is {value} {unit}."),
    "break_after": _("A break is due after {value} hours of work."),
    "break_min": _("The breaks of a working day of six hours or more last {value} minutes together."),
    "comp_time_cap": _(
        "At most {general} hours of time off may be saved up; {public safety, emergency, seasonal} in public safety,"
        " emergency and seasonal work."
    ),
    "comp_time_rate": _("A public body may give {value} hours off for each hour of overtime."),
    "computer_exemption": _(
        "Computer staff who do exempt work and earn at least {weekly_salary} dollars a week, or {hourly} an hour,"
        " have no overtime pay."
    ),
    "consecutive_nights_max": _("At most {value} nights of duty in a row."),
    "daily_hours": _("A working day is {value} hours."),
    "daily_hours_5day": _("In a five-day week, four days have {four_days} hours and one has {one_day}."),
    "daily_hours_max": _("A working day is at most {value} hours."),
    "daily_hours_night_or_eve": _(
        "A working day with night work, or on the eve of a day of rest, is {value} hours."
    ),
    "daily_rest": _("At least {value} hours of rest in each 24 hours."),
    "daily_rest_min": _("The law has no article on daily rest; the city's policy stands in."),
    "duty_hours_max": _("A single duty lasts at most {value} hours."),
    "emergency_overtime_daily_max": _(
        "The employer may order up to {value} hours of overtime a day in an emergency."
    ),
    "exempt": _("Senior managers and posts of special personal trust stand outside the working-time rules."),
    "friday_premium": _("Work on Friday earns {value} of the wage more, with another day of rest given."),
    "general_permit": _(
        "Under the general permit a day has at most {day_max} hours, a week at most {ot_week_max} hours of overtime"
        " and {week_max} hours in all."
    ),
    "hazardous_hours_max": _("Hazardous work is at most {day} hours a day and {week} a week."),
    "holiday_multiplier": _("Work on a holiday is paid {value} times the wage."),
    "hours_over_contract_max": _(
        "On average over {weeks} weeks, at most {hours} hours a week above those of the contract."
    ),
    "intermittent_span_max": _("With long breaks, a working day spans at most {value} hours from start to end."),
    "labour_day": _("Labour Day, day {1} of month {0} of the Jalali year, is a paid holiday."),
    "monthly_hours": _("A month is {value} hours: hourly pay is monthly pay divided by it."),
    "night_avg": _("Night workers average at most {value} hours in 24."),
    "night_or_holiday_premium": _("The law gives no premium for nights or holidays."),
    "night_premium": _("Night hours earn {value} of the hourly wage more."),
    "night_shift_max": _("Night work in at most {weeks} of any {in_weeks} weeks."),
    "night_window": _("Night is from {0} to {1}."),
    "eu-wtd-2003-88.night_window": _(
        "Night is a stretch of at least {min_hours} hours that takes in midnight to 05:00; national law sets its hours."
    ),
    "night_work": _("A duty with {min_hours} hours or more between {start} and {end} is night work."),
    "night_work_def": _("A duty with {min_hours} hours or more between {start} and {end} is night work."),
    "notice_days_min": _("A roster is published at least {value} days before its first duty."),
    "oncall": _("Standby is paid when it is so restricted that the time cannot be used for one's own purposes."),
    "oncall_presence": _("All hours of standby at the place of work are working time."),
    "opt_out": _("With individual consent, the weekly limit does not apply."),
    "overtime_daily_max": _("At most {value} hours of overtime a day."),
    "overtime_forbidden_for": _("Ordinary overtime is forbidden in night work and in hazardous work."),
    "overtime_multiplier": _("Overtime is paid {value} times the regular rate."),
    "overtime_premium": _("Overtime earns more: {value}."),
    "premium_base": _(
        "Premiums are counted on the fixed wage; where jobs are classified, on the group wage. Housing, food, family"
        " and bonus payments stay out."
    ),
    "public_holiday": _("All hours on a public holiday are paid as overtime."),
    "reference_period": _(
        "Averages run over at most {weekly_rest_days} days for weekly rest and {weekly_hours_months} months for"
        " weekly hours; {derogation_months} by derogation, {agreement_months} by agreement."
    ),
    "rest_after_callout": _("After a call-out, at least {value} hours of rest."),
    "rest_between_workdays": _("At least {value} hours between two working days."),
    "scope_exclusion": _("People under civil-service or special employment statutes are outside this law."),
    "shift_hours_4weeks_max": _("Shift work is at most {value} hours in four weeks in a row."),
    "shift_premium": _(
        "Shift work earns a share of the wage more by the month's pattern: {morning+afternoon} for mornings and"
        " afternoons, {morning+afternoon+night} with nights as well, {morning+night or afternoon+night} where nights"
        " alternate with one other turn."
    ),
    "shift_turns": _("The turns of shift work: morning, afternoon and night, eight hours each from 06:00."),
    "standby": _("The law sets no rate for standby; collective agreements do."),
    "standby_home": _("Standby at home counts as working time when one must be there within {value} minutes."),
    "standby_pay": _("The directive does not govern pay; national law may pay standby less."),
    "standby_share_max": _("At most {share} of one's time on standby, over {weeks} weeks."),
    "standby_test": _(
        "Standby is working time as a whole only if its constraints objectively and very significantly limit free"
        " time; otherwise only the call-outs are."
    ),
    "weekly_hours": _("A working week is {value} hours."),
    "weekly_hours_avg": _("At most {value} hours a week on average, overtime included."),
    "weekly_hours_cap": _("No single week has more than {value} hours of work."),
    "weekly_hours_max": _("At most {value} hours of work a week."),
    "weekly_rest": _("Each week at least {value} hours of rest on top of the daily rest."),
    "weekly_rest_begins": _("The weekly rest begins on Friday at {clock} by default; a town sets its own hour."),
    "weekly_rest_day": _("Friday is the weekly day of rest."),
    "weekly_rest_hours": _("Each week at least {value} hours of rest in a row."),
    "weekly_rest_multiplier": _("Work in the weekly rest is paid {value} times the wage."),
    "weekly_rest_overtime_multiplier": _("Overtime in the weekly rest is paid more: {value}."),
    "weekly_threshold": _("Hours above {value} a week are overtime."),
}

# Two tiers in one value, such as 1.25 for the first two hours and 1.5 after.
TIERS = _("{first} times for the first {hours} hours, {then} times after")
ONE_SHARE = _("{share} of the hourly wage")
WORKING_DAYS = _("working days")
WEEKS = _("weeks")

# One name a rule, as in a list of what was broken.
RULES: Words = {
    "consecutive_nights": _("nights in a row"),
    "contract_hours": _("hours above the contract"),
    "daily_hours": _("length of the working day"),
    "daily_rest": _("daily rest"),
    "double_booking": _("two duties at once"),
    "night_hours_average": _("average night work"),
    "night_overtime": _("overtime at night"),
    "night_weeks": _("weeks with nights"),
    "rest_after_callout": _("rest after a call-out"),
    "shift_hours_4weeks": _("shift hours in four weeks"),
    "standby_share": _("share of time on standby"),
    "weekly_hours": _("length of the working week"),
    "weekly_hours_average": _("average working week"),
    "weekly_rest": _("weekly rest"),
}

# What a breach says of one person's work. {value} is what the roster gives, {limit} what the law allows.
# Translators: shown under a refused duty, followed by the article; the numbers are hours unless the words say else.
BREACHES: Words = {
    "consecutive_nights": _("That would be {value} nights in a row; {limit} are allowed."),
    "contract_hours": _("Weeks would average {value} hours; the contract and overtime together allow {limit}."),
    "daily_hours": _("That would make a working day of {value} hours; {limit} are allowed."),
    "daily_rest": _("That would leave {value} hours of rest; {limit} are due."),
    "double_booking": _("That person is already on duty at that time."),
    "night_hours_average": _("A night worker's week would average {value} hours; {limit} are allowed."),
    "night_overtime": _("That would be overtime in night work, which is not allowed."),
    "night_weeks": _("That would be night work in {value} weeks of the stretch; {limit} are allowed."),
    "rest_after_callout": _("That would leave {value} hours of rest after a call-out; {limit} are due."),
    "shift_hours_4weeks": _("That would be {value} hours of shift work in four weeks; {limit} are allowed."),
    "standby_share": _("Standby would take {value} of the time; {limit} is allowed."),
    "weekly_hours": _("That would be a week of {value} hours; {limit} are allowed."),
    "weekly_hours_average": _("Weeks would average {value} hours; {limit} are allowed."),
    "weekly_rest": _("That would leave {value} hours of weekly rest; {limit} are due."),
}
