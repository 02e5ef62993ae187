"""A scenario as YAML: its structure first, then a document of texts for each further language."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml

from lamplighter.apps.exercise.adapter.exported import NO_DAY, Exported
from lamplighter.apps.exercise.imports.attaching import FOLDER, ending_of
from lamplighter.apps.exercise.imports.found import Attached, Tree

WIDTH = 110
SHORT = 90
ODD_ENDS = re.compile(r"[\r\x85\u2028\u2029\ufeff]")


class Writer(yaml.SafeDumper):
    """Quotes whatever YAML 1.1 or 1.2 would take for something else than a text, and makes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """List items are indented below their name."""
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    # Line ends other than "\n" are escaped, or reading would make spaces of them.
    style = '"' if ODD_ENDS.search(text) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _mapping(writer: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.Node:
    node = writer.represent_mapping("tag:yaml.org,2002:map", mapping.items())
    node.flow_style = is_plain(mapping)
    return node


def _list(writer: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    node = writer.represent_sequence("tag:yaml.org,2002:seq", items)
    node.flow_style = is_plain(items)
    return node


def is_plain(value: Any) -> bool:
    """Whether this is short enough to stand on one line: no text with a line end, and not much of it."""
    return isinstance(value, dict | list) and "\n" not in str(value) and len(str(value)) <= SHORT and flat(value)


def flat(value: Any, depth: int = 2) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return all(
        (depth > 0 and flat(part, depth - 1)) if isinstance(part, dict | list) else "\\n" not in repr(part)
        for part in parts
    )


def _number(writer: yaml.SafeDumper, number: float) -> yaml.Node:
    """Whole numbers without their fraction: nobody writes "35.0"."""
    return writer.represent_int(int(number)) if number.is_integer() else writer.represent_float(number)


Writer.add_representer(str, _text)
Writer.add_representer(float, _number)
Writer.add_representer(dict, _mapping)
Writer.add_representer(list, _list)
# Numbers of YAML 1.2 that 1.1 takes for texts are quoted as well.
NUMBERS = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|0o[0-7]+$|0x[0-9a-fA-F]+$")
Writer.add_implicit_resolver("tag:yaml.org,2002:float", NUMBERS, list("-+.0123456789"))


def export(tree: Tree, attached: Sequence[Attached] = ()) -> Exported:
    """The whole scenario; nothing is left out. ``tree`` is in canonical form.

    With attachments it is a ZIP: the YAML, and a folder with their bytes under their keys.
    """
    content = written(tree)
    if not attached:
        return Exported(content, ".yaml")
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        papers = [(f"{FOLDER}/{each.key}{ending_of(each.media_type)}", each.content) for each in attached]
        for name, inside in [("scenario.yaml", content), *papers]:
            info = ZipInfo(name, NO_DAY)
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, inside)
    return Exported(file.getvalue(), ".zip")


def written(tree: Tree) -> bytes:
    """The scenario as documents of YAML."""
    texts = tree.get("texts", {})
    structure = {name: part for name, part in tree.items() if name != "texts"}
    others = [
        {"lamplighter": "texts/1", "language": language, "texts": dict(sorted(said.items()))}
        for language, said in sorted(texts.items())
    ]
    text: str = yaml.dump_all(
        [structure, *others], Dumper=Writer, sort_keys=False, allow_unicode=True, width=WIDTH, explicit_start=False
    )
    return text.encode()
