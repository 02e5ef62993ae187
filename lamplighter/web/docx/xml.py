"""Elements of WordprocessingML as text."""

import re
from html import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
BODY = HEAD + f"<w:document {NAMES}><w:body>{{}}</w:body></w:document>"
# What no XML file may hold, however it is written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def el(name: str, /, *inside: str, **attributes: str) -> str:
    """An element; its attributes are of the same family, or of another where written ``r_id``."""
    content = "".join(inside)
    said = "".join(f' {_named(key)}="{escape(clean(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def text(words: str) -> str:
    """Words as they are, spaces at their ends included."""
    return f'<w:t xml:space="preserve">{escape(clean(words), quote=False)}</w:t>'


def clean(words: str) -> str:
    """Words without the signs that no XML file may hold."""
    return _FORBIDDEN.sub("", words)


def _named(key: str) -> str:
    return key.replace("_", ":", 1) if "_" in key else f"w:{key}"
