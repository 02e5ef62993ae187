"""Writes docs/reference/commands.md from the commands themselves."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from lamplighter.config.cli import own, spell

PAGE = settings.ROOT / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Made by `lamplighter write_commands` from the commands themselves; `make docs` does it.

`lamplighter` lies in `.venv/bin` after `make setup`. Words may be joined as you like: `lamplighter run worker`,
`run-worker` and `run_worker` are the same. A command that fails for a reason of yours says so in one sentence on
standard error: the status is 2 where the start itself was refused, 1 where the command was. Everything that changes
data may be run twice.

Besides those below, `lamplighter migrate` sets up or renews the database (`lamplighter serve` does so by itself), and
`lamplighter help --all` lists what Django brings.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(section(name, app) for name, app in own().items())


def section(name: str, app: str) -> str:
    """One command: what it is for, and what may follow it."""
    command = load_command_class(app, name)
    plain = {action.dest for action in BaseCommand().create_parser("lamplighter", "plain")._actions}
    parser = command.create_parser("lamplighter", name)
    lines = [entry(action) for action in parser._actions if action.dest not in plain]
    body = "\n".join(["", *lines, ""]) if lines else ""
    return f"\n## lamplighter {spell(name)}\n\n{' '.join(str(command.help).split())}\n{body}"


def entry(action: argparse.Action) -> str:
    """One option or argument as a line of a list."""
    value = action.metavar or action.dest.upper()
    shown = value if isinstance(value, str) else " ".join(value)
    if action.choices:
        shown = "|".join(str(choice) for choice in action.choices)
    names = ", ".join(action.option_strings) if action.option_strings else shown
    if action.option_strings and action.nargs != 0:
        names = f"{names} {shown}"
    more = (
        f" (default: {action.default})"
        if isinstance(action.default, int | float | str) and action.nargs != 0
        else ""
    )
    words = " ".join(str(action.help or "").split())
    return f"- `{names}`" + (f": {words}" if words else "") + ("" if "default" in words else more)


class Command(BaseCommand):
    help = "Write the reference of commands."

    def handle(self, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"Wrote {PAGE.relative_to(settings.ROOT)}.")
