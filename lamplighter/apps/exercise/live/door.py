"""The ASGI door beside Django: streams are answered here, without a thread or a connection each."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from django.db import close_old_connections, connection

from lamplighter.apps.exercise.live.conductor import Conductor
from lamplighter.apps.exercise.live.hub import Hub, Listener, Told
from lamplighter.apps.exercise.live.scribe import scribe
from lamplighter.apps.exercise.live.tickets import Ticket, opened, stands
from lamplighter.apps.exercise.live.watch import Watcher
from lamplighter.apps.exercise.signals import lines_written
from lamplighter.web.clock import now

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)

STREAM, SEEN = "/live/", "/live/seen/"
POOL = 4
MOST_BODY = 4096
RETRY = b"retry: 1500\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class Door:
    """Streams for phones and screens; everything else is Django's."""

    def __init__(self, django: Callable[..., Awaitable[None]]) -> None:
        self.django = django
        self.hub = Hub()
        self.watcher = Watcher(self.hub)
        self.conductor = Conductor()
        self.pool: ThreadPoolExecutor | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif scope["type"] == "http" and scope["path"] == STREAM:
            await self.stream(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == SEEN:
            await self.seen(scope, receive, send)
        else:
            await self.django(scope, receive, send)

    # --- Opening and closing -------------------------------------------------------------------------------------
    async def live(self, receive: Receive, send: Send) -> None:
        """Start what keeps time when the server starts, and stop it with the server."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.open()
                # Before anybody is let in: where the server was away, the story stood still.
                with contextlib.suppress(Exception):
                    await self.in_pool(self.conductor.once)
                self.conductor.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await asyncio.to_thread(self.shut)
                await send({"type": "lifespan.shutdown.complete"})
                return

    def open(self) -> None:
        """Start the threads but the conductor; in the loop."""
        self.loop = self.watcher.loop = asyncio.get_running_loop()
        self.pool = ThreadPoolExecutor(POOL, thread_name_prefix="live")
        lines_written.connect(self.nudge, weak=False, dispatch_uid=f"live.{id(self)}")
        DOORS.append(self)
        self.watcher.start()
        scribe.start()

    def shut(self) -> None:
        """Stop the threads, and close their connections."""
        lines_written.disconnect(dispatch_uid=f"live.{id(self)}")
        if self in DOORS:
            DOORS.remove(self)
        for keeper in (self.conductor, self.watcher, scribe):
            keeper.stop()
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def nudge(self, **news: Any) -> None:
        """Lines are committed in this process."""
        self.watcher.wake()
        self.conductor.wake()

    def close(self) -> None:
        """End every stream; from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            with contextlib.suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.hub.close)

    async def in_pool(self, deed: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the database in one of few threads, which leave no connection behind."""
        assert self.loop is not None
        return await self.loop.run_in_executor(self.pool, with_connection, deed, *arguments)

    # --- Streams -------------------------------------------------------------------------------------------------
    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One stream: what the page has not seen yet, and then what comes."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        ticket = opened(first(asked, "t"))
        if scope["method"] != "GET" or self.pool is None:
            await answer(send, 405 if self.pool else 503)
            return
        if ticket is None or not await self.in_pool(stands, ticket):
            await answer(send, 403)
            return
        after = max(number(first(asked, "after")), number(header(scope, b"last-event-id")))
        listener = Listener(ticket, task=asyncio.current_task())
        try:
            await self.listen(listener, after, receive, send)
        except asyncio.CancelledError:
            if not listener.over:
                raise
        finally:
            self.hub.leave(listener)

    async def listen(self, listener: Listener, after: int, receive: Receive, send: Send) -> None:
        ticket = listener.ticket
        self.hub.join(listener, await self.in_pool(self.last, ticket))
        gone = asyncio.ensure_future(until_gone(receive, listener))
        try:
            earlier, clock = await self.in_pool(self.earlier, ticket, after)
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            told = b"".join(part for _, part in earlier)
            await send({"type": "http.response.body", "body": RETRY + told + clock, "more_body": True})
            sent = earlier[-1][0] if earlier else after
            await pass_on(listener, sent, send)
        finally:
            gone.cancel()

    def last(self, ticket: Ticket) -> int:
        """The last line there is; what comes after it is handed on."""
        return self.watcher.feed(ticket.exercise).catch_up()

    def earlier(self, ticket: Ticket, after: int) -> tuple[list[Told], bytes]:
        """What the page has not seen of the lines there are, and the clock."""
        feed = self.watcher.feed(ticket.exercise)
        return feed.after(ticket.audience, after), feed.clock(now())

    async def seen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A phone has shown a line: ``t`` is its ticket, ``n`` the line's number."""
        body, more = b"", True
        while more and len(body) <= MOST_BODY:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        told = parse_qs(body.decode("latin-1"))
        ticket = opened(first(told, "t"))
        if scope["method"] != "POST" or more or ticket is None or ticket.seat is None:
            await answer(send, 403)
            return
        scribe.see(ticket.seat, number(first(told, "n")))
        await answer(send, 204)


DOORS: list[Door] = []


def close() -> None:
    """End every stream of this process, because it is about to stop."""
    for door in list(DOORS):
        door.close()


async def pass_on(listener: Listener, sent: int, send: Send) -> None:
    """Send what waits until the listener is let go or has gone; lines that were sent already are left out."""
    while True:
        waiting = [await listener.queue.get()]
        while not listener.queue.empty():
            waiting.append(listener.queue.get_nowait())
        over = None in waiting
        news = [one for one in waiting[: waiting.index(None) if over else None] if one is not None]
        fresh = b"".join(part for line, part in news if line == 0 or line > sent)
        sent = max([sent, *(line for line, _ in news)])
        if fresh or over:
            await send({"type": "http.response.body", "body": fresh, "more_body": not over})
        if over:
            return


async def until_gone(receive: Receive, listener: Listener) -> None:
    """Wait until whoever listens has closed the line."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def answer(send: Send, status: int) -> None:
    """An answer without words."""
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send(
        {"type": "http.response.start", "status": status, "headers": headers if status != 204 else headers[1:]}
    )
    await send({"type": "http.response.body", "body": b""})


def with_connection(deed: Callable[..., Any], *arguments: Any) -> Any:
    """Do something that asks the database, in a thread that keeps no connection that has failed."""
    close_old_connections()
    try:
        return deed(*arguments)
    except Exception:
        connection.close()
        raise
    finally:
        close_old_connections()


def first(asked: dict[str, list[str]], name: str) -> str:
    return asked.get(name, [""])[0]


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


__all__ = ["Door", "close"]
