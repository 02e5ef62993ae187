"""A sample city from nothing: founded, staffed, rostered and worked; then every page that its people can reach."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import resolve
from pytest_django import DjangoDbBlocker

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.models import Line
from lamplighter.apps.pay.models import MonthEarning
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import CallOut, Draft, Publication, Takeover
from lamplighter.apps.samples.actions.sample import seed_sample
from lamplighter.apps.samples.choices import Stage
from lamplighter.apps.samples.queries import stage_of, unfinished
from tests.people import sign_in

NOW = datetime(2026, 11, 10, 19, 30, tzinfo=UTC)
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
# Of pages that differ only in whose or what, one is asked for.
OF_EACH = 1
# Leaves nothing to look at: languages, signing out, files.
LEFT_OUT = {"speak", "account_logout"}


@pytest.fixture(scope="module")
def qandil(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """Made once for all, as `lamplighter seed sample --city qandil` makes it, on an evening in November."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_sample(now=NOW, seed=7, stage=Stage.WORKED, say=lambda _line: None, slugs=["qandil"])
        yield Organisation.objects.get(slug="qandil")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: NOW)


def walked(client: Client, city: Organisation, start: str) -> dict[str, list[tuple[str, int]]]:
    """Every page of the city that links lead to, by URL name, with the status of the answer."""
    todo, seen = deque([start]), {start}
    asked: Counter[str] = Counter()
    found: dict[str, list[tuple[str, int]]] = {}
    while todo:
        path = todo.popleft()
        name = resolve(path.split("?")[0]).url_name or ""
        if asked[name] >= OF_EACH or name in LEFT_OUT:
            continue
        asked[name] += 1
        answer = client.get(path, follow=True)
        found.setdefault(name, []).append((path, answer.status_code))
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            links = (unescape(link) for link in LINK.findall(answer.content.decode()))
            fresh = [link for link in links if f"/{city.slug}/" in link and link not in seen]
            seen.update(fresh)
            todo.extend(dict.fromkeys(fresh))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("cio", {"tonight", "people", "person", "services", "service", "service_map", "absences", "journal"}),
        ("hr", {"people", "person", "contract_edit", "pay_month", "earnings", "law_pack"}),
        ("duty", {"tonight", "rosters", "pools", "pool", "actions", "takeover"}),
        ("ben", {"tonight", "my_duties"}),
        ("mayor", {"tonight", "services"}),
        ("auditor", {"tonight", "journal"}),
    ],
)
def test_every_page_answers_with_it(qandil: Organisation, client: Client, who: str, names: set[str]) -> None:
    sign_in(client, Account.objects.get(email=f"{who}@qandil.example"))

    found = walked(client, qandil, f"/c/{qandil.slug}/")

    broken = [(name, *page) for name, pages in found.items() for page in pages if page[1] != 200]
    assert broken == []
    assert names - set(found) == set()


@pytest.mark.django_db
def test_the_city_has_something_true_on_every_page(qandil: Organisation) -> None:
    assert stage_of(qandil) == Stage.WORKED
    assert not unfinished()
    assert 40 <= Person.objects.filter(organisation=qandil).count() <= 150
    assert 20 <= qandil.services.count() <= 60
    assert {post.state for post in qandil.posts.all()} == {"filled", "vacant", "outsourced", "shared"}
    assert Publication.objects.filter(organisation=qandil, ends_at__lt=NOW).exists()
    assert Publication.objects.filter(organisation=qandil, starts_at__lt=NOW, ends_at__gt=NOW).count() == 3
    assert Draft.objects.filter(pool__organisation=qandil, state=DraftState.DRAFT, starts_on__gt=NOW).exists()
    assert CallOut.objects.filter(person__organisation=qandil).exists()
    assert Takeover.objects.filter(organisation=qandil).exists()
    assert MonthEarning.objects.filter(organisation=qandil, total__gt=0).exists()
    ending = qandil.supply_contracts.get(ends_on__lt=NOW + timedelta(days=60))
    assert (ending.ends_on - NOW.date()).days == 34
    assert {finding.code for finding in qandil.findings.all()} >= {"contract_ends"}


@pytest.mark.django_db
def test_making_it_again_changes_nothing(qandil: Organisation) -> None:
    lines = Line.objects.count()

    seed_sample(now=NOW + timedelta(days=3), seed=7, stage=Stage.WORKED, say=lambda _line: None, slugs=["qandil"])

    assert Line.objects.count() == lines


@pytest.mark.django_db
def test_its_journal_holds_and_is_in_order(qandil: Organisation) -> None:
    call_command("verify_journal", verbosity=0)
    times = list(Line.objects.filter(organisation=qandil).order_by("number").values_list("at", flat=True))

    assert max(times) <= NOW
    assert times == sorted(times)
