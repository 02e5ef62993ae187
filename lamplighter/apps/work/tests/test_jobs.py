"""Jobs are asked for, done once, stopped, taken from the dead, and given up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from lamplighter.apps.journal.models import Line
from lamplighter.apps.work import actions, signals
from lamplighter.apps.work.jobs import HeldJob, work_off
from lamplighter.apps.work.models import Job, JobState
from lamplighter.apps.work.queries import jobs_visible_to
from lamplighter.apps.work.signals import Running, Stopped, TakenAway, Unworkable
from tests.people import Cast

SILENCE = timedelta(seconds=30)


class HandClock:
    """A clock that moves when told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


@pytest.fixture
def clock(noon: datetime) -> HandClock:
    return HandClock(noon)


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, signals.Handler]:
    known: dict[str, signals.Handler] = {}
    monkeypatch.setattr("lamplighter.apps.work.jobs.HANDLERS", known)
    return known


@pytest.fixture
def job(cast: Cast, noon: datetime) -> Job:
    return actions.ask(cast.havn, "roster.test", {"town": "Havn"}, by=cast.ada, at=noon)


def write_name(job: Running) -> None:
    with job.final():
        job.organisation.latin_name = f"written {job.arguments['town']}"
        job.organisation.save()


def test_a_job_is_done_once_and_its_result_is_stored(job: Job, clock: HandClock, handlers: dict) -> None:
    handlers["roster.test"] = write_name

    assert work_off(clock) == 1
    assert work_off(clock) == 0

    job.refresh_from_db()
    job.organisation.refresh_from_db()
    assert (job.state, job.attempt, job.organisation.latin_name) == (JobState.DONE, 1, "written Havn")


def test_asking_is_undone_with_the_transaction_that_asked(cast: Cast, noon: datetime) -> None:
    with transaction.atomic():
        actions.ask(cast.havn, "roster.test", {}, by=cast.ada, at=noon)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_waiting_job_is_claimed_by_one_worker_only(job: Job, noon: datetime) -> None:
    first, second = actions.claim("one", at=noon), actions.claim("two", at=noon)

    assert (first, second) == (job, None)


def test_a_waiting_job_is_cancelled_at_once_and_the_journal_says_so(job: Job, cast: Cast, noon: datetime) -> None:
    actions.cancel(job, by=cast.ada, at=noon)

    assert job.state == JobState.CANCELLED
    assert [(line.deed, line.by) for line in Line.objects.all()] == [("job.cancelled", cast.ada)]


def test_cancelling_what_is_over_changes_nothing(job: Job, cast: Cast, clock: HandClock, handlers: dict) -> None:
    handlers["roster.test"] = write_name
    work_off(clock)

    actions.cancel(job, by=cast.ada, at=clock())

    assert (job.state, Line.objects.count()) == (JobState.DONE, 0)


def test_a_cancelled_job_stores_nothing(job: Job, cast: Cast, clock: HandClock, handlers: dict) -> None:
    def cancelled_meanwhile(running: Running) -> None:
        actions.cancel(Job.objects.get(pk=running.job_id), by=cast.ada, at=clock())
        running.report(phase="searching")
        assert running.stop_asked()
        write_name(running)

    handlers["roster.test"] = cancelled_meanwhile
    work_off(clock)

    job.refresh_from_db()
    cast.havn.refresh_from_db()
    assert (job.state, cast.havn.latin_name) == (JobState.CANCELLED, "")


def test_a_silent_workers_job_goes_to_another_and_the_first_can_store_nothing(
    job: Job, cast: Cast, clock: HandClock
) -> None:
    lost = HeldJob(actions.claim("one", at=clock()), clock, alone=True)
    taken = actions.reap(at=clock.forward(31), silence=SILENCE)
    found = actions.claim("two", at=clock())

    with pytest.raises(TakenAway):
        write_name(lost)

    job.refresh_from_db()
    cast.havn.refresh_from_db()
    assert (taken, found) == ([job], job)
    assert (job.attempt, job.losses, job.worker, cast.havn.latin_name) == (2, 1, "two", "")


@pytest.mark.parametrize(("silent_s", "taken"), [(29, 0), (30, 0), (31, 1)])
def test_a_job_is_taken_after_the_silence_and_not_before(
    job: Job, clock: HandClock, silent_s: int, taken: int
) -> None:
    actions.claim("one", at=clock())

    assert len(actions.reap(at=clock.forward(silent_s), silence=SILENCE)) == taken


def test_a_job_that_is_heard_of_is_not_taken(job: Job, clock: HandClock) -> None:
    held = HeldJob(actions.claim("one", at=clock()), clock, alone=True)
    clock.forward(29)
    held.report(done=5, of=10)

    assert actions.reap(at=clock.forward(29), silence=SILENCE) == []
    job.refresh_from_db()
    assert (job.progress, job.running_s) == ({"done": 5, "of": 10}, 29)


def test_a_job_that_kills_three_workers_is_given_up_with_a_reason(job: Job, clock: HandClock) -> None:
    for name in ("one", "two", "three"):
        actions.claim(name, at=clock())
        actions.reap(at=clock.forward(31), silence=SILENCE)

    job.refresh_from_db()
    assert (job.state, job.losses) == (JobState.FAILED, 3)
    assert "died three times" in str(job.failure_words)


def test_a_cancelled_job_whose_worker_died_is_not_taken_up_again(job: Job, cast: Cast, clock: HandClock) -> None:
    actions.claim("one", at=clock())
    actions.cancel(job, by=cast.ada, at=clock())

    actions.reap(at=clock.forward(31), silence=SILENCE)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_job_given_back_waits_again_and_that_is_no_loss(job: Job, clock: HandClock) -> None:
    def interrupted(running: HeldJob) -> None:
        running.stop.set()
        assert running.stop_asked()

    held = HeldJob(actions.claim("one", at=clock()), clock, alone=True)
    signals_handler = {"roster.test": interrupted}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lamplighter.apps.work.jobs.HANDLERS", signals_handler)
        held.do()

    job.refresh_from_db()
    assert (job.state, job.attempt, job.losses) == (JobState.WAITING, 1, 0)


def test_what_was_told_to_stop_stores_nothing(job: Job, clock: HandClock) -> None:
    held = HeldJob(actions.claim("one", at=clock()), clock, alone=True)
    held.stop.set()
    assert held.stop_asked()

    with pytest.raises(Stopped):
        write_name(held)


def test_a_crash_gives_a_sentence_to_the_reader_and_the_rest_to_the_log(
    job: Job, clock: HandClock, handlers: dict, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(running: Running) -> None:
        raise KeyError("a secret detail")

    handlers["roster.test"] = crash
    work_off(clock)

    job.refresh_from_db()
    assert (job.state, "secret" in str(job.failure_words)) == (JobState.FAILED, False)
    assert "a secret detail" in caplog.text


def test_a_handler_may_say_why_it_cannot_be_done(job: Job, clock: HandClock, handlers: dict) -> None:
    def unworkable(running: Running) -> None:
        raise Unworkable("The period has no shifts. Add some first.")

    handlers["roster.test"] = unworkable
    work_off(clock)

    job.refresh_from_db()
    assert (job.state, job.failure_words) == (JobState.FAILED, "The period has no shifts. Add some first.")


def test_a_kind_nobody_knows_fails_with_a_way_out(job: Job, clock: HandClock, handlers: dict) -> None:
    work_off(clock)

    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, "unknown")


def test_final_is_passed_once(job: Job, clock: HandClock) -> None:
    held = HeldJob(actions.claim("one", at=clock()), clock, alone=True)
    write_name(held)

    with pytest.raises(RuntimeError, match="entered once"):
        write_name(held)


def test_two_handlers_for_one_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "HANDLERS", {})
    signals.handler("roster.test")(write_name)

    with pytest.raises(ValueError, match="Two handlers"):
        signals.handler("roster.test")(lambda job: None)


@pytest.fixture
def two_jobs(cast: Cast, noon: datetime) -> Iterator[tuple[Job, Job]]:
    return (
        actions.ask(cast.havn, "roster.test", {}, by=cast.ada, at=noon),
        actions.ask(cast.havn, "register.import", {}, by=None, at=noon + timedelta(seconds=1)),
    )


def test_jobs_are_seen_by_who_asked_and_by_roles_that_deal_with_them(cast: Cast, two_jobs: tuple[Job, Job]) -> None:
    roster, imported = two_jobs

    assert list(jobs_visible_to(cast.ada, cast.havn)) == [imported, roster]
    assert list(jobs_visible_to(cast.of("duty_manager"), cast.havn)) == [roster]
    assert list(jobs_visible_to(cast.of("hr"), cast.havn)) == [imported]
    assert list(jobs_visible_to(cast.ben, cast.havn)) == []
    assert list(jobs_visible_to(cast.chen, cast.havn)) == []
    assert list(jobs_visible_to(cast.ada, cast.elsewhere)) == []
