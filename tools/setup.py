"""Makes .venv from the locked lists: ``python tools/setup.py core`` to run the product, ``dev`` to test it too.

Does nothing when all is in place: a stamp in .venv holds the hash of the list that was installed.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "lamplighter-setup.json"
LISTS = {"core": ROOT / "requirements" / "core.txt", "dev": ROOT / "requirements" / "dev.txt"}
NO_NETWORK = ("connection", "name resolution", "dns", "network", "no matching distribution", "timed out", "fetch")


def wanted(level: str) -> dict[str, str]:
    """What the stamp says when ``level`` is installed."""
    digest = hashlib.sha256(LISTS[level].read_bytes()).hexdigest()
    return {
        "level": level,
        "list": digest,
        "place": str(ROOT),
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
    }


def stamped() -> dict[str, str]:
    """What the last complete setup wrote down."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def in_place(level: str) -> bool:
    """Whether ``level``, or more, is installed already."""
    return PYTHON.exists() and stamped() in ([wanted("dev")] if level == "dev" else [wanted("core"), wanted("dev")])


def make_environment() -> None:
    """The virtual environment itself.

    Made anew where it is half-made, of another Python, or was moved: its programs still name the old place.
    """
    same = {name: stamped().get(name) == wanted("core")[name] for name in ("place", "python")}
    if PYTHON.exists() and all(same.values()):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    run([sys.executable, "-m", "venv", str(VENV)], "The environment .venv could not be made.")


def install_venv_module() -> None:
    """Debian keeps the module that makes environments in a package of its own."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Python cannot make environments here: run `apt-get install {package}` as root, then try again.")
    say(f"Installing {package}, which Python needs to make environments.")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    done = subprocess.run(["apt-get", "install", "-y", "-qq", package], env=quiet, check=False)
    if done.returncode:
        sys.exit(f"{package} could not be installed. Install it by hand, then try again.")


def install(level: str) -> None:
    """Everything on the list, each file checked against its hash; with uv if it can be had, else with pip."""
    requirements = str(LISTS[level])
    uv = shutil.which("uv") or fetched_uv()
    if uv:
        fast = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "--compile-bytecode"]
        if subprocess.run([*fast, "-r", requirements], capture_output=True, check=False).returncode == 0:
            return
    slow = [*PIP, "--require-hashes", "-r", requirements]
    run(slow, "The packages could not be installed.")


PIP = [
    str(PYTHON),
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--retries",
    "2",
    "--timeout",
    "15",
]


def fetched_uv() -> str | None:
    """uv in our own environment, or None."""
    path = VENV / "bin" / "uv"
    if not path.exists():
        only = [*PIP, "--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / "requirements" / "uv.txt")]
        subprocess.run(only, capture_output=True, check=False)
    return str(path) if path.exists() else None


def put_on_path() -> None:
    """The package itself: found where it lies, without a build; and its command."""
    (site,) = (VENV / "lib").glob("python3*/site-packages")
    (site / "lamplighter-checkout.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "lamplighter"
    command.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m lamplighter "$@"\n')
    command.chmod(0o755)


def run(command: list[str], failed: str) -> None:
    """Run, or leave with one sentence; what the command said is kept beside."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    log = VENV / "setup.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(said)
    if any(word in said.lower() for word in NO_NETWORK):
        sys.exit("The packages could not be fetched: there seems to be no network. Connect, then try again.")
    sys.exit(
        f"{failed} The reason is in {log}: {said.strip().splitlines()[-1] if said.strip() else 'nothing said'}"
    )


def say(words: str) -> None:
    print(words, flush=True)


def main() -> None:
    level = sys.argv[1] if len(sys.argv) > 1 else "core"
    if in_place(level):
        return
    say(f"Setting up .venv ({level}). The first time takes a minute or less.")
    make_environment()
    STAMP.unlink(missing_ok=True)
    install(level)
    put_on_path()
    # The searches have compiled parts; compiled now, the first roster need not wait for them.
    subprocess.run(
        [str(PYTHON), "-m", "lamplighter.engines.lines.warm"], cwd=ROOT, capture_output=True, check=False
    )
    STAMP.write_text(json.dumps(wanted(level)))


if __name__ == "__main__":
    main()
