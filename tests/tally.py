"""A pytest plugin (``-p tests.tally``) that writes how many passed, and what was skipped and why, as JSON."""

import json
import os
from pathlib import Path

import pytest

passed: set[str] = set()
failed: set[str] = set()
skipped: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        failed.add(report.nodeid)
        # At once: a run that is broken off has then told what was wrong so far.
        if not os.environ.get("PYTEST_XDIST_WORKER"):
            print(f"\n{report.nodeid}", flush=True)
    elif report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        skipped[report.nodeid] = reason.removeprefix("Skipped: ")
    elif report.when == "call":
        passed.add(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        failed.add(report.nodeid)
    elif report.skipped and isinstance(report.longrepr, tuple):
        skipped[report.nodeid] = report.longrepr[2].removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session) -> None:
    file = os.environ.get("LAMPLIGHTER_TALLY")
    if file and not os.environ.get("PYTEST_XDIST_WORKER"):
        told = {"passed": len(passed - failed), "failed": sorted(failed), "skipped": skipped}
        Path(file).write_text(json.dumps(told), encoding="utf-8")
