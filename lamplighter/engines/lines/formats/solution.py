"""Rosters as JSON: ``{person: [shift or null for each day]}``, read against the grid they are for."""

import json
from typing import Any

from lamplighter.engines.lines.formats.complaints import Complaints, Malformed, Source
from lamplighter.engines.lines.model import OFF, Grid, Lines


def read(source: Source, grid: Grid) -> Lines:
    """The lines that the file holds, one for each person of ``grid``.

    Raises
    ------
    Malformed
        With every complaint: no JSON, a person unknown or missing or named twice, a line that is not as long as
        the period, a shift that the grid does not have. Whether rules are kept is not asked here.
    """
    wrong = Complaints(source.name)
    text = wrong.text_of(source.content)
    twice: list[str] = []

    def as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    try:
        told = json.loads(text, object_pairs_hook=as_dict)
    except json.JSONDecodeError as error:
        wrong.add(error.lineno, "file", text[error.pos : error.pos + 20] or "the end", "json")
        raise Malformed(wrong.found) from error
    except (RecursionError, ValueError) as error:
        wrong.add(None, "file", text[:20], "json")
        raise Malformed(wrong.found) from error
    if not isinstance(told, dict):
        wrong.add(None, "file", text[:20], "pair", form='{"person": ["shift", null, …]}')
        raise Malformed(wrong.found)
    for name in twice:
        wrong.add(None, "person", name, "once_only")
    people = {person.key for person in grid.people}
    for name in told:
        if name not in people:
            wrong.add(None, "person", name, "person")
    lines = {person.key: _line(person.key, told.get(person.key), grid, wrong) for person in grid.people}
    wrong.done()
    return lines


def _line(key: str, told: object, grid: Grid, wrong: Complaints) -> tuple[str, ...]:
    """One person's line."""
    if not isinstance(told, list) or len(told) != grid.days:
        found = "nothing" if told is None else f"{len(told)} days" if isinstance(told, list) else json.dumps(told)
        wrong.add(None, key, found, "days", count=grid.days)
        return ()
    for day, shift in enumerate(told):
        if shift not in (None, OFF) and (not isinstance(shift, str) or shift not in grid.shift_numbers):
            wrong.add(None, f"{key}, day {day}", json.dumps(shift, ensure_ascii=False), "shift")
    return tuple(shift or OFF if isinstance(shift, str) else OFF for shift in told)


def write(lines: Lines) -> str:
    """The roster as JSON, a line of text for each person; the same lines give the same text."""
    rows = (
        f"  {json.dumps(key, ensure_ascii=False)}: "
        + json.dumps([shift or None for shift in line], ensure_ascii=False)
        for key, line in lines.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"
