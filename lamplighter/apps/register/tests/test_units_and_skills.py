"""Units and what is part of what; the catalogue of skills and who holds them."""

from datetime import datetime

import pytest
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.actions.skills import record_skill
from lamplighter.apps.register.models import SkillHeld, Unit
from lamplighter.apps.register.tests import havn
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def hr(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.of(Role.HR))


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize("which", ["units", "skills"])
def test_the_lists_ask_as_often_for_one_as_for_three(
    cast: Cast, hr: Client, noon: datetime, how_many: int, which: str, django_assert_num_queries
) -> None:
    for number in range(how_many):
        havn.unit(cast.havn, noon, name=f"Unit {number}")
        havn.skill(cast.havn, noon, code=str(number))
    hr.get(f"/c/havn/{which}/")

    # Session, account, organisation with roles; count, rows.
    with django_assert_num_queries(5):
        page = hr.get(f"/c/havn/{which}/")

    assert len(page.context["listing"].rows) == how_many


def test_chen_sees_no_unit_and_no_skill_of_havn(cast: Cast, client: Client, noon: datetime) -> None:
    unit, skill = havn.unit(cast.havn, noon), havn.skill(cast.havn, noon)
    sign_in(client, cast.chen)

    for path in ("units/", f"units/{unit.pk}/", f"units/{unit.pk}/edit/", "skills/", f"skills/{skill.pk}/"):
        assert client.get(f"/c/havn/{path}").status_code == 404
    assert client.get(f"/c/elsewhere/units/{unit.pk}/").status_code == 404
    assert client.get(f"/c/elsewhere/skills/{skill.pk}/").status_code == 404


def test_a_unit_counts_its_people_and_open_posts(cast: Cast, hr: Client, noon: datetime) -> None:
    unit = havn.unit(cast.havn, noon)
    havn.unit(cast.havn, noon, name="Radio", parent=unit)
    havn.person(cast.havn, noon, unit=unit)
    havn.post(cast.havn, noon, unit=unit)

    page = hr.get(f"/c/havn/units/{unit.pk}/")

    assert (page.context["unit"].people_count, page.context["unit"].posts_count) == (1, 1)
    assert [part.name for part in page.context["parts"]] == ["Radio"]


def test_a_unit_is_not_part_of_its_own_part(cast: Cast, hr: Client, noon: datetime) -> None:
    whole = havn.unit(cast.havn, noon)
    part = havn.unit(cast.havn, noon, name="Radio", parent=whole)

    answer = hr.post(f"/c/havn/units/{whole.pk}/edit/", {"name": "Networks", "parent": part.pk})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["parent"]
    assert Unit.objects.get(pk=whole.pk).parent is None


def test_a_unit_of_another_city_is_no_parent(cast: Cast, hr: Client, noon: datetime) -> None:
    theirs = havn.unit(cast.elsewhere, noon)

    answer = hr.post("/c/havn/units/new/", {"name": "Radio", "parent": theirs.pk})

    assert list(answer.context["form"].errors) == ["parent"]


def test_a_skill_is_recorded_changed_and_withdrawn(cast: Cast, hr: Client, noon: datetime) -> None:
    mara, skill = havn.person(cast.havn, noon), havn.skill(cast.havn, noon)

    hr.post(
        f"/c/havn/people/{mara.pk}/skills/new/",
        {"skill": skill.pk, "level": 3, "evidence": "exam", "last_used_on": "2026-03-01"},
    )
    held = SkillHeld.objects.get()
    hr.post(f"/c/havn/skills-held/{held.pk}/edit/", {"level": 4, "evidence": "exam", "last_used_on": "2026-03-01"})
    seen = hr.get(f"/c/havn/skills/{skill.pk}/").context["held"]
    hr.post(f"/c/havn/skills-held/{held.pk}/withdraw/")

    assert [(one.person, one.level) for one in seen] == [(mara, 4)]
    assert not SkillHeld.objects.exists()
    deeds = Line.objects.filter(person_id=mara.pk).order_by("number").values_list("deed", flat=True)
    assert list(deeds) == ["person.added", "skill_held.recorded", "skill_held.changed", "skill_held.withdrawn"]


def test_a_day_of_use_to_come_is_refused(cast: Cast, hr: Client, noon: datetime) -> None:
    mara, skill = havn.person(cast.havn, noon), havn.skill(cast.havn, noon)

    answer = hr.post(
        f"/c/havn/people/{mara.pk}/skills/new/",
        {"skill": skill.pk, "level": 3, "evidence": "exam", "last_used_on": "2026-03-11"},
    )

    assert list(answer.context["form"].errors) == ["last_used_on"]


def test_skills_that_one_person_alone_holds_are_found(cast: Cast, hr: Client, noon: datetime) -> None:
    skills = [havn.skill(cast.havn, noon, code=code, name=code) for code in ("few", "many", "none", "weak")]
    people = [havn.person(cast.havn, noon, number=str(number)) for number in range(2)]
    for person, skill, level in (
        (people[0], skills[0], 2),
        (people[0], skills[1], 3),
        (people[1], skills[1], 2),
        (people[0], skills[3], 1),
    ):
        record_skill(person, skill=skill, level=level, evidence="self", by=None, at=noon)

    found = {
        count: [row.code for row, _ in hr.get(f"/c/havn/skills/?holders={count}").context["listing"].rows]
        for count in "01"
    }

    assert found == {"0": ["none", "weak"], "1": ["few"]}
