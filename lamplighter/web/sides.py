"""Words that are read from the other side than the sentence in which they stand."""

import re

# Letters that are read from the right, and letters that are read from the left.
TURNED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
STRAIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
ISOLATES = (LRI, RLI, "\u2068")


def apart(words: str, *, rtl: bool) -> str:
    """A name or somebody's own text, kept apart from its sentence where it has letters that are read the other way.

    What ``<bdi>`` does on pages, for files and for sentences in the midst of which a name stands. It is read from
    the side of most of its letters: a question in Hebrew that begins with “D1” is Hebrew.
    """
    straight, turned = len(STRAIGHT.findall(words)), len(TURNED.findall(words))
    if not (straight if rtl else turned) or words.startswith(ISOLATES):
        return words
    return f"{RLI if turned > straight else LRI}{words}{PDI}"
