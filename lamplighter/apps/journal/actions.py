"""Write a line into an organisation's journal."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from lamplighter.apps.journal.models import Chain, Line

if TYPE_CHECKING:
    from django.db.models import Model

    from lamplighter.apps.cities.models import Account, Organisation


def record(
    organisation: "Organisation",
    deed: str,
    subject: "Model | None" = None,
    *,
    by: "Account | None",
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    person_id: int | None = None,
) -> Line:
    """Append one line; call it inside the transaction that does the deed, so that both happen or neither."""
    plain = json.loads(json.dumps(dict(facts or {}), cls=DjangoJSONEncoder))
    with transaction.atomic():
        Chain.objects.get_or_create(organisation=organisation)
        chain = Chain.objects.select_for_update().get(organisation=organisation)
        line = Line(
            organisation=organisation,
            number=chain.number + 1,
            at=at,
            by=by,
            by_name=str(by) if by else "Lamplighter",
            deed=deed,
            subject_type=subject._meta.model_name or "" if subject else "",
            subject_id=str(subject.pk) if subject else "",
            subject_name=str(subject)[:200] if subject else "",
            person_id=person_id,
            facts=plain,
            before=chain.hash,
        )
        line.hash = line.digest()
        line.save()
        chain.number, chain.hash = line.number, line.hash
        chain.save()
    return line
