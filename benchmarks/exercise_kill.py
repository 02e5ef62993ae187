"""Kills the server of an exercise again and again: ``python -m benchmarks.exercise_kill --rounds 50``.

In every round a fresh exercise is played with an inject each half second and phones that answer all the time; the
server and the phones are killed at seeded instants. Afterwards the log must be whole, every inject in it once, in
order, and every answer that was confirmed kept.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from lamplighter.apps.exercise.tests.killed import INJECTS, played


def main() -> None:
    """As many rounds as asked for; ends with 1 if one of them lost or repeated something."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--kills", type=int, default=6)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    bad = answers = 0
    wanted = [f"t{number}" for number in range(1, INJECTS + 1)]
    for number in range(told.rounds):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="exercise-kill-") as folder:
            found = played(Path(folder), seed=told.seed + number, kills=told.kills)
        good = found["broken"] == "None" and found["story"] and found["released"] == wanted and not found["lost"]
        bad += not good
        answers += len(found["acknowledged"])
        took_s = time.monotonic() - began
        print(
            f"round {number + 1}: {'whole' if good else 'BROKEN'}, {len(found['released'])} of {INJECTS} injects, "
            f"{len(found['acknowledged'])} seats with confirmed answers, {len(found['lost'])} lost, "
            f"{found['away']} absences told, {took_s:.0f} s",
            flush=True,
        )
    print(
        f"{told.rounds} rounds of {told.kills} kills: {bad} broken. Where a round is whole, the chain of the log is, "
        f"each of {INJECTS} injects came once and in order, and every answer that was confirmed is kept "
        f"({answers} seats with such answers in all)."
    )
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
