"""Documents for word processors: opened again, and read as such programs read them."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from lamplighter.web.docx import docx
from lamplighter.web.paper import Bullets, Heading, Paper, Paragraph, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def paper(language: str = "en", *blocks: object) -> Paper:
    return Paper("Title & more", "Below it", "EXERCISE · Dark supplier", language, blocks)  # type: ignore[arg-type]


def part(content: bytes, name: str) -> ElementTree.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def words(root: ElementTree.Element) -> list[str]:
    found = ["".join(run.text or "" for run in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]
    return [each for each in found if each]


def test_every_part_is_well_formed_and_every_relation_leads_to_a_part():
    content = docx(paper("he", Heading("כותרת"), Bullets(("א", "ב")), Table(("x",), (("1",),))))

    with ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        for name in names:
            ElementTree.fromstring(archive.read(name))
        related = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
    targets = {each.attrib["Id"]: each.attrib["Target"] for each in related}
    assert {f"word/{target}" for target in targets.values()} <= names
    section = part(content, "word/document.xml").find(f".//{W}sectPr")
    assert section is not None
    header = section.find(f"{W}headerReference")
    footer = section.find(f"{W}footerReference")
    assert header is not None
    assert footer is not None
    assert targets[header.attrib[f"{R}id"]] == "header1.xml"
    assert targets[footer.attrib[f"{R}id"]] == "footer1.xml"


def test_the_text_comes_in_its_order_and_with_its_signs():
    content = docx(paper("en", Heading("A < B"), Paragraph("one\ntwo"), Bullets(("x", "y"))))

    assert words(part(content, "word/document.xml")) == [
        "Title & more",
        "Below it",
        "A < B",
        "one",
        "two",
        "x",
        "y",
    ]


def test_the_mark_stands_in_the_header_of_every_page():
    content = docx(paper())

    assert words(part(content, "word/header1.xml")) == ["EXERCISE · Dark supplier"]


@pytest.mark.parametrize(("language", "told"), [("he", "he-IL"), ("fa", "fa-IR"), ("ar", "ar-SA")])
def test_what_is_read_from_the_right_says_so_everywhere(language, told):
    content = docx(paper(language, Paragraph("שלום سلام"), Table(("א", "ב"), (("ג", "5"),))))
    body = part(content, "word/document.xml")

    paragraphs = list(body.iter(f"{W}p"))
    assert all(each.find(f"{W}pPr/{W}bidi") is not None for each in paragraphs)
    assert body.find(f".//{W}tblPr/{W}bidiVisual") is not None
    assert body.find(f".//{W}sectPr/{W}bidi") is not None
    turned = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert {run.find(f"{W}rPr/{W}lang").attrib[f"{W}bidi"] for run in turned} == {told}  # type: ignore[union-attr]
    assert "".join(turned[0].itertext()) == "שלום سلام"
    assert part(content, "word/header1.xml").find(f".//{W}bidi") is not None


def test_what_is_read_from_the_left_says_nothing_of_the_right():
    body = part(docx(paper("en", Paragraph("hello"), Table(("a",), (("b",),)))), "word/document.xml")

    assert [*body.iter(f"{W}bidi"), *body.iter(f"{W}rtl"), *body.iter(f"{W}bidiVisual")] == []


def test_a_number_inside_hebrew_is_not_turned_around():
    body = part(docx(paper("he", Paragraph("52"))), "word/document.xml")

    runs = [run for run in body.iter(f"{W}r") if "".join(run.itertext()) == "52"]
    assert runs[0].find(f"{W}rPr") is None


def test_the_head_of_a_table_is_repeated_on_every_page_and_no_row_is_torn():
    rows = tuple((str(n), "x") for n in range(100))
    body = part(docx(paper("en", Table(("n", "what"), rows))), "word/document.xml")

    found = list(body.iter(f"{W}tr"))
    assert len(found) == 101
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found[:2]] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in found)


def test_a_fresh_heading_begins_a_page():
    body = part(docx(paper("en", Heading("a"), Heading("b", fresh=True))), "word/document.xml")

    begins = [
        "".join(each.itertext())
        for each in body.iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert begins == ["b"]


def test_a_row_that_does_not_fit_its_head_is_refused():
    with pytest.raises(ValueError, match="head of 2"):
        docx(paper("en", Table(("a", "b"), (("only one",),))))


def test_signs_that_no_file_may_hold_are_left_out():
    content = docx(paper("en", Paragraph("bell\x07 and half \ud83d")))

    assert words(part(content, "word/document.xml"))[-1] == "bell and half "


def test_the_same_paper_gives_the_same_bytes():
    assert docx(paper("he", Heading("x"))) == docx(paper("he", Heading("x")))
