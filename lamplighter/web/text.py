"""Letters as people search for them, without accents or vowel points, and as others may be shown them."""

import re
import unicodedata

# Points, vowel signs, the stretching tatweel, and marks that only steer direction or joining: not letters.
MARKS = (
    (0x0300, 0x036F),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0xFEFF, 0xFEFF),
)
# What turns the letters of others round, or takes no room at all. Joiners and the plain marks of direction are part
# of words in Persian and Arabic, and stay.
UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
CAPITALS = ((0x0391, 0x03A1), (0x03A3, 0x03A9), (0x0402, 0x0406), (0x0408, 0x040B), (0x040F, 0x042F))
# One letter or digit for another, one for one, so that a database can do the same with TRANSLATE.
SHAPES = {
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ة": "ه",
    "ۃ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ٱ": "ا",
    "־": "-",
    "‐": "-",
    "–": "-",
    "׳": "'",
    "’": "'",
    "״": '"',
    **dict(zip("øØđĐłŁıς", "ooddlliσ", strict=True)),
    # A database whose locale is C makes small letters of A to Z alone.
    **dict(zip("ÆÞÐŒ", "æþðœ", strict=True)),
    **{chr(code): chr(code).lower() for first, last in CAPITALS for code in range(first, last + 1)},
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}
_TABLE: dict[int, str | None] = {
    **{code: None for first, last in MARKS for code in range(first, last + 1)},
    **{ord(shape): letter for shape, letter in SHAPES.items()},
}


def normalise(text: str) -> str:
    """``text`` as it is compared in a search: Kāveh finds kaveh, كاوه finds کاوه, ۱۲ finds 12."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).lower().translate(_TABLE)


def without_unseen(text: str) -> str:
    """``text`` without signs that nobody sees and that make it look like another: overrides, spaces of no width."""
    return UNSEEN.sub("", text)
