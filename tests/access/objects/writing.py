"""A scenario that is being written, and parts of it."""

from pathlib import Path

import lamplighter.apps.exercise.tests as tests_of_exercise
from lamplighter.apps.exercise.actions.attachments import attach
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.actions.uploads import take_in
from lamplighter.apps.exercise.imports.attaching import attached
from lamplighter.apps.exercise.imports.imported import imported_bytes
from lamplighter.apps.exercise.models import ScenarioVersion
from lamplighter.apps.exercise.tests.files import workbook
from tests.access.objects.making import Place, Values, fills, makes

SMALL = Path(tests_of_exercise.__path__[0]) / "small-dark.yaml"


def a_draft(place: Place) -> ScenarioVersion:
    """A small scenario of the city, as a draft."""
    tree = imported_bytes(SMALL.read_bytes(), SMALL.name).tree
    return keep_version(place.city, tree, source="yaml", by=place.cast.ada, at=place.at)[0]


@makes(
    "scenario_copy",
    "scenario_draft",
    "scenario_approve",
    "scenario_msel",
    "scenario_timeline",
    "scenario_check",
    "scenario_dry_run",
    "scenario_languages",
    "scenario_parts",
)
def a_scenario_being_written(place: Place) -> Values:
    return {"pk": a_draft(place).scenario_id}


@makes("version_retire", "version_reinstate")
def a_version(place: Place) -> Values:
    draft = a_draft(place)
    return {"pk": draft.scenario_id, "version": draft.pk}


@makes("scenario_words")
def a_language_of_a_scenario(place: Place) -> Values:
    return {"pk": a_draft(place).scenario_id, "language": "he"}


@makes("part_new")
def a_kind_of_part(place: Place) -> Values:
    return {"pk": a_draft(place).scenario_id, "kind": "inject"}


@makes("part_edit", "part_remove", "part_move")
def a_part(place: Place) -> Values:
    return {"pk": a_draft(place).scenario_id, "kind": "inject", "key": "call"}


@makes("inject_attachment", "inject_detach")
def an_inject(place: Place) -> Values:
    return {"pk": a_draft(place).scenario_id, "key": "call"}


@makes("scenario_attachment")
def a_picture_of_an_inject(place: Place) -> Values:
    draft = attach(a_draft(place), "call", attached("harbour.png", b"\x89PNG"), by=place.cast.ada, at=place.at)
    return {"pk": draft.scenario_id, "attachment": draft.attachments.get().pk}


@makes("scenario_upload", "upload_keep", "upload_drop")
def a_file_being_looked_at(place: Place) -> Values:
    return {"pk": take_in(place.city, SMALL.name, SMALL.read_bytes(), by=place.cast.ada, at=place.at).pk}


@makes("upload_columns")
def a_table_being_looked_at(place: Place) -> Values:
    content = workbook((0, "call", "The lights are out"), (15, "mail", "They stay out"))
    return {"pk": take_in(place.city, "chronogram.xlsx", content, by=place.cast.ada, at=place.at).pk}


@fills("scenario_approve")
def as_it_was_seen(place: Place) -> Values:
    return {"revision": "1"}
