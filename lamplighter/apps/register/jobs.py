"""Background work of the register: previewing a spreadsheet, and bringing it in."""

from django.utils.translation import gettext as _

from lamplighter.apps.register.actions.imports import NotNow, bring_in, preview_import
from lamplighter.apps.register.imports.reading import read
from lamplighter.apps.register.imports.wrong import Unusable
from lamplighter.apps.register.models import Import
from lamplighter.apps.register.phrases.imports import UNUSABLE
from lamplighter.apps.work.signals import Running, Unworkable, handler
from lamplighter.web import clock


@handler("register.preview")
def preview(job: Running) -> None:
    """Work out what a file would change, and store that with the import."""
    import_, content = _of(job)
    try:
        found = preview_import(import_, content, tell=lambda phase, done, of: _tell(job, phase, done, of))
    except Unusable as why:
        raise Unworkable(str(UNUSABLE[why.code]).format(**why.facts)) from why
    if job.stop_asked():
        return
    with job.final():
        Import.objects.filter(pk=import_.pk, job_id=job.job_id).update(preview=found)


@handler("register.bring_in")
def bring_in_file(job: Running) -> None:
    """Write a confirmed import, all of it or nothing."""
    import_, content = _of(job)
    seen = (import_.preview or {}).get("print", "")
    _tell(job, "reading", 0, import_.options.get("rows", 0))
    sheet = read(content, sheet=import_.sheet)
    if job.stop_asked():
        return
    _tell(job, "writing", 0, 0)
    try:
        with job.final():
            bring_in(import_, sheet, seen=seen, by=job.asked_by, at=clock.now())
    except NotNow as why:
        raise Unworkable(
            # Translators: why a file was not brought in; shown where somebody confirmed it.
            _("The register has changed since the preview, so nothing was brought in. Look at a new preview.")
        ) from why


def _of(job: Running) -> tuple[Import, bytes]:
    found = Import.objects.select_related("organisation", "file").filter(pk=job.arguments["import"]).first()
    if found is None or found.file is None:
        raise Unworkable(_("The file was taken out meanwhile. Choose it again."))
    return found, bytes(found.file.content)


def _tell(job: Running, phase: str, done: int, of: int) -> None:
    job.report(phase=phase, done=done, of=of)
