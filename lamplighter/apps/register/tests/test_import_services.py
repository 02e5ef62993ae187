"""A list of services goes in, with what they stand on and need."""

from datetime import date, datetime

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import first_broken
from lamplighter.apps.register.actions.imports import bring_in, open_import, preview_import
from lamplighter.apps.register.imports.reading import read
from lamplighter.apps.register.models import DependencyGroup, Need, Service, Skill, System
from tests.people import Cast

FIRST = """Code,Name,Tier,Hours,MTPD (hours),RTO (hours),Residents,Unit,Depends on,Skills needed
S-1,Ambulance dispatch,1,24h,2,1,"120,000",Rescue,"Dispatch system; power (30 min); 2 of: line A, line B, line C",networks:3:2
S-2,Permits,office,hours,72,24,9000,Planning,Dispatch system; Ambulance dispatch,databases; networks:1
"""  # noqa: E501


def take(city: Organisation, at: datetime, text: str, **options: object) -> dict:
    content = text.encode()
    import_ = open_import(
        city, "services", "s.csv", content, as_of=date(2026, 3, 1), sees_pay=False, by=None, at=at
    )
    import_.options |= options
    import_.save()
    seen = preview_import(import_, content)
    bring_in(import_, read(content), seen=seen["print"], by=None, at=at)
    return seen


def said(seen: dict) -> tuple[int, int, int, int]:
    counts = seen["counts"]
    return counts["added"], counts["changed"], counts["ended"], counts["unchanged"]


def groups(service: Service) -> list[tuple[list[str], int, int]]:
    return [
        (sorted(str(member) for member in group.members.all()), group.needed, group.buffer_min)
        for group in DependencyGroup.objects.filter(service=service)
    ]


def test_services_systems_skills_groups_and_needs_come_out_of_one_list(cast: Cast, noon: datetime) -> None:
    seen = take(cast.havn, noon, FIRST)

    assert said(seen) == (2, 0, 0, 0)
    assert seen["systems"] == ["Dispatch system", "power", "line A", "line B", "line C"]
    dispatch, permits = Service.objects.filter(organisation=cast.havn).order_by("code")
    assert (dispatch.tier, dispatch.hours, dispatch.mtpd_min, dispatch.rto_min) == (1, "24h", 120, 60)
    assert (dispatch.residents, dispatch.unit.name, permits.tier) == (120000, "Rescue", 4)
    assert groups(dispatch) == [
        (["Dispatch system"], 1, 0),
        (["power"], 1, 30),
        (["line A", "line B", "line C"], 2, 0),
    ]
    assert groups(permits) == [(["Dispatch system"], 1, 0), (["Ambulance dispatch"], 1, 0)]
    needs = Need.objects.order_by("pk").values_list("service__code", "skill__name", "level", "people")
    assert list(needs) == [("S-1", "networks", 3, 2), ("S-2", "databases", 2, 1), ("S-2", "networks", 1, 1)]
    assert first_broken(cast.havn) is None


def test_the_same_list_twice_changes_nothing(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    seen = take(cast.havn, noon, FIRST)

    assert said(seen) == (0, 0, 0, 2)
    assert (seen["systems"], seen["skills"]) == ([], [])
    assert (System.objects.count(), Skill.objects.count(), DependencyGroup.objects.count()) == (5, 2, 5)


def test_changes_name_what_was_and_what_is_said(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)

    seen = take(
        cast.havn, noon, FIRST.replace("line C", "line D").replace("72,24", "72,48").replace("2 of", "1 of")
    )

    assert said(seen) == (0, 2, 0, 0)
    assert {name: (was, now) for each in seen["changed"] for name, was, now in each["changes"]} == {
        "depends_on": (
            "Dispatch system; power (30 min); 2 of: line A, line B, line C",
            "Dispatch system; power (30 min); 1 of: line A, line B, line D",
        ),
        "rto_min": (1440, 2880),
    }
    assert groups(Service.objects.get(code="S-1"))[2] == (["line A", "line B", "line D"], 1, 0)


def test_services_missing_from_a_complete_list_are_closed_and_come_back(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)
    one = "\n".join(FIRST.split("\n")[:2])

    assert said(take(cast.havn, noon, one)) == (0, 0, 0, 1)
    assert said(take(cast.havn, noon, one, complete=True)) == (0, 0, 1, 1)
    assert Service.objects.get(code="S-2").closed_on == date(2026, 3, 1)
    assert said(take(cast.havn, noon, FIRST)) == (0, 1, 0, 1)
    assert Service.objects.get(code="S-2").closed_on is None


def test_mistakes_are_listed_and_near_misses_are_named(cast: Cast, noon: datetime) -> None:
    take(cast.havn, noon, FIRST)
    bad = """Code,Name,Tier,RTO,MTPD,Depends on,Skills needed
S-3,Water,9,2 h,1 h,Water,networks:7
S-4,Trams,2,1 h,2 h,Dispatch systm,
"""
    found = open_import(
        cast.havn, "services", "x.csv", bad.encode(), as_of=noon.date(), sees_pay=False, by=None, at=noon
    )

    seen = preview_import(found, bad.encode())

    assert [(each["row"], each["column"], each["code"]) for each in seen["wrong"]] == [
        (2, "Tier", "no_tier"),
        (2, "Skills needed", "no_level"),
        (2, "Depends on", "depends_on_itself"),
        (2, "RTO", "rto_beyond_mtpd"),
    ]
    assert seen["notices"] == [{"code": "nearly", "facts": {"name": "Dispatch systm", "near": "dispatch system"}}]
