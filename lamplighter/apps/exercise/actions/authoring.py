"""Write scenarios: begin one, begin a draft, change a part of it, translate, approve."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.scenarios import free_number, keep_version
from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.bridge.editing import Tree, lists_of, mark_of, part_at, put
from lamplighter.apps.exercise.choices import Source, VersionState
from lamplighter.apps.exercise.models import Attachment, Exercise, Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.scenarios import draft_of, versions_of
from lamplighter.apps.journal.actions import record

TRIES = 8


class NoDraft(RuntimeError):
    """The version is not being written: it was approved or put aside meanwhile."""


class Overtaken(RuntimeError):
    """Somebody else has changed the same part meanwhile; ``theirs`` is what they wrote."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__("The same part was changed meanwhile.")
        self.theirs = theirs


class Faulty(RuntimeError):
    """Errors of the check keep a scenario from being approved; ``number`` of them."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} errors")
        self.number = number


def rewrite(
    draft: ScenarioVersion,
    change: Callable[[Tree], Tree],
    *,
    deed: str,
    facts: Mapping[str, Any],
    by: Account | None,
    at: datetime,
) -> ScenarioVersion:
    """Change the tree of a draft as it is now; whoever was quicker is not written over, the change is made anew.

    Raises
    ------
    NoDraft
        If it is a draft no longer.
    Unread
        If what comes out is no scenario (``bridge.definition``); nothing is written.
    """
    for _ in range(TRIES):
        now = ScenarioVersion.objects.select_related("scenario__organisation").get(pk=draft.pk)
        if now.state != VersionState.DRAFT:
            raise NoDraft(now.version)
        definition = define(change(now.tree))
        if definition.digest == now.digest:
            return now
        if _written(now, definition, deed=deed, facts=facts, by=by, at=at):
            return ScenarioVersion.objects.get(pk=draft.pk)
    raise Overtaken({})


def _written(
    now: ScenarioVersion,
    definition: Definition,
    *,
    deed: str,
    facts: Mapping[str, Any],
    by: Account | None,
    at: datetime,
) -> bool:
    """Write what was made of ``now``, unless that has become something else meanwhile."""
    with transaction.atomic():
        kept = ScenarioVersion.objects.filter(pk=now.pk, revision=now.revision, state=VersionState.DRAFT)
        changed = kept.update(tree=definition.tree, digest=definition.digest, revision=F("revision") + 1)
        if not changed:
            return False
        drop_unnamed(now, definition.tree)
        title = definition.scenario.title[definition.scenario.language][:200]
        if now.scenario.title != title:
            now.scenario.title = title
            now.scenario.save(update_fields=["title"])
        record(now.scenario.organisation, deed, now.scenario, by=by, at=at, facts=dict(facts))
    return True


def drop_unnamed(version: ScenarioVersion, tree: Tree) -> None:
    """Let the bytes of attachments go that neither the tree names nor an exercise that plays this version."""
    kept = Attachment.objects.filter(version=version)
    if kept.exists():
        played = Exercise.objects.filter(version=version).values_list("tree", flat=True)
        named = {key for each in (tree, *played) for key in attachments_named(each)}
        kept.exclude(key__in=named).delete()


def attachments_named(tree: Mapping[str, Any]) -> set[str]:
    """The keys of the attachments that the injects of a canonical tree carry."""
    injects = [part for _, siblings in lists_of(tree, "inject") for part in siblings]
    return {part["attachment"]["key"] for part in injects if part.get("attachment")}


def write_part(
    draft: ScenarioVersion,
    kind: str,
    key: str,
    part: Mapping[str, Any],
    *,
    seen: str,
    above: str = "",
    by: Account | None,
    at: datetime,
) -> ScenarioVersion:
    """Put one part. ``seen`` is the mark of the part that the writer had before their eyes (``editing.mark_of``).

    Raises
    ------
    Overtaken
        If that part has been changed since; other parts may have been, nothing of them is lost.
    NotThere
        If it has been removed since (``bridge.editing``).
    """

    def change(tree: Tree) -> Tree:
        theirs = part_at(tree, kind, key)
        if mark_of(theirs) != seen:
            raise Overtaken(theirs)
        return put(tree, kind, key, part, above)

    facts = {"part": key if key else kind}
    return rewrite(draft, change, deed="scenario.part_written", facts=facts, by=by, at=at)


def begin_draft(scenario: Scenario, *, by: Account | None, at: datetime) -> ScenarioVersion:
    """The draft of a scenario: the one that is being written, or a new one from its newest version."""
    existing = draft_of(scenario)
    if existing is not None:
        return existing
    kept = versions_of(scenario)
    last = kept[0]
    number = free_number(last.version, set(kept.values_list("version", flat=True)))
    definition = define({**last.tree, "version": number})
    try:
        with transaction.atomic():
            draft = ScenarioVersion.objects.create(
                scenario=scenario,
                version=number,
                tree=definition.tree,
                digest=definition.digest,
                source=Source.HERE,
                made_at=at,
                made_by=by,
            )
            attached = Attachment.objects.filter(version=last)
            for each in attached:
                each.pk, each.version = None, draft
            Attachment.objects.bulk_create(attached)
            record(
                scenario.organisation, "scenario.drafted", scenario, by=by, at=at, facts={"version": draft.version}
            )
    except IntegrityError:
        # Somebody else began one at the same moment: both write in theirs.
        existing = draft_of(scenario)
        if existing is None:
            raise
        return existing
    return draft


def begin_scenario(
    organisation: Organisation, head: Mapping[str, Any], language: str, *, by: Account | None, at: datetime
) -> ScenarioVersion:
    """A new scenario with nothing in it but its head."""
    identity = str(uuid4())
    tree = {
        "lamplighter": "scenario/1",
        "id": identity,
        "slug": f"scenario-{identity[:8]}",
        "version": "1.0.0",
        "language": language,
        **head,
    }
    return keep_version(organisation, tree, source=Source.HERE, by=by, at=at)[0]


def copy_scenario(scenario: Scenario, title: str, *, by: Account | None, at: datetime) -> ScenarioVersion:
    """A scenario of its own with the content of the newest version of another, and where it came from."""
    last = versions_of(scenario)[0]
    identity = str(uuid4())
    texts = {language: {p: t for p, t in said.items() if p != "title"} for language, said in texts_in(last.tree)}
    tree = {**last.tree, "id": identity, "slug": f"scenario-{identity[:8]}", "version": "1.0.0", "title": title}
    if texts:
        tree["texts"] = texts
    attached = {each.key: (each.name, each.media_type, bytes(each.content)) for each in last.attachments.all()}
    with transaction.atomic():
        made, _ = keep_version(scenario.organisation, tree, source=Source.COPY, attached=attached, by=by, at=at)
        made.scenario.copied_from = scenario
        made.scenario.save(update_fields=["copied_from"])
    return made


def texts_in(tree: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, str]]]:
    """The translations of a tree, language by language."""
    return dict(tree.get("texts") or {}).items()


def approve(draft: ScenarioVersion, *, revision: int, by: Account, at: datetime) -> ScenarioVersion:
    """Approve a draft as its reader saw it; warnings stay as they are.

    Raises
    ------
    Faulty
        If the check finds errors.
    NoDraft
        If it is a draft no longer.
    Overtaken
        If somebody has written in it since.
    """
    if draft.state != VersionState.DRAFT:
        raise NoDraft(draft.version)
    errors = sum(problem.severity == "error" for problem in define(draft.tree).problems)
    if errors:
        raise Faulty(errors)
    with transaction.atomic():
        kept = ScenarioVersion.objects.filter(pk=draft.pk, revision=revision, state=VersionState.DRAFT)
        if draft.revision != revision or not kept.update(
            state=VersionState.APPROVED, approved_at=at, approved_by=by
        ):
            raise Overtaken({})
        scenario = draft.scenario
        record(scenario.organisation, "scenario.approved", scenario, by=by, at=at, facts={"version": draft.version})
    draft.refresh_from_db()
    return draft
