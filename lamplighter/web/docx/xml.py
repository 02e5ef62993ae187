"""Elements of WordprocessingML as text."""

from html import escape

from lamplighter.web.paper import clean

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
BODY = HEAD + f"<w:document {NAMES}><w:body>{{}}</w:body></w:document>"


def el(name: str, /, *inside: str, **attributes: str) -> str:
    """An element; its attributes are of the same family, or of another where written ``r_id``."""
    content = "".join(inside)
    said = "".join(f' {_named(key)}="{escape(clean(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def text(words: str) -> str:
    """Words as they are, spaces at their ends included."""
    return f'<w:t xml:space="preserve">{escape(clean(words), quote=False)}</w:t>'


def _named(key: str) -> str:
    return key.replace("_", ":", 1) if "_" in key else f"w:{key}"
