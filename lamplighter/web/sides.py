"""Words that are read from the other side than the sentence in which they stand."""

import re

# Letters that are read from the right, and letters that are read from the left.
TURNED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
STRAIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
FSI, PDI = "\u2068", "\u2069"


def apart(words: str, *, rtl: bool) -> str:
    """A name or a foreign text, kept apart from its sentence where it has letters that are read the other way.

    What ``<bdi>`` does on pages, for files and for sentences in the midst of which a name stands.
    """
    turns = (STRAIGHT if rtl else TURNED).search(words)
    return f"{FSI}{words}{PDI}" if turns and not words.startswith(FSI) else words
