"""A job's page and part: who sees it, what it says, how it is stopped; and the page that machines ask."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.work import actions
from lamplighter.apps.work.models import Job, JobState
from tests.people import Cast, sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(cast: Cast, noon: datetime) -> Job:
    return actions.ask(cast.havn, "roster.solve", {}, by=cast.ada, at=noon)


@pytest.fixture
def running(job: Job, noon: datetime) -> Job:
    held = actions.claim("one", at=noon)
    actions.renew(held, at=noon + timedelta(seconds=12), progress={"done": 1200, "of": 20000})
    return held


def test_a_waiting_job_is_a_page_that_asks_again(client: Client, cast: Cast, job: Job) -> None:
    page = sign_in(client, cast.ada).get(f"/c/havn/jobs/{job.pk}/").content.decode()

    assert "waiting for a worker" in page
    assert 'hx-trigger="every 1s"' in page
    assert "<h1" in page


def test_a_running_job_says_how_far_it_is(client: Client, cast: Cast, running: Job) -> None:
    answer = sign_in(client, cast.ada).get(f"/c/havn/jobs/{running.pk}/", headers=HTMX)
    part = answer.content.decode()

    assert "<h1" not in part
    assert '<progress max="20000" value="1200"' in part
    assert "1,200 of 20,000" in part
    assert "Running for 12 seconds." in part
    assert "HX-Refresh" not in answer


def test_a_job_that_is_done_lets_the_page_show_its_result(client: Client, cast: Cast, running: Job) -> None:
    actions.finish(running, at=running.started_at, progress={})
    answer = sign_in(client, cast.ada).get(f"/c/havn/jobs/{running.pk}/", headers=HTMX)

    assert answer["HX-Refresh"] == "true"
    assert "hx-trigger" not in answer.content.decode()


def test_a_job_that_failed_says_why_and_asks_no_more(client: Client, cast: Cast, running: Job) -> None:
    actions.fail(running, "The period has no shifts.", at=running.started_at)
    part = sign_in(client, cast.ada).get(f"/c/havn/jobs/{running.pk}/", headers=HTMX).content.decode()

    assert "The period has no shifts." in part
    assert "hx-trigger" not in part
    assert "Stop this" not in part


def test_a_job_is_stopped_with_a_button(client: Client, cast: Cast, job: Job) -> None:
    part = sign_in(client, cast.ada).post(f"/c/havn/jobs/{job.pk}/cancel/", headers=HTMX).content.decode()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "Nothing of it was stored." in part


def test_without_scripts_the_button_leads_back_to_the_page(client: Client, cast: Cast, job: Job) -> None:
    answer = sign_in(client, cast.ada).post(f"/c/havn/jobs/{job.pk}/cancel/")

    assert (answer.status_code, answer["Location"]) == (302, f"/c/havn/jobs/{job.pk}/")


def test_a_running_job_says_that_it_is_stopping(client: Client, cast: Cast, running: Job) -> None:
    part = sign_in(client, cast.ada).post(f"/c/havn/jobs/{running.pk}/cancel/", headers=HTMX).content.decode()

    assert "stopping" in part
    assert "Stop this" not in part


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.HR, Role.EXECUTIVE, Role.AUDITOR])
def test_who_has_nothing_to_do_with_it_does_not_find_it(client: Client, cast: Cast, job: Job, role: str) -> None:
    sign_in(client, cast.of(role))

    assert client.get(f"/c/havn/jobs/{job.pk}/").status_code == 404
    assert client.post(f"/c/havn/jobs/{job.pk}/cancel/").status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_chen_sees_nothing(client: Client, cast: Cast, job: Job) -> None:
    sign_in(client, cast.chen)

    for address in (f"/c/havn/jobs/{job.pk}/", f"/c/elsewhere/jobs/{job.pk}/"):
        assert client.get(address).status_code == 404
        assert client.post(f"{address}cancel/").status_code == 404


def test_asking_how_far_it_is_costs_few_queries(
    client: Client, cast: Cast, running: Job, django_assert_num_queries: object
) -> None:
    sign_in(client, cast.ada).get(f"/c/havn/jobs/{running.pk}/", headers=HTMX)

    with django_assert_num_queries(4):
        client.get(f"/c/havn/jobs/{running.pk}/", headers=HTMX)


@pytest.mark.django_db
def test_health_says_that_no_worker_was_ever_heard_of(client: Client) -> None:
    answer = client.get("/health/")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "worker_silent_s": None})


@pytest.mark.django_db
def test_health_says_how_long_no_worker_was_heard_of(
    client: Client, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.greet("one", at=noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon + timedelta(seconds=7))

    assert client.get("/health/").json() == {"database": "ok", "worker_silent_s": 7.0}
    actions.part("one", at=noon)
    assert client.get("/health/").json() == {"database": "ok", "worker_silent_s": None}
