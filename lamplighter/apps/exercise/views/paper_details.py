"""What stands behind the first pages of a report on paper: every mark, decision, number and line."""

from dataclasses import replace

from django.utils.translation import gettext as _

from lamplighter.apps.exercise.views.front import Front
from lamplighter.apps.exercise.views.paper_front import DARK, dark_table
from lamplighter.apps.exercise.views.reporting import DecisionTold, Told, aside
from lamplighter.web.numerals import LRI, PDI
from lamplighter.web.paper import Block, Bullets, Heading, Paragraph, Table
from lamplighter.web.templatetags.words import clock, duration, num


def detail_blocks(told: Told, front: Front) -> list[Block]:
    """Objectives with their tasks, decisions with their answers, what was found, numbers, the log; on a new page."""
    return [*_objectives(told), *_decisions(told), *_areas(told), *_dark(front), *_numbers(told), *_log(told)]


def _objectives(told: Told) -> list[Block]:
    blocks: list[Block] = [Heading(_("Details: objectives"), fresh=True)]
    for row in told.objectives:
        tasks = tuple((task["text"], str(task["mark"] or _("no mark"))) for task in row.tasks)
        blocks += [
            Heading(row.text, 2),
            Paragraph(str(row.mark or _("nobody looked at it"))),
            Table((_("Task"), _("Mark")), tasks, row.text),
        ]
        for heading, texts in ((_("Strengths"), row.strengths), (_("Areas for improvement"), row.areas)):
            if texts:
                blocks += [Heading(heading, 3), Bullets(tuple(aside(text) for text in texts))]
    return blocks


def _decisions(told: Told) -> list[Block]:
    blocks: list[Block] = [Heading(_("Details: decisions"))]
    for row in told.decisions:
        blocks += [Heading(row.question, 2), Table((_("What"), _("How it was")), tuple(_facts(row)), row.question)]
    return blocks if told.decisions else []


def _facts(row: DecisionTold) -> list[tuple[str, str]]:
    facts = [(_("Decided"), aside(row.taken) or _("nobody decided"))]
    if row.by:
        facts.append((_("Decided by"), aside(row.by)))
    if row.report.minutes is not None:
        facts.append((_("Time on the wall until it was decided"), duration(row.report.minutes)))
    if row.report.shown_minutes is not None:
        facts.append((_("Of it after the answers were shown"), duration(row.report.shown_minutes)))
    if row.could_know:
        facts.append((_("Could be known in the story from"), row.could_know))
    if row.decided:
        facts.append((_("Decided in the story at"), row.decided))
    facts += [(_("Answered “%(option)s”") % {"option": aside(option)}, num(count)) for option, count in row.spread]
    if row.report.dissent:
        facts.append((_("Answered otherwise than was decided"), num(row.report.dissent)))
    if row.case:
        facts.append((_("A real case beside it"), row.case))
    return facts


def _areas(told: Told) -> list[Block]:
    rows = tuple((row["sentence"], str(row["element"]), _numbered(row["area"].lines)) for row in told.areas)
    heading = _("Details: what to improve")
    head = (_("What was found"), _("Belongs to"), _("Lines of the log"))
    return [Heading(heading), Table(head, rows, heading)] if rows else []


def _dark(front: Front) -> list[Block]:
    """All services that stopped, where the first pages had no room for them."""
    heading = _("Details: what was dark")
    return [Heading(heading), replace(dark_table(front), caption=heading)] if len(front.dark) > DARK else []


def _numbers(told: Told) -> list[Block]:
    rows = tuple((figure.label, figure.value, _numbered(figure.number.lines)) for figure in told.figures)
    head = (_("What was counted"), _("Number"), _("Lines of the log"))
    return [
        Heading(_("Numbers")),
        Paragraph(
            _(
                "Every number follows from lines of the log; each leads to exactly those. Time on the wall is how long"
                " people in the room needed. Time in the story is how late it was there; the two are not the same."
            ),
            quiet=True,
        ),
        Paragraph(
            _(
                "The mark of an objective is the median of its tasks, the worse of two middles. Answers of single"
                " participants stand nowhere: the log says that a seat answered, never what."
            ),
            quiet=True,
        ),
        Table(head, rows, _("Numbers")),
    ]


def _log(told: Told) -> list[Block]:
    lines = tuple(
        (num(row.line.number), clock(row.line.at), row.story, row.sentence)
        for row in told.told(line.number for line in told.report.timeline)
    )
    head = (_("Line"), _("On the wall"), _("In the story"), _("What happened"))
    heading = _("The log, line by line")
    return [Heading(heading), Table(head, lines, heading)]


def _numbered(lines: tuple[int, ...]) -> str:
    """Numbers of lines, neighbours joined: ``3, 5–9``, the lower one on the left in every direction."""
    runs: list[list[int]] = []
    for number in lines:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs) or "–"


def _run(run: list[int]) -> str:
    return num(run[0]) if len(run) == 1 else f"{LRI}{num(run[0])}–{num(run[-1])}{PDI}"
