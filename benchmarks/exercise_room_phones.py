"""The phones of ``benchmarks.exercise_room``, all in this process: each a stream, and a connection for each answer.

``python -m benchmarks.exercise_room_phones PLAN`` prints when each phone had each line and what became of each answer.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

# Any token will do, as long as the cookie and the form say the same.
TOKEN = "a" * 32
# Of so many people one sends every answer twice at once, as a phone does that did not hear it was kept.
TWICE_EVERY = 5


@dataclass(slots=True)
class Phone:
    """One phone: the server it talks to, its ticket to the stream, and the secret of its seat."""

    number: int
    address: str
    ticket: str
    secret: str
    seen: set[bytes] = field(default_factory=set)

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        place = urlsplit(self.address)
        return await asyncio.open_connection(place.hostname, place.port)

    async def listen(self, room: "Room") -> None:
        """Hold the stream open, and note the first time each inject came."""
        reader, writer = await self.connected()
        host = urlsplit(self.address).netloc
        writer.write(f"GET /live/?t={self.ticket} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        pending = b""
        while line := await reader.readline():
            if line.startswith(b"retry:"):
                room.let_in()
            elif line.startswith(b"id:"):
                pending = line[3:].strip()
            elif b"<article" in line and pending not in self.seen and b'data-kind="press"' in line:
                self.seen.add(pending)
                room.heard(pending.decode(), self)

    async def answer(self, decision: str, value: str) -> tuple[int, float]:
        """Send an answer as the page's script does: the status, and the milliseconds until it came."""
        began = time.monotonic()
        reader, writer = await self.connected()
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "value": value})
        head = (
            f"POST /seat/answers/{decision}/ HTTP/1.1",
            f"Host: {urlsplit(self.address).netloc}",
            f"Cookie: seat={self.secret}; csrftoken={TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "X-Part: decision",
            "Connection: close",
        )
        writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        told = await reader.read()
        writer.close()
        status = told.split(b" ", 2)[1] if told else b"0"
        return int(status), 1000 * (time.monotonic() - began)


class Room:
    """All phones, and what they have heard."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.phones = [Phone(number, **one) for number, one in enumerate(plan["phones"])]
        self.wanted: int = plan["wanted"]
        self.began = time.monotonic()
        self.arrivals: dict[str, list[float]] = {}
        self.inside = 0
        self.missing = len(self.phones)
        self.done = asyncio.Event()

    def let_in(self) -> None:
        self.inside += 1
        if self.inside == len(self.phones):
            tell({"let_in_s": round(time.monotonic() - self.began, 2)})

    def heard(self, line: str, phone: Phone) -> None:
        self.arrivals.setdefault(line, []).append(time.time())
        if len(phone.seen) == self.wanted:
            self.missing -= 1
            if not self.missing:
                self.done.set()

    async def vote(self, decision: str, seconds: float) -> dict[str, Any]:
        """Everybody answers within so many seconds, evenly; one in five sends it twice at once."""

        async def one(phone: Phone) -> list[tuple[int, float]]:
            await asyncio.sleep(seconds * phone.number / len(self.phones))
            times = 1 if phone.number % TWICE_EVERY else 2
            value = "ab"[phone.number % 2]
            return list(await asyncio.gather(*(phone.answer(decision, value) for _ in range(times))))

        found = [each for told in await asyncio.gather(*map(one, self.phones)) for each in told]
        return {"statuses": counted(status for status, _ in found), "took_ms": [took for _, took in found]}


async def play(plan: dict[str, Any]) -> dict[str, Any]:
    """Hear everything, then answer while the streams stay open."""
    room = Room(plan)
    streams = [asyncio.ensure_future(phone.listen(room)) for phone in room.phones]
    with suppress(TimeoutError):
        await asyncio.wait_for(room.done.wait(), plan["seconds"])
    votes = {decision: await room.vote(decision, seconds) for decision, seconds in plan["votes"].items()}
    for stream in streams:
        stream.cancel()
    return {"arrivals": room.arrivals, "votes": votes}


def counted(statuses: Iterable[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for status in statuses:
        found[str(status)] = found.get(str(status), 0) + 1
    return found


def tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    tell(asyncio.run(play(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
