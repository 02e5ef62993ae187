"""One run of ``benchmarks.exercise_room``, in a process whose environment names a fresh folder and database."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from lamplighter.apps.cities.models import Organisation  # noqa: E402
from lamplighter.apps.exercise.actions import clock, seats  # noqa: E402
from lamplighter.apps.exercise.actions.injects import improvise  # noqa: E402
from lamplighter.apps.exercise.actions.scenarios import keep_version  # noqa: E402
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind  # noqa: E402
from lamplighter.apps.exercise.imports.shipped import shipped  # noqa: E402
from lamplighter.apps.exercise.live.tickets import ticket_for_seat  # noqa: E402
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Seat  # noqa: E402
from lamplighter.apps.exercise.queries.log import first_broken  # noqa: E402
from lamplighter.web.clock import now  # noqa: E402

LANGUAGES = ("en", "he", "fa", "ar")
# Story minutes from one timed inject to the next; a story minute is a second at this speed.
EVERY_MIN, SPEED_PCT = 3, 6000
P99_MS = 1000.0
# Decisions, and the seconds within which everybody answers them.
VOTES = {"vote-10": 10, "vote-1": 1}
# What the few texts of this scenario do not speak of.
DROPPED = ("phases", "guide", "objectives", "survey", "targets", "texts")


def measure(folder: Path, phones: int, injects: int, servers: int) -> dict[str, Any]:
    """Fill the room, play, and count."""
    call_command("migrate", verbosity=0)
    exercise, sitting, joined_s = filled(phones, injects // 2)
    with ExitStack() as started:
        served_at = [started.enter_context(served()) for _ in range(servers)]
        file = folder / "plan.json"
        places = [served_at[number % servers][0] for number in range(phones)]
        plan = {
            "phones": [one | {"address": place} for one, place in zip(sitting, places, strict=True)],
            "wanted": injects,
            "seconds": 120,
            "votes": VOTES,
        }
        file.write_text(json.dumps(plan), encoding="utf-8")
        room = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.exercise_room_phones", str(file)], stdout=subprocess.PIPE, text=True
        )
        assert room.stdout is not None
        let_in_s = json.loads(room.stdout.readline())["let_in_s"]
        clock.start(exercise, by=None, at=now())
        for number in range(injects - injects // 2):
            time.sleep(EVERY_MIN * 0.95)
            improvise(exercise, channel="press", title=f"By hand {number}", body="Word " * 60, by=None, at=now())
        heard = json.loads(room.communicate(timeout=300)[0])
        usage = [used(process.pid) for _, process in served_at]
    exercise.refresh_from_db()
    lines = {str(line.number): line for line in Line.objects.filter(exercise=exercise, kind__startswith="inject.")}
    by_clock = [line for line in lines.values() if line.kind == "inject.released"]
    late = {
        "by the clock": delays(heard["arrivals"], {str(line.number): line for line in by_clock}),
        "by hand, in another process": delays(
            heard["arrivals"], {key: line for key, line in lines.items() if line.kind == "inject.improvised"}
        ),
    }
    votes = {key: voted(exercise, key, told) for key, told in heard["votes"].items()}
    counts = [len(heard["arrivals"].get(key, [])) for key in lines]
    whole = first_broken(exercise) is None
    good = (
        whole
        and counts == [phones] * injects
        and all(each["p99_ms"] <= P99_MS for each in late.values())
        and all(each["as_sent"] == each["lines"] == phones and not each["refused"] for each in votes.values())
    )
    return {
        "phones": phones,
        "servers": servers,
        "database": connection.vendor,
        "injects": len(lines),
        "heard_by_all": counts == [phones] * injects,
        "joined_s": joined_s,
        "streams_let_in_s": let_in_s,
        "late": late,
        "votes": votes,
        "used_by_servers": [{"cpu_s": cpu_s, "memory_mib": memory_mib} for cpu_s, memory_mib in usage],
        "log_whole": whole,
        "cores": os.cpu_count(),
        "good": good,
    }


def filled(phones: int, timed: int) -> tuple[Any, list[dict[str, str]], float]:
    """An exercise with a seat for every phone, spread over roles and languages: each one's ticket and secret."""
    at = now()
    city = Organisation.objects.create(slug="room", name="Room", time_zone="UTC", country="DK", created_at=at)
    tree = dict(shipped()["dark-supplier"].tree)
    tree["roles"] = [role | {"seats": 0} for role in tree["roles"]]
    first = dict(tree["phases"][0])
    plain = next(one for one in first["injects"] if one["channel"] == "press")
    kept = {name: plain[name] for name in ("channel", "from", "title", "body")}
    first |= {"speed": SPEED_PCT // 100, "minutes": 20, "decisions": [], "effects": []}
    first["injects"] = [
        kept
        | {"key": f"t{number}", "number": str(number), "release": "timed", "at": f"+0:{EVERY_MIN * number:02d}"}
        for number in range(1, timed + 1)
    ]
    asked = {"mode": "single", "privacy": "until_reveal", "rule": "plurality", "release": "timed", "at": "+0:01"}
    first["decisions"] = [
        asked
        | {"key": key, "number": key, "question": "Which?", "asks": [], "decider": tree["roles"][0]["key"]}
        | {"options": [{"key": "a", "text": "This"}, {"key": "b", "text": "That"}]}
        for key in VOTES
    ]
    small = {name: tree[name] for name in tree if name not in DROPPED}
    version, _ = keep_version(city, small | {"phases": [first]}, source="here", by=None, at=at)
    exercise = Exercise.objects.create(
        organisation=city,
        version=version,
        title="Room",
        state=ExerciseState.READY,
        language="en",
        made_at=at,
        tree=version.tree,
        digest=version.digest,
    )
    code = seats.new_code(exercise, SeatKind.PLAYER).shown
    roles = [role["key"] for role in tree["roles"]]
    began = time.monotonic()
    sitting = []
    for number in range(phones):
        language = LANGUAGES[number // len(roles) % len(LANGUAGES)]
        seat, secret = seats.take(code, role=roles[number % len(roles)], language=language, at=now())
        sitting.append({"ticket": ticket_for_seat(seat, language), "secret": secret})
    return exercise, sitting, round(time.monotonic() - began, 2)


@contextmanager
def served() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A real server on a free port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lamplighter", "serve", "--port", "0", "--no-sample", "--no-worker"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = " "
        while line and "http://" not in line:
            line = process.stdout.readline()
        yield line.split()[-1], process
    finally:
        process.terminate()
        process.wait(10)


def voted(exercise: Any, key: str, told: dict[str, Any]) -> dict[str, Any]:
    """What was kept of a vote: answers, those that are as they were sent, lines of the log, and refusals."""
    seats_in_order = Seat.objects.filter(exercise=exercise).order_by("pk").values_list("pk", flat=True)
    sent = {pk: "ab"[number % 2] for number, pk in enumerate(seats_in_order)}
    kept = list(Answer.objects.filter(exercise=exercise, decision=key).values_list("seat_id", "value"))
    return quantiles(told["took_ms"]) | {
        "within_s": VOTES[key],
        "sent": sum(told["statuses"].values()),
        "refused": {status: count for status, count in told["statuses"].items() if status != "200"},
        "kept": len(kept),
        "as_sent": sum(sent[seat] == value for seat, value in kept),
        "lines": Line.objects.filter(exercise=exercise, kind="answer.given", facts__key=key).count(),
        "changes": Line.objects.filter(exercise=exercise, kind="answer.changed", facts__key=key).count(),
    }


def delays(arrivals: dict[str, list[float]], lines: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds from the instant of a line to each phone that had it."""
    return quantiles(
        [1000 * (at - line.at.timestamp()) for key, line in lines.items() for at in arrivals.get(key, [])]
    )


def quantiles(numbers: Sequence[float]) -> dict[str, Any]:
    ordered = sorted(numbers) or [float("inf")]
    places = {share: min(len(ordered) - 1, len(ordered) * share // 100) for share in (50, 95, 99)}
    return {f"p{share}_ms": round(ordered[place], 1) for share, place in places.items()} | {
        "max_ms": round(ordered[-1], 1)
    }


def used(process: int) -> tuple[float, int]:
    """Seconds of processor and MiB of memory that a process has used."""
    parts = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    cpu_s = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return round(cpu_s, 1), pages * os.sysconf("SC_PAGE_SIZE") // 2**20


if __name__ == "__main__":
    found = measure(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
    print(json.dumps(found, indent=2))
    sys.exit(0 if found["good"] else 1)
