"""The first two pages of a report on paper: enough for whoever reads no further."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.report import FOUND
from lamplighter.apps.exercise.queries.evaluation import sign_offs
from lamplighter.apps.exercise.views.front import DARK, Front, Improvement
from lamplighter.apps.exercise.views.reporting import aside
from lamplighter.web.paper import Block, Heading, Paragraph, Table
from lamplighter.web.templatetags.words import day, duration, moment, num

# So many rows of a table stand on the first pages; all of them stand behind.
SHOWN = 12


def front_blocks(exercise: Exercise, front: Front, texts: Sequence[dict[str, Any]]) -> list[Block]:
    """What happened, was decided and was dark, the marks, what is done about it; ``texts`` are what people wrote."""
    return [
        *text_blocks(texts[:1]),
        *_happened(exercise, front),
        *_decided(front),
        *_dark(front),
        *_marks(front),
        *_improvements(front),
        *text_blocks(texts[1:]),
    ]


def text_blocks(parts: Sequence[dict[str, Any]]) -> list[Block]:
    """Parts that people wrote, each line from its own side."""
    blocks: list[Block] = []
    for part in parts:
        if part["text"]:
            words = "\n".join(aside(line) for line in part["text"].text.splitlines())
            blocks += [Heading(str(part["heading"])), Paragraph(words)]
    return blocks


def dark_table(front: Front) -> Table:
    """Every time a service stopped."""
    head = (_("Service"), _("Residents"), _("Stopped"), _("Too long from"), _("Works again"))
    rows = tuple((row.name, row.residents or "–", row.fell, row.past or "–", row.back) for row in front.dark)
    return Table(head, rows, _("What was dark, and for whom"))


def _happened(exercise: Exercise, front: Front) -> list[Block]:
    signed = [
        _("Agreed by %(who)s on %(moment)s.") % {"who": aside(str(one.account)), "moment": moment(one.at)}
        for one in sign_offs(exercise)
    ]
    agreed = " ".join(signed) or _("Nobody has agreed to this report yet. Marks and texts may still change.")
    rows = (
        (_("In the story"), front.told),
        (_("Mark of the whole"), f"{front.mark or _('no mark')}; {front.rests_on}"),
        *((figure.label, figure.value) for figure in front.figures),
    )
    heading = _("What happened")
    return [Paragraph(agreed, quiet=True), Heading(heading), Table((_("What"), _("How it was")), rows, heading)]


def _decided(front: Front) -> list[Block]:
    heading = _("What was decided, and when")
    head = (_("Question"), _("Decided"), _("In the story"), _("Time on the wall"))
    rows = tuple(
        (
            row.question,
            aside(row.taken) or _("nobody decided"),
            row.decided or "–",
            duration(row.report.minutes) or "–",
        )
        for row in front.decisions
    )
    return [Heading(heading), *_shown(Table(head, rows, heading), _("No decision was opened."))]


def _dark(front: Front) -> list[Block]:
    table = dark_table(front)
    return [Heading(table.caption), *_shown(table, _("No service stopped."), DARK)]


def _marks(front: Front) -> list[Block]:
    rows = tuple((row.text, row.mark or _("nobody looked at it")) for row in front.objectives)
    heading = _("Marks")
    return [
        Heading(heading),
        *_shown(Table((_("Objective"), _("Mark")), rows, heading), _("There is no objective.")),
    ]


def _improvements(front: Front) -> list[Block]:
    """What is answered by actions, row by row; then the rest, one row for each sort of thing."""
    heading = _("What to improve, and what is done about it")
    answered = [row for row in front.improvements if row.promises]
    rest: dict[str, list[str]] = {}
    for row in front.improvements:
        if not row.promises:
            rest.setdefault(row.code, []).append(aside(row.area["subject"]))
    rows = [
        *((str(FOUND[row.code]), aside(row.area["subject"]), _promises(row)) for row in answered),
        *((str(FOUND[code]), "; ".join(subjects), _("No action yet")) for code, subjects in rest.items()),
    ]
    head = (_("What was found"), _("Of what"), _("What is done"))
    nothing = _("Neither the log nor an evaluator shows anything.")
    return [Heading(heading), *_shown(Table(head, tuple(rows), heading), nothing)]


def _promises(row: Improvement) -> str:
    """Who does what until when, one action after another."""
    return "; ".join(
        # Translators: An action in a table on paper: what, who, until when, how it stands (done, late, open).
        _("%(what)s – %(who)s, until %(day)s (%(state)s)")
        % {"what": one.title, "who": one.who, "day": day(one.action.due_on), "state": one.state}
        for one in row.promises
    )


def _shown(table: Table, nothing: str, most: int = SHOWN) -> list[Block]:
    """The first rows of a table, how many more there are, or that there is nothing."""
    if not table.rows:
        return [Paragraph(nothing)]
    rest = len(table.rows) - most
    if rest <= 0:
        return [table]
    more = ngettext("%(count)s more stands in the details.", "%(count)s more stand in the details.", rest)
    return [
        Table(table.head, table.rows[:most], table.caption),
        Paragraph(more % {"count": num(rest)}, quiet=True),
    ]
