"""Look at a file with a scenario first: take it in, say what its columns mean, keep it or throw it away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.imports.imported import Imported, told
from lamplighter.apps.exercise.models import ScenarioVersion, Upload

# Nobody looks at a file for longer; what was forgotten is not kept.
KEPT = timedelta(days=7)


def keep_imported(
    organisation: Organisation, found: Imported, *, by: Account | None, at: datetime, file_sha256: str = ""
) -> tuple[ScenarioVersion, bool]:
    """Keep what was read of a file as a draft; whether it was kept already."""
    return keep_version(
        organisation,
        found.tree,
        source=found.format,
        left_out=[told(each) for each in found.left_out],
        attached={each.key: (each.name, each.media_type, each.content) for each in found.attached},
        file_sha256=file_sha256,
        by=by,
        at=at,
    )


@transaction.atomic
def take_in(organisation: Organisation, name: str, content: bytes, *, by: Account | None, at: datetime) -> Upload:
    """Keep the bytes of a file until somebody has looked at what it holds; forgotten files go."""
    Upload.objects.filter(organisation=organisation, made_at__lt=at - KEPT).delete()
    return Upload.objects.create(
        organisation=organisation,
        file_name=name[:200],
        sha256=sha256(content).hexdigest(),
        content=content,
        made_by=by,
        made_at=at,
    )


def choose_columns(upload: Upload, columns: Mapping[str, str]) -> None:
    """What the columns of a chronogram mean: letter → meaning."""
    upload.columns = dict(columns)
    upload.save(update_fields=["columns"])


@transaction.atomic
def keep_upload(
    upload: Upload, found: Imported, *, by: Account | None, at: datetime
) -> tuple[ScenarioVersion, bool]:
    """Keep what was read of it as a draft, and let the file go; whether it was kept already."""
    kept = keep_imported(upload.organisation, found, file_sha256=upload.sha256, by=by, at=at)
    upload.delete()
    return kept


def throw_away(upload: Upload) -> None:
    """Keep nothing of it."""
    upload.delete()
