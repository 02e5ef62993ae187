"""Runs every command of the product, and every tool, that writes a page of docs/reference from code."""

import os

import django
import exercise_cases
from django.core.management import call_command

from lamplighter.config.cli import own


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplighter.config.settings")
    django.setup()
    for name in own():
        if name.startswith("write_"):
            call_command(name)
    exercise_cases.main()


if __name__ == "__main__":
    main()
