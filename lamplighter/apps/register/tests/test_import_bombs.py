"""A few hostile bytes neither end the server nor fill its memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from lamplighter.apps.register.imports.reading import read
from lamplighter.apps.register.imports.wrong import Unusable

OFFICE = "http://schemas.openxmlformats.org"
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
USUAL = "worksheets/sheet1.xml"


def workbook(rows: str, *, part: str = USUAL) -> bytes:
    """An XLSX file with these rows, in whatever way they are written."""
    about = f'xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{OFFICE}/officeDocument/2006/relationships"'
    inside = f"{OFFICE}/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId1" Type="{inside}/worksheet" Target="{part}"/>'
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    root = f'<Relationship Id="r1" Type="{inside}/officeDocument" Target="xl/workbook.xml"/>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{OFFICE}/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{kind}"/></Types>',
        )
        file.writestr(
            "_rels/.rels", f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{root}</Relationships>'
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook {about}><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{link}</Relationships>',
        )
        file.writestr(f"xl/{part}", f"<worksheet {about}><sheetData>{rows}</sheetData></worksheet>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ('<row r="1048576"><c t="n" r="XFD1048576"><v>2</v></c></row>', USUAL),
        ("<row><c r='XFD1048576'><v>2</v></c></row>", USUAL),
        ('<row r="200000"><c r="ZZ200000"><v>2</v></c></row>', USUAL),
        ('<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>', "elsewhere/s.xml"),
        ('<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>', "worksheets/Sheet1.XML"),
    ],
)
def test_two_far_cells_are_refused_however_they_are_written(rows: str, part: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(workbook(FIRST + rows, part=part))

    assert refused.value.code == "too_many_rows"


def test_an_honest_workbook_of_the_same_making_is_read() -> None:
    assert read(workbook(FIRST + '<row r="2"><c r="B2"><v>2</v></c></row>')).rows
