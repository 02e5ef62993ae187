"""Web and worker in one: a socket taken early, a worker child that is never orphaned, an end within two seconds."""

import contextlib
import errno
import hashlib
import ipaddress
import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import uvicorn
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from lamplighter.apps.exercise.live import door
from lamplighter.config.cli import Refusal

log = logging.getLogger(__name__)
# After a signal, whatever still hangs is left behind.
END_WITHIN_S = 1.5
# Every phone in an exercise keeps one line open, and every line is a file.
FILES_WANTED, FILES_NEEDED = 65_536, 4096


def is_loopback(host: str) -> bool:
    """Whether only this machine can come in by ``host``."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port``, before anything slow is done."""
    try:
        family, kind, _proto, _name, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[
            0
        ]
    except socket.gaierror as error:
        raise Refusal(f"{host} is not an address of this machine. Try --host 127.0.0.1.") from error
    taken = socket.socket(family, kind)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        # Two sockets may be bound to one port with SO_REUSEADDR as long as neither listens yet.
        taken.listen(1024)
    except OSError as error:
        taken.close()
        raise Refusal(why_not(error, host, port)) from error
    return taken


def why_not(error: OSError, host: str, port: int) -> str:
    """Why a port cannot be had, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken. Stop what listens there, or choose another: --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have. Choose one above 1023: --port 8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Try --host 127.0.0.1."
    return f"{host} port {port} cannot be listened on: {error.strerror}."


def data_folder() -> Path:
    """The data folder, made if missing, and proven writable."""
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        probe = settings.DATA / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refusal(
            f"The data folder {settings.DATA} cannot be written ({error.strerror}). "
            "Set LAMPLIGHTER_DATA to one that can."
        ) from error
    return settings.DATA


def collect_static() -> None:
    """Gather style sheets, fonts and scripts under names that carry their hash, unless nothing changed."""
    if settings.DEBUG:
        return  # served from where they lie
    told = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            told.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".stamp"
    if not stamp.exists() or stamp.read_text() != told.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(told.hexdigest())


class WorkerChild:
    """A worker process beside the server; started again if it dies, stopped with the server."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self.watch, daemon=True, name="watches the worker").start()

    def watch(self) -> None:
        """Keep one alive; wait longer after each quick death."""
        rest_s = 0.5
        while not self.stopping.is_set():
            started = time.monotonic()
            # A session of its own: Ctrl-C reaches the server alone, which then stops its child.
            self.process = subprocess.Popen(  # noqa: S603 -- our own program, with nothing from outside
                [sys.executable, "-m", "lamplighter", "run_worker", "--parent", str(os.getpid())],
                env=os.environ | {"PYTHONPATH": search_path()},
                start_new_session=True,
            )
            if self.stopping.is_set():
                self.process.terminate()
            status = self.process.wait()
            if self.stopping.is_set():
                return
            log.error("The worker ended with status %s and is started again.", status)
            rest_s = 0.5 if time.monotonic() - started > 30 else min(rest_s * 2, 30)
            self.stopping.wait(rest_s)

    def ask_to_stop(self) -> None:
        self.stopping.set()
        if self.process:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Until it has ended; by force when the time is up."""
        if not self.process:
            return
        try:
            self.process.wait(max(seconds, 0.05))
        except subprocess.TimeoutExpired:
            self.process.kill()


def more_files() -> None:
    """Have as many files open as this process may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < FILES_NEEDED:
        log.warning("This process may open %s files: an exercise with many phones needs %s.", wanted, FILES_NEEDED)


def search_path() -> str:
    """PYTHONPATH by which a child finds this package, wherever it is started."""
    return os.pathsep.join(part for part in (str(settings.ROOT), os.environ.get("PYTHONPATH", "")) if part)


class Server(uvicorn.Server):
    """uvicorn, which leaves signals to us: its own handling raises them again and would skip our ending."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(taken: socket.socket, *, worker: bool) -> None:
    """Serve on ``taken`` until SIGTERM or SIGINT, with a worker beside."""
    more_files()
    child = WorkerChild()
    server = Server(
        uvicorn.Config(
            "lamplighter.config.asgi:application",
            lifespan="on",
            log_level="warning",
            access_log=False,
            proxy_headers=settings.HTTPS,
            timeout_graceful_shutdown=1,
        )
    )
    ends_at = [0.0]

    def end(_number: int, _frame: FrameType | None) -> None:
        if not ends_at[0]:
            ends_at[0] = time.monotonic() + END_WITHIN_S
            threading.Thread(target=enforce, daemon=True).start()
        server.should_exit = True
        door.close()
        child.ask_to_stop()

    def enforce() -> None:
        """A request that hangs must not keep us: the database rolls back what it had begun."""
        time.sleep(END_WITHIN_S)
        child.wait(0)
        os._exit(0)

    # WhiteNoise reads files synchronously, which is what we want of it.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if worker:
        child.start()
    try:
        server.run(sockets=[taken])
    finally:
        child.ask_to_stop()
        child.wait((ends_at[0] or time.monotonic() + END_WITHIN_S) - time.monotonic() - 0.2)
