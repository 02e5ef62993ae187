"""Bytes of a text file as text: which of the encodings that city offices use it is in."""

import codecs
import re

HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOK_AT = 400_000
# One stray byte in so many good letters is a slip of whoever wrote the file, not another encoding.
GOOD_FOR_A_SLIP = 20


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was in; every file is text in some encoding, so this never fails."""
    encoding = encoding_of(content)
    text = content.decode(encoding, errors="replace")
    return text.replace("\0", ""), encoding.removesuffix("-sig")


def encoding_of(content: bytes) -> str:
    """The encoding of ``content``, from its mark, its validity, or the letters it is made of."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if wide := _without_mark(content):
        return wide
    if _is_utf8(content):
        return "utf-8"
    return _old_encoding(content[:LOOK_AT])


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is nothing."""
    head = content[:4000]
    if len(head) < 4 or head.count(0) < len(head) // 8:
        return ""
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        bad = text.count("\ufffd")
        good = sum(not letter.isascii() for letter in text) - bad
        return good >= GOOD_FOR_A_SLIP * bad
    return True


def _old_encoding(content: bytes) -> str:
    """One byte a letter: Hebrew and Arabic come as whole words of high bytes, accents stand alone among ASCII."""
    runs = HIGH_RUNS.findall(content)
    high = b"".join(runs)
    words = sum(len(run) for run in runs if len(run) > 1)
    if words * 2 > len(high):
        letters = [byte for byte in high if byte >= 0xC0]
        # Hebrew letters lie from E0 to FA; of Arabic ones more than a third lie before E0 (alef, be, te, dal, re …).
        early = sum(byte < 0xE0 for byte in letters)
        return "cp1256" if early * 8 > len(letters) else "cp1255"
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
