"""What a plan would do, as JSON: counts, the first of each kind, what is wrong, and a print of the whole plan."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from lamplighter.apps.register.imports.people import PersonRow
from lamplighter.apps.register.imports.people_plan import PeoplePlan
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.services import ServiceRow
from lamplighter.apps.register.imports.services_plan import ServicesPlan
from lamplighter.apps.register.imports.wrong import Notice, Wrong

FIRST = 50
FIRST_WRONG = 200


def preview_of(
    sheet: Sheet, mapping: dict[str, str], plan: PeoplePlan | ServicesPlan, notices: list[Notice]
) -> dict[str, Any]:
    """Everything that the page and the command say about an import before it happens."""
    is_people = isinstance(plan, PeoplePlan)
    bad_rows = {each.row for each in plan.wrong}
    return {
        "counts": {
            "rows": len(sheet.rows),
            "added": len(plan.added),
            "changed": len(plan.changed),
            "ended": len(plan.ended),
            "unchanged": plan.unchanged,
            "wrong": len(plan.wrong),
            "wrong_rows": len(bad_rows),
            "returned": sum(change.returned for change in plan.changed) if isinstance(plan, PeoplePlan) else 0,
            "titles": sum("title" in change.changes for change in plan.changed) if is_people else 0,
            "systems": len(plan.systems) if isinstance(plan, ServicesPlan) else 0,
            "skills": len(plan.skills) if isinstance(plan, ServicesPlan) else 0,
        },
        "added": [_row(row) for row in plan.added[:FIRST]],
        "changed": [_change(change) for change in plan.changed[:FIRST]],
        "ended": [_ended(each) for each in plan.ended[:FIRST]],
        "systems": plan.systems[:FIRST] if isinstance(plan, ServicesPlan) else [],
        "skills": plan.skills[:FIRST] if isinstance(plan, ServicesPlan) else [],
        "wrong": [each.plain() for each in plan.wrong[:FIRST_WRONG]],
        "kinds_of_wrong": kinds_of_wrong(plan.wrong),
        "notices": [each.plain() for each in notices],
        "not_stored": [
            sheet.column_name(index) for index in range(len(sheet.headers)) if str(index) not in mapping
        ],
        "print": print_of(plan),
    }


def kinds_of_wrong(wrong: Iterable[Wrong]) -> list[dict[str, Any]]:
    """How often each kind of mistake stands in each column."""
    counted = Counter((each.column, each.code) for each in wrong)
    return [{"column": column, "code": code, "times": times} for (column, code), times in counted.most_common(20)]


def print_of(plan: PeoplePlan | ServicesPlan) -> str:
    """The same for every plan that does the same: what was seen is what is done, or nothing is."""
    digest = hashlib.sha256(str(plan.as_of).encode())
    for row in plan.added:
        digest.update(repr(row).encode())
    for change in plan.changed:
        thing = change.person.pk if hasattr(change, "person") else change.service.pk
        digest.update(repr((thing, sorted(change.changes.items()))).encode())
    for each in plan.ended:
        gone: Any = getattr(each, "person", each)
        digest.update(repr(gone.pk).encode())
    if isinstance(plan, ServicesPlan):
        digest.update(repr((plan.systems, plan.skills)).encode())
    return digest.hexdigest()


def _row(row: PersonRow | ServiceRow) -> dict[str, Any]:
    if isinstance(row, PersonRow):
        return {
            "row": row.line,
            "name": row.name,
            "number": row.number or "",
            "unit": row.unit or "",
            "title": row.title or "",
        }
    return {"row": row.line, "name": row.name, "number": row.code or "", "unit": row.unit or "", "title": ""}


def _change(change: Any) -> dict[str, Any]:
    return {
        "row": change.row.line,
        "name": change.row.name,
        "returned": getattr(change, "returned", False) or getattr(change, "reopened", False),
        "changes": [[name, plain(was), plain(said)] for name, (was, said) in change.changes.items()],
    }


def _ended(each: Any) -> dict[str, Any]:
    thing = getattr(each, "person", each)
    return {"name": thing.name, "number": getattr(thing, "number", "") or getattr(thing, "code", "")}


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
