"""Keep scenarios."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.text import slugify

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import Attachment, Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.scenarios import scenario_by_uuid, versions_of
from lamplighter.apps.journal.actions import record
from lamplighter.web.numerals import whole

# What a scenario without an id of its own is named after.
NAMELESS = UUID("6f0d6f0e-8a53-4a5c-9a52-5b0b8f9e0c11")

# Of the twenty letters that there are room for, some are left for the next numbers.
LONGEST_NUMBER = 15


def keep_version(
    organisation: Organisation,
    tree: Mapping[str, Any],
    *,
    source: str,
    by: Account | None,
    at: datetime,
    left_out: Sequence[Mapping[str, Any]] = (),
    attached: Mapping[str, tuple[str, str, bytes]] | None = None,
    file_sha256: str = "",
) -> tuple[ScenarioVersion, bool]:
    """Keep a tree as a draft of its scenario: the version, and whether it was kept already.

    A tree that stands there with the same digest is not kept twice. A draft that stood there before is set
    aside; a version number that is taken becomes the next one.

    Parameters
    ----------
    attached
        Key of an attachment to its name, media type and bytes.
    file_sha256
        Of the file it came in, for the journal.

    Raises
    ------
    Unread
        If the tree is no scenario (``bridge.definition``).
    """
    definition = define(tree)
    told = definition.scenario
    uuid = uuid_of(told.id or told.slug)
    with transaction.atomic():
        scenario = scenario_by_uuid(organisation, uuid)
        title = told.title[told.language][:200]
        if scenario is None:
            scenario = Scenario.objects.create(
                organisation=organisation,
                slug=free_slug(organisation, told.slug),
                uuid=uuid,
                title=title,
                created_at=at,
            )
        kept = versions_of(scenario)
        same = same_version(scenario, definition)
        if same is not None:
            return same, True
        kept.filter(state=VersionState.DRAFT).update(state=VersionState.ASIDE)
        number = free_number(told.version, set(kept.values_list("version", flat=True)))
        if number != told.version:
            definition = define({**definition.tree, "version": number})
        version = ScenarioVersion.objects.create(
            scenario=scenario,
            version=number,
            tree=definition.tree,
            digest=definition.digest,
            left_out=[dict(each) for each in left_out],
            source=source,
            made_at=at,
            made_by=by,
        )
        Attachment.objects.bulk_create(
            Attachment(
                version=version,
                key=key,
                name=name[:200],
                media_type=media_type,
                content=content,
                digest=sha256(content).hexdigest(),
            )
            for key, (name, media_type, content) in (attached or {}).items()
        )
        if scenario.title != title:
            scenario.title = title
            scenario.save(update_fields=["title"])
        facts = {"version": number, "source": source} | ({"sha256": file_sha256} if file_sha256 else {})
        record(organisation, "scenario.imported", scenario, by=by, at=at, facts=facts)
    return version, False


def same_version(scenario: Scenario, definition: Definition) -> ScenarioVersion | None:
    """The version of a scenario that says the same, if one does; its number does not matter."""
    kept = versions_of(scenario)
    return kept.filter(digest__in=[definition.digest, numbered_digest(kept, definition.tree)]).first()


def scenario_told(organisation: Organisation, definition: Definition) -> Scenario | None:
    """The scenario of the organisation that a definition is another version of."""
    told = definition.scenario
    return scenario_by_uuid(organisation, uuid_of(told.id or told.slug))


def uuid_of(text: str) -> UUID:
    """The id of a scenario: its own, or one that always follows from what it has instead."""
    try:
        return UUID(text)
    except ValueError:
        return uuid5(NAMELESS, text)


def numbered_digest(kept: Any, tree: Mapping[str, Any]) -> str:
    """The digest that a tree would have under the number of the version kept last."""
    last = kept.first()
    return define({**tree, "version": last.version}).digest if last is not None else ""


def free_slug(organisation: Organisation, wanted: str) -> str:
    """A slug that no other scenario of the organisation has."""
    base = slugify(wanted)[:70] or "scenario"
    taken = set(Scenario.objects.filter(organisation=organisation).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def free_number(wanted: str, taken: set[str]) -> str:
    """The wanted number, or the next after it that is free: 1.0.0, 1.0.1, 1.0.2; one too long begins anew."""
    wanted = wanted if len(wanted) <= LONGEST_NUMBER else "1.0.0"
    head, _, last = wanted.rpartition(".")
    number = wanted
    while number in taken:
        last = str(whole(last) + 1)
        number = f"{head}.{last}" if head else f"{wanted}.{last}"
    return number
