"""An exercise whose server is killed again and again, and what its log says afterwards.

``python -m lamplighter.apps.exercise.tests.killed prepare|answer|resume|tell`` are the parts that ask the database.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import IO, Any

# At this speed a story minute is half a second, and one inject comes in each.
SPEED_PCT, INJECTS = 12000, 30
SEATS = 12


def played(folder: Path, *, seed: int, kills: int, database: str = "") -> dict[str, Any]:
    """Serve, kill at seeded instants, start anew, and tell what is in the log at the end.

    ``acknowledged`` are answers that were confirmed by a process that was killed with the server.
    """
    lot = Random(seed)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(folder),
        "LAMPLIGHTER_DATABASE": database or f"sqlite:///{folder}/killed.sqlite3",
    }
    run(environment, "prepare")
    acknowledged: dict[str, int] = {}
    for _ in range(kills):
        server, phones = served(environment), part(environment, "answer")
        run(environment, "resume")
        time.sleep(lot.uniform(0.2, 4))
        for process in (server, phones):
            process.kill()
        for line in phones.communicate()[0].splitlines():
            if line.endswith("."):
                seat, value = line[:-1].split()
                acknowledged[seat] = int(value)
        server.communicate()
    server = served(environment)
    for _ in range(400):
        told = json.loads(run(environment, "tell"))
        if len(told["released"]) >= INJECTS:
            break
        run(environment, "resume")
    server.terminate()
    server.communicate(timeout=10)
    told["acknowledged"] = acknowledged
    told["lost"] = sorted(seat for seat, value in acknowledged.items() if told["answers"].get(seat, -1) < value)
    return told


def served(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """A real server, once it says that it is there."""
    return served_at(environment)[0]


def served_at(environment: dict[str, str], *, errors: IO[str] | None = None) -> "tuple[subprocess.Popen[str], str]":
    """A real server and its address; what it complains of goes to ``errors``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lamplighter", "serve", "--port", "0", "--no-sample", "--no-worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    )
    assert process.stdout is not None
    while "http://" not in (line := process.stdout.readline()):
        assert line, "the server did not start"
    return process, line.split()[-1].rstrip("/")


def part(environment: dict[str, str], verb: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "lamplighter.apps.exercise.tests.killed", verb]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def run(environment: dict[str, str], verb: str) -> str:
    process = part(environment, verb)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, verb
    return told


def inside(verb: str) -> None:
    """One part, in a process that knows the rows."""
    import django

    django.setup()

    from django.core.management import call_command

    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.exercise.actions import clock
    from lamplighter.apps.exercise.bridge.play import state_of
    from lamplighter.apps.exercise.live import scribe as scribes
    from lamplighter.apps.exercise.models import Answer, Exercise, Line, Seat
    from lamplighter.apps.exercise.queries.log import first_broken
    from lamplighter.apps.exercise.tests.files import small
    from lamplighter.apps.exercise.tests.rooms import ready_exercise, seated
    from lamplighter.web.clock import now

    if verb == "prepare":
        call_command("migrate", verbosity=0)
        at = now()
        city = Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=at)
        exercise = ready_exercise(city, at=at, tree=busy(small().tree), digest="b" * 64)
        seated(exercise, *["cio"] * SEATS, at=at)
        clock.start(exercise, by=None, at=now())
        return
    exercise = Exercise.objects.get()
    if verb == "resume":
        if state_of(exercise).clock.state == "paused":
            clock.resume(exercise, by=None, at=now())
    elif verb == "answer":
        scribes.scribe.start()
        sitting = list(Seat.objects.order_by("pk"))
        for value in range(10**6):
            seat = sitting[value % SEATS]
            scribes.answer(seat, "days", time.time_ns() // 10**6 + value, at=now())
            print(f"{seat.pk} {Answer.objects.get(seat=seat).value}.", flush=True)
    else:
        lines = list(Line.objects.order_by("number"))
        told = {
            "broken": str(first_broken(exercise)),
            "released": [line.facts["key"] for line in lines if line.kind == "inject.released"],
            "story": [line.story_s for line in lines] == sorted(line.story_s for line in lines),
            "answers": {str(seat): value for seat, value in Answer.objects.values_list("seat_id", "value")},
            "away": sum(line.kind == "server.away" for line in lines),
        }
        print(json.dumps(told))


def busy(tree: dict[str, Any]) -> dict[str, Any]:
    """The small scenario with an inject in every minute, and a number that may be told all the time."""
    phase = dict(tree["phases"][0])
    kept = {name: phase["injects"][0][name] for name in ("channel", "from", "title", "body")}
    phase["injects"] = [
        kept | {"key": f"t{number}", "number": str(number), "release": "timed", "at": f"+0:{number:02d}"}
        for number in range(1, INJECTS + 1)
    ]
    days = {
        "key": "days",
        "number": "D1",
        "question": "How many?",
        "asks": [],
        "decider": "mayor",
        "mode": "number",
    }
    phase["decisions"] = [days | {"privacy": "private", "rule": "role", "release": "timed", "at": "+0:00"}]
    phase |= {"speed": SPEED_PCT // 100, "effects": []}
    dropped = ("phases", "guide", "objectives", "survey", "targets", "texts")
    few = {name: tree[name] for name in tree if name not in dropped}
    roles = [role | {"seats": 0} for role in tree["roles"]]
    return few | {"roles": roles, "phases": [phase]}


if __name__ == "__main__":
    inside(sys.argv[1])
