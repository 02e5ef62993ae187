"""Write a paper as a DOCX file: a ZIP of XML, with styles by name, so that whoever edits it can restyle it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lamplighter.web.docx.parts import content_types, footer, header, numbering, relations, settings, styles
from lamplighter.web.docx.xml import BODY, el, text
from lamplighter.web.paper import Block, Bullets, Heading, Paper, Paragraph, Table
from lamplighter.web.reader import RTL
from lamplighter.web.sides import TURNED

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# ZIP files begin in 1980; the same paper gives the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)
# A4 and its margins, in twentieths of a point.
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "1134", "right": "1134", "bottom": "1134", "left": "1134", "header": "567", "footer": "567"}
_TEXT_WIDTH = 11906 - 2 * 1134
_LANGUAGES = {"he": "he-IL", "fa": "fa-IR", "ar": "ar-SA"}


def docx(paper: Paper) -> bytes:
    """The paper as a file.

    Every paragraph of a right-to-left language says so (``w:bidi``), every run of such letters too (``w:rtl``,
    ``w:lang``), and tables begin at the right (``w:bidiVisual``): word processors guess none of these.

    Raises
    ------
    ValueError
        If a row of a table has not as many cells as its head.
    """
    writer = _Writer(paper.language)
    files = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations("package"),
        "word/_rels/document.xml.rels": relations("document"),
        "word/document.xml": writer.document(paper),
        "word/styles.xml": styles(_LANGUAGES.get(paper.language), rtl=writer.rtl),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/header1.xml": header(writer.paragraph(paper.mark, "Header")),
        "word/footer1.xml": footer(writer.properties("Footer")),
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _STAMP)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


class _Writer:
    """Writes blocks in one language."""

    def __init__(self, language: str) -> None:
        self.language = _LANGUAGES.get(language, "")
        self.rtl = language in RTL
        self.lists = 0

    def document(self, paper: Paper) -> str:
        section = el(
            "w:sectPr",
            el("w:headerReference", type="default", r_id="rId3"),
            el("w:footerReference", type="default", r_id="rId4"),
            el("w:pgSz", **_PAGE),
            el("w:pgMar", **_MARGINS),
            el("w:bidi") if self.rtl else "",
        )
        parts = [self.paragraph(paper.title, "Title"), self.paragraph(paper.subtitle, "Subtitle")]
        parts += [self.block(block) for block in paper.blocks]
        return BODY.format("".join([*parts, section]))

    def block(self, block: Block) -> str:
        match block:
            case Heading(words, level, fresh):
                return self.paragraph(words, f"Heading{min(max(level, 1), 3)}", fresh=fresh)
            case Paragraph(words, quiet):
                return "".join(self.paragraph(line, "Quiet" if quiet else "") for line in words.split("\n"))
            case Bullets(items, numbered):
                style = "ListNumber" if numbered else "ListBullet"
                return "".join(self.paragraph(item, style) for item in items)
            case Table():
                return self.table(block)

    def table(self, table: Table) -> str:
        table.check()
        width = str(_TEXT_WIDTH // max(len(table.head), 1))
        look = el(
            "w:tblPr",
            el("w:tblStyle", val="PaperTable"),
            el("w:bidiVisual") if self.rtl else "",
            el("w:tblW", w=str(_TEXT_WIDTH), type="dxa"),
            el("w:tblCaption", val=table.caption) if table.caption else "",
        )
        grid = el("w:tblGrid", *(el("w:gridCol", w=width) for _ in table.head))
        rows = [self.row(table.head, width, head=True), *(self.row(row, width) for row in table.rows)]
        # Two tables without a paragraph between them would be one.
        return el("w:tbl", look, grid, *rows) + self.paragraph("", "")

    def row(self, cells: tuple[str, ...], width: str, *, head: bool = False) -> str:
        whole = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if head else "")
        style = "TableHead" if head else "TableCell"
        inside = (
            el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), self.paragraph(cell, style))
            for cell in cells
        )
        return el("w:tr", whole, *inside)

    def paragraph(self, words: str, style: str, *, fresh: bool = False) -> str:
        return el("w:p", self.properties(style, fresh=fresh), self.run(words) if words else "")

    def properties(self, style: str, *, fresh: bool = False) -> str:
        """What a paragraph says of itself: its style, whether it begins a page, the side from which it is read."""
        said = (
            (el("w:pStyle", val=style) if style else "")
            + (el("w:pageBreakBefore") if fresh else "")
            + (el("w:bidi") if self.rtl else "")
        )
        return el("w:pPr", said) if said else ""

    def run(self, words: str) -> str:
        # These letters take the fonts and sizes of right-to-left scripts.
        turned = self.rtl and TURNED.search(words) is not None
        marks = el("w:rPr", el("w:rtl"), el("w:lang", bidi=self.language)) if turned else ""
        return el("w:r", marks, text(words))
