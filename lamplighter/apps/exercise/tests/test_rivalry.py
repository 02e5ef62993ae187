"""Two people at one exercise at the same moment, on both databases: one is served, the other reads why not."""

import json
import subprocess
import sys

RUN = "import django; django.setup(); from lamplighter.apps.exercise.tests import rivals; rivals.main()"


def test_rivals_do_everything_once_and_are_refused_with_a_sentence(own_database: dict[str, str]) -> None:
    rivals = [sys.executable, "-c", RUN]
    done = subprocess.run(rivals, env=own_database, check=True, capture_output=True, text=True, timeout=120)

    assert json.loads(done.stdout) == {
        "of_clock_and_injects": {
            "start": {"done": 1, "already_running": 2},
            "hold": {"done": 1, "held": 2},
            "free": {"done": 1, "not_held": 2},
            "skip": {"done": 1, "skipped": 2},
            "release": {"done": 1, "out": 2},
            "pause": {"done": 1, "not_running": 2},
            "resume": {"done": 1, "already_running": 2},
            "phase": {"done": 1, "phase_open": 2},
            "end": {"done": 1, "over": 2},
        },
        "of_decisions": {
            "opening": {"done": 1, "out": 2},
            "closing": ["closed", "done"],
            "an answer is kept or refused": True,
            "an answer after the close": False,
            "refusal of an answer": True,
            "reveal": {"done": 1, "revealed": 2},
            "taking": {"done": 1, "taken": 2},
        },
        "of_phones": {
            "answer": {"done": 3},
            "the same word": {"done": 3},
            "last seat": {"done": 1, "role_full": 2},
        },
        "of_preparing": {
            "freeze": {"done": 3},
            "freeze while the hour changes": True,
            "frozen at the story's hour": True,
            "re-test": ["done", "done"],
            "the story tries what is planned": True,
            "ready while freezing": True,
            "ready": {"done": 1, "ready": 2},
            "as it was frozen": True,
            "set ready in the journal": 2,
        },
        "of_reports": {
            "agree while marking": True,
            "what was agreed to stands": True,
            "agree": {"done": 1, "report_fixed": 2},
            "giving": ["done", "done"],
            "editions": [5],
        },
        "broken": [],
    }
