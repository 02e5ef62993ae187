"""PDF files: opened again, and read as programs read them that print, show and speak them."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from lamplighter.web.paper import Bullets, Heading, Paper, Paragraph, Table
from lamplighter.web.pdf import pdf, writing

MARK = "EXERCISE · Dark supplier"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"


def paper(language: str = "en", *blocks: object, **more: object) -> Paper:
    return Paper("Title & more", "Below it", MARK, language, blocks, **more)  # type: ignore[arg-type]


def opened(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words(content: bytes) -> list[str]:
    """The words of each page, spaces and ends of lines alike."""
    return [" ".join(page.extract_text().split()) for page in opened(content).pages]


def kinds(content: bytes) -> list[str]:
    """The tags of the file in the order in which they are read."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node  # type: ignore[union-attr]
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            found.extend([str(node["/S"])] if "/S" in node else [])
            walk(node.get("/K", []))

    walk(opened(content).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


LONG = Table(("n", "what"), tuple((str(n), "Something that happened") for n in range(120)), "Log")


@pytest.mark.parametrize("language", ["en", "he", "fa", "ar"])
def test_a_file_says_its_language_and_title_and_is_accessible(language):
    content = pdf(paper(language, Heading("کار שלום"), Paragraph("یک‌بار \u2068Nordwind\u2069 52٪"), LONG))

    root = opened(content).trailer["/Root"]
    assert str(root["/Lang"]).split("-")[0] == language
    assert opened(content).metadata.title == "Title & more"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_headings_lists_and_tables_are_told_apart_by_their_tags():
    content = pdf(paper("en", Heading("A"), Heading("B", 2), Bullets(("x", "y")), Table(("h",), (("1",), ("2",)))))

    found = kinds(content)
    assert [found.count(tag) for tag in ("/Title", "/H1", "/H2", "/LI", "/TH", "/TD")] == [1, 1, 1, 2, 1, 2]


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_page_bears_the_mark_once_and_its_number(language):
    pages = words(pdf(paper(language, LONG, Heading("Behind", fresh=True), Paragraph("x"))))

    assert len(pages) > 3
    assert {page.count("EXERCISE") for page in pages} == {1}
    assert all(f"{place} / {len(pages)}" in page for place, page in enumerate(pages, start=1))


def test_pages_are_counted_in_the_digits_and_words_that_are_asked_for():
    (page,) = words(pdf(paper("fa", Paragraph("x"), digits=PERSIAN, counted="%(page)s of %(pages)s")))

    assert "of" in page
    assert page.count("۱") == 2
    assert not set("0123456789") & set(page)


def test_the_head_of_a_table_stands_on_every_page_and_each_row_once():
    pages = words(pdf(paper("en", LONG)))

    assert all("n what" in page for page in pages)
    assert sum(page.count("Something that happened") for page in pages) == 120


def test_a_fresh_heading_begins_a_page():
    first, second = words(pdf(paper("en", Paragraph("before"), Heading("Behind", fresh=True))))

    assert ("before" in first, "Behind" in first, "Behind" in second) == (True, False, True)


def test_words_are_never_read_as_commands():
    told = '#set page(paper: "a5") *bold* $x$ @cite <label> #read("x") \\ " {{ }}'

    (page,) = words(pdf(paper("en", Heading(told), Bullets((told,)), Table((told,), ((told,),)))))

    assert page.count(told) == 4


def test_one_page_is_one_page_however_much_stands_on_it():
    much = [
        Paragraph(f"Sentence {n} of a card that says very much about what one person may do.") for n in range(45)
    ]

    assert len(words(pdf(paper("en", *much)))) > 1
    (page,) = words(pdf(paper("en", *much, one_page=True)))
    assert "Sentence 0 of" in page
    assert "Sentence 44 of" in page


def test_a_letter_without_a_shape_leaves_a_tagged_file():
    content = pdf(paper("en", Paragraph("Fire \U0001f525 and bell\x07 and half \ud83d")))

    assert b"pdfuaid" not in opened(content).trailer["/Root"]["/Metadata"].get_object().get_data()
    assert "/P" in kinds(content)
    assert "and bell and half" in words(content)[0]


def test_a_row_that_does_not_fit_its_head_is_refused():
    with pytest.raises(ValueError, match="head of 2"):
        pdf(paper("en", Table(("a", "b"), (("only one",),))))


def test_the_same_paper_gives_the_same_bytes():
    assert pdf(paper("he", Heading("x"), LONG)) == pdf(paper("he", Heading("x"), LONG))


def test_letters_come_from_this_folder_alone_and_have_their_licences_beside_them():
    fonts = Path(writing.__file__).parent / "fonts"
    files = {str(font.path): font.family for font in writing._fonts().fonts()}

    assert set(files) == {str(path) for path in fonts.glob("*.ttf")}
    assert set(files.values()) == {"Heebo", "Vazirmatn"}
    for family in files.values():
        assert "SIL Open Font License" in (fonts / f"{family}-OFL.txt").read_text()
