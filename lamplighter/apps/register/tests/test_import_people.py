"""A list of people goes in: what is added, changed, ended; twice changes nothing; mistakes are all listed."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries import first_broken, lines_of_person
from lamplighter.apps.register.actions.imports import NotNow, bring_in, open_import, preview_import
from lamplighter.apps.register.imports.reading import read
from lamplighter.apps.register.models import ColumnMapping, Contract, Import, Person, Post, PrivateFacts, Unit
from lamplighter.apps.register.signals import employments_ended
from lamplighter.apps.register.tests import havn
from tests.people import Cast

FIRST = """Staff number,Name,Unit,Title,Hire date,Base pay,Sex
1,Mara Lind,IT,Network engineer,2019-04-01,50000,F
2,Idris Vale,IT,Database administrator,2020-01-15,48000,M
3,Ana Sol,Parks,Gardener,2015-06-01,30000,F
"""


def take(city: Organisation, at: datetime, text: str, day: date = date(2026, 1, 1), **options: object) -> dict:
    """Open, preview and bring in; gives the counts of the preview."""
    content = text.encode()
    import_ = open_import(city, "people", "list.csv", content, as_of=day, sees_pay=True, by=None, at=at)
    import_.options |= {"pay_period": "year"} | options
    import_.mapping |= {str(index): key for index, key in options.get("map", {}).items()}
    import_.save()
    seen = preview_import(import_, content)
    bring_in(import_, read(content), seen=seen["print"], by=None, at=at)
    return seen["counts"]


def said(counts: dict) -> tuple[int, int, int, int]:
    return counts["added"], counts["changed"], counts["ended"], counts["unchanged"]


def test_people_posts_contracts_and_units_come_out_of_one_list(cast: Cast, noon: datetime) -> None:
    assert said(take(cast.havn, noon, FIRST)) == (3, 0, 0, 0)

    mara = Person.objects.get(organisation=cast.havn, number="1")
    contract = mara.contracts.get()
    assert (mara.name, mara.unit.name, mara.joined_on) == ("Mara Lind", "IT", date(2019, 4, 1))
    assert (contract.kind, contract.starts_on, contract.ends_on) == ("permanent", date(2019, 4, 1), None)
    assert (contract.base_pay, contract.pay_period, contract.weekly_hours) == (Decimal(50000), "year", 40)
    assert contract.rule_pack == cast.havn.rule_pack
    assert (contract.post.title, contract.post.state, contract.post.is_it) == ("Network engineer", "filled", True)
    assert Post.objects.get(title="Gardener").is_it is False
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["IT", "Parks"]
    assert not PrivateFacts.objects.exists()
    assert first_broken(cast.havn) is None


def test_the_same_file_twice_changes_nothing(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    assert said(take(cast.havn, noon, FIRST)) == (0, 0, 0, 3)
    assert said(take(cast.havn, noon, FIRST, date(2026, 2, 1))) == (0, 0, 0, 3)
    assert (Contract.objects.count(), Post.objects.count()) == (3, 3)


def test_changed_terms_follow_the_old_ones_from_the_day_of_the_file(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    raised = FIRST.replace("50000", "52000").replace("Database administrator", "Senior database administrator")
    counts = take(cast.havn, noon, raised, date(2026, 3, 1))

    assert said(counts) == (0, 2, 0, 1)
    assert counts["titles"] == 1
    old, new = Person.objects.get(number="1").contracts.order_by("starts_on")
    assert (old.base_pay, old.ends_on) == (Decimal(50000), date(2026, 2, 28))
    assert (new.base_pay, new.starts_on, new.ends_on, new.post) == (
        Decimal(52000),
        date(2026, 3, 1),
        None,
        old.post,
    )
    before, after = Person.objects.get(number="2").contracts.order_by("starts_on")
    assert (before.post.title, before.post.closed_on) == ("Database administrator", date(2026, 3, 1))
    assert (after.post.title, after.post.state) == ("Senior database administrator", "filled")
    assert said(take(cast.havn, noon, raised, date(2026, 3, 1))) == (0, 0, 0, 3)


def test_the_history_of_a_person_tells_of_the_files(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)
    take(cast.havn, noon, FIRST.replace("Network engineer", "Network lead").replace("50000", "51000"))

    idris = Person.objects.get(number="1")
    told = lines_of_person(cast.havn, idris.pk, {"people"})

    assert [each.line.deed for each in told] == ["contract.changed_by_file", "person.brought_in"]
    assert told[1].text == "Lamplighter brought in Mara Lind as Network engineer from row 2 of the file list.csv."
    assert {change.label: (change.old, change.new, change.hidden) for change in told[0].changes} == {
        "Post": ("Network engineer", "Network lead", False),
        "Base pay": ("", "", True),
    }


def test_who_is_missing_from_a_complete_list_has_left(cast: Cast, noon: datetime) -> None:
    heard: list[dict] = []
    employments_ended.connect(lambda sender, last_days, **_: heard.append(last_days), weak=False, dispatch_uid="t")
    take(cast.havn, noon, FIRST)
    shorter = "\n".join(line for line in FIRST.split("\n") if "Ana" not in line)

    assert said(take(cast.havn, noon, shorter, date(2026, 3, 1))) == (0, 0, 1, 2)
    employments_ended.disconnect(dispatch_uid="t")

    ana = Person.objects.get(number="3")
    assert ana.left_on == date(2026, 3, 1)
    assert ana.contracts.get().ends_on == date(2026, 3, 1)
    assert (ana.contracts.get().post.state, ana.contracts.get().post.state_since) == ("vacant", date(2026, 3, 2))
    assert heard == [{ana.pk: date(2026, 3, 1)}]
    line = Line.objects.get(deed="person.not_in_file")
    assert (line.person_id, line.subject_name) == (ana.pk, "Gardener")


def test_who_follows_takes_the_vacant_post_and_who_comes_back_is_the_same_person(
    cast: Cast, noon: datetime
) -> None:
    take(cast.havn, noon, FIRST)
    take(cast.havn, noon, FIRST.replace("3,Ana Sol", "4,Bea Rem"), date(2026, 2, 1))

    assert (
        Person.objects.get(number="4").contracts.get().post == Person.objects.get(number="3").contracts.get().post
    )
    assert Post.objects.filter(title="Gardener").get().state == "filled"

    counts = take(cast.havn, noon, FIRST, date(2026, 3, 1))

    assert (said(counts), counts["returned"]) == ((0, 1, 1, 2), 1)
    ana = Person.objects.get(number="3")
    assert ana.left_on is None
    assert [each.starts_on for each in ana.contracts.order_by("starts_on")] == [date(2015, 6, 1), date(2026, 3, 1)]


def test_a_partial_list_ends_nobody(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    assert said(take(cast.havn, noon, FIRST[: FIRST.index("2,Idris")], complete=False)) == (0, 0, 0, 1)


def test_sex_and_age_are_kept_apart_and_only_when_asked_for(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST, map={6: "sex"})

    assert sorted(PrivateFacts.objects.values_list("sex", flat=True)) == ["female", "female", "male"]
    assert not Line.objects.filter(facts__icontains="female").exists()


def test_all_mistakes_are_listed_at_once_with_row_column_and_value(cast: Cast, noon: datetime) -> None:
    bad = """Staff number,Name,Hire date,Base pay,E-mail
1,,2019-04-31,-5,x
,Idris,2020-01-15,48000,
3,Ana,2015-06-01,30000,
3,Ann,2015-06-01,30000,
"""
    found = open_import(
        cast.havn, "people", "x.csv", bad.encode(), as_of=noon.date(), sees_pay=True, by=None, at=noon
    )

    wrong = preview_import(found, bad.encode())["wrong"]

    assert [(each["row"], each["column"], each["value"], each["code"]) for each in wrong] == [
        (2, "Hire date", "2019-04-31", "no_day"),
        (2, "Base pay", "-5", "negative"),
        (2, "E-mail", "x", "no_address"),
        (2, "Name", "", "missing_name"),
        (3, "Staff number", "", "missing_number"),
        (5, "Staff number", "3", "twice_number"),
    ]


def test_a_row_with_a_mistake_still_says_that_somebody_is_there(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    counts = take(cast.havn, noon, FIRST.replace("30000", "thirty"))

    assert (said(counts), counts["wrong_rows"]) == ((0, 0, 0, 2), 1)
    assert Person.objects.get(number="3").left_on is None


def test_nothing_is_brought_in_if_the_register_has_changed_since_the_preview(cast: Cast, noon: datetime) -> None:
    content = FIRST.encode()
    one = open_import(cast.havn, "people", "a.csv", content, as_of=noon.date(), sees_pay=True, by=None, at=noon)
    seen = preview_import(one, content)["print"]
    havn.person(cast.havn, noon, number="1", name="Somebody else")

    with pytest.raises(NotNow) as refused:
        bring_in(one, read(content), seen=seen, by=None, at=noon)

    assert refused.value.code == "changed_since"
    assert Person.objects.count() == 1


def test_posts_with_codes_are_found_retitled_and_left_vacant(cast: Cast, noon: datetime) -> None:
    text = "Staff number,Name,Unit,Title,Post code\n1,Mara,IT,Engineer,P-1\n2,Idris,IT,Clerk,P-2\n"
    take(cast.havn, noon, text)

    take(cast.havn, noon, text.replace("Engineer,P-1", "Chief engineer,P-1").replace("Clerk,P-2", "Clerk,P-3"))

    posts = {post.code: (post.title, post.state, post.closed_on) for post in Post.objects.all()}
    assert posts == {
        "P-1": ("Chief engineer", "filled", None),
        "P-2": ("Clerk", "vacant", None),
        "P-3": ("Clerk", "filled", None),
    }


def test_a_persian_city_gets_persian_letters_and_jalali_days(cast: Cast, noon: datetime) -> None:
    cast.havn.language, cast.havn.currency = "fa", "IRR"
    cast.havn.save()
    text = "شماره پرسنلی;نام;عنوان شغلی;تاریخ استخدام;نوع قرارداد;پایان قرارداد\n"
    text += "۱۲;علي كاظمي;كارشناس شبكه;۱۳۹۹/۱۲/۰۶;حجمی;۱۴۰۵/۱۲/۲۹\n"

    take(cast.havn, noon, text)

    person = Person.objects.get(number="12")
    contract = person.contracts.get()
    assert (person.name, contract.post.title) == ("علی کاظمی", "کارشناس شبکه")
    assert (person.joined_on, contract.kind, contract.ends_on) == (
        date(2021, 2, 24),
        "service_company",
        date(2027, 3, 20),
    )
    assert contract.post.is_it


def test_the_columns_are_read_next_time_as_they_were_this_time(cast: Cast, noon: datetime) -> None:
    one = open_import(
        cast.havn, "people", "a.csv", FIRST.encode(), as_of=noon.date(), sees_pay=True, by=None, at=noon
    )
    mapping = {"0": "number", "1": "name", "3": "unit"}
    ColumnMapping.objects.create(
        organisation=cast.havn,
        kind="people",
        headers_hash=one.options["headers_hash"],
        mapping={"columns": mapping},
        used_at=noon,
    )

    again = open_import(
        cast.havn, "people", "b.csv", FIRST.encode(), as_of=noon.date(), sees_pay=True, by=None, at=noon
    )

    assert again.mapping == mapping


def test_a_confirmed_file_is_not_kept(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    done = Import.objects.get()
    assert (done.file, done.preview, done.outcome["counts"]["added"]) == (None, None, 3)
    line = Line.objects.get(deed="import.confirmed")
    assert (line.facts["added"], line.facts["sha256"]) == (3, done.sha256)
