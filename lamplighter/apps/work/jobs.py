"""The worker: takes a job, does it in a thread of its own, and is heard of every second meanwhile."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import translation

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.work import actions
from lamplighter.apps.work.models import Job
from lamplighter.apps.work.signals import HANDLERS, Stopped, TakenAway, Unworkable

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class HeldJob:
    """A job in this worker's hands; what `signals.Running` promises to handlers."""

    def __init__(self, job: Job, clock: Clock, *, alone: bool) -> None:
        self.job = job
        self.clock = clock
        self.alone = alone  # nobody beats for this job, so reports are written at once
        self.progress: dict[str, Any] = {}
        self.finishing = False
        self.ended = False
        self.told_to_stop = False
        self.stop = threading.Event()
        self.over = threading.Event()

    @property
    def organisation(self) -> Organisation:
        return self.job.organisation

    @property
    def asked_by(self) -> Account | None:
        return self.job.asked_by

    @property
    def arguments(self) -> dict[str, Any]:
        return self.job.arguments

    @property
    def job_id(self) -> int:
        return self.job.pk

    def report(self, **progress: Any) -> None:
        # A new dictionary each time: the beat reads it from another thread.
        self.progress = self.progress | progress
        if self.alone:
            self.beat()

    def stop_asked(self) -> bool:
        self.told_to_stop = self.told_to_stop or self.stop.is_set()
        return self.told_to_stop

    @contextmanager
    def final(self) -> Iterator[None]:
        if self.ended:
            raise RuntimeError(f"{self.job} has ended: final() is entered once, as the last thing a handler does.")
        self.finishing = True
        try:
            with transaction.atomic():
                if not actions.renew(self.job, at=self.clock()):
                    raise TakenAway(str(self.job))
                if self.told_to_stop or self.cancel_asked():
                    raise Stopped(str(self.job))
                yield
                # In the same transaction as the results: whatever kills us, both are there or neither.
                if not actions.finish(self.job, at=self.clock(), progress=self.progress):
                    raise TakenAway(str(self.job))
            self.ended = True
        finally:
            self.finishing = False

    def cancel_asked(self) -> bool:
        return Job.objects.filter(pk=self.job.pk).exclude(cancel_asked_at=None).exists()

    def beat(self) -> None:
        """Be heard of, hand on the progress, and learn whether somebody wants this stopped."""
        if self.finishing or self.ended:
            return  # the final transaction holds the row, and beats would only wait for it
        if not actions.renew(self.job, at=self.clock(), progress=self.progress) or self.cancel_asked():
            self.stop.set()

    def do(self) -> None:
        """Call the handler, and write down how it ended."""
        handler = HANDLERS.get(self.job.kind)
        language = (self.asked_by.language if self.asked_by else "") or self.organisation.language
        try:
            if handler is None:
                actions.fail(self.job, "unknown", at=self.clock())
                return
            with translation.override(language):
                handler(self)
            if not self.ended:
                self.end_without_result()
        except TakenAway:
            log.warning("%s was taken away from this worker, which stored nothing.", self.job)
        except Stopped:
            self.end_without_result()
        except Unworkable as reason:
            actions.fail(self.job, str(reason), at=self.clock())
        except Exception:
            log.exception("%s failed in attempt %s.", self.job, self.job.attempt)
            actions.fail(self.job, "unexpected", at=self.clock())

    def end_without_result(self) -> None:
        """The handler came back and `final` was never passed: cancelled, interrupted, or nothing to store."""
        if self.cancel_asked():
            actions.stop(self.job, at=self.clock())
        elif self.told_to_stop:
            actions.give_back(self.job)
        else:
            actions.finish(self.job, at=self.clock(), progress=self.progress)


class Worker:
    """Does one job after the other until `stop` is set. Waits are seconds."""

    def __init__(
        self,
        name: str,
        *,
        clock: Clock,
        silence_s: float,
        poll_s: float = 0.5,
        beat_s: float = 1.0,
        grace_s: float = 1.0,
    ) -> None:
        self.name = name
        self.clock = clock
        self.silence = timedelta(seconds=silence_s)
        self.poll_s = poll_s
        self.beat_s = beat_s
        self.grace_s = grace_s
        self.stop = threading.Event()
        self.abandoned = False  # a handler would not stop in time; its thread still runs
        self.greet_at = 0.0

    def run(self, *, still_wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until told to stop. A database that is away for a while is waited for."""
        while not self.stop.is_set() and still_wanted():
            try:
                close_old_connections()
                self.greet()
                if self.step():
                    continue
            except DatabaseError as error:
                log.error("The database does not answer (%s). Trying again.", error)
                self.stop.wait(2)
            self.stop.wait(self.poll_s)
        actions.part(self.name, at=self.clock())

    def greet(self) -> None:
        """Be heard of as a worker, every five seconds."""
        if time.monotonic() >= self.greet_at:
            actions.greet(self.name, at=self.clock())
            self.greet_at = time.monotonic() + 5

    def step(self) -> bool:
        """Take what died elsewhere, then do one job; False if there was none."""
        for job in actions.reap(at=self.clock(), silence=self.silence):
            log.warning("%s was taken from %s, not heard of since %s.", job, job.worker, job.heard_at)
        found = actions.claim(self.name, at=self.clock())
        if found is None:
            return False
        self.do(HeldJob(found, self.clock, alone=False))
        return True

    def do(self, held: HeldJob) -> None:
        """Run the handler in a thread and beat beside it: a solver in C++ would keep us from hearing signals."""
        threading.Thread(target=self.in_thread, args=[held], daemon=True, name=str(held.job)).start()
        beat_at = time.monotonic() + self.beat_s
        give_up_at = None
        while not held.over.wait(0.05):
            if self.stop.is_set():
                held.stop.set()
                give_up_at = give_up_at or time.monotonic() + self.grace_s
                if time.monotonic() >= give_up_at and not held.finishing:
                    self.abandoned = actions.give_back(held.job)
                    return
            if time.monotonic() >= beat_at:
                self.beat(held)
                beat_at = time.monotonic() + self.beat_s

    def beat(self, held: HeldJob) -> None:
        try:
            held.beat()
            self.greet()
        except DatabaseError as error:
            log.warning("%s could not be heard of just now: %s", held.job, error)

    def in_thread(self, held: HeldJob) -> None:
        try:
            held.do()
        except DatabaseError:
            log.exception("%s could not be ended; another worker will take it up.", held.job)
        finally:
            connections.close_all()
            held.over.set()


def work_off(clock: Clock) -> int:
    """Do every waiting job here and now, in this thread; how many there were. For tests and seeds."""
    count = 0
    while job := actions.claim("here and now", at=clock()):
        HeldJob(job, clock, alone=True).do()
        count += 1
    return count
