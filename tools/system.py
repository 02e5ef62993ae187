"""What the tests need from the system: installed where we may, else named loudly, with what will be skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = {
    "chromium": ("tests in a real browser", lambda: Path("/usr/bin/chromium").exists()),
    "postgresql": (
        "tests on PostgreSQL as Debian builds it (the wheel of the locked list stands in, without ICU collations)",
        lambda: bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
    ),
    "gettext": ("the check that every sentence is in the catalogues", lambda: bool(shutil.which("xgettext"))),
}


def missing() -> list[str]:
    return [package for package, (_, there) in NEEDED.items() if not there()]


def install(packages: list[str]) -> None:
    """With apt, never asking; a server package must not start a server of its own."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if "postgresql" in packages:
        settings = Path("/etc/postgresql-common/createcluster.conf")
        settings.parent.mkdir(parents=True, exist_ok=True)
        if not settings.exists():
            settings.write_text("create_main_cluster = false\n")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    want = [*apt, "-o", "Dpkg::Options::=--force-confold", "install", "-y", "--no-install-recommends", *packages]
    print(f"Installing {', '.join(packages)} for the tests.", flush=True)
    subprocess.run([*apt, "update"], env=quiet, check=False, stdout=subprocess.DEVNULL)
    subprocess.run(want, env=quiet, check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
    for package in missing():
        what, _ = NEEDED[package]
        print(
            f"*** {package} IS NOT INSTALLED. SKIPPED: {what}. Install it: apt-get install {package}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
