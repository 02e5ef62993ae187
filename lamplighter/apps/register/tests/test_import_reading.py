"""Files as rows: encodings, delimiters, headers, workbooks; and never a crash, whatever the bytes."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lamplighter.apps.register.imports.cells import Ground
from lamplighter.apps.register.imports.columns import guess, lacking, merged, said_by
from lamplighter.apps.register.imports.people import read_people
from lamplighter.apps.register.imports.reading import Sheet, letters, read
from lamplighter.apps.register.imports.services import read_services
from lamplighter.apps.register.imports.wrong import Unusable

HERE = Ground("DK", "en", "DKK", date(2026, 3, 10))
PERSIAN = (
    "نام;عنوان شغلی;تاریخ استخدام\nکاوه آهنگر;کارشناس شبکه;۱۳۹۹/۱۲/۰۶\nمریم پارسا;مدیر پایگاه داده;۱۴۰۰/۰۱/۱۵\n"
)
HEBREW = "שם,תפקיד,תאריך קליטה\nמאיה לוי,מנהלת רשת,06/12/2019\nיונתן כהן,מתכנת,25/02/2020\n"
ARABIC = "الاسم,الوظيفة\nليلى حداد,مهندسة شبكات\nعمر خوري,مبرمج قواعد البيانات\n"
# What an old Persian keyboard wrote, and cp1256 can hold.
OLD_KEYS = {ord("ی"): "ي", ord("ک"): "ك", **{0x6F0 + digit: str(digit) for digit in range(10)}}
FRENCH = "Name;Title\nÉloïse Façade;Ingénieur réseau\nJosé Ñandú;Directeur général\n"


def names(sheet: Sheet) -> list[str]:
    return [str(cells[0]) for _, cells in sheet.rows]


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (PERSIAN, "utf-8", "utf-8"),
        (PERSIAN, "utf-8-sig", "utf-8"),
        (PERSIAN, "utf-16", "utf-16"),
        (PERSIAN.translate(OLD_KEYS), "cp1256", "cp1256"),
        (HEBREW, "utf-16-le", "utf-16-le"),
        (HEBREW, "cp1255", "cp1255"),
        (ARABIC, "cp1256", "cp1256"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH + "\x81;x\n", "latin-1", "latin-1"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)  # fmt: skip
def test_the_encoding_is_found_from_the_letters(text: str, encoding: str, found: str) -> None:
    sheet = read(text.encode(encoding))

    assert sheet.encoding == found
    assert names(sheet)[0] == text.split("\n")[1].split(";")[0].split(",")[0]


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_the_one_that_cuts_lines_alike(delimiter: str) -> None:
    rows = [["Name", "Title", "Note"], ["Mara", "Engineer, senior; on call", "a\nb"], ["Idris", "Clerk", ""]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    sheet = read(text.encode())

    assert sheet.delimiter == delimiter
    assert sheet.rows == [(2, ["Mara", "Engineer, senior; on call", "a b"]), (3, ["Idris", "Clerk", ""])]


def test_titles_above_the_header_and_blank_things_are_passed_over() -> None:
    text = "Staff of Havn\n,,,\n\nas of 1 March,,,\nName,,Job Title,Name\n"
    text += "  Mara\u00a0,,\u200fEngineer ,x\n,,,\nIdris,,Clerk,y,z\n"

    sheet = read(text.encode())

    assert sheet.headers == ("Name", "Job Title", "Name", "")
    assert [sheet.column_name(index) for index in range(4)] == ["Name", "Job Title", "Name (2)", "D"]
    assert sheet.rows == [(6, ["Mara", "Engineer", "x", ""]), (8, ["Idris", "Clerk", "y", "z"])]


def test_a_table_without_header_keeps_its_first_row() -> None:
    sheet = read(b"P1,Engineer,2019-04-01,45000\nP2,Clerk,2020-04-01,35000\n")

    assert sheet.headers == ("", "", "", "")
    assert len(sheet.rows) == 2


def test_a_workbook_is_known_by_what_it_holds_and_read_from_its_fullest_sheet() -> None:
    book = Workbook()
    book.active.title = "Notes"
    staff = book.create_sheet("Staff")
    for row in (["Name", "Hire date", "Salary"], ["Mara", date(2019, 4, 1), 45505.94], ["Idris", 43922, 1000]):
        staff.append(row)
    held = BytesIO()
    book.save(held)

    sheet = read(held.getvalue())

    assert (sheet.sheet, sheet.sheets) == ("Staff", ("Notes", "Staff"))
    assert sheet.rows[0] == (2, ["Mara", date(2019, 4, 1), "45505.94"])
    people = read_people(sheet, guess(sheet, "people"), HERE)
    assert [row.joined_on for row in people.rows.values()] == [date(2019, 4, 1), date(2020, 4, 1)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"Name,Title\n", "no_rows"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (bytes(range(1, 9)) * 40, "not_a_table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "damaged"),
        (b'Name,Title\nMara,"Engineer\n' + b"Idris,Clerk\n" * 200, "open_quote"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(content)

    assert refused.value.code == code


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ("NAME,JOBTITLE,DEPTID,DESCR,HIRE_DT,ANNUAL_RT,Gross", "name title unit_code unit joined_on base_pay -"),
        (" Name,JobTitle,AgencyID,Agency,HireDate", "name title unit_code unit joined_on"),
        ("name,age,sex,job.title,organization,annual.salary", "name - - title unit base_pay"),
        ("نام,واحد,حقوق ماهانه (ریال),شماره پرسنلی", "name unit base_pay number"),
        ("שם מלא,מחלקה,תפקיד,שכר יסוד,דוא״ל", "name unit title base_pay email"),
        ("الاسم,القسم,المسمى الوظيفي,تاريخ التعيين", "name unit title joined_on"),
        ("First name,Last name,Employee ID", "first_name last_name number"),
    ],
)
def test_headers_are_understood_in_four_languages(headers: str, meant: str) -> None:
    sheet = read(f"{headers}\n{','.join('x' * (headers.count(',') + 1))}\n".encode())

    found = guess(sheet, "people")

    assert " ".join(found.get(str(index), "-") for index in range(len(sheet.headers))) == meant


def test_what_is_said_on_the_command_line_stands_over_the_guess() -> None:
    sheet = read(b"employee_id,Name,DESCR,Title\n1,Mara,Clerk,Havn\n")

    said = said_by("Staff number=employee_id,DESCR=title,unit=Title", sheet, "people")

    assert merged(guess(sheet, "people"), said) == {"0": "number", "1": "name", "2": "title", "3": "unit"}
    assert merged(guess(sheet, "people"), said_by("Title=-", sheet, "people")) == {
        "0": "number",
        "1": "name",
        "2": "unit",
    }
    with pytest.raises(Unusable) as refused:
        said_by("nonsense=Name", sheet, "people")
    assert refused.value.facts == {"said": "nonsense"}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_reason(content: bytes) -> None:
    taken_in(content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_damage_to_a_workbook_is_rows_or_a_reason(noise: bytes, at: int) -> None:
    whole = workbook()

    taken_in(whole[: at * 10] + noise + whole[at * 10 + len(noise) :])


CELL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "2020-02-30", "٣١/١٢/١٤٠٠", "(5)", "1e99", "1.234,5", "2 of: a, b", "x:9:0", "-", "400 h"]),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=6))
def test_any_cells_are_people_and_services_or_listed_mistakes(rows: list[list[str]]) -> None:
    sheet = Sheet(tuple("abcdefghi"), [(line, list(cells)) for line, cells in enumerate(rows, 2)])
    meanings = ["number", "name", "joined_on", "base_pay", "weekly_hours", "kind", "ends_on", "email", "age"]
    people = read_people(sheet, {str(index): key for index, key in enumerate(meanings)}, HERE)
    meanings = ["code", "name", "tier", "mtpd_min", "rto_min", "residents", "depends_on", "skills", "hours"]
    services = read_services(sheet, {str(index): key for index, key in enumerate(meanings)}, HERE)

    for found in (people, services):
        again = sum(each.facts["rows"] for each in found.notices if each.code == "rows_again")
        assert len(found.rows) + len({each.row for each in found.wrong}) + again == len(rows)


def taken_in(content: bytes) -> None:
    try:
        sheet = read(content)
    except Unusable:
        return
    for kind, reader in (("people", read_people), ("services", read_services)):
        meanings = guess(sheet, kind)
        if not lacking(meanings, kind):
            reader(sheet, meanings, HERE)


def workbook() -> bytes:
    book = Workbook()
    for row in (["Name", "Title"], ["Mara", "Engineer"], ["Idris", 12.5]):
        book.active.append(row)
    held = BytesIO()
    book.save(held)
    return held.getvalue()
