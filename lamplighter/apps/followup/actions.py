"""Deeds about findings and the actions that answer them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.followup.models import Action, Completion, Finding, Verification
from lamplighter.apps.journal.actions import record


class AlreadyDone(ValueError):
    """Somebody else was quicker: the action is done already, or open again already."""


def open_finding(
    organisation: Organisation,
    code: str,
    fingerprint: str,
    facts: Mapping[str, Any],
    *,
    by: Account | None,
    at: datetime,
) -> Finding:
    """The open finding with this fingerprint; made if there is none, so raising it twice is raising it once."""
    known = Finding.objects.filter(organisation=organisation, fingerprint=fingerprint, closed_at=None).first()
    if known:
        return known
    try:
        with transaction.atomic():
            finding = Finding.objects.create(
                organisation=organisation, code=code, fingerprint=fingerprint, facts=dict(facts), opened_at=at
            )
            record(organisation, "finding.opened", finding, by=by, at=at, facts={"code": code, **facts})
    except IntegrityError:
        return Finding.objects.get(organisation=organisation, fingerprint=fingerprint, closed_at=None)
    return finding


def close_finding(finding: Finding, *, by: Account | None, at: datetime) -> None:
    """Say that what was found is no longer so. Closing it twice is closing it once."""
    with transaction.atomic():
        if Finding.objects.filter(pk=finding.pk, closed_at=None).update(closed_at=at):
            record(finding.organisation, "finding.closed", finding, by=by, at=at)


def open_action(
    organisation: Organisation,
    title: str,
    *,
    due_on: date,
    by: Account | None,
    at: datetime,
    owner: Account | None = None,
    owner_name: str = "",
    finding: Finding | None = None,
) -> Action:
    """Open an action: what, who, until when."""
    with transaction.atomic():
        action = Action.objects.create(
            organisation=organisation,
            title=title,
            due_on=due_on,
            owner=owner,
            owner_name=owner_name or (str(owner) if owner else ""),
            finding=finding,
            opened_at=at,
            opened_by=by,
        )
        facts = {"title": title, "due_on": due_on, "owner": action.owner_name}
        record(organisation, "action.opened", action, by=by, at=at, facts=facts)
    return action


def change_action(
    action: Action, *, title: str, due_on: date, owner: Account | None, by: Account, at: datetime
) -> None:
    """Change what, who or when."""
    before = {"title": action.title, "due_on": action.due_on, "owner": action.owner_name}
    after = {"title": title, "due_on": due_on, "owner": str(owner) if owner else action.owner_name}
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if not changes:
        return
    action.title, action.due_on, action.owner, action.owner_name = title, due_on, owner, str(after["owner"])
    with transaction.atomic():
        action.save(update_fields=["title", "due_on", "owner", "owner_name"])
        record(action.organisation, "action.changed", action, by=by, at=at, facts={"changes": changes})


def complete(action: Action, evidence: str, *, by: Account, at: datetime) -> Completion:
    """Mark an action as done, with what shows it."""
    try:
        with transaction.atomic():
            done = Completion.objects.create(action=action, done_at=at, done_by=by, evidence=evidence)
            record(action.organisation, "action.done", action, by=by, at=at, facts={"evidence": evidence})
    except IntegrityError as error:
        raise AlreadyDone(f"Action {action.pk} is done already.") from error
    return done


def reopen(action: Action, *, by: Account, at: datetime) -> None:
    """Open an action again; that it was once marked as done stays readable."""
    with transaction.atomic():
        if not Completion.objects.filter(action=action, withdrawn_at=None).update(withdrawn_at=at):
            raise AlreadyDone(f"Action {action.pk} is open already.")
        record(action.organisation, "action.reopened", action, by=by, at=at)


def verify(
    action: Action, *, held: bool, where: str, by: Account | None, at: datetime, evidence: str = ""
) -> Verification:
    """Write down that a finished action was tried again; one that did not hold is open again.

    Parameters
    ----------
    where
        What tried it, in words: the title of an exercise, an audit.
    """
    with transaction.atomic():
        tried = Verification.objects.create(action=action, held=held, where=where, at=at, evidence=evidence)
        facts = {"where": where, "evidence": evidence}
        deed = "action.held" if held else "action.failed"
        record(action.organisation, deed, action, by=by, at=at, facts=facts)
        if not held:
            Completion.objects.filter(action=action, withdrawn_at=None).update(withdrawn_at=at)
    return tried
