"""Give an inject of a draft its attachment, and take it away."""

from datetime import datetime
from hashlib import sha256

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.authoring import rewrite
from lamplighter.apps.exercise.bridge.editing import Tree, part_at, put
from lamplighter.apps.exercise.imports.found import Attached
from lamplighter.apps.exercise.models import Attachment, ScenarioVersion


def attach(
    draft: ScenarioVersion, inject: str, given: Attached, *, by: Account | None, at: datetime
) -> ScenarioVersion:
    """Show a file with an inject, in the place of the one that was shown with it before.

    Raises
    ------
    NoDraft
        If the version is a draft no longer.
    NotThere
        If there is no such inject.
    """
    named = {"key": given.key, "name": given.name, "media_type": given.media_type}
    Attachment.objects.get_or_create(
        version=draft,
        key=given.key,
        defaults={
            "name": given.name,
            "media_type": given.media_type,
            "content": given.content,
            "digest": sha256(given.content).hexdigest(),
        },
    )

    def change(tree: Tree) -> Tree:
        return put(tree, "inject", inject, part_at(tree, "inject", inject) | {"attachment": named})

    facts = {"part": inject, "file": given.name}
    return rewrite(draft, change, deed="scenario.attached", facts=facts, by=by, at=at)


def detach(draft: ScenarioVersion, inject: str, *, by: Account | None, at: datetime) -> ScenarioVersion:
    """Show no file with an inject; its bytes go, unless something else shows them. Raises as ``attach``."""

    def change(tree: Tree) -> Tree:
        part = part_at(tree, "inject", inject)
        part.pop("attachment", None)
        return put(tree, "inject", inject, part)

    return rewrite(draft, change, deed="scenario.detached", facts={"part": inject}, by=by, at=at)
