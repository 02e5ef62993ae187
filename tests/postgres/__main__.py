"""``python -m tests.postgres COMMAND…`` runs a command with LAMPLIGHTER_DATABASE set to a server of its own."""

import os
import signal
import subprocess
import sys

from tests.postgres.server import running


def main(command: list[str]) -> int:
    """Run ``command`` beside a server; its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as address:
        return subprocess.run(command, env=os.environ | {"LAMPLIGHTER_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
