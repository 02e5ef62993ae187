"""Pictures and papers that go with injects: what they are is told by their bytes, never by their names."""

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath

from lamplighter.apps.exercise.imports.contracts import MAGIC, MEDIA_TYPES, MOST_ATTACHED
from lamplighter.apps.exercise.imports.found import Attached, Found

FOLDER = "attachments"
LONGEST_NAME = 100
ODD = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class Unfit(ValueError):
    """A file that cannot go with an inject; ``code`` says why (``phrases.importing.WHY``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def media_type_of(content: bytes) -> str:
    """The media type of a PNG, a JPEG or a PDF.

    Raises
    ------
    Unfit
        ``attachment_kind`` for anything else, ``attachment_size`` for more than 2 MB.
    """
    found = next((media_type for media_type, begins in MAGIC.items() if content.startswith(begins)), None)
    if found is None:
        raise Unfit("attachment_kind")
    if len(content) > MOST_ATTACHED:
        raise Unfit("attachment_size")
    return found


def ending_of(media_type: str) -> str:
    """How names of such files end: ``.png``."""
    return next((ending for ending, known in MEDIA_TYPES.items() if known == media_type), "")


def clean_name(name: str, media_type: str) -> str:
    """A name without folders and signs that deceive, and with the ending of what the file is."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    path = PurePosixPath(" ".join(ODD.sub("", last).split()).lstrip(". ") or "attachment")
    known = MEDIA_TYPES.get(path.suffix.lower()) == media_type
    stem, ending = (path.stem, path.suffix) if known else (path.name, ending_of(media_type))
    return f"{stem[:LONGEST_NAME]}{ending}"


def attached(name: str, content: bytes) -> Attached:
    """A file as it goes with an inject; the same bytes have the same key. Raises ``Unfit``."""
    media_type = media_type_of(content)
    key = f"paper-{sha256(content).hexdigest()[:16]}"
    return Attached(key, clean_name(name, media_type), media_type, content)


def with_attachments(found: Found, contents: dict[str, bytes]) -> Found:
    """What was found, with the bytes of the attachments that its injects name.

    A file that cannot go with an inject is left out; one that is not there is told, and can be added later.

    Parameters
    ----------
    contents
        Name of a file without its ending → its bytes.
    """
    kept: dict[str, Attached] = {}
    for key, inject in injects_in(found.tree):
        named = inject.get("attachment")
        if not isinstance(named, dict):
            continue
        identity, name = str(named.get("key", "")), str(named.get("name", ""))
        if identity not in contents:
            found.aside.tell("attachment_missing", f"injects.{key}", name=name)
            continue
        try:
            media_type = media_type_of(contents[identity])
        except Unfit as why:
            del inject["attachment"]
            found.aside.leave("attachment", f"injects.{key}", why.code, name=name)
            continue
        named |= {"name": clean_name(name, media_type), "media_type": media_type}
        kept[identity] = Attached(identity, named["name"], media_type, contents[identity])
    return Found(
        found.format,
        found.recognised_by,
        found.tree,
        found.aside,
        found.wrong,
        found.places,
        (*found.attached, *kept.values()),
    )


def injects_in(tree: object) -> list[tuple[str, dict[str, object]]]:
    """Every inject of a tree, with its key where it has one; a tree that is not canonical may hold them by key."""
    found = []
    for _key, phase in members(tree, "phases"):
        found += members(phase, "injects")
    return found


def members(holder: object, name: str) -> list[tuple[str, dict[str, object]]]:
    """The parts of that name, from a list or by their keys."""
    value = holder.get(name) if isinstance(holder, dict) else None
    pairs = value.items() if isinstance(value, dict) else [("", each) for each in value or []] if value else []
    return [(str(key or each.get("key", "")), each) for key, each in pairs if isinstance(each, dict)]
