"""Everything that must be true before a change goes in: style, types, contracts, and the tests on both databases."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
STRICT = os.environ.get("CI", "") not in {"", "0", "false"}
STATIC: dict[str, Sequence[object]] = {
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "contracts": [BIN / "lint-imports"],
    "types": [BIN / "mypy"],
    "migrations": [BIN / "python", "-m", "lamplighter", "makemigrations", "--check", "--dry-run"],
}
PARALLEL = ["-n", os.environ.get("TEST_PROCESSES", "2"), "--dist", "worksteal"]


@dataclass
class Tally:
    """What came of all test runs together."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, file: Path, status: int) -> None:
        """Count one run in; one that did not even get as far as counting is a failure."""
        try:
            told = json.loads(file.read_text())
        except (OSError, ValueError):
            self.failed.append(f"{name}: the run broke off with status {status}")
            return
        self.passed += told["passed"]
        self.failed += told["failed"]
        self.skipped |= {f"{name}: {test}": reason for test, reason in told["skipped"].items()}
        if status not in {0, 1} and not told["failed"]:
            self.failed.append(f"{name}: the run broke off with status {status}")


def step(name: str, command: Sequence[object], environment: dict[str, str] | None = None) -> int:
    """Run one step aloud; its exit status."""
    print(f"\n=== {name}", flush=True)
    started = time.monotonic()
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    print(
        f"=== {name}: {'ok' if status == 0 else f'FAILED ({status})'} in {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return status


def accepted() -> list[str]:
    """Parts of the reasons of skips that CI accepts."""
    lines = (ROOT / "tests" / "expected_skips.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def unexpected(skipped: dict[str, str]) -> list[str]:
    """Skips that nobody accepted, with their reasons."""
    known = accepted()
    return [f"{test}: {why}" for test, why in skipped.items() if not any(part in why for part in known)]


def main() -> int:
    started = time.monotonic()
    tally = Tally()
    broken = [name for name, command in STATIC.items() if step(name, command)]
    pytest = [BIN / "python", "-m", "pytest", "-q", "--tb=short", "-p", "tests.tally", *PARALLEL]
    # What speaks to a database, once more on the other one; see there for what does not.
    places = ["lamplighter/apps", "lamplighter/web", "tests/access", "tests/journeys"]
    there = [place for place in places if (ROOT / place).exists()]
    on_postgres = ["-p", "tests.postgres.touching", "-m", "not browser and not postgres", *there]
    runs = {
        "tests on SQLite": [*pytest, *sys.argv[1:]],
        "tests on PostgreSQL": [BIN / "python", "-m", "tests.postgres", *pytest, *on_postgres],
    }
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, command) in enumerate(runs.items()):
            file = Path(folder) / f"{number}.json"
            status = step(name, command, os.environ | {"LAMPLIGHTER_TALLY": str(file)})
            tally.add(name, file, status)
    for test, reason in tally.skipped.items():
        print(f"SKIPPED {test}: {reason}")
    surprises = unexpected(tally.skipped) if STRICT else []
    for surprise in surprises:
        print(f"UNEXPECTED SKIP {surprise}")
    for name in broken:
        print(f"FAILED check: {name}")
    for test in tally.failed:
        print(f"FAILED {test}")
    print(f"All of it took {time.monotonic() - started:.0f} s.")
    print(f"{tally.passed} passed, {len(tally.failed) + len(broken)} failed, {len(tally.skipped)} skipped")
    return 1 if tally.failed or broken or surprises else 0


if __name__ == "__main__":
    sys.exit(main())
