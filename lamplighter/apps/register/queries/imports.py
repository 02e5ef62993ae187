"""Spreadsheets on their way in: which a reader may see, how far each is, and how columns were read before."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.models import ColumnMapping, Import
from lamplighter.apps.work.models import JobState

# Besides bringing in spreadsheets at all, what somebody must be allowed for each kind.
NEEDED = {ImportKind.PEOPLE: Sight.PEOPLE, ImportKind.SERVICES: Sight.SERVICES_EDIT}


def kinds_open_to(account: Account, organisation: Organisation) -> list[ImportKind]:
    """The kinds of spreadsheet that ``account`` may bring in here."""
    if not may(account, organisation, Sight.IMPORT):
        return []
    return [kind for kind, sight in NEEDED.items() if may(account, organisation, sight)]


def imports_visible_to(account: Account, organisation: Organisation) -> QuerySet[Import]:
    """Imports of the kinds open to ``account``; those of a file with pay only for who may see pay. One query."""
    found = Import.objects.filter(organisation=organisation, kind__in=kinds_open_to(account, organisation))
    if not may(account, organisation, Sight.PAY):
        found = found.filter(Q(options__pay=False) | Q(kind=ImportKind.SERVICES))
    return found.select_related("organisation", "made_by", "job").order_by("-made_at", "-pk")


def bringing_in(organisation: Organisation) -> QuerySet[Import]:
    """Imports that were confirmed and are being written now, or soon."""
    under_way = Q(job__state__in=[JobState.WAITING, JobState.RUNNING], job__kind="register.bring_in")
    return Import.objects.filter(under_way, organisation=organisation, outcome__isnull=True)


class Remembered(NamedTuple):
    """How a file with the same headers was read the last time; both empty if there was none."""

    columns: dict[str, str]
    options: dict[str, str]


def remembered(organisation: Organisation, kind: str, headers_hash: str) -> Remembered:
    """How these headers were read the last time."""
    found = ColumnMapping.objects.filter(organisation=organisation, kind=kind, headers_hash=headers_hash).first()
    if found is None:
        return Remembered({}, {})
    return Remembered(dict(found.mapping["columns"]), dict(found.mapping.get("options", {})))


def confirmed_later(organisation: Organisation, kind: str, as_of: date) -> date | None:
    """The day of a list of this kind that was brought in and is as of a later day, or None."""
    done = Import.objects.filter(organisation=organisation, kind=kind, outcome__isnull=False, as_of__gt=as_of)
    return done.order_by("-as_of").values_list("as_of", flat=True).first()


def same_file(import_: Import) -> Import | None:
    """The last import of exactly this file that was brought in, or None."""
    done = Import.objects.filter(
        organisation=import_.organisation, kind=import_.kind, sha256=import_.sha256, outcome__isnull=False
    )
    return done.exclude(pk=import_.pk).order_by("-confirmed_at").first()


def state_of(import_: Import) -> str:
    """How far it is: columns, previewing, previewed, failed, bringing_in, done, dropped."""
    job = import_.job
    running = job is not None and not job.is_over
    if import_.dropped_at is not None:
        return "dropped"
    if import_.outcome is not None:
        return "done"
    if running:
        return "bringing_in" if import_.confirmed_at is not None else "previewing"
    if job is not None and job.state != JobState.DONE:
        return "failed"
    return "previewed" if import_.preview is not None else "columns"
