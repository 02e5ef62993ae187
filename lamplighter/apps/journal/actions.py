"""Write lines into an organisation's journal."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from lamplighter.apps.journal.models import Chain, Line

if TYPE_CHECKING:
    from django.db.models import Model

    from lamplighter.apps.cities.models import Account, Organisation

ONE_LOOK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deed:
    """What one line says: the deed's code, the thing it was done to, and whom it concerns."""

    code: str
    subject: "Model | None" = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    person_id: int | None = None


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
    """Append one line; call it inside the transaction that does the deed, so that both happen or neither.

    In ``facts``, ``{"changes": {field: [old, new]}}`` is shown field by field; every other fact can be named in
    the deed's sentence. Numbers with a fraction are kept as text, so that each database gives back what it got.
    """
    (line,) = record_many(organisation, [Deed(deed, subject, facts or {}, person_id)], by=by, at=at)
    return line


def record_many(
    organisation: "Organisation", deeds: Iterable[Deed], *, by: "Account | None", at: datetime
) -> list[Line]:
    """Append a line for each deed, in this order; much faster than one by one."""
    with transaction.atomic():
        chain = locked_chain(organisation)
        lines = []
        for deed in deeds:
            line = line_of(organisation, deed, by=by, at=at)
            chain.number, chain.hash = line.seal(chain.number, chain.hash)
            lines.append(line)
        if lines:
            Line.objects.append(lines)
            chain.save(update_fields=["number", "hash"])
    return lines


def record_sight(
    organisation: "Organisation",
    deed: str,
    subject: "Model | None" = None,
    *,
    by: "Account",
    at: datetime,
    person_id: int | None = None,
) -> None:
    """Write that somebody looked at something private; who looks again within the hour is not written twice."""
    earlier = Line.objects.filter(
        organisation=organisation,
        subject_type=subject._meta.model_name if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        deed=deed,
        by=by,
        at__gt=at - ONE_LOOK,
        at__lte=at,
    )
    if not earlier.exists():
        record(organisation, deed, subject, by=by, at=at, person_id=person_id)


def locked_chain(organisation: "Organisation") -> Chain:
    """The organisation's chain, held until the transaction ends; made if this is the first line ever."""
    held = Chain.objects.select_for_update()
    chain = held.filter(pk=organisation.pk).first()
    if chain is None:
        Chain.objects.get_or_create(organisation=organisation)
        chain = held.get(pk=organisation.pk)
    return chain


def line_of(organisation: "Organisation", deed: Deed, *, by: "Account | None", at: datetime) -> Line:
    """The line that says it, not yet in its place in the chain."""
    subject = deed.subject
    return Line(
        organisation=organisation,
        at=at,
        by=by,
        by_name=str(by)[:120] if by else "Lamplighter",
        deed=deed.code,
        subject_type=subject._meta.model_name or "" if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=str(subject)[:200] if subject is not None else "",
        person_id=deed.person_id,
        facts=plain(deed.facts),
    )


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as any database gives them back."""
    text = json.dumps(dict(facts), cls=DjangoJSONEncoder)
    return json.loads(text, parse_float=str, parse_constant=refuse_constant)


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a fact that a journal can keep.")
