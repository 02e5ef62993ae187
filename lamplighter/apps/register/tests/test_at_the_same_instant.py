"""Two people who add the same thing at the same instant: the later one reads so on the form, and loses nothing."""

from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.register.models import Person, Skill
from tests.people import Cast, sign_in

PLACES = [
    ("person_new", "people.add_person", {"name": "Ida Berg", "number": "7"}, Role.HR),
    ("unit_new", "units.add_unit", {"name": "Water", "code": "W"}, Role.HR),
    ("post_new", "posts.open_post", {"title": "Engineer", "code": "E1"}, Role.HR),
    ("skill_new", "skills.add_skill", {"name": "Networks", "code": "net"}, Role.CIO),
    ("system_new", "systems.add_system", {"name": "Mail", "code": "mail", "kind": "application", "rto_min": "60"},
     Role.CIO),
    (
        "supply_new",
        "supplies.add_supply",
        {"name": "Lines", "supplier": "Line & Co", "code": "line", "starts_on": "2026-01-01",
         "renewal_weeks": "1", "response_min": "60"},
        Role.CIO,
    ),
    (
        "service_new",
        "services.add_service",
        {"name": "Water", "code": "water", "tier": "1", "hours": "24h", "mtpd_min": "60", "rto_min": "30"},
        Role.CIO,
    ),
]  # fmt: skip


@pytest.mark.parametrize("checked", [True, False], ids=["before saving", "by the database"])
@pytest.mark.parametrize(("page", "action", "said", "role"), PLACES, ids=[place[0] for place in PLACES])
def test_the_later_one_reads_so_on_the_form(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch,
    page: str, action: str, said: dict[str, str], role: Role, checked: bool,
) -> None:  # fmt: skip
    module, name = action.split(".")
    where = f"lamplighter.apps.register.views.{module}.{name}"
    add = getattr(__import__(where.rpartition(".")[0], fromlist=[name]), name)

    def add_after_a_rival(*place: Any, **values: Any) -> Any:
        add(*place, **values)
        if not checked:
            monkeypatch.setattr(models.Model, "full_clean", lambda self, *args, **more: None)
        return add(*place, **values)

    monkeypatch.setattr(where, add_after_a_rival)
    sign_in(client, cast.of(role))

    answer = client.post(reverse(page, args=["havn"]), said)

    assert answer.status_code == 409, answer.context["form"].errors
    assert "at this very moment" in answer.content.decode()


def test_a_skill_recorded_twice_at_once_stands_once(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    skill = Skill.objects.create(organisation=cast.havn, name="Networks", code="net")
    person = Person.objects.create(organisation=cast.havn, name="Ida Berg", number="7")
    where = "lamplighter.apps.register.views.skills.record_skill"
    add = __import__(where.rpartition(".")[0], fromlist=["x"]).record_skill
    monkeypatch.setattr(where, lambda *place, **values: [add(*place, **values) for _ in range(2)])
    sign_in(client, cast.of(Role.HR))

    said = {"skill": skill.pk, "level": "3", "evidence": "self"}
    answer = client.post(reverse("skill_record", args=["havn", person.pk]), said)

    assert answer.status_code == 409
    assert person.skills_held.count() == 1
