"""Keys and times as our format writes them."""

import re
import unicodedata
import uuid
from collections.abc import Container

LONGEST = 60
SEPARATORS = re.compile(r"[^a-z0-9]+")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def key_of(text: str, taken: Container[str], otherwise: str) -> str:
    """A key from words, unlike all that are ``taken``; from ``otherwise`` where no Latin letter is in them."""
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    start = SEPARATORS.sub("-", latin).strip("-")[:LONGEST].strip("-") or otherwise
    key, number = start, 2
    while key in taken:
        key, number = f"{start}-{number}", number + 1
    return key


def variable_key(text: str) -> str:
    """A name that may stand in the braces of a text; empty if nothing of ``text`` may."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", text.strip()).strip("_")
    return name if NAME.fullmatch(name) else (f"v_{name}" if name else "")


def numbered(stem: str, number: int, of: int) -> str:
    """``inject-07``: as many digits as the last one needs, at least two."""
    return f"{stem}-{number:0{max(2, len(str(of)))}d}"


def time_of(minutes: int) -> str:
    """Minutes as our format writes times: ``+1:30``."""
    return f"+{minutes // 60}:{minutes % 60:02d}"


def id_of(source: str) -> str:
    """The identity of a scenario that another program knows by ``source``: the same for its newer versions."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"lamplighter:scenario:{source}"))


def literal(text: str) -> str:
    """Plain words as a text of ours, in which a single brace means a place for a value."""
    return text.replace("{", "{{").replace("}", "}}")
