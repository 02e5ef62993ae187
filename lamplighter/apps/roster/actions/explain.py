"""Have it worked out why nobody is on a duty, and keep the answer beside the hole."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.journal.actions import record
from lamplighter.apps.roster.actions.drafts import Overtaken, open_draft
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.roster.queries.explain import KIND, latest_work_on
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.models import Job


@transaction.atomic
def ask_why_empty(duty: Duty, *, by: Account | None, at: datetime) -> Job:
    """Ask the worker what clashes about an empty duty of a draft. Asking twice is once.

    Raises ``Busy`` while a search fills the draft, and ``Overtaken`` once somebody has the duty or need not have it.
    """
    draft = open_draft(duty.draft)
    if not Duty.objects.filter(pk=duty.pk, person=None, needed=True).exists():
        raise Overtaken(f"Duty {duty.pk} is no hole any more.")
    known = latest_work_on(duty)
    if known and not known.is_over:
        return known
    return ask(draft.pool.organisation, KIND, {"draft": draft.pk, "duty": duty.pk}, by=by, at=at)


def keep_clash(duty: Duty, clash: dict[str, Any], *, by: Account | None, at: datetime) -> None:
    """Keep beside a hole what clashes there. Call it in a transaction."""
    draft = open_draft(duty.draft, revision=clash["revision"], busy_is_wrong=False)
    fresh = Duty.objects.select_related("shift_type").get(pk=duty.pk)
    fresh.reasons = fresh.reasons | {"clash": clash | {"at": at.isoformat()}}
    fresh.save(update_fields=["reasons"])
    facts = {"on": fresh.on, "shift": fresh.shift_type.name, "status": clash["status"]}
    record(draft.pool.organisation, "duty.explained", draft, by=by, at=at, facts=facts)
