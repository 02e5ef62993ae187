"""Files around imports: every mistake as a list to work through, and an example of each kind of spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.imports import wanted_by
from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.imports.preparing import prepare
from lamplighter.apps.register.phrases.imports import EXAMPLES, TARGETS
from lamplighter.apps.register.queries.imports import imports_visible_to
from lamplighter.apps.register.views.import_words import told_wrong
from lamplighter.web.export import safe
from lamplighter.web.gate import needs


@needs(Sight.IMPORT)
def import_mistakes(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """All mistakes of a file, not only the first that its page shows."""
    waiting = imports_visible_to(request.user, city).filter(file__isnull=False).filter(preview__isnull=False)
    found = get_object_or_404(waiting.select_related("file"), pk=pk)
    if found.file is None:
        raise Http404
    plan = prepare(city, bytes(found.file.content), wanted_by(found)).plan
    told = told_wrong([each.plain() for each in plan.wrong], request.sights)
    rows = [[_("Row"), _("Column"), _("Value"), _("What is wrong")]]
    rows += [[str(each.row), each.column, each.value, each.why] for each in told]
    return _file(f"mistakes-{city.slug}-{pk}.csv", rows)


@needs(Sight.IMPORT)
def import_example(request: HttpRequest, city: Organisation, kind: str) -> HttpResponse:
    """An example with the headings of the reader's language, which are understood as they are."""
    if kind not in ImportKind.values:
        raise Http404
    keys = list(dict.fromkeys(key for row in EXAMPLES[kind] for key in row))
    rows = [[str(TARGETS[f"{kind}.{key}"]) for key in keys]]
    rows += [[str(row.get(key, "")) for key in keys] for row in EXAMPLES[kind]]
    return _file(f"example-{kind}.csv", rows)


def _file(name: str, rows: Iterable[list[str]]) -> HttpResponse:
    sheet = StringIO()
    csv.writer(sheet).writerows([_telephone(cell) for cell in row] for row in rows)
    # The mark in front tells spreadsheets that the letters are UTF-8.
    answer = HttpResponse(sheet.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _telephone(cell: str) -> str:
    """Safe for spreadsheets; a number of a telephone stays one."""
    return cell if cell.startswith("+") and cell[1:].replace(" ", "").isdecimal() else safe(cell)
