"""The style sheets of the house, in the order of their layers."""

from functools import cache
from pathlib import Path

CSS = Path(__file__).resolve().parent / "static" / "css"
FIRST = ("layers", "fonts", "reset", "tokens", "elements", "layouts")


@cache
def sheets() -> tuple[str, ...]:
    """Static names of all sheets: the plain layers, then components and pages by name, print last."""
    parts = [
        f"{part.parent.name}/{part.stem}"
        for folder in ("components", "pages")
        for part in sorted((CSS / folder).glob("*.css"))
    ]
    return tuple(f"css/{name}.css" for name in (*FIRST, *parts, "print"))
