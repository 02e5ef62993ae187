"""Pictures and papers beside injects: their addresses, and who may open one."""

from dataclasses import dataclass

from django.urls import reverse

from lamplighter.apps.exercise.bridge.play import Inject
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.queries.attachments import attachment_named


@dataclass(frozen=True, slots=True)
class ShownFile:
    """An attachment beside an item: its name, where it lies, whether it is a picture."""

    name: str
    address: str
    picture: bool


def shown_file(scene: Scene, inject: Inject, *, from_seat: bool) -> ShownFile | None:
    """The attachment of an inject; nothing where there is none, or where its bytes were never brought."""
    if inject.attachment is None:
        return None
    found = attachment_named(scene.exercise.version_id, inject.attachment.key)
    if found is None:
        return None
    if from_seat:
        address = reverse("seat_attachment", args=[found.pk])
    else:
        city, scenario = scene.exercise.organisation.slug, scene.exercise.version.scenario_id
        address = reverse("scenario_attachment", args=[city, scenario, found.pk])
    return ShownFile(inject.attachment.name, address, found.media_type.startswith("image/"))
