"""``python -m lamplighter`` is the same as ``lamplighter``."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- whoever starts it with an older Python gets a sentence
    sys.exit("Lamplighter needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

from lamplighter.config.cli import main

if __name__ == "__main__":
    main()
