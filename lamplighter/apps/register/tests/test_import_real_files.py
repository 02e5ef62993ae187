"""Real payrolls go in, as they were published; every count is worked out a second time, another way."""

import csv
import re
from collections import Counter
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.imports import bring_in, open_import, preview_import
from lamplighter.apps.register.imports.columns import guess
from lamplighter.apps.register.imports.reading import Sheet, read
from lamplighter.apps.register.imports.titles import is_it
from lamplighter.apps.register.models import Contract, Person, Post, PrivateFacts
from tests.people import organisation
from tests.realdata import real_file

# Came, came back, left, have another title; of every fourth person.
BALTIMORE = {
    2011: (3634, 0, 0, 0),
    2012: (842, 0, 456, 409),
    2013: (1430, 31, 687, 254),
    2014: (1072, 57, 1178, 524),
}


@pytest.fixture
def city(db: None, noon: datetime) -> Organisation:
    return organisation("real", "Real", at=noon, country="US", currency="USD", time_zone="America/New_York")


def take(
    city: Organisation, at: datetime, path: Path, as_of: date, only: int | None = None, with_private: bool = False
) -> dict:
    """Preview all of a file, and bring it in: all of it, or the first so many rows."""
    content = path.read_bytes()
    if only is not None:
        content = b"\n".join(content.split(b"\n")[: only + 1])
    one = open_import(city, "people", path.name, content, as_of=as_of, sees_pay=True, by=None, at=at)
    if with_private:
        one.mapping |= {"1": "age", "2": "sex"}
    seen = preview_import(one, content)
    bring_in(one, read(content), seen=seen["print"], by=None, at=at)
    return seen


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def by_hand(path: Path) -> dict[tuple[str, str], str]:
    """Title by name and hire date; who stands there twice counts with the first row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = [plain(name) for name in next(rows)]
        hired = next(index for index, name in enumerate(header) if name.startswith("hire"))
        people: dict[tuple[str, str], str] = {}
        for row in rows:
            people.setdefault((row[0], row[hired]), plain(row[1]))
    return people


def fourth(path: Path, folder: Path) -> Path:
    """Every fourth person of a file, the same people each year; `benchmarks.imports` takes everybody."""
    header, *lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if line.startswith((b"P0", b"P1", b"P2", b"P3"))]
    (folder / path.name).write_bytes(header + b"".join(kept))
    return folder / path.name


def test_four_years_of_baltimore_show_who_came_left_and_changed_title(
    city: Organisation, noon: datetime, tmp_path: Path
) -> None:
    last: dict[tuple[str, str], str] = {}
    before: set[tuple[str, str]] = set()
    for year, expected in BALTIMORE.items():
        path = fourth(real_file(f"payroll/baltimore_city_employee_salaries_fy{year}.csv"), tmp_path)
        now = by_hand(path)
        came = set(now) - before
        changed = sum(1 for key in set(now) & set(last) if now[key] != last[key])
        worked_out = (len(came - set(last)), len(came & set(last)), len(before - set(now)), changed)

        counts = take(city, noon, path, date(year, 6, 30))["counts"]

        assert (counts["added"], counts["returned"], counts["ended"], counts["titles"]) == worked_out == expected
        assert counts["wrong_rows"] == 0
        assert Person.objects.filter(left_on=None).count() == len(now)
        last |= now
        before = set(now)
    assert Contract.objects.filter(ends_on=None).count() == len(before)
    assert not Post.objects.filter(state="filled", closed_on=None).exclude(contracts__ends_on=None).exists()


def test_chicago_2020_goes_in_with_hours_and_pay_by_the_hour_or_year(city: Organisation, noon: datetime) -> None:
    path = real_file("payroll/chicago_foia_salary_overtime_2020.csv")
    whole = path.read_bytes()
    one = open_import(city, "people", "c.csv", whole, as_of=date(2020, 11, 9), sees_pay=True, by=None, at=noon)
    seen = preview_import(one, whole)

    assert (seen["counts"]["rows"], seen["counts"]["added"], seen["counts"]["wrong"]) == (36243, 36242, 1)
    assert seen["wrong"][0]["value"] == "10710614"
    assert seen["not_stored"] == ["tcode", "overtime_earned"]

    assert take(city, noon, path, date(2020, 11, 9), only=2500)["counts"]["added"] == 2500
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for _, row in zip(range(2500), csv.DictReader(file), strict=False)]
    kept = {each.person.number: each for each in Contract.objects.select_related("person", "post", "person__unit")}
    for row in rows:
        contract = kept[row["employee_id"]]
        by_hour = row["salaried/hourly"] == "H"
        paid = Decimal(row["hourly_rate" if by_hour else "annual_rate"])
        assert contract.base_pay == paid.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert contract.pay_period == ("hour" if by_hour else "year")
        assert contract.weekly_hours == float(row["workday"]) * 5
        assert contract.starts_on == date.fromisoformat(row["anniversary_date"])
        assert contract.post.title == " ".join(row["title_description"].split())
        assert contract.person.unit.name == row["dept_description"].strip()


def test_chicago_2022_goes_in_without_staff_numbers_or_dates(city: Organisation, noon: datetime) -> None:
    path = real_file("payroll/chicago_current_employees_2022.csv")
    whole = path.read_bytes()
    one = open_import(city, "people", "c.csv", whole, as_of=date(2022, 6, 1), sees_pay=True, by=None, at=noon)
    seen = preview_import(one, whole)

    assert (seen["counts"]["added"], seen["counts"]["wrong"]) == (33702, 0)
    assert [each["code"] for each in seen["notices"]] == ["by_name_and_place", "part_time_halved"]
    assert take(city, noon, path, date(2022, 6, 1), only=1500)["counts"]["added"] == 1500
    assert take(city, noon, path, date(2022, 7, 1), only=1500)["counts"]["unchanged"] == 1500


@pytest.mark.parametrize("asked", [False, True])
def test_atlanta_keeps_age_and_sex_only_when_asked(city: Organisation, noon: datetime, asked: bool) -> None:
    path = real_file("payroll/atlanta_salaries_2015.csv")

    seen = take(city, noon, path, date(2015, 12, 31), only=2000, with_private=asked)

    assert seen["counts"]["added"] == 2000
    assert seen["not_stored"] == ([] if asked else ["age", "sex"])
    if not asked:
        assert not PrivateFacts.objects.exists()
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for _, row in zip(range(2000), csv.DictReader(file), strict=False)]
    assert Counter(PrivateFacts.objects.values_list("sex", "birth_year")) == Counter(
        (row["sex"].lower(), 2015 - int(row["age"])) for row in rows
    )
    assert take(city, noon, path, date(2016, 12, 31), only=2000, with_private=True)["counts"]["unchanged"] == 2000


@pytest.mark.parametrize(
    ("name", "column", "found"),
    [
        # 130 by the pattern of an earlier count; ours adds telecommunications and the inspector's two, and leaves
        # out the 35 operators of personal computers, who type.
        ("chicago_foia_salary_overtime_2020.csv", "title_description", 138),
        ("chicago_current_employees_2022.csv", "Job Titles", 136),
        ("atlanta_salaries_2015.csv", "job.title", 199),
    ],
)
def test_posts_of_information_technology_are_found_by_whole_words(name: str, column: str, found: int) -> None:
    with real_file(f"payroll/{name}").open(encoding="utf-8", newline="") as file:
        titles = Counter(row[column].strip() for row in csv.DictReader(file))

    assert sum(times for title, times in titles.items() if is_it(title)) == found
    by_letters = {title for title in titles if re.search("IT|GIS", title.upper())}
    assert not {title for title in by_letters if is_it(title)} & {
        title for title in titles if "EPIDEM" in title.upper() or "LEGISL" in title.upper()
    }


@pytest.mark.parametrize("name", ["turnover.csv", "oes_eds2007_local_vs_all_15-0000.csv"])
def test_files_that_list_nobody_are_read_without_a_guess(name: str) -> None:
    sheet = read(real_file(f"payroll/{name}").read_bytes())

    assert isinstance(sheet, Sheet)
    assert "name" not in guess(sheet, "people").values()
