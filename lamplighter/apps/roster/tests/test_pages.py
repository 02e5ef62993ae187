"""Pages of rosters, pools, leave and one's own duties."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
from lamplighter.apps.roster.actions.leave import record_leave
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.models import Draft, Duty, Leave, Pool, Wish
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from tests.people import sign_in

FIRST, LAST = date(2026, 3, 16), date(2026, 3, 22)


@pytest.fixture
def desk(cast, noon, monkeypatch):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    return desk_of(cast.havn, account=("Mara", cast.ben))


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


@pytest.fixture
def filled(desk, cast, noon) -> Draft:
    draft = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)
    draft.refresh_from_db()
    return draft


def at(name: str, *args: object, city: str = "havn") -> str:
    return reverse(name, args=[city, *args])


def hidden_in(page: str, action: str) -> dict[str, str]:
    """What a form of the page sends by itself."""
    form = re.search(rf'<form method="post" action="{action}">.*?</form>', page, re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def wall(page: str) -> str:
    """The board of a page as letters: what hangs on the wall."""
    table = re.search(r"<table class=\"roster\".*?</table>", page, re.S)[0]
    lines = []
    for row in re.findall(r"<tr[ >].*?</tr>", table.split("</thead>")[1], re.S):
        name = re.search(r"<th scope=\"row\">(?:<bdi>)?([^<]*)", row)[1]
        cells = re.findall(r"<td.*?</td>", row, re.S)
        letters = ["".join(re.findall(r"aria-hidden=\"true\">([^<]*)<", cell)) or "." for cell in cells]
        if name == "cover":
            letters = [re.search(r"\d+/\d+", cell)[0] for cell in cells]
        lines.append(f"{name:8} {' '.join(letters)}")
    return "\n".join(lines)


def test_the_board_reads_as_a_week_of_letters(desk, ada, noon):
    published(desk, FIRST, LAST, {"Mara": "DN..D..", "Idris": "N.D..N.", "Ana": "..NDN.D"}, at=noon)

    page = ada.get(at("roster", Draft.objects.get().pk)).content.decode()

    assert wall(page) == "\n".join(
        [
            "Ana      . . N D N . D",
            "Idris    N . D . . N .",
            "Lena     . . . . . . .",
            "Mara     D N . . D . .",
            "Petra    . . . . . . .",
            "Sam      . . . . . . .",
            "Tomas    . . . . . . .",
            "Yusuf    . . . . . . .",
            "nobody   . D . N . D N",
            "cover    2/2 1/2 2/2 1/2 2/2 1/2 1/2",
        ]
    )
    assert "4 holes" in page


def test_a_roster_is_made_filled_and_published_on_its_pages(desk, ada, noon):
    answer = ada.post(
        at("roster_new"),
        {"pool": desk.pool.pk, "starts_on": "2026-03-16", "ends_on": "2026-03-22", "seconds": 10, "seed": 0},
    )
    draft = Draft.objects.get()
    assert answer.url == at("roster", draft.pk)
    assert "Stop this" in ada.get(answer.url).content.decode()

    draft.job.arguments["seconds"] = 2
    draft.job.save()
    work_off(lambda: noon)
    page = ada.get(answer.url).content.decode()
    assert "no hole" in page
    assert "All" not in page.split("<h1>")[1].split("</h1>")[0]

    asked = ada.get(at("roster_publish", draft.pk)).content.decode()
    assert "Publish version 1?" in asked
    assert ada.post(at("roster_publish", draft.pk), {"holes": 0}).url == at("roster", draft.pk)
    assert ada.get(at("roster_publish", draft.pk)).status_code == 302


def test_drafts_of_all_pools_are_made_at_once_and_only_where_there_is_no_roster_yet(desk, ada, cast, noon):
    second = desk_of(cast.havn, "Rosa Emil", name="Harbour desk")
    Pool.objects.create(organisation=cast.havn, name="Pool without shifts")
    Pool.objects.create(organisation=cast.elsewhere, name="Elsewhere's pool")
    published(desk, FIRST, FIRST, {"Mara": "D"}, at=noon)
    whole = {"starts_on": str(FIRST), "ends_on": str(LAST), "seconds": 120}

    assert at("rosters_new") in ada.get(at("rosters")).content.decode()
    assert "Make the drafts" in ada.get(at("rosters_new")).content.decode()
    answer = ada.post(at("rosters_new"), whole)

    assert answer.url == at("rosters")
    assert "1 draft is made." in ada.get(answer.url).content.decode()
    drafts = Draft.objects.filter(state="draft")
    assert [(each.pool, each.job.arguments["seconds"]) for each in drafts] == [(second.pool, 120)]
    again = ada.post(at("rosters_new"), whole)
    assert again.status_code == 422
    assert "Every pool has a roster or a draft in that period already" in again.content.decode()
    assert Draft.objects.count() == 2


def test_a_city_with_one_pool_is_not_asked_about_all_of_them(desk, ada):
    assert at("rosters_new") not in ada.get(at("rosters")).content.decode()


def test_a_running_search_says_how_good_its_best_roster_is(desk, ada, cast, noon):
    draft = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    job = ask_to_fill(draft, by=cast.ada, at=noon)
    job.state, job.progress = (
        "running",
        {"objective": 103, "bound": 100, "gap": 0.03, "holes": 1, "search": "exact"},
    )
    job.save()

    page, part = (ada.get(at(name, draft.pk)).content.decode() for name in ("roster", "roster_search"))

    assert "It is at most 3% above the best possible." in page
    assert "It is at most 3% above the best possible." in part
    assert "the whole roster at once" in page
    assert "the whole roster at once" in part
    assert "<html" not in part
    assert "End the search and keep the best so far" in part
    assert f'hx-get="{at("roster_search", draft.pk)}"' in part


def test_a_search_that_is_over_brings_its_page_up_to_date(filled, ada):
    assert ada.get(at("roster_search", filled.pk)).url == at("roster", filled.pk)
    assert ada.get(at("roster_search", filled.pk), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_what_a_search_found_is_told_with_its_cost_part_by_part(filled, ada):
    filled.answer |= {
        "status": "feasible",
        "search": "columns",
        "objective": 103,
        "bound": 100,
        "parts": {"wishes": [1, 100], "nights": [3, 3]},
    }
    filled.save()

    page = ada.get(at("roster", filled.pk)).content.decode()

    told = re.sub(
        r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("What the search says")[1].split("</section>")[0])
    )
    assert "It is at most 3% above the best possible." in told
    assert (
        "how it was searched for a whole set of duties for each person, then the sets that fit together best"
        in told
    )
    assert "wishes not met 1 100 nights unevenly shared nights off fair shares: 1.5 3 together 103" in told


def test_publishing_with_another_number_of_holes_is_refused(desk, ada, cast, noon):
    draft = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)

    answer = ada.post(at("roster_publish", draft.pk), {"holes": 3})

    assert answer.status_code == 409
    assert "there are 14 holes now" in answer.content.decode()


def test_a_duty_says_who_may_and_what_stands_against_the_others(filled, desk, ada):
    night = filled.duties.filter(shift_type=desk.night).first()
    morning = filled.duties.get(shift_type=desk.day, on=night.on + timedelta(days=1))

    page = ada.get(at("duty", morning.pk)).content.decode()

    assert "people can take it lawfully" in page
    assert f"<bdi>{night.person}</bdi> may not by law." in page
    assert "daily rest: Directive 2003/88/EC on working time, art. 3" in page


def test_an_unlawful_change_is_refused_with_the_closest_lawful_way_which_works(filled, desk, ada):
    night = filled.duties.filter(shift_type=desk.night).first()
    morning = filled.duties.get(shift_type=desk.day, on=night.on + timedelta(days=1))

    answer = ada.post(at("duty_give", morning.pk), {"person": night.person_id})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "That would leave 0 hours of rest; 11 are due." in page
    assert "Closest lawful way:" in page
    ada.post(at("duty_way", morning.pk), hidden_in(page, at("duty_way", morning.pk)))
    morning.refresh_from_db()
    assert morning.person_id == night.person_id


def test_a_lawful_change_a_pin_and_an_empty_seat(filled, desk, ada):
    duty = filled.duties.first()

    ada.post(at("duty_give", duty.pk), {"person": ""})
    ada.post(at("duty_pin", duty.pk))

    duty.refresh_from_db()
    assert (duty.person, duty.pinned) == (None, True)
    assert "Pinned: no search moves it." in ada.get(at("duty", duty.pk)).content.decode()


def test_two_versions_are_compared_by_who_has_what(filled, desk, ada, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    again = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    Duty.objects.filter(pk=again.duties.first().pk).update(person=None)

    page = ada.get(at("roster_compare", again.pk, filled.pk)).content.decode()

    assert "1 duty has somebody else" in page
    assert "Compared with version 1." in page


def test_leave_on_a_published_duty_shows_on_the_board(filled, desk, ada, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    duty = filled.duties.filter(person=desk["Mara"]).first()
    record_leave(desk["Mara"], duty.on, duty.on, by=cast.ada, at=noon)

    page = ada.get(at("roster", filled.pk)).content.decode()

    assert "on a day of leave" in page
    assert "is on leave." in page


def test_specialists_see_what_is_published_and_no_draft_and_no_leave(filled, desk, client, cast, noon):
    sign_in(client, cast.ben)
    assert client.get(at("roster", filled.pk)).status_code == 404
    assert client.get(at("duty", filled.duties.first().pk)).status_code == 404

    publish(filled, by=cast.ada, at=noon)
    record_leave(desk["Yusuf"], FIRST, FIRST, by=cast.ada, at=noon)

    page = client.get(at("roster", filled.pk)).content.decode()
    assert "shift--leave" not in page
    assert client.get(at("duty", filled.duties.first().pk)).status_code == 200
    assert client.get(at("roster_publish", filled.pk)).status_code == 403


@pytest.mark.parametrize("people", [3, 30])
def test_the_board_asks_no_more_for_more_people(cast, noon, ada, monkeypatch, django_assert_num_queries, people):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    names = [f"P{number:02}" for number in range(people)]
    desk = desk_of(cast.havn, " ".join(names))
    letters = {name: "DN....." if number == 0 else "..DN..." for number, name in enumerate(names[:2])}
    published(desk, FIRST, LAST, letters, at=noon)
    draft = Draft.objects.get()
    record_leave(desk["P01"], FIRST, FIRST, by=cast.ada, at=noon)
    ada.get(at("roster", draft.pk))

    with django_assert_num_queries(19):
        ada.get(at("roster", draft.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_no_more_for_more_rows(cast, noon, ada, monkeypatch, django_assert_num_queries, rows):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    for number in range(rows):
        desk = desk_of(cast.havn, f"P{number}", name=f"Desk {number}")
        make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
        record_leave(desk[f"P{number}"], FIRST, LAST, by=cast.ada, at=noon)

    with django_assert_num_queries(11):
        assert ada.get(at("rosters")).status_code == 200
    with django_assert_num_queries(8):
        assert ada.get(at("pools")).status_code == 200
    with django_assert_num_queries(6):
        assert ada.get(at("leave")).status_code == 200


def test_hours_of_a_shift_stay_once_duties_were_given(filled, desk, ada):
    fields = {"code": "D", "name": "Day", "layer": "primary", "kind": "worked", "look": "day", "response_min": ""}

    answer = ada.post(at("shift_edit", desk.day.pk), fields | {"starts_at": "09:00", "ends_at": "20:00"})

    assert answer.status_code == 422
    assert "its hours, kind and layer stay" in answer.content.decode()


def test_one_s_own_page_has_duties_leave_and_a_budget_of_wishes(filled, desk, client, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    sign_in(client, cast.ben)
    first = filled.duties.filter(person=desk["Mara"]).first()

    assert "You are on duty next on" in client.get(at("my_duties")).content.decode()
    client.post(at("my_leave"), {"kind": "leave", "starts_on": first.on, "ends_on": first.on})
    client.post(at("my_wish"), {"on": "2026-03-30", "wants": "off", "shift_type": "", "weight": 3})
    client.post(at("my_wish"), {"on": "2026-03-31", "wants": "on", "shift_type": desk.day.pk, "weight": 3})
    refused = client.post(at("my_wish"), {"on": "2026-03-29", "wants": "off", "shift_type": "", "weight": 1})

    assert refused.status_code == 422
    assert "You have 0 wish points left for that month." in refused.content.decode()
    page = client.get(at("my_duties")).content.decode()
    assert "0 of 6 wish points are left" in page
    client.post(at("my_leave_withdraw", Leave.objects.get().pk))
    client.post(at("my_wish_withdraw", Wish.objects.first().pk))
    assert Leave.objects.filter(withdrawn_at=None).count() == 0
    assert Wish.objects.filter(withdrawn_at=None).count() == 1


def test_the_paper_and_the_files(filled, ada):
    assert "A4, across" in ada.get(at("roster_paper", filled.pk)).content.decode()
    lines = ada.get(at("roster_file", filled.pk, "csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 15
    assert lines[1].startswith("2026-03-16,Day,primary,2026-03-16 08:00")
    assert ada.get(at("roster_file", filled.pk, "xlsx")).status_code == 200
    assert ada.get(at("roster_file", filled.pk, "pdf")).status_code == 404


def test_chen_sees_none_of_it(filled, desk, client, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    sign_in(client, cast.chen)
    duty, mine = filled.duties.first(), desk.pool.members.first()
    theirs = [
        ("roster", filled.pk),
        ("roster_paper", filled.pk),
        ("roster_publish", filled.pk),
        ("duty", duty.pk),
        ("pool", desk.pool.pk),
        ("pool_edit", desk.pool.pk),
        ("member_edit", mine.pk),
        ("shift_edit", desk.day.pk),
        ("shift_demand", desk.day.pk),
    ]
    for city in ("havn", "elsewhere"):
        assert [client.get(at(name, pk, city=city)).status_code for name, pk in theirs] == [404] * len(theirs)
    posts = [("duty_give", duty.pk), ("duty_pin", duty.pk), ("roster_fill", filled.pk), ("roster_drop", filled.pk)]
    assert [client.post(at(name, pk, city="elsewhere")).status_code for name, pk in posts] == [404] * 4
    for name in ("rosters", "pools", "leave", "my_duties"):
        assert client.get(at(name)).status_code == 404
        assert "Mara" not in client.get(at(name, city="elsewhere")).content.decode()


def test_auditors_see_rosters_and_change_nothing(filled, desk, client, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    sign_in(client, cast.of(Role.AUDITOR))

    assert client.get(at("roster", filled.pk)).status_code == 200
    assert client.post(at("roster_fill", filled.pk)).status_code == 403
    assert client.post(at("duty_give", filled.duties.first().pk)).status_code == 403
