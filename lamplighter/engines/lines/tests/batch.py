"""Many searches in one process of their own: ``python -m lamplighter.engines.lines.tests.batch``.

Reads a pickled list of what is asked, and writes for each a pickled list of what its search told.
"""

import pickle
import sys

from lamplighter.engines.lines.child import answer
from lamplighter.engines.lines.message import Ask


def main() -> None:
    asked: list[Ask] = pickle.load(sys.stdin.buffer)
    words: list[list[object]] = []
    for ask in asked:
        words.append([])
        answer(ask, words[-1].append, lambda: False)
    pickle.dump(words, sys.stdout.buffer)


if __name__ == "__main__":
    main()
