"""The product's command line: ``lamplighter VERB [OBJECT]``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named by the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplighter.config.settings")
    execute_from_command_line(sys.argv)
