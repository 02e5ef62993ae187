"""Sentences are asked for by names that the gatherer of sentences knows; under another name it would not find them."""

import ast
from pathlib import Path

import lamplighter

# What Django gives xgettext to look for.
KNOWN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
KNOWN |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def test_no_function_for_sentences_goes_by_a_name_of_its_own() -> None:
    unknown = [
        f"{file}:{node.lineno} {one.asname}"
        for file in Path(lamplighter.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if "gettext" in one.name and (one.asname or one.name) not in KNOWN
    ]

    assert unknown == []
