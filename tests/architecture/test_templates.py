"""Pages stand in the frame of the house and write dates and numbers through its filters."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "lamplighter"
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html"))
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
OURS = {str(path).split("/templates/", 1)[1]: path for path in TEMPLATES}
# Frames of the account library, which in turn extend our allauth/layouts/base.html.
LIBRARY = ("account/", "mfa/", "allauth/")
# The frame itself, and the page that is shown when the frame may be what broke.
FRAMES = {"base.html", "500.html"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_page(path: Path) -> bool:
    return not path.name.startswith("_") and "elements" not in path.parts and path.name not in FRAMES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_keeps_to_the_content_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:|\shx-on", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_leaves_dates_and_numbers_to_the_filters_of_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\|\s*(?:date|time|floatformat|intcomma|naturaltime|timesince|timeuntil)\b", text) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if is_page(path)], ids=name_of)
def test_a_page_stands_in_the_frame(path: Path) -> None:
    name = str(path).split("/templates/", 1)[1]
    while name in OURS and name != "base.html":
        found = EXTENDS.search(OURS[name].read_text(encoding="utf-8"))
        assert found, f"{name} extends nothing"
        name = found[1]

    assert name == "base.html" or name.startswith(LIBRARY)


@pytest.mark.parametrize("path", [path for path in TEMPLATES if not is_page(path)], ids=name_of)
def test_a_part_says_in_its_first_line_what_it_needs(path: Path) -> None:
    if path.name not in FRAMES:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(r"{#.*#}|{% comment %}", first)


def test_no_template_hides_behind_the_name_of_a_person() -> None:
    names = re.compile(r"(?<!<bdi>)\{\{\s*(?:person|account|holder|who)\.name\s*\}\}(?!</bdi>)")
    title = re.compile(r"{%\s*block title\s*%}.*?{%\s*endblock", re.S)
    bare = {name_of(path): names.findall(title.sub("", path.read_text(encoding="utf-8"))) for path in TEMPLATES}

    assert {name: found for name, found in bare.items() if found} == {}
