"""Which kind of scenario a file is, by what it holds and never by its name alone; and the reading of it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from lamplighter.apps.exercise.imports import archive, chronogram, contracts, iceberg, openaev, yaml_files
from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.attaching import FOLDER, with_attachments
from lamplighter.apps.exercise.imports.found import Found, Unusable

FORMATS = ("yaml", "xlsx", "openaev", "iceberg")
YAML_NAMES = (".yaml", ".yml")
MOST_FILES = 60


def read_path(path: Path, columns: Mapping[str, str] | None = None) -> Found:
    """The scenario in a file, or in the YAML files of a folder.

    Parameters
    ----------
    columns
        For a workbook that is not ours: letter of a column → what it means, before what is guessed.

    Raises
    ------
    Unusable
        With the code of why it is none; also ``unreadable`` where the file cannot be opened.
    """
    try:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.suffix.lower() in YAML_NAMES and each.is_file())
            if not inside:
                raise Unusable("empty_folder")
            if len(inside) > MOST_FILES:
                raise Unusable("too_many_entries", most=MOST_FILES)
            found = yaml_files.read([Entry(each.name, "", limited(each)) for each in inside], "folder")
            return with_attachments(found, {each.stem: limited(each) for each in papers_in(path)})
        return read(limited(path), path.name, columns)
    except (OSError, ValueError) as error:
        raise Unusable("unreadable", why=getattr(error, "strerror", None) or str(error)) from error


def papers_in(path: Path) -> list[Path]:
    """The files of a scenario's folder that go with its injects."""
    papers = path / FOLDER
    found = sorted(each for each in papers.iterdir() if each.is_file()) if papers.is_dir() else []
    if len(found) > MOST_FILES:
        raise Unusable("too_many_entries", most=MOST_FILES)
    return found


def beside(entries: Sequence[Entry]) -> dict[str, bytes]:
    """The files of an archive that go with injects, by their names without the ending."""
    paths = [(PurePath(entry.name), entry.content) for entry in entries]
    return {path.stem: content for path, content in paths if path.parent.name == FOLDER}


def limited(path: Path) -> bytes:
    """The bytes of a file; of one that is far too large, enough to say so."""
    with path.open("rb") as file:
        return file.read(archive.MOST_PACKED + 1)


def read(content: bytes, name: str = "", columns: Mapping[str, str] | None = None) -> Found:
    """The scenario in ``content``; raises ``Unusable``."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unusable("empty")
    if content.startswith(archive.BEGINS):
        return of_archive(content, name, columns)
    if content.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise Unusable("empty")
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")):
        raise Unusable("not_a_scenario")
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if head == b"{":
        told = as_json(content)
        if told is not None:
            return of_json(told, content, name)
    if head == b"<":
        raise Unusable("web_page")
    return with_attachments(yaml_files.read([Entry(name, "", content)], "document"), {})


def of_archive(content: bytes, name: str, columns: Mapping[str, str] | None) -> Found:
    entries = archive.opened(content)
    names = {entry.name for entry in entries}
    if chronogram.WORKBOOK in names:
        return chronogram.read(content, entries, columns, PurePath(name).stem)
    marked = [entry for entry in entries if entry.comment in contracts.PREFIXES]
    if marked:
        return openaev.read(entries, marked[0], f"zip_{marked[0].comment.lower()}")
    texts = [entry for entry in entries if entry.name.lower().endswith(YAML_NAMES)]
    if texts:
        return with_attachments(yaml_files.read(texts, "zip_yaml"), beside(entries))
    jsons = [entry for entry in entries if entry.name.lower().endswith(".json")]
    if len(jsons) == 1:
        return of_only_json(entries, jsons)
    raise Unusable("not_a_scenario")


def of_only_json(entries: Sequence[Entry], jsons: Sequence[Entry]) -> Found:
    told = as_json(jsons[0].content)
    if iceberg.is_iceberg(told):
        return iceberg.read(told)
    return openaev.read(entries, jsons[0], "zip_only_json")


def of_json(told: Any, content: bytes, name: str) -> Found:
    if iceberg.is_iceberg(told):
        return iceberg.read(told)
    if openaev.prefix_of(told):
        entry = Entry(name, "", content)
        return openaev.read([entry], entry, "json_information")
    # What is written as JSON is YAML as well; ours says so.
    if isinstance(told, dict) and "lamplighter" in told:
        return with_attachments(yaml_files.read([Entry(name, "", content)], "document"), {})
    raise Unusable("not_a_scenario")


def as_json(content: bytes) -> Any:
    """What the bytes say as JSON, or None if they are none."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
