"""Reports to hand out: one description, printed as a page and written as a document to edit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.views.report import found, written
from lamplighter.apps.exercise.views.reporting import DecisionTold, Told
from lamplighter.web.docx import MEDIA_TYPE, docx
from lamplighter.web.gate import needs
from lamplighter.web.paper import Block, Bullets, Heading, Paper, Paragraph, Table
from lamplighter.web.reader import reader
from lamplighter.web.templatetags.words import clock, day_full, duration, num


@needs(Sight.EXERCISES)
def report_paper(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The report as a page to print, which browsers also save as PDF."""
    exercise = found(request, city, pk)
    return render(request, "exercise/report_paper.html", {"exercise": exercise, "paper": paper_of(exercise)})


@needs(Sight.EXERCISES)
def report_docx(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The report as a document that word processors open and edit."""
    exercise = found(request, city, pk)
    answer = HttpResponse(docx(paper_of(exercise)), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="report-{city.slug}-{exercise.pk}.docx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def paper_of(exercise: Exercise) -> Paper:
    """The report of an exercise in the reader's language."""
    told = Told(exercise)
    started = told.report.overview.started_at
    return Paper(
        title=_("Report: %(title)s") % {"title": exercise.title},
        subtitle=", ".join(
            part for part in (exercise.organisation.name, day_full(started) if started else "") if part
        ),
        mark=_("EXERCISE – %(title)s") % {"title": exercise.title},
        language=reader().language,
        blocks=(*_texts(exercise), *_areas(told), *_objectives(told), *_decisions(told), *_numbers(told)),
    )


def _texts(exercise: Exercise) -> list[Block]:
    blocks: list[Block] = []
    for part in written(exercise):
        if part["text"]:
            blocks += [Heading(str(part["heading"])), Paragraph(part["text"].text)]
    return blocks


def _areas(told: Told) -> list[Block]:
    rows = tuple(
        (row["sentence"], str(row["element"]), ", ".join(num(number) for number in row["area"].lines) or "–")
        for row in told.areas
    )
    if not rows:
        return [Heading(_("What to improve")), Paragraph(_("Neither the log nor an evaluator shows anything."))]
    head = (_("What was found"), _("Belongs to"), _("Lines of the log"))
    return [Heading(_("What to improve")), Table(head, rows, _("What to improve"))]


def _objectives(told: Told) -> list[Block]:
    blocks: list[Block] = [Heading(_("Objectives"))]
    for row in told.objectives:
        tasks = tuple((task["text"], str(task["mark"] or _("no mark"))) for task in row.tasks)
        blocks += [
            Heading(row.text, 2),
            Paragraph(str(row.mark or _("nobody looked at it"))),
            Table((_("Task"), _("Mark")), tasks, row.text),
        ]
        for heading, texts in ((_("Strengths"), row.strengths), (_("Areas for improvement"), row.areas)):
            if texts:
                blocks += [Heading(heading, 3), Bullets(texts)]
    return blocks


def _decisions(told: Told) -> list[Block]:
    blocks: list[Block] = [Heading(_("Decisions"))]
    for row in told.decisions:
        blocks += [Heading(row.question, 2), Table((_("What"), _("How it was")), tuple(_facts(row)), row.question)]
    return blocks


def _facts(row: DecisionTold) -> list[tuple[str, str]]:
    facts = [(_("Decided"), row.taken or _("nobody decided"))]
    if row.report.minutes is not None:
        facts.append((_("Time on the wall until it was decided"), duration(row.report.minutes)))
    if row.could_know:
        facts.append((_("Could be known in the story from"), row.could_know))
    if row.decided:
        facts.append((_("Decided in the story at"), row.decided))
    facts += [(_("Answered “%(option)s”") % {"option": option}, num(count)) for option, count in row.spread]
    if row.case:
        facts.append((_("A real case beside it"), row.case))
    return facts


def _numbers(told: Told) -> list[Block]:
    rows = tuple(
        (figure.label, figure.value, ", ".join(num(number) for number in figure.number.lines) or "–")
        for figure in told.figures
    )
    head = (_("What was counted"), _("Number"), _("Lines of the log"))
    lines = tuple(
        (num(row.line.number), clock(row.line.at), row.story, row.sentence)
        for row in told.told(line.number for line in told.report.timeline)
    )
    log = (_("Line"), _("On the wall"), _("In the story"), _("What happened"))
    return [
        Heading(_("Numbers")),
        Paragraph(_("Every number follows from the lines of the log that stand beside it."), quiet=True),
        Table(head, rows, _("Numbers")),
        Heading(_("What happened")),
        Table(log, lines, _("What happened")),
    ]
