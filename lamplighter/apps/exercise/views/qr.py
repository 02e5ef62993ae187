"""A square that a phone's camera reads, drawn as one path of an SVG."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

# Cameras find the square by the white around it.
MARGIN = 4


@dataclass(frozen=True, slots=True)
class Square:
    """``size`` modules a side, the margin counted; ``path`` draws the dark ones, one unit each."""

    size: int
    path: str


def square(text: str) -> Square:
    """A text, such as an address to join at, as a square."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=MARGIN)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Square(len(rows), "".join(dark))
