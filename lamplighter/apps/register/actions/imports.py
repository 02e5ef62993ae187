"""An import, step by step: the file is taken in, its columns get meanings, it is previewed, confirmed or dropped."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.import_people import write_people
from lamplighter.apps.register.actions.import_services import write_services
from lamplighter.apps.register.actions.inserting import uncollected
from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.imports.columns import guess, lacking, period_of
from lamplighter.apps.register.imports.people_plan import PeoplePlan
from lamplighter.apps.register.imports.preparing import Prepared, Tell, Wanted, prepare, silent
from lamplighter.apps.register.imports.reading import Sheet, read
from lamplighter.apps.register.imports.targets import PAY_TARGETS, PRIVATE_TARGETS
from lamplighter.apps.register.models import ColumnMapping, Import, ImportFile
from lamplighter.apps.register.queries.imports import bringing_in, confirmed_later, remembered
from lamplighter.apps.register.queries.standing import Standing
from lamplighter.apps.register.queries.standing_services import ServicesStanding
from lamplighter.apps.work.actions import ask, cancel
from lamplighter.apps.work.models import Job

PRIVATE = frozenset(target for targets in PRIVATE_TARGETS.values() for target in targets)
# Files that nobody confirmed or dropped hold a whole payroll; they are not kept for longer.
KEPT = timedelta(days=7)


class NotNow(RuntimeError):
    """The import cannot take this step; ``code`` says why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def open_import(
    organisation: Organisation,
    kind: str,
    name: str,
    content: bytes,
    *,
    as_of: date,
    sees_pay: bool,
    by: Account | None,
    at: datetime,
    sheet: str = "",
) -> Import:
    """Take a file in: its columns guessed, or as they were last time; raises Unusable if it cannot be read."""
    found = read(content, sheet=sheet)
    mapping, options = _as_last_time(organisation, kind, found, sees_pay=sees_pay)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        drop_forgotten(organisation, at=at)
        file = ImportFile.objects.create(organisation=organisation, name=name[:200], sha256=sha256, content=content)
        return Import.objects.create(
            organisation=organisation,
            kind=kind,
            file=file,
            file_name=name[:200],
            sha256=sha256,
            made_by=by,
            made_at=at,
            as_of=as_of,
            sheet=found.sheet,
            mapping=mapping,
            options=about(found) | {"pay": sees_pay, "complete": kind == ImportKind.PEOPLE} | options,
        )


def about(sheet: Sheet) -> dict[str, Any]:
    """What the page says of a file without opening it again."""
    indexes = range(len(sheet.headers))
    return {
        "headers": [sheet.column_name(index) for index in indexes],
        "samples": [sheet.samples(index) for index in indexes],
        "headers_hash": sheet.headers_hash(),
        "rows": len(sheet.rows),
        "sheets": list(sheet.sheets),
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
    }


def choose_sheet(import_: Import, sheet: str, *, by: Account | None, at: datetime) -> Import:
    """Read another sheet of the workbook; its columns are guessed anew. Raises Unusable if it is no table."""
    file = ImportFile.objects.filter(pk=import_.file_id or 0).first()
    if file is None:
        raise NotNow("over")
    found = read(bytes(file.content), sheet=sheet)
    sees_pay = bool(import_.options.get("pay"))
    mapping, options = _as_last_time(import_.organisation, import_.kind, found, sees_pay=sees_pay)
    with transaction.atomic():
        fresh = _open_one(import_)
        _stop_job(fresh, by=by, at=at)
        fresh.sheet, fresh.preview, fresh.job, fresh.confirmed_at = found.sheet, None, None, None
        fresh.mapping = mapping
        fresh.options = fresh.options | about(found) | options
        fresh.save()
    return fresh


@transaction.atomic
def ask_preview(
    import_: Import, mapping: Mapping[str, str], *, as_of: date, by: Account | None, at: datetime, **options: Any
) -> Import:
    """The columns' meanings are settled and remembered; what they would change is worked out in the background."""
    fresh = _open_one(import_)
    problems = lacking(mapping, fresh.kind)
    if problems:
        code, target = problems[0]
        raise NotNow(code, target=target)
    _stop_job(fresh, by=by, at=at)
    fresh.mapping, fresh.as_of = dict(mapping), as_of
    fresh.options = fresh.options | options
    fresh.preview = fresh.confirmed_at = None
    fresh.job = ask(fresh.organisation, "register.preview", {"import": fresh.pk}, by=by, at=at)
    fresh.save()
    _remember(fresh, at=at)
    return fresh


@transaction.atomic
def confirm(import_: Import, *, leave_out: bool, by: Account | None, at: datetime) -> Import:
    """Bring in what the preview shows, in the background; ``leave_out``: without the rows that have mistakes."""
    Organisation.objects.select_for_update(no_key=True).get(pk=import_.organisation_id)
    fresh = _open_one(import_)
    if fresh.preview is None:
        raise NotNow("no_preview")
    if fresh.preview["counts"]["wrong"] and not leave_out:
        raise NotNow("has_mistakes", rows=fresh.preview["counts"]["wrong_rows"])
    if other := bringing_in(fresh.organisation).exclude(pk=fresh.pk).first():
        raise NotNow("another", file=other.file_name)
    fresh.confirmed_at = at
    fresh.options = fresh.options | {"leave_out": leave_out}
    fresh.job = ask(fresh.organisation, "register.bring_in", {"import": fresh.pk}, by=by, at=at)
    fresh.save()
    return fresh


@transaction.atomic
def drop(import_: Import, *, by: Account | None, at: datetime) -> Import:
    """Nothing of it is brought in, and the file is taken out."""
    fresh = _open_one(import_)
    _stop_job(fresh, by=by, at=at)
    fresh.dropped_at = at
    _forget_file(fresh)
    return fresh


def drop_forgotten(organisation: Organisation, *, at: datetime) -> None:
    """Take out the files of imports that nobody has finished within a week."""
    old = Import.objects.filter(
        organisation=organisation, made_at__lt=at - KEPT, outcome__isnull=True, dropped_at=None
    )
    for import_ in old.exclude(pk__in=bringing_in(organisation).values("pk")):
        import_.dropped_at = at
        _forget_file(import_)


def wanted_by(import_: Import) -> Wanted:
    """How this import's file is to be taken in."""
    options = import_.options
    return Wanted(
        kind=import_.kind,
        mapping=import_.mapping,
        as_of=import_.as_of,
        sheet=import_.sheet,
        complete=bool(options.get("complete")),
        day_order=options.get("day_order", ""),
        pay_period=options.get("pay_period", ""),
    )


def preview_import(import_: Import, content: bytes, *, tell: Tell = silent) -> dict[str, Any]:
    """What the import would change, for its page; saves nothing."""
    with uncollected():
        found = prepare(import_.organisation, content, wanted_by(import_), tell=tell)
    later = confirmed_later(import_.organisation, import_.kind, import_.as_of)
    if later is not None:
        found.preview["notices"].append({"code": "later_import", "facts": {"day": later.isoformat()}})
    return found.preview


def bring_in(
    import_: Import, sheet: Sheet, *, seen: str, by: Account | None, at: datetime, tell: Tell = silent
) -> dict[str, int]:
    """Write everything, in the caller's transaction, if it is still what was ``seen``; gives the counts.

    Raises
    ------
    NotNow
        If the register has changed since the preview, so that something else would happen than was confirmed.
    """
    city = Organisation.objects.select_for_update(no_key=True).get(pk=import_.organisation_id)
    with uncollected():
        found = prepare(city, sheet, wanted_by(import_), locked=True, tell=tell)
        if found.preview["print"] != seen:
            raise NotNow("changed_since")
        _write(city, found, file=import_.file_name, by=by, at=at)
    counts = found.preview["counts"]
    import_.outcome = {"counts": counts}
    import_.preview = None
    _forget_file(import_)
    told = {name: counts[name] for name in ("added", "changed", "ended", "unchanged", "wrong_rows")}
    facts = {**told, "sha256": import_.sha256, "as_of": import_.as_of, "kind": import_.kind}
    record(city, "import.confirmed", import_, by=by, at=at, facts=facts)
    return counts


def _as_last_time(
    organisation: Organisation, kind: str, sheet: Sheet, *, sees_pay: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """What the columns mean and how they are to be read, as last time or else as it looks."""
    last = remembered(organisation, kind, sheet.headers_hash())
    without = () if sees_pay else PAY_TARGETS | PRIVATE
    found = last.columns or guess(sheet, kind)
    mapping = {index: target for index, target in found.items() if target not in without}
    return mapping, {"pay_period": period_of(sheet, mapping)} | last.options


def _remember(import_: Import, *, at: datetime) -> None:
    """For the next file with these headers. Who may not see pay does not undo what was said about its columns."""
    columns = dict(import_.mapping)
    options = {name: import_.options[name] for name in ("pay_period", "day_order") if import_.options.get(name)}
    if not import_.options.get("pay"):
        last = remembered(import_.organisation, import_.kind, import_.options["headers_hash"])
        hidden = PAY_TARGETS | PRIVATE
        columns |= {index: target for index, target in last.columns.items() if target in hidden}
        options = {name: it for name, it in last.options.items() if name == "pay_period"} | options
    ColumnMapping.objects.update_or_create(
        organisation=import_.organisation,
        kind=import_.kind,
        headers_hash=import_.options["headers_hash"],
        defaults={"mapping": {"columns": columns, "options": options}, "used_at": at},
    )


def _write(city: Organisation, found: Prepared, *, file: str, by: Account | None, at: datetime) -> None:
    if isinstance(found.plan, PeoplePlan) and isinstance(found.now, Standing):
        write_people(city, found.plan, found.now, file=file, by=by, at=at)
    elif not isinstance(found.plan, PeoplePlan) and isinstance(found.now, ServicesStanding):
        write_services(city, found.plan, found.now, file=file, by=by, at=at)


def _open_one(import_: Import) -> Import:
    """The import under a lock, if it is neither finished nor being brought in."""
    fresh = Import.objects.select_for_update(of=("self",)).select_related("organisation", "job").get(pk=import_.pk)
    if fresh.outcome is not None or fresh.dropped_at is not None or fresh.file_id is None:
        raise NotNow("over")
    if fresh.confirmed_at is not None and fresh.job is not None and not fresh.job.is_over:
        raise NotNow("under_way")
    return fresh


def _stop_job(import_: Import, *, by: Account | None, at: datetime) -> None:
    job: Job | None = import_.job
    if job is not None and not job.is_over:
        cancel(job, by=by, at=at)


def _forget_file(import_: Import) -> None:
    file, import_.file = import_.file, None
    import_.save()
    if file is not None:
        file.delete()
