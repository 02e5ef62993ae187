"""The style sheets of the house, in the order of their layers, handed out as one.

No build makes it: the files are joined when the first page asks, so that a first visit costs one request, not thirty.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

CSS = Path(__file__).resolve().parent / "static" / "css"
FIRST = ("layers", "fonts", "reset", "tokens", "elements", "layouts")
FONT = re.compile(r"\.\./(fonts/[\w.-]+)")


@dataclass(frozen=True, slots=True)
class Look:
    """The joined text, plain and packed, and a name that changes with it."""

    text: str
    packed: bytes
    version: str


def sheets() -> list[Path]:
    """All sheets: the plain layers, then components and pages by name, print last."""
    folders = [sheet for folder in ("components", "pages") for sheet in sorted((CSS / folder).glob("*.css"))]
    return [*(CSS / f"{name}.css" for name in FIRST), *folders, CSS / "print.css"]


def whole() -> Look:
    """The look as it is now; read once, or for every page while somebody works on it."""
    return joined() if settings.DEBUG else kept()


def joined() -> Look:
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets())
    text = FONT.sub(lambda found: static(found[1]), text)
    data = text.encode()
    return Look(text, gzip.compress(data, 9, mtime=0), hashlib.sha256(data).hexdigest()[:16])


kept = cache(joined)
