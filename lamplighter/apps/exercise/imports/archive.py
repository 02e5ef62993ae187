"""A ZIP from outside, opened with care: how much it may unpack to is known before anything is unpacked."""

import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lamplighter.apps.exercise.imports.found import Unusable

MOST_PACKED = 30 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 200
MOST_RATIO = 200
# Below this an entry may be packed as well as it likes: a page of spaces is no bomb.
SMALL = 1024 * 1024
BEGINS = b"PK\x03\x04"


class Entry(NamedTuple):
    """One file of an archive; its name is only ever shown or compared, never used as a path."""

    name: str
    comment: str
    content: bytes


def opened(content: bytes, most_entries: int = MOST_ENTRIES) -> list[Entry]:
    """All files in the archive, in its order.

    Raises
    ------
    Unusable
        ``damaged``, ``too_big``, ``too_many_entries``, ``bomb`` (packed more than 200 to 1), ``protected``.
    """
    if len(content) > MOST_PACKED:
        raise Unusable("too_big", megabytes=MOST_PACKED // 1024**2)
    try:
        with ZipFile(BytesIO(content)) as packed:
            inside = [info for info in packed.infolist() if not info.is_dir()]
            if len(inside) > most_entries:
                raise Unusable("too_many_entries", most=most_entries)
            if sum(info.file_size for info in inside) > MOST_UNPACKED:
                raise Unusable("too_big", megabytes=MOST_UNPACKED // 1024**2)
            if any(info.file_size > max(SMALL, MOST_RATIO * info.compress_size) for info in inside):
                raise Unusable("bomb", ratio=MOST_RATIO)
            if any(info.flag_bits & 1 for info in inside):
                raise Unusable("protected")
            # What is read is no more than what the archive said of it: zipfile stops there.
            return [
                Entry(info.filename, info.comment.decode("utf-8", "replace"), packed.read(info)) for info in inside
            ]
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise Unusable("damaged") from error
