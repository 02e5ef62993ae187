"""The parts of a DOCX file beside its text: styles, lists, header, footer, and which part is what."""

from lamplighter.web.docx.xml import HEAD, NAMES, el

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Style: its name for people, base, size in half points, bold, space before and after in twentieths of a point.
_STYLES = (
    ("Title", "Title", "Normal", 40, True, 0, 60),
    ("Subtitle", "Subtitle", "Normal", 24, False, 0, 240),
    ("Heading1", "heading 1", "Normal", 30, True, 360, 120),
    ("Heading2", "heading 2", "Normal", 25, True, 240, 80),
    ("Heading3", "heading 3", "Normal", 22, True, 160, 60),
    ("Quiet", "Quiet", "Normal", 19, False, 0, 100),
    ("ListBullet", "List Bullet", "Normal", 22, False, 0, 60),
    ("ListNumber", "List Number", "Normal", 22, False, 0, 60),
    ("TableCell", "Table Cell", "Normal", 20, False, 30, 30),
    ("TableHead", "Table Head", "TableCell", 20, True, 30, 30),
    ("Header", "header", "Normal", 20, True, 0, 0),
    ("Footer", "footer", "Normal", 18, False, 0, 0),
)
_LISTS = {"ListBullet": "1", "ListNumber": "2"}
_FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial"}


def content_types() -> str:
    """Which part of the file is what."""
    kinds = {
        "document": f"{_TYPES}.document.main+xml",
        "styles": f"{_TYPES}.styles+xml",
        "numbering": f"{_TYPES}.numbering+xml",
        "settings": f"{_TYPES}.settings+xml",
        "header1": f"{_TYPES}.header+xml",
        "footer1": f"{_TYPES}.footer+xml",
    }
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations_kind = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations_kind}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def relations(of: str) -> str:
    """How the parts belong together: of the whole ``package``, or of its ``document``."""
    package = [("officeDocument", "word/document.xml")]
    document = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
        ("settings", "settings.xml"),
    ]
    found = package if of == "package" else document
    parts = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(found, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{parts}</Relationships>'


def styles(bidi_language: str | None, *, rtl: bool) -> str:
    """The styles by name; the letters of both directions have a font, a size and a language of their own."""
    languages = {"val": "en-GB", **({"bidi": bidi_language} if bidi_language else {})}
    run = el(
        "w:rPr", el("w:rFonts", **_FONTS), el("w:sz", val="22"), el("w:szCs", val="22"), el("w:lang", **languages)
    )
    space = el("w:pPr", el("w:spacing", after="120", line="276", lineRule="auto"))
    defaults = el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault", space))
    normal = el("w:style", el("w:name", val="Normal"), type="paragraph", default="1", styleId="Normal")
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = el("w:tblBorders", *(el(f"w:{edge}", val="single", sz="4", color="999999") for edge in edges))
    room = el("w:tblCellMar", *(el(f"w:{side}", w="90", type="dxa") for side in ("left", "right")))
    table = el(
        "w:style",
        el("w:name", val="Paper Table"),
        el("w:tblPr", borders, room),
        type="table",
        styleId="PaperTable",
    )
    each = "".join(_style(*style, rtl=rtl) for style in _STYLES)
    return f"{HEAD}<w:styles {NAMES}>{defaults}{normal}{each}{table}</w:styles>"


def numbering() -> str:
    """A list with dots and one with numbers."""
    kinds = (("1", "bullet", "•"), ("2", "decimal", "%1."))
    drawn = "".join(
        el(
            "w:abstractNum",
            el(
                "w:lvl",
                el("w:start", val="1"),
                el("w:numFmt", val=kind),
                el("w:lvlText", val=sign),
                el("w:pPr", el("w:ind", left="360", hanging="360")),
                ilvl="0",
            ),
            abstractNumId=number,
        )
        for number, kind, sign in kinds
    )
    used = "".join(el("w:num", el("w:abstractNumId", val=number), numId=number) for number, _, _ in kinds)
    return f"{HEAD}<w:numbering {NAMES}>{drawn}{used}</w:numbering>"


def settings() -> str:
    """Layout as programs of today do it, not as those of 2003 did."""
    modern = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    return f"{HEAD}<w:settings {NAMES}>{el('w:compat', el('w:compatSetting', **modern))}</w:settings>"


def header(paragraph: str) -> str:
    """What stands at the top of every page."""
    return f"{HEAD}<w:hdr {NAMES}>{paragraph}</w:hdr>"


def footer(properties: str) -> str:
    """The number of the page."""
    page = el("w:fldSimple", el("w:r", "<w:t>1</w:t>"), instr=" PAGE ")
    return f"{HEAD}<w:ftr {NAMES}>{el('w:p', properties, page)}</w:ftr>"


def _style(key: str, name: str, base: str, size: int, bold: bool, before: int, after: int, *, rtl: bool) -> str:
    listed = el("w:numPr", el("w:ilvl", val="0"), el("w:numId", val=_LISTS[key])) if key in _LISTS else ""
    keeps = el("w:keepNext") if key.startswith("Heading") else ""
    outline = el("w:outlineLvl", val=str(int(key[-1]) - 1)) if key.startswith("Heading") else ""
    line = el("w:pBdr", el("w:bottom", val="single", sz="8", space="4", color="B3401F")) if key == "Header" else ""
    paragraph = el(
        "w:pPr",
        keeps,
        listed,
        line,
        el("w:bidi") if rtl else "",
        el("w:spacing", before=str(before), after=str(after)),
        outline,
    )
    run = el(
        "w:rPr",
        el("w:b") + el("w:bCs") if bold else "",
        el("w:color", val="595959") if key == "Quiet" else "",
        el("w:sz", val=str(size)),
        el("w:szCs", val=str(size)),
    )
    return el(
        "w:style",
        el("w:name", val=name),
        el("w:basedOn", val=base),
        el("w:qFormat"),
        paragraph,
        run,
        type="paragraph",
        styleId=key,
    )
