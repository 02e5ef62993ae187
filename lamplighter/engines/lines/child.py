"""The process in which a search runs: ``python -m lamplighter.engines.lines.child DESCRIPTOR``.

HiGHS and OR-Tools cannot share a process, and what a process has, it gives back when it ends.
"""

import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from os import _exit
from threading import Event, Thread
from time import monotonic

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.part import SCARCE, dearest, missing_of
from lamplighter.engines.lines.columns.search import Ended, Search
from lamplighter.engines.lines.message import Ask, Best, Bound, Ending


def main(descriptor: int) -> None:
    """Read what is asked, tell of progress, and end with an ``Ending``."""
    line = Connection(descriptor)
    ask: Ask = line.recv()
    halt = Event()
    Thread(target=_listen, args=(line, halt), daemon=True).start()
    answer(ask, line.send, halt.is_set)
    line.close()


def answer(ask: Ask, send: Callable[[object], None], stop: Callable[[], bool]) -> None:
    """Search, and send what is found: each better roster and bound, and the ``Ending``."""
    began = monotonic()

    def tell(lines: list[Line] | None, value: float | None, bound: float | None) -> None:
        if lines is not None and value is not None:
            missing = missing_of(search.book, lines)
            cost = round(value - SCARCE * missing)
            send(Best(monotonic() - began, [each.tobytes() for each in lines], cost, missing))
        if bound is not None and bound > -1e11:
            send(Bound(monotonic() - began, round(bound)))

    search = Search(ask.grid, seconds=ask.seconds, seed=ask.seed, workers=ask.workers, tell=tell, stop=stop)
    ended: Ended = search.run()
    nobody = ended.nobody
    send(
        Ending(
            monotonic() - began,
            ended.proven,
            None if nobody is None else ask.grid.people[nobody.person].key,
            ended.bound > dearest(search.book) if nobody is None else nobody.proven,
        )
    )


def _listen(line: Connection, halt: Event) -> None:
    """Any word from the parent means stop; if the parent is gone, so is the need for an answer."""
    try:
        line.recv()
        halt.set()
        line.recv()
    except (EOFError, OSError, TypeError):  # TypeError: the other thread has closed the line meanwhile
        if not halt.is_set():
            _exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
