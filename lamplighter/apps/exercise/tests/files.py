"""Scenario files for tests: a small whole one, and archives and workbooks made on the spot."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from lamplighter.apps.exercise.imports.imported import Imported, imported_bytes

SMALL = Path(__file__).with_name("small-dark.yaml")
LIBRARY = Path(__file__).parents[1] / "data" / "scenarios"
MAIL = "2790bd39-37d4-4e39-be7e-53f3ca783f86"


def small() -> Imported:
    return imported_bytes(SMALL.read_bytes(), SMALL.name)


def whole_scenarios() -> list[Path]:
    """The folders of the scenarios that come with the product."""
    return sorted(path.parent for path in LIBRARY.glob("*/scenario.yaml"))


def zipped(*files: tuple[str, str, bytes]) -> bytes:
    """An archive of files, each a name, a comment and its bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, comment, content in files:
            info = ZipInfo(name)
            info.comment = comment.encode()
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, content)
    return made.getvalue()


def openaev(comment: str = "Scenario", prefix: str = "scenario_", **parts: Any) -> bytes:
    """An archive of OpenAEV with one mail to everybody, unless other parts are given."""
    told = {f"{prefix}information": {f"{prefix}id": "7", f"{prefix}name": "Power cut"}}
    told |= {f"{prefix}{name}": part for name, part in ({"injects": [mail()]} | parts).items()}
    return zipped(("anything.json", comment, json.dumps(told).encode()))


def mail(
    title: str = "The lights are out", seconds: Any = 600, contract: str = MAIL, **more: Any
) -> dict[str, Any]:
    """An inject of OpenAEV."""
    inject = {
        "inject_id": title,
        "inject_title": title,
        "inject_enabled": True,
        "inject_all_teams": True,
        "inject_depends_duration": seconds,
        "inject_content": {"subject": title, "body": "<p>Dark.</p>"},
        "inject_injector_contract": {
            "injector_contract_id": contract,
            "injector_contract_labels": {"en": "A label"},
        },
    }
    return inject | more


def workbook(*rows: Sequence[Any], sheet: str = "Chronogram") -> bytes:
    """A workbook of one sheet; texts are texts, whatever they look like."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = page.cell(line, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    made = BytesIO()
    book.save(made)
    return made.getvalue()
