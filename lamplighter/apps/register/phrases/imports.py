"""Words of imports: what columns mean, what is wrong and the way out, what was done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

# Translators: lines of the journal. {file} is the name of a file, {row} a number of a row in it, {person} a name.
DEEDS: Words = {
    # Translators: {thing} is the file's name; the numbers count people or services.
    "import.confirmed": _(
        "{who} brought in the file {thing}. Added: {added}, changed: {changed}, ended: {ended}, as before: {unchanged}."
    ),
    # Translators: {thing} is the title of the person's post.
    "person.brought_in": _("{who} brought in {person} as {thing} from row {row} of the file {file}."),
    # Translators: {thing} is the person; nothing is known of a post.
    "person.brought_in_alone": _("{who} brought in {thing} from row {row} of the file {file}."),
    "person.changed_by_file": _("{who} brought in changes about {thing} from row {row} of the file {file}."),
    "person.returned_by_file": _("{who} brought {thing} back from row {row} of the file {file}."),
    # Translators: {thing} is the post that the person held, or the person.
    "person.not_in_file": _("{person} ({thing}) is not in the file {file}; {who} recorded that they have left."),
    # Translators: {thing} says which contract, such as “permanent 2024-03-01”.
    "contract.changed_by_file": _(
        "{who} brought in other terms of {person} from row {row} of the file {file}: {thing}."
    ),
    "service.brought_in": _("{who} brought in the service {thing} from row {row} of the file {file}."),
    "service.changed_by_file": _("{who} brought in changes of the service {thing} from row {row} of {file}."),
    "service.not_in_file": _("The service {thing} is not in the file {file}; {who} recorded that it is closed."),
    "system.brought_in": _("{who} brought in the system {thing}, which the file {file} names."),
    "skill.brought_in": _("{who} brought in the skill {thing}, which the file {file} names."),
}

# Deeds whose changes are of somebody else than whom they were done to.
ABOUT = {"person.not_in_file": "person"}

# What a file changed that is kept in rows of their own.
FIELD_WORDS: Words = {"service.depends_on": _("Depends on"), "service.skills": _("Skills needed")}

# Translators: what background work is called while it runs.
JOB_WORDS: Words = {
    "register.preview": _("Looking at what the file would change"),
    "register.bring_in": _("Bringing in the file"),
}
# Translators: what background work is busy with.
PHASE_WORDS: Words = {
    "reading": _("Reading the rows"),
    "comparing": _("Comparing each row with the register"),
    "writing": _("Writing everything at once"),
}

# Translators: what a column of a spreadsheet means; also the heading of that column in an example file.
TARGETS: Words = {
    "people.number": _("Staff number"),
    "people.name": _("Name"),
    "people.first_name": _("First name"),
    "people.last_name": _("Last name"),
    "people.unit": _("Unit"),
    "people.unit_code": _("Unit code"),
    "people.title": _("Title"),
    "people.post_code": _("Post code"),
    "people.joined_on": _("Hire date"),
    "people.left_on": _("Leaving date"),
    "people.kind": _("Kind of contract"),
    "people.starts_on": _("Contract starts on"),
    "people.ends_on": _("Contract ends on"),
    "people.weekly_hours": _("Hours a week"),
    "people.daily_hours": _("Hours a day"),
    "people.base_pay": _("Base pay"),
    "people.pay_period": _("Pay period"),
    "people.hourly_rate": _("Pay an hour"),
    "people.full_time": _("Full or part time"),
    "people.salaried": _("Salary or hourly"),
    "people.supplier": _("Agency or company"),
    "people.email": _("E-mail"),
    "people.phone": _("Phone"),
    "people.sex": _("Sex"),
    "people.age": _("Age"),
    "people.birth_year": _("Year of birth"),
    "services.code": _("Code"),
    "services.name": _("Name"),
    "services.about": _("In residents' words"),
    "services.tier": _("Tier"),
    "services.hours": _("Hours"),
    "services.mtpd_min": _("Tolerable time without it"),
    "services.rto_min": _("Time to restore"),
    "services.residents": _("Residents who use it"),
    "services.manual_fallback": _("How it goes on by hand"),
    "services.fallback_min": _("How long the fallback lasts"),
    "services.unit": _("Unit"),
    "services.depends_on": _("Depends on"),
    "services.skills": _("Skills needed"),
}

# Translators: why a file cannot be read at all, and the way out.
UNUSABLE: Words = {
    "empty": _("The file is empty. Save the spreadsheet again and choose that file."),
    "no_rows": _("The file has a heading and no rows under it. Choose the file that has the rows."),
    "too_big": _("The file is larger than {megabytes} megabytes. Leave out columns or sheets that are not needed."),
    "too_many_rows": _(
        "The file has more than {rows} rows. Divide it into parts, and bring each in as a partial list."
    ),
    "too_many_columns": _("The file has more than {columns} columns. Leave out those that are not needed."),
    "not_a_table": _("This is not a spreadsheet. Save it as XLSX, ODS or CSV, and choose that file."),
    "damaged": _(
        "The workbook is damaged and cannot be opened. Open it in a spreadsheet program and save it again."
    ),
    "protected": _("The workbook is protected by a password. Save it without one, and choose that file."),
    "no_such_sheet": _("There is no sheet “{sheet}” in the workbook. It has: {sheets}."),
    "open_quote": _(
        "From row {row} on, a quotation mark is opened and never closed, so the rows run into each other. Save the "
        "file again as XLSX, or close the quotation mark."
    ),
    "map_without_sign": _(
        "“{said}” does not say what a column means. Write it such as “Staff number=employee_id”."
    ),
    "map_unknown": _("“{said}” is neither a column of the file nor a meaning that we know."),
}

# Translators: what is wrong with one cell, and the way out; it stands beside the row, the column and the value.
WRONG: Words = {
    "missing_name": _("There is no name. Write one, or take the row out."),
    "missing_number": _("There is no staff number. Write one, or take the row out."),
    "missing_code": _("There is no code. Write one, or take the row out."),
    "twice_number": _("This staff number stands already in row {first}, and the rows differ. Keep one of the two."),
    "twice_name_day": _(
        "The same name with the same hire date stands already in row {first}, and the rows differ. Keep one of the "
        "two, or add a column with staff numbers."
    ),
    "twice_name_place": _(
        "The same name in the same unit with the same title stands already in row {first}, and the rows differ. "
        "Keep one of the two, or add a column with staff numbers."
    ),
    "twice_code": _("This code stands already in row {first}. Keep one of the two."),
    "twice_name": _("This name stands already in row {first}. Keep one of the two, or add a column with codes."),
    "several_known": _(
        "The register knows {people} people like this, so it is not clear who is meant. Add a column with staff "
        "numbers."
    ),
    "code_of_another": _("This code belongs to the service “{service}” already. Choose another."),
    "too_long": _("This is longer than {most} letters. Shorten it."),
    "no_address": _("This is not an e-mail address. Write one such as name@city.example, or leave the cell empty."),
    "no_day": _("This is not a day that we can read, or no such day exists. Write it such as 2026-11-21."),
    "day_far": _("This day lies too far away to be meant. Check the year."),
    "no_year": _("This is not a year of birth. Write it such as 1980, or leave the cell empty."),
    "no_age": _("This is not the age of somebody who works. Correct it, or leave the cell empty."),
    "no_money": _("This is not an amount of money. Write digits only, such as 45505.94."),
    "no_number": _("This is not a number. Write digits only."),
    "negative": _("This is less than nothing. Write an amount of zero or more, or leave the cell empty."),
    "too_much": _("This is too large to be meant. Check whether the decimal mark is missing."),
    "no_hours": _("A week has 168 hours. Write more than none and not more than that."),
    "no_duration": _("This is not a length of time. Write it such as 30 min, 4 h or 2 days."),
    "no_kind": _("This kind of contract is not known. Write permanent, fixed term, agency or service company."),
    "no_period": _("This is not a pay period. Write year, month or hour."),
    "no_full_time": _("Write full or part."),
    "no_salaried": _("Write salary or hourly."),
    "no_sex": _("This is not known as a sex. Write female, male or other, or leave the cell empty."),
    "no_tier": _("This is not a tier. Write a number from 1 (lives at risk) to 4 (office work waits)."),
    "no_service_hours": _("Write 24h for around the clock, or hours for set hours."),
    "left_before": _("The leaving date is before the hire date, {joined}. Correct one of the two."),
    "ends_before": _("The contract ends before it starts on {starts}. Correct one of the two."),
    "rto_beyond_mtpd": _(
        "It would be restored later than anybody can do without it ({mtpd} minutes). Correct one of the two."
    ),
    "needs_more_than_there_are": _(
        "It says {needed} of {members}. Name as many as are needed, or lower the number."
    ),
    "depends_on_itself": _("A service cannot depend on itself. Take its own name out."),
    "no_need": _("“{part}” is not a skill that is needed. Write it such as networks:3:2 (skill, level, people)."),
    "no_level": _("“{part}” has no level from 1 to 4. Write it such as networks:3:2 (skill, level, people)."),
    "no_people": _("“{part}” does not say how many people. Write it such as networks:3:2 (skill, level, people)."),
}

# Translators: what the reader should know about how a file was understood.
NOTICES: Words = {
    "days_dmy": _(
        "Dates in “{column}” could be read in two ways. They were read with the day first, such as 21/11/2026."
    ),
    "days_mdy": _(
        "Dates in “{column}” could be read in two ways. They were read with the month first, such as 11/21/2026."
    ),
    "by_name_and_place": _(
        "The file has neither staff numbers nor hire dates. People are told apart by name, unit and title: whoever "
        "changes unit or title counts as somebody who left and somebody new. Add a column with staff numbers."
    ),
    "by_number_alone": _(
        "The file has no names. People are called by their staff numbers until a file names them."
    ),
    "part_time_halved": _(
        "Part-time rows that do not say their hours: {rows}. They count as {hours} hours a week."
    ),
    "paid_monthly": _(
        "Nothing says for which time “{column}” pays, so it counts as pay a month. Choose otherwise with the columns."
    ),
    "many_ended": _(
        "Of {here} people in the register, {ended} are not in the file and would have left. If the list does not "
        "name everybody, say so with the columns."
    ),
    "rows_again": _(
        "Rows that say the same as a row before them: {rows}, the first of them row {first}. They count once."
    ),
    "nearly": _("“{name}” is new, and nearly the same as “{near}”. If that is meant, correct the file."),
    "later_import": _("A list as of {day} has been brought in already, which is later than this one."),
}

# Translators: what makes the choice of meanings for a file's columns useless.
LACKING: Words = {
    "nothing": _("No column has a meaning yet. Choose at least which one holds the names."),
    "missing": _("No column is chosen for “{target}”. Choose which one holds it."),
    "twice": _("Two columns are chosen for “{target}”. Keep one of them."),
}

# Translators: beside a column that is not stored, in the list of what columns mean.
NOT_STORED = pgettext_lazy("column of a spreadsheet", "not stored")
# Translators: for whom pay or private facts are not to be seen.
NOT_YOURS = _("not stored: you may not see pay")
NOT_SHOWN = _("not yours to see")
SEX_WORDS: Words = {
    "female": pgettext_lazy("sex", "female"),
    "male": pgettext_lazy("sex", "male"),
    "other": pgettext_lazy("sex", "other"),
}

# Translators: how far an import is; a word in a list.
STATES: Words = {
    "columns": _("columns to check"),
    "previewing": _("being compared"),
    "previewed": _("waiting for your word"),
    "failed": _("stopped"),
    "bringing_in": _("being brought in"),
    "done": _("brought in"),
    "dropped": _("dropped"),
}

# Translators: why an import cannot take the step that somebody asked for.
NOT_NOW: Words = {
    "no_preview": _("There is no preview yet. Look at it first."),
    "has_mistakes": _("Rows with mistakes: {rows}. Correct the file, or tick that these rows are left out."),
    "another": _("The file {file} is being brought in at this moment. Wait until it is done, then confirm again."),
    "under_way": _("This file is being brought in already."),
    "over": _("This import is over. Choose the file again to bring it in once more."),
    "changed_since": _("The register has changed since the preview. Look at a new preview."),
    "nothing": LACKING["nothing"],
    "missing": LACKING["missing"],
    "twice": LACKING["twice"],
}

# Translators: rows of an example spreadsheet, which shows how one may be written. Names and places are made up.
EXAMPLES: dict[str, list[dict[str, str | Promise]]] = {
    "people": [
        {
            "number": "1001",
            "name": pgettext_lazy("example", "Mara Lindqvist"),
            "unit": pgettext_lazy("example", "Information technology"),
            "title": pgettext_lazy("example", "Network engineer"),
            "post_code": "IT-07",
            "joined_on": "2019-04-01",
            "kind": "permanent",
            "weekly_hours": "40",
            "base_pay": "54000",
            "pay_period": "year",
            "email": "mara@city.example",
            "phone": "+00 123 456",
        },
        {
            "number": "1002",
            "name": pgettext_lazy("example", "Idris Vale"),
            "unit": pgettext_lazy("example", "Information technology"),
            "title": pgettext_lazy("example", "Database administrator"),
            "post_code": "IT-08",
            "joined_on": "2023-09-15",
            "kind": "service_company",
            "ends_on": "2026-12-31",
            "weekly_hours": "37.5",
            "supplier": pgettext_lazy("example", "Harbour Services Ltd"),
        },
    ],
    "services": [
        {
            "code": "S-01",
            "name": pgettext_lazy("example", "Ambulance dispatch"),
            "about": pgettext_lazy("example", "Somebody calls and help comes"),
            "tier": "1",
            "hours": "24h",
            "mtpd_min": "15 min",
            "rto_min": "10 min",
            "residents": "120000",
            "manual_fallback": pgettext_lazy("example", "Paper cards and radio"),
            "fallback_min": "4 h",
            "unit": pgettext_lazy("example", "Emergency services"),
            "depends_on": pgettext_lazy("example", "Dispatch system; power (30 min); 2 of: line A, line B, line C"),
            "skills": pgettext_lazy("example", "networks:3:2; databases:2:1"),
        },
        {
            "code": "S-02",
            "name": pgettext_lazy("example", "Building permits"),
            "about": pgettext_lazy("example", "Residents ask to build and get an answer"),
            "tier": "4",
            "hours": "hours",
            "mtpd_min": "3 days",
            "rto_min": "1 day",
            "residents": "9000",
            "unit": pgettext_lazy("example", "Planning"),
            "depends_on": pgettext_lazy("example", "Permit system"),
        },
    ],
}
