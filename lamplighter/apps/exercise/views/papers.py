"""Reports to hand out: one description, shown as a page, and written as PDF and as a document to edit."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.views.front import front_of
from lamplighter.apps.exercise.views.paper_details import detail_blocks
from lamplighter.apps.exercise.views.paper_front import front_blocks
from lamplighter.apps.exercise.views.report import found, written
from lamplighter.apps.exercise.views.reporting import Told, aside
from lamplighter.web import docx, pdf
from lamplighter.web.gate import needs
from lamplighter.web.paper import Block, Paper
from lamplighter.web.reader import reader
from lamplighter.web.templatetags.words import digits


@needs(Sight.EXERCISES)
def report_paper(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The report as a page that reads as its files do."""
    exercise = found(request, city, pk)
    return render(request, "exercise/report_paper.html", {"exercise": exercise, "paper": paper_of(exercise)})


@needs(Sight.EXERCISES)
def report_pdf(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The report as a file to print, to send and to keep."""
    exercise = found(request, city, pk)
    return handed_out(pdf.pdf(paper_of(exercise)), pdf.MEDIA_TYPE, f"report-{city.slug}-{exercise.pk}.pdf")


@needs(Sight.EXERCISES)
def report_docx(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The report as a document that word processors open and edit."""
    exercise = found(request, city, pk)
    return handed_out(docx.docx(paper_of(exercise)), docx.MEDIA_TYPE, f"report-{city.slug}-{exercise.pk}.docx")


def handed_out(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file for this reader alone."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def paper_of(exercise: Exercise) -> Paper:
    """The report of an exercise in the reader's language: what is read first, then the details."""
    told = Told(exercise)
    front = front_of(told)
    return paper_about(
        exercise,
        _("Report: %(title)s") % {"title": aside(exercise.title)},
        ", ".join(part for part in (aside(exercise.organisation.name), front.held) if part),
        (*front_blocks(exercise, front, written(exercise)), *detail_blocks(told, front)),
    )


def paper_about(
    exercise: Exercise, title: str, subtitle: str, blocks: Iterable[Block], *, one_page: bool = False
) -> Paper:
    """A paper about an exercise, with its mark, in the language and digits of the reader of this request."""
    return Paper(
        title=title,
        subtitle=subtitle,
        mark=_("EXERCISE – %(title)s") % {"title": aside(exercise.title)},
        language=reader().language,
        blocks=tuple(blocks),
        digits=digits("0123456789"),
        # Translators: At the foot of each page of a file.
        counted=_("Page %(page)s of %(pages)s"),
        one_page=one_page,
    )
