"""Streams of one exercise, opened at the real door in a process of their own; prints what came as JSON.

``python -m lamplighter.apps.exercise.tests.streams`` with ``LAMPLIGHTER_DATABASE`` naming an empty database.
"""

import asyncio
import json
import re
import threading
from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import urlencode

import django
from django.core.management import call_command
from django.db import connection

from lamplighter.web.gate import SEAT_COOKIE

PLAYED = ("mayor", "cio")


class Stream:
    """One listener at the door: what was sent to it, and a way to hang up."""

    def __init__(self, door: Any, ticket: str, after: int = 0, *, slow: bool = False, secret: str = "") -> None:
        self.sent: list[MutableMapping[str, Any]] = []
        self.gone = asyncio.Event()
        self.going = asyncio.Event()
        self.slow = slow
        query = urlencode({"t": ticket, "after": after}).encode()
        headers = [(b"cookie", f"{SEAT_COOKIE}={secret}".encode())] if secret else []
        scope = {"type": "http", "method": "GET", "path": "/live/", "query_string": query, "headers": headers}
        self.task = asyncio.ensure_future(door(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.sent.append(message)
        if self.slow and len(self.sent) > 2:
            await self.going.wait()

    async def hang_up(self) -> None:
        self.gone.set()
        await self.task

    @property
    def status(self) -> int:
        return self.sent[0]["status"] if self.sent else 0

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    @property
    def ids(self) -> list[int]:
        return [int(one) for one in re.findall(r"^id: (\d+)$", self.text, re.M)]


async def until(true: Callable[[], bool], what: str) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited for 10 seconds in vain: {what}")


async def play() -> dict[str, Any]:
    from lamplighter.apps.cities.models import Account, Organisation
    from lamplighter.apps.exercise.actions import answers, clock, decisions, injects, messages, seats
    from lamplighter.apps.exercise.choices import SeatKind
    from lamplighter.apps.exercise.live import hub as hubs
    from lamplighter.apps.exercise.live.door import Door
    from lamplighter.apps.exercise.live.tickets import ticket_for_console, ticket_for_seat
    from lamplighter.apps.exercise.tests.rooms import code, ready_exercise, seated
    from lamplighter.web.clock import now
    from tests.people import cast_of

    told: dict[str, Any] = {}
    do = deed_in_a_thread
    await do(cast_of, at=now())
    city = await do(Organisation.objects.get, slug="havn")
    ada = await do(Account.objects.get, name="Ada")
    exercise = await do(ready_exercise, city, at=now())
    mayor, cio = await do(seated, exercise, *PLAYED, at=now())
    screen_code, watch_code = (
        await do(code, exercise, SeatKind.SCREEN),
        await do(code, exercise, SeatKind.EVALUATOR),
    )
    screen, _ = await do(seats.take, screen_code.shown, language="he", at=now())
    watcher, _ = await do(seats.take, watch_code.shown, language="en", at=now())

    # Every ticket comes with the cookie of one seat, as if somebody had copied it: it tells what it was given for.
    secret = await do(seats.reissue, cio)
    await do(cio.refresh_from_db)

    door, events = Door(None), asyncio.Queue[dict[str, str]]()  # type: ignore[arg-type]
    answered: list[MutableMapping[str, Any]] = []

    async def say(message: MutableMapping[str, Any]) -> None:
        answered.append(message)

    before = names_of_threads()
    life = asyncio.ensure_future(door.live(events.get, say))
    await events.put({"type": "lifespan.startup"})
    await until(lambda: bool(answered), "the door opens")

    tickets = {
        "mayor": ticket_for_seat(mayor, "he"),
        "cio": ticket_for_seat(cio, "en"),
        "screen": ticket_for_seat(screen, "he"),
        "watch": ticket_for_seat(watcher, "en"),
        "console": ticket_for_console(exercise, ada, "en"),
    }
    streams = {name: Stream(door, ticket, secret=secret) for name, ticket in tickets.items()}
    for name, stream in streams.items():
        await until(lambda stream=stream: stream.status != 0, f"{name} is let in")

    await do(clock.start, exercise, by=ada, at=now())
    await until(lambda: "Night desk" in streams["cio"].text, "the desk calls")
    await do(clock.pause, exercise, by=ada, at=now())
    await do(decisions.open_now, exercise, "tell", by=ada, at=now())
    await do(answers.answer, cio, "tell", "wait", reason="A reason of my own.", at=now())
    await do(answers.answer, mayor, "tell", "now", reason="Another reason.", at=now())
    await do(messages.say, exercise, 1, "Who leads here?", seat=mayor, at=now())
    await do(messages.note, exercise, "A note of control.", by=ada, at=now())
    await do(injects.improvise, exercise, channel="mail", title="For the mayor", to=("mayor",), by=ada, at=now())
    await do(decisions.take, exercise, "tell", seat=mayor, at=now())
    await until(lambda: "For the mayor" in streams["mayor"].text, "the mayor's own mail")
    await until(lambda: all("Wait" in one.text or "לחכות" in one.text for one in streams.values()), "the options")
    await until(lambda: streams["cio"].text.count('data-kind="taken"') == 1, "the decision")
    told["texts"] = {name: stream.text for name, stream in streams.items()}
    told["headers"] = {name.decode(): value.decode() for name, value in streams["cio"].sent[0]["headers"]}

    # Away for a while, and back with the number of the last line: exactly what was missed.
    await streams["cio"].hang_up()
    seen = max(streams["cio"].ids)
    await do(injects.improvise, exercise, channel="press", title="First missed", by=ada, at=now())
    await do(injects.improvise, exercise, channel="press", title="Second missed", by=ada, at=now())
    back = Stream(door, tickets["cio"], seen)
    await until(lambda: "Second missed" in back.text, "what was missed")
    told["missed"] = re.findall(r"(First missed|Second missed|Night desk)", back.text)
    whole = Stream(door, tickets["cio"])
    await until(lambda: "Second missed" in whole.text, "the whole")
    told["in_order"] = whole.ids == sorted(whole.ids)
    told["same"] = sorted(set(streams["cio"].ids + back.ids)) == sorted(set(whole.ids))

    # Somebody is taken out: the stream ends, and its ticket opens nothing any more.
    await do(seats.remove, mayor, by=ada, at=now())
    await until(lambda: streams["mayor"].task.done(), "the mayor is let go")
    told["sent_away"] = "event: page" in streams["mayor"].text.rsplit("\n\n", 2)[-2]
    refused = [Stream(door, ticket) for ticket in (tickets["mayor"], "forged", tickets["cio"] + "x")]
    for stream in refused:
        await stream.task
    told["refused"] = [stream.status for stream in refused]

    # Who does not read is let go, and nobody else notices.
    hubs.WAITING = 4
    slow = Stream(door, tickets["cio"], slow=True)
    await until(lambda: len(slow.sent) > 1, "the slow one is let in")
    hubs.WAITING = 256
    for number in range(12):
        await do(injects.improvise, exercise, channel="mail", title=f"Mail {number}.", by=ada, at=now())
        await until(lambda number=number: f"Mail {number}." in back.text, "the others go on")
    await until(lambda: slow.task.done(), "the slow one is let go")
    told["slow_was_let_go"] = slow.task.done() and not back.task.done()

    many = [Stream(door, tickets["cio"], 10**8) for _ in range(200)]
    for stream in many:
        await until(lambda stream=stream: stream.status == 200, "all are let in")
    told["threads_with_many"] = len(names_of_threads() - before)
    for stream in many:
        await stream.hang_up()
    told["audiences_left"] = sorted(audience.kind for audience in door.hub.audiences(exercise.pk))
    told["listeners_left"] = len(door.hub.all())

    await events.put({"type": "lifespan.shutdown"})
    door.close()
    await life
    await asyncio.gather(*(stream.task for stream in (*streams.values(), back, whole)))
    told["threads_left"] = sorted(name for name in names_of_threads() - before if not name.startswith("asyncio"))
    told["done"] = all(stream.task.done() for stream in streams.values())
    return told


async def deed_in_a_thread(deed: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    def done() -> Any:
        try:
            return deed(*arguments, **more)
        finally:
            connection.close()

    return await asyncio.to_thread(done)


def names_of_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(asyncio.run(play())))
