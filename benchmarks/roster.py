"""How good rosters are beside plain models of other solvers, and what is published: ``make bench-roster``.

Every instance, limit and solver is a process of its own. Each answer is judged by ``score``, and its line is added
at once to the results, so that a run that was ended goes on where it stopped. ``--write`` makes the page.
"""

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.roster_page import page
from lamplighter.engines.lines.formats import Source, curtois_qu, solution
from lamplighter.engines.lines.score import score

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "roster.jsonl"
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
FOLDER = ROOT.parent / "shared" / "data" / "rostering" / "instances"
OURS, *PEERS = SOLVERS = ("ours", "cpsat_plain", "highs_plain")
LIBRARIES = ("numba", "highspy", "ortools", "numpy")
KEY = ("instance", "solver", "limit", "workers", "seed")
Row = dict[str, Any]


def main() -> None:
    asked = arguments()
    if not asked.write_only:
        asked.results.parent.mkdir(parents=True, exist_ok=True)
        for limit in sorted(asked.limits):
            measure(asked, todo(asked, limit, known(asked.results)))
    if asked.write or asked.write_only:
        PAGE.write_text(page(list(known(asked.results).values())), encoding="utf-8")
        print(f"Wrote {PAGE.relative_to(ROOT)}.")


def measure(asked: argparse.Namespace, missing: list[tuple[Path, float, str]]) -> None:
    """Run all these, and keep each result as it comes."""

    def ask(what: tuple[Path, float, str]) -> Row:
        return run(*what, asked.workers, asked.seed) | {"at_once": asked.at_once}

    pool = ThreadPoolExecutor(asked.at_once)
    try:
        rows = map(ask, missing) if asked.at_once == 1 else pool.map(ask, missing)
        for number, row in enumerate(rows, start=1):
            with asked.results.open("a", encoding="utf-8") as results:
                results.write(json.dumps(row) + "\n")
            print(
                f"{number}/{len(missing)} {row['instance']} {row['limit']:g} s {row['solver']}: {row['status']} "
                f"{row['objective']} (at least {row['bound']}, hard rules broken {row['hard_violations']}, "
                f"{row['seconds']} s)",
                flush=True,
            )
    finally:
        pool.shutdown(cancel_futures=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.roster", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="of files of Curtois and Qu")
    parser.add_argument("--only", type=listed(str), metavar="8,12", help="instances with these numbers or names")
    parser.add_argument("--limits", type=listed(float), default=[60.0, 600.0], metavar="60,600", help="seconds")
    parser.add_argument("--solvers", type=listed(str), default=list(SOLVERS), metavar=",".join(SOLVERS))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--at-once", type=int, default=1, help="how many runs side by side, for solvers that use one core each"
    )
    parser.add_argument("--again", action="store_true", help="also what has a result already; the last one counts")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE")
    parser.add_argument("--write", action="store_true", help="make the page when all is done")
    parser.add_argument(
        "--write-only", action="store_true", help="make the page from what is known, and run nothing"
    )
    asked = parser.parse_args()
    if unknown := set(asked.solvers) - set(SOLVERS):
        parser.error(f"there is no solver {sorted(unknown)[0]!r}; there are {', '.join(SOLVERS)}")
    if not asked.write_only and not asked.folder.is_dir():
        parser.error(f"there is no folder {asked.folder}; name the one with the instances")
    return asked


def listed(kind: type) -> Any:
    return lambda text: [kind(part.strip()) for part in text.split(",")]


def known(results: Path) -> dict[tuple[Any, ...], Row]:
    """The last result of each run; a line that was cut off is as if it had not been run."""
    found = {}
    for line in results.read_text(encoding="utf-8").splitlines() if results.exists() else []:
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        found[tuple(row[name] for name in KEY)] = row
    return found


def todo(
    asked: argparse.Namespace, limit: float, done: dict[tuple[Any, ...], Row]
) -> list[tuple[Path, float, str]]:
    """What is to be run within a limit; what failed is tried again, and what is proven sooner is not."""
    files = sorted(asked.folder.glob("*.txt"), key=number_of)
    if asked.only:
        files = [file for file in files if str(number_of(file)[0]) in asked.only or file.stem in asked.only]
    return [
        (file, limit, solver)
        for file in files
        for solver in asked.solvers
        if asked.again or not answered(done, file.stem, solver, limit, asked.workers, asked.seed)
    ]


def answered(done: dict[tuple[Any, ...], Row], instance: str, solver: str, limit: float, *how: int) -> bool:
    """Whether there is a result of this limit, or a proven one of a shorter limit."""
    return any(
        key[:2] == (instance, solver)
        and key[3:] == how
        and (key[2] == limit if row["status"] != "optimal" else key[2] <= limit)
        and row["status"] != "failed"
        for key, row in done.items()
    )


def number_of(file: Path) -> tuple[int, str]:
    digits = re.search(r"\d+", file.stem)
    return (int(digits[0]) if digits else 0, file.stem)


def run(file: Path, limit: float, solver: str, workers: int, seed: int) -> Row:
    """One answer, judged by ``score`` from the roster that was written, whatever the solver says of itself."""
    row: Row = {"instance": file.stem, "solver": solver, "limit": limit, "workers": workers, "seed": seed}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "roster.json"
        told = told_by(command(file, limit, solver, workers, seed, out), limit)
        row |= {
            name: told.get(name) for name in ("status", "bound", "seconds", "first_feasible_s", "search", "why")
        }
        row |= {"objective": None, "hard_violations": None}
        if out.exists() and out.stat().st_size:
            grid = curtois_qu.read(Source(file.name, file.read_bytes()), file.stem)
            judged = score(grid, solution.read(Source(out.name, out.read_bytes()), grid))
            row |= {"objective": judged.objective, "hard_violations": len(judged.broken)}
            if told.get("objective") not in (None, judged.objective):
                row |= {"status": "failed", "why": f"said {told['objective']}"}
        elif told.get("objective") is not None:
            row |= {"status": "failed", "why": "said a cost and wrote no roster"}
    return row | machine() | {"date": datetime.fromtimestamp(time.time(), UTC).date().isoformat()}


def command(file: Path, limit: float, solver: str, workers: int, seed: int, out: Path) -> list[str]:
    if solver != OURS:
        module = f"benchmarks.peers.{solver}"
        return [sys.executable, "-m", module, str(file), str(limit), str(workers), str(seed), str(out)]
    options = ["--limit", str(limit), "--workers", str(workers), "--seed", str(seed), "--out", str(out), "--json"]
    return [sys.executable, "-m", "lamplighter", "roster", "solve", str(file), *options]


def told_by(words: list[str], limit: float) -> Row:
    """The JSON that a process prints; ``failed`` with the reason if it ends badly or long after its limit."""
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            out, err = process.communicate(timeout=limit * 1.5 + 120)
        except BaseException as reason:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if not isinstance(reason, subprocess.TimeoutExpired):
                raise
            return {"status": "failed", "why": "did not end"}
    try:
        told: Row = json.loads(out)
    except json.JSONDecodeError:
        last = (err.strip().splitlines() or [""])[-1]
        return {"status": "failed", "why": f"ended with {process.returncode}: {last[:200]}"}
    return told


def machine() -> Row:
    """What it ran on, and with what."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    product = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "processor": named[1].strip() if named else platform.processor() or platform.machine(),
        "commit": commit.stdout.strip(),
        "versions": {
            "lamplighter": product["project"]["version"],
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }


if __name__ == "__main__":
    main()
