"""Words of files that come in and go out: what was left out and why, what was noticed, why a file is no scenario."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation import pgettext_lazy as pgettext

Words = dict[str, str | Promise]

# Translators: what kind of file a scenario is read from or written to.
FORMATS: Words = {
    "yaml": _("a scenario of Lamplighter"),
    "xlsx": _("a workbook"),
    "openaev": _("an archive of OpenAEV, OpenBAS or OpenEx"),
    "iceberg": _("a scenario of IcebergTTX"),
}

# Translators: by what a file was recognised; stands after “recognised by:”.
RECOGNISED: Words = {
    "document": _("its first words, lamplighter: scenario/1"),
    "folder": _("YAML files in the folder"),
    "zip_yaml": _("YAML files in the ZIP"),
    "zip_scenario": _("the ZIP entry marked Scenario"),
    "zip_exercise": _("the ZIP entry marked Exercise"),
    "zip_only_json": _("the only JSON file in the ZIP"),
    "json_information": _("its entry with information about a scenario"),
    "iceberg_start_inject": _("its start_inject_id"),
    "workbook_ours": _("its sheet Scenario"),
    "workbook_headers": _("the headings of its columns"),
    "workbook_guessed": _("what stands in its columns, which have no headings"),
}

# Translators: something of a file that is left out; the count stands before it, as in “3 × tags”.
WHAT: Words = {
    "message_header": _("message header"),
    "message_footer": _("message footer"),
    "mail_from": _("sender's address"),
    "people": _("people with names and addresses"),
    "author": _("author"),
    "addressee_place": _("place for a fact about the addressee, {name}"),
    "place": _("place for a value, {name}"),
    "variable": _("variable {name}"),
    "category": _("category {found}"),
    "main_focus": _("main focus {found}"),
    "tags": _("tags"),
    "challenges": _("challenges"),
    "workflow": _("workflow"),
    "country": _("country"),
    "city": _("city"),
    "inject": _("inject “{title}”"),
    "contract": _("technical inject “{label}”"),
    "article": _("article"),
    "condition": _("condition “{name}”"),
    "expectation": _("expectation {kind}"),
    "document": _("document {name}"),
    "attachment": _("attachment {name}"),
    "outbound": _("outgoing message"),
    "team": _("team"),
    "next_inject": _("way to the inject {name}"),
    "sheet": _("sheet"),
    "column": _("column {name}"),
    "row": _("row"),
    "effects": _("effects"),
    "prices": _("prices"),
    "targets": _("targets"),
    "guide": _("guide for evaluators"),
    "role_card": _("role cards"),
    "decision": _("decisions as such"),
    "options": _("options"),
    "translations": _("texts in {language}"),
    "condition_kind": _("condition that is more than “that one was sent”"),
    "questions": _("questions to discuss"),
    "phases": _("phases, joined into one"),
    "control_signs": _("signs that a workbook cannot hold"),
    "cut_text": _("the end of a text longer than a cell can be"),
    "channel": _("channel {channel}"),
    "release": _("release by hand"),
    "spoiler": _("notes on spoilers"),
    "cases": _("cases"),
    "controller": _("names of controllers"),
    "needs": _("needs"),
    "story": _("kind of day and hour of the story"),
    "speed": _("speeds"),
    "audience": _("audience"),
    "licence": _("licence"),
    "kind": _("kinds of injects"),
    "attachment_content": _("content of attachments"),
}

# Translators: why something of a file was left out.
WHY: Words = {
    "replaced_by_mark": _("Every item is marked EXERCISE by Lamplighter."),
    "personal_data": _("Scenarios hold no data of people."),
    "no_place": _("Scenarios of Lamplighter have no place for it."),
    "disabled": _("It was switched off."),
    "technical_contract": _("It is done by machines, and nobody at the table would see it."),
    "technical_expectation": _("Machines detect it; only what people do is judged here."),
    "condition_unknown": _("Only whether another inject was sent can be asked."),
    "not_published": _("No inject publishes it."),
    "without_article": _("It publishes no article that the file holds."),
    "missing": _("The file speaks of it but does not hold it."),
    "attachment_kind": _("Only PNG, JPEG and PDF are taken."),
    "attachment_size": _("It is larger than 2 MB."),
    "attachment_more": _("An inject has one attachment."),
    "unknown_channel": _("Its channel “{found}” is not known."),
    "empty_row": _("Nothing stands in it."),
    "no_text": _("It has neither a title nor a text."),
    "column_unknown": _("It is not known what it means; you can say so (in a command with --map)."),
    "column_unwanted": _("It was chosen to leave it out."),
    "one_sheet": _("Injects are read from the sheet that holds most."),
    "not_in_workbook": _("A workbook has no place for it; the YAML file has."),
    "not_in_archive": _("Archives of OpenAEV have no place for it; the YAML file has."),
    "as_manual": _("Each became a manual inject that asks its question."),
    "one_language": _("An archive is in one language; export one for each with --language."),
    "signs": _("They were left away."),
    "too_long": _("A cell holds 32,767 signs."),
    "bytes_elsewhere": _("Only their names are in a file of this kind."),
}

# Translators: something about how a file was understood; the reader may want to correct it.
NOTICES: Words = {
    "bracketed_text": _("Something is still to be filled in: {text}."),
    "undefined_variable": _("The text asks for {{{name}}}, which the file does not define; it became a variable."),
    "time_unknown": _("Its time cannot be read; it stands at the beginning."),
    "time_unreadable": _("The time “{found}” cannot be read; the inject is released by hand."),
    "time_missing": _("It has no time; it is released by hand."),
    "minutes_assumed": _("The time {found} has no unit; it was taken as minutes."),
    "rounded": _("Its time of {seconds} seconds was rounded to whole minutes."),
    "to_nobody": _("It names no team that the file holds; everybody gets it."),
    "before_start": _("It stands before the exercise ({found}); it is released by hand."),
    "channel_assumed": _("It names no channel; it became a message."),
    "attachment_missing": _("The file speaks of the attachment {name} but does not hold it. Add it to its inject."),
    "nothing_leads_here": _("No option leads to it; it is released by hand."),
}

# Translators: why a file cannot be read as a scenario. {file} is its name.
UNUSABLE: Words = {
    "unreadable": _("{file} cannot be read ({why}). Check the name and the rights of the file."),
    "empty": _("{file} is empty. Choose a file with a scenario."),
    "empty_folder": _("The folder {file} holds no YAML file. Name a folder with scenario.yaml in it."),
    "too_big": _("{file} is larger than {megabytes} MB. A scenario is much smaller: choose another file."),
    "too_many_parts": _("{file} holds more than {most} words and brackets. A scenario is much smaller."),
    "too_many_entries": _("{file} holds more than {most} files. Keep only those of the scenario."),
    "bomb": _("{file} unpacks to more than {ratio} times its size; it was not opened. Pack it anew."),
    "damaged": _("{file} is damaged. Save or pack it anew, then try again."),
    "protected": _("{file} is protected by a password. Save it without one, then try again."),
    "not_utf8": _("{file} is not in UTF-8 (byte {byte}). Save it as UTF-8, then try again."),
    "too_deep": _("{file}, line {line}: more than {levels} levels inside each other. Write it flatter."),
    "not_a_scenario": _(
        "{file} is no scenario: neither YAML with “lamplighter: scenario/1”, nor a workbook, nor an archive of OpenAEV,"
        " nor a file of IcebergTTX."
    ),
    "web_page": _("{file} is a web page, not a scenario. Save the file itself, not the page about it."),
    "texts_alone": _(
        "{file} holds only texts of a scenario. Give it together with scenario.yaml: the folder, or a ZIP."
    ),
    "two_scenarios": _("{file} holds two scenarios; the second begins on line {line}. Give them one by one."),
    "not_json": _("{file}: the entry {name} is no JSON. Export the scenario anew."),
    "no_information": _("{file}: the entry {name} holds no scenario. Export the scenario anew."),
    "iceberg_version": _("{file} is of schema {found} of IcebergTTX; only schema 1 is read."),
    "iceberg_start": _("{file} begins with the inject {found}, which it does not hold. Correct start_inject_id."),
    "too_many_rows": _("{file} has more than {rows} rows or {columns} columns. Keep only the chronogram."),
    "too_many_injects": _("{file} holds {found} injects; an exercise has at most {most}. Divide it."),
    "no_text_column": _(
        "{file}, sheet {sheet}: no column looks like titles or texts. Say which they are, as in --map C=title,D=body."
    ),
    "no_injects_in_table": _("{file}, sheet {sheet}: no row can be an inject. See what is left out with --json."),
    "one_scenario_row": _("{file}: the sheet Scenario must have one row under its headings; it has {found}."),
    "map_form": _("“{found}” says nothing about a column. Write --map C=offset,D=to."),
    "map_meaning": _("“{found}” is nothing that a column can mean. These are known: {meanings}."),
}

# Translators: texts that are written into an imported scenario, which anybody in the city may read. {title} is the
# title of an inject.
WRITTEN: Words = {
    "imported_objective": _("What the imported injects expect"),
    "what_do_you_do": _("{title}: what do you do?"),
}


# Translators: what a column of a chronogram holds; choices of a form, one beside each column of the file.
MEANINGS: Words = {
    "number": pgettext("column of a chronogram", "number of the inject"),
    "offset": pgettext("column of a chronogram", "time at which it comes"),
    "phase": pgettext("column of a chronogram", "phase"),
    "channel": pgettext("column of a chronogram", "channel, such as e-mail or phone"),
    "from": pgettext("column of a chronogram", "who sends it"),
    "to": pgettext("column of a chronogram", "who receives it"),
    "title": pgettext("column of a chronogram", "title"),
    "body": pgettext("column of a chronogram", "text"),
    "expected": pgettext("column of a chronogram", "what is expected of players"),
    "objective": pgettext("column of a chronogram", "objective that it tests"),
    "release": pgettext("column of a chronogram", "by hand or at its time"),
    "controller": pgettext("column of a chronogram", "who plays it"),
    "comment": pgettext("column of a chronogram", "remarks for the facilitator"),
    "score": pgettext("column of a chronogram", "points"),
    "nothing": pgettext("column of a chronogram", "leave this column out"),
}

# Translators: label of a number on a page about a file with a scenario.
COUNTS: Words = {
    "phases": _("Phases"),
    "injects": _("Injects"),
    "roles": _("Roles"),
    "decisions": _("Decisions"),
    "options": pgettext("answers to choose from", "Options"),
    "objectives": _("Objectives"),
    "expected_actions": _("Expected actions"),
    "conditions": _("Conditions"),
    "variables": _("Variables"),
    "questions": _("Questions to discuss"),
    "survey_questions": _("Survey questions"),
    "attachments": _("Attachments"),
}


def written(code: str, language: str, **facts: str) -> str:
    """A text that importing adds, in the language of the scenario as far as we speak it."""
    with override(language):
        return str(WRITTEN[code]).format(**facts)


def said(words: Words, code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a code with its facts in place."""
    return str(words[code]).format(**facts)
