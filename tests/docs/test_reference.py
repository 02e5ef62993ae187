"""The reference is complete: every setting, command and dependency is in it, and nothing that is gone."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from lamplighter.config.management.commands import write_commands

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
SETTING = re.compile(r"LAMPLIGHTER_[A-Z_]+[A-Z]")

# Under these, code may be used by ours (Apache-2.0): freely, or as a library that stays apart.
FINE = re.compile(r"\b(MIT|BSD|Apache|MPL|Mozilla|ISC|PSF|Python Software|0BSD|LGPL)")


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def asked_for(name: str) -> list[str]:
    """Package names of one of the lists that people write."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [re.split(r"[\[<>=~ ;]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


def rows(text: str) -> dict[str, list[str]]:
    """First cell to the other cells, of every table on a page."""
    found = [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]
    return {cells[0].strip("`"): cells[1:] for cells in found if cells[0] not in {"Variable", "Package", "---"}}


def test_every_setting_is_described_and_no_other() -> None:
    code = [*(ROOT / "lamplighter").rglob("*.py"), ROOT / "conftest.py", *(ROOT / "tests").rglob("*.py")]
    plumbing = {"LAMPLIGHTER_TALLY"}
    read = {
        name.removesuffix("_FILE")
        for path in code
        if "test_" not in path.name
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    described = {name for name in rows(page("settings.md")) if name.startswith("LAMPLIGHTER_")}

    assert described == read - plumbing


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert page("commands.md") == write_commands.page(), "run `make docs`"


def test_every_dependency_has_its_reason_and_no_other() -> None:
    described = rows(page("dependencies.md"))

    assert sorted(described) == sorted(asked_for("core") + asked_for("dev"))
    assert all(all(cells) and len(cells) == 3 for cells in described.values())


@pytest.mark.parametrize("name", asked_for("core") + asked_for("dev"))
def test_the_licence_allows_our_use(name: str) -> None:
    told = distribution(name).metadata
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    declared = " ".join([told.get("License-Expression") or "", told.get("License") or "", *classifiers]).strip()
    described = rows(page("dependencies.md"))[name][1]

    assert FINE.search(declared or described), declared
    # What we wrote is what the package says: by its family, as packages spell their licences in many ways.
    family = re.split(r"[-. ]", described)[0]
    assert not declared or family.lower() in declared.lower() or declared.startswith("Copyright")
