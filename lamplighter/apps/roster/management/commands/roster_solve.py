"""``lamplighter roster solve FILE``: looks for the cheapest roster of a benchmark file."""

import argparse
import math
import os
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lamplighter.apps.roster.bridge.benchmarks import Grid, Lines, Score, score, written
from lamplighter.apps.roster.bridge.lines import MOST_SHIFTS, LinesProgress, LinesResult, solve_lines
from lamplighter.apps.roster.management.reading import BenchmarkCommand, parts_of
from lamplighter.apps.roster.phrases.benchmarks import LINE_STATUSES, UNWRITABLE

MOST_WORKERS = 256
MOST_SEED = 2**31 - 1


class Command(BenchmarkCommand):
    help = (
        "Look for the cheapest roster of a benchmark file. Ends with 0 if one was found, 1 if there is none or none "
        "was found in time, 2 if a file or an option cannot be used. Ctrl-C ends it with the best so far."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--limit",
            type=seconds,
            default=60.0,
            metavar="SECONDS",
            help="when to end; if there is no roster at all by then, a first one is waited for, a minute at most",
        )
        parser.add_argument("--workers", type=workers, default=1, metavar="N", help="processor cores to use")
        parser.add_argument("--seed", type=seed, default=0, metavar="N", help="another seed searches another way")
        parser.add_argument("--out", metavar="FILE", help="where to write the roster, as JSON")

    def handle(self, *, json: bool, limit: float, workers: int, seed: int, out: str | None, **options: Any) -> None:
        options["json"] = json
        target = self.writable(out, [options["file"], options["history"], *options["weeks"]])
        grid = self.grid(options)
        if len(grid.shifts) > MOST_SHIFTS:
            expected = ngettext("at most %(most)s shift", "at most %(most)s shifts", MOST_SHIFTS) % {
                "most": MOST_SHIFTS
            }
            found = {"file": options["file"], "line": None, "field": "shifts", "found": str(len(grid.shifts))}
            self.refuse([{**found, "expected": expected}], as_json=json)
        with interrupted() as stopped:
            try:
                result = solve_lines(
                    grid,
                    limit=limit,
                    seed=seed,
                    workers=workers,
                    on_progress=self.tell_progress if sys.stderr.isatty() else None,
                    stop=stopped.is_set,
                )
            except RuntimeError as death:
                words = _("The search ended by itself before it had found a roster; memory may be short.")
                raise CommandError(words, returncode=1) from death
        if result.died:
            words = _("The search ended by itself before its time was over; memory may be short. Its best is kept.")
            self.stderr.write(words)
        judged = None if result.lines is None else score(grid, result.lines)
        if json:
            self.as_json(told(grid, result, judged, seed=seed, workers=workers))
        else:
            self.tell(grid, result, judged)
        if result.lines is None or judged is None or judged.broken:
            sys.exit(1)
        if target is not None:
            self.write(target, result.lines, quiet=json)

    def writable(self, out: str | None, inputs: list[str | None]) -> Path | None:
        """Where to write, if anywhere; refused now rather than after the search."""
        if out is None:
            return None
        target = Path(out)
        code = why = ""
        if target.is_dir():
            code = "folder"
        elif any(name is not None and Path(name).exists() and same(target, Path(name)) for name in inputs):
            code = "input"
        elif target.exists() and not target.is_file():
            code = "special"
        else:
            try:
                beside(target).write_bytes(b"")
                beside(target).unlink()
            except (OSError, ValueError) as error:
                code, why = "refused", str(getattr(error, "strerror", None) or error)
        if code:
            raise CommandError(str(UNWRITABLE[code]) % {"file": out, "why": why}, returncode=2)
        return target

    def write(self, target: Path, lines: Lines, *, quiet: bool) -> None:
        """Write all of it or nothing."""
        try:
            beside(target).write_text(written(lines), encoding="utf-8")
            beside(target).replace(target)
        except OSError as error:
            beside(target).unlink(missing_ok=True)
            words = _("The roster could not be written to %(file)s (%(why)s).")
            raise CommandError(words % {"file": target, "why": error.strerror}, returncode=2) from error
        if not quiet:
            self.stdout.write(_("Written to %(file)s.") % {"file": target})

    def tell_progress(self, now: LinesProgress) -> None:
        cost = "–" if now.objective is None else str(now.objective)
        bound = "–" if now.bound is None else str(now.bound)
        words = _("%(seconds)s s  cost %(cost)s  at least %(bound)s")
        # Without its own style, which is that of errors.
        self.stderr.write(words % {"seconds": f"{now.seconds:.1f}", "cost": cost, "bound": bound}, style_func=str)

    def tell(self, grid: Grid, result: LinesResult, judged: Score | None) -> None:
        say = self.stdout.write
        say(f"{grid.name}: {LINE_STATUSES[result.status]}")
        if result.nobody is not None:
            say(_("No line of work fits what the rules of %(name)s ask.") % {"name": result.nobody})
        if judged is not None:
            say(_("Cost: %(cost)s") % {"cost": judged.objective})
            if result.bound is not None:
                say(_("No roster costs less than %(bound)s.") % {"bound": result.bound})
            self.tell_score(judged)
        say(
            # Translators: %(search)s is the English name of a way of searching, such as “columns”.
            _("It took %(seconds)s s, by the search “%(search)s”.")
            % {"seconds": f"{result.seconds:.1f}", "search": result.search}
        )


def told(grid: Grid, result: LinesResult, judged: Score | None, *, seed: int, workers: int) -> dict[str, Any]:
    """What was found, for programs."""
    objective = None if judged is None else judged.objective
    gap = None if objective is None or result.bound is None else (objective - result.bound) / max(1, objective)
    return {
        "instance": grid.name,
        "status": result.status,
        "objective": objective,
        "bound": result.bound,
        "gap": None if gap is None else round(gap, 6),
        "hard_violations": None if judged is None else len(judged.broken),
        "seconds": round(result.seconds, 3),
        "first_feasible_s": None if result.first_feasible_s is None else round(result.first_feasible_s, 3),
        "search": result.search,
        "seed": seed,
        "workers": workers,
        "parts": None if judged is None else parts_of(judged),
        "nobody": result.nobody,
        "died": result.died,
    }


@contextmanager
def interrupted() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets. A second Ctrl-C ends at once."""
    asked = threading.Event()

    def ask(number: int, _frame: object) -> None:
        asked.set()
        signal.signal(number, signal.default_int_handler)

    before = {name: signal.signal(name, ask) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def beside(target: Path) -> Path:
    """A name in the same folder, for what is not finished."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(_("give a number of seconds above 0, not “%(text)s”.") % {"text": text})
    return number


def workers(text: str) -> int:
    return whole(text, 1, MOST_WORKERS)


def seed(text: str) -> int:
    return whole(text, 0, MOST_SEED)


def whole(text: str, least: int, most: int) -> int:
    """A whole number between both."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        words = _("give a whole number from %(least)s to %(most)s, not “%(text)s”.")
        raise argparse.ArgumentTypeError(words % {"least": least, "most": most, "text": text})
    return number
