"""A thread that does one thing again and again until it is stopped, and goes on after an error."""

import logging
from abc import ABC, abstractmethod
from threading import Event, Thread

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)
# After an error, so long: whatever is the matter, asking at once does not help.
AFTER_ERROR_S = 1.0


class Keeper(ABC):
    """Does :meth:`once` every ``pause_s`` seconds, or as soon as it is woken, but rests for ``rest_s`` in between.

    Whoever is woken by each of five hundred answers does all that has come since in one go.
    """

    pause_s = 0.25
    rest_s = 0.1

    def __init__(self, name: str) -> None:
        self.name = name
        self.woken = Event()
        self.stopping = Event()
        self.thread: Thread | None = None

    @property
    def running(self) -> bool:
        return self.thread is not None and self.thread.is_alive() and not self.stopping.is_set()

    def start(self) -> None:
        self.stopping.clear()
        self.thread = Thread(target=self._run, name=self.name, daemon=True)
        self.thread.start()

    def wake(self) -> None:
        self.woken.set()

    def stop(self) -> None:
        """Ask it to stop, and wait a little."""
        self.stopping.set()
        self.woken.set()
        if self.thread is not None:
            self.thread.join(1)

    @abstractmethod
    def once(self) -> None:
        """What there is to do."""

    def _run(self) -> None:
        try:
            while not self.stopping.is_set():
                self.woken.wait(self.pause_s)
                self.woken.clear()
                if self.stopping.is_set():
                    break
                try:
                    self.once()
                except Exception:
                    log.exception("The thread %s goes on after an error.", self.name)
                    connection.close()
                    self.stopping.wait(AFTER_ERROR_S)
                else:
                    close_old_connections()
                    self.stopping.wait(self.rest_s)
        finally:
            connection.close()
