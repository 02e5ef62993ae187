"""The commands with which whoever runs the server lets the first people in."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from lamplighter.apps.cities.management.commands.write_roles import PAGE, roles_page
from lamplighter.apps.cities.models import Account, Affiliation, Organisation
from lamplighter.apps.cities.queries import roles_of
from tests.people import Cast

ONE = {"name": "Nahrabad", "country": "IR", "email": "Cio@nahrabad.example", "link": True}


def test_init_makes_a_city_as_is_usual_there_and_an_invitation(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("init", **ONE)

    city = Organisation.objects.get(slug="nahrabad")
    assert (city.language, city.calendar, city.time_zone, city.weekend) == ("fa", "jalali", "Asia/Tehran", "4,5")
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", capsys.readouterr().out)
    assert link
    said = {"name": "Roya", "password": "four quiet green boats", "password_again": "four quiet green boats"}
    assert Client().post(link[1], said).status_code == 302
    assert roles_of(Account.objects.get(email="cio@nahrabad.example"), city) == {"cio"}
    assert city.journal.order_by("number").first().deed == "organisation.founded"


def test_init_asks_for_a_password_at_a_terminal(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(
        [
            "short",
            "four quiet green boats",
            "four quiet green coats",
            "four quiet green boats",
            "four quiet green boats",
        ]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "")
    monkeypatch.setattr("getpass.getpass", lambda question: next(typed))

    call_command("init", **ONE | {"link": False})

    account = Account.objects.get()
    assert account.check_password("four quiet green boats")
    assert roles_of(account, Organisation.objects.get()) == {"cio"}


def test_init_refuses_where_somebody_was_before(cast: Cast) -> None:
    with pytest.raises(CommandError, match="--another-city"):
        call_command("init", **ONE)

    call_command("init", **ONE, another_city=True)
    assert Organisation.objects.filter(slug="nahrabad").exists()


def test_init_says_what_is_missing_or_wrong_and_leaves_nothing_behind(db: None) -> None:
    with pytest.raises(CommandError, match="--country is missing"):
        call_command("init", name="Havn", email="a@b.example")
    with pytest.raises(CommandError, match="time_zone"):
        call_command("init", **ONE | {"zone": "Mars/Base"})

    assert not Organisation.objects.exists()


def test_a_citys_first_hr_is_invited_from_the_command_line(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "h@elsewhere.example", "hr", slug="elsewhere")

    assert "/invitation/" in capsys.readouterr().out
    with pytest.raises(CommandError, match="invited already"):
        call_command("invite", "h@elsewhere.example", "hr", slug="elsewhere")
    with pytest.raises(CommandError, match="The roles of elsewhere are"):
        call_command("invite", "h@elsewhere.example", "board", slug="elsewhere")


def test_a_city_joins_an_association_and_leaves_it(cast: Cast, client: Client) -> None:
    call_command("affiliate", "elsewhere", "harbours", "--since", "2026-01-01")
    call_command("affiliate", "elsewhere", "harbours", "--since", "2026-02-01")
    assert Affiliation.objects.get(city=cast.elsewhere).since == date(2026, 1, 1)

    call_command("affiliate", "elsewhere", "harbours", "--until", "2026-06-30")
    assert Affiliation.objects.get(city=cast.elsewhere).until == date(2026, 6, 30)
    deeds = list(cast.association.journal.order_by("number").values_list("deed", flat=True))
    assert deeds == ["city.joined", "city.left"]
    with pytest.raises(CommandError, match="only cities join"):
        call_command("affiliate", "harbours", "elsewhere")


def test_the_reference_of_roles_is_what_the_gate_reads() -> None:
    assert PAGE.read_text(encoding="utf-8") == roles_page(), "Run: lamplighter write_roles"
