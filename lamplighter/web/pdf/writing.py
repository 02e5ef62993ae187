"""Write a paper as a PDF file: set by Typst, which reads one template and two families of letters, and no file else."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lamplighter.web.paper import Block, Paper, Table, clean
from lamplighter.web.reader import RTL

MEDIA_TYPE = "application/pdf"
_HERE = Path(__file__).parent
# Heebo has Hebrew, Vazirmatn the rest; what the first lacks is taken from the second, letter by letter.
_FONTS = {"he": ("Heebo", "Vazirmatn")}
_OTHERS = ("Vazirmatn", "Heebo")
# For the accessible file of ISO 14289-1 every letter must have a shape in the fonts.
_ACCESSIBLE = ["ua-1"]
# A column is as wide as its words up to so many letters; wider ones share what is left, none more than so many times
# as wide as another.
_NARROW, _TIMES = 16, 3


def pdf(paper: Paper) -> bytes:
    """The paper as a file of A4 pages.

    The file is PDF/UA-1: tagged, with its title and language. Should a word hold a letter that no font here has, such
    as an emoji, the file is tagged all the same, but does not call itself PDF/UA. The same paper gives the same bytes.

    Takes some hundredths of a second, without Python's lock: other threads go on.

    Raises
    ------
    ValueError
        If a row of a table has not as many cells as its head.
    """
    inputs = {"paper": json.dumps(_told(paper))}
    try:
        return _set(inputs, _ACCESSIBLE)
    except typst.TypstError:
        return _set(inputs, [])


def _set(inputs: dict[str, str], standards: list[Any]) -> bytes:
    return typst.compile(
        str(_HERE / "paper.typ"),
        root=str(_HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=standards,
    )


@cache
def _fonts() -> typst.Fonts:
    """The letters of this folder alone, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")])


def _told(paper: Paper) -> dict[str, Any]:
    """What the template reads."""
    return _cleaned(
        {
            "title": paper.title,
            "subtitle": paper.subtitle,
            "mark": paper.mark,
            "language": paper.language,
            "rtl": paper.language in RTL,
            "digits": paper.digits,
            "counted": paper.counted,
            "one_page": paper.one_page,
            "fonts": _FONTS.get(paper.language, _OTHERS),
            "blocks": [_block(block) for block in paper.blocks],
        }
    )


def _block(block: Block) -> dict[str, Any]:
    told = {"kind": block.kind, **asdict(block)}
    return told | {"widths": _widths(block)} if isinstance(block, Table) else told


def _widths(table: Table) -> list[float]:
    """For each column its share of the width, or 0 where it is as wide as its words."""
    table.check()
    columns = [[len(cell) for cell in column] for column in zip(table.head, *table.rows, strict=True)]
    wide = [sum(lengths) for lengths in columns if max(lengths) > _NARROW]
    if not wide:
        return [1] * len(columns)
    # Twice the words need less than twice the width: they may also take more lines.
    return [min(_TIMES, (sum(lengths) / min(wide)) ** 0.6) if max(lengths) > _NARROW else 0 for lengths in columns]


def _cleaned(value: Any) -> Any:
    """Without signs that no file may hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value
