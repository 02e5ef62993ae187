"""The house stands as drawn."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from lamplighter.apps.cities.models import Organisation
from tests.architecture.house import House
from tests.architecture.reach import reach_a_city
from tests.architecture.rules import RULES, Rule

ROOT = Path(__file__).resolve().parents[2]

# Models that belong to no city, each with its reason.
BELONG_TO_NOBODY = {
    "Organisation": "it is the city",
    "Account": "one person may hold roles in several cities; what may be seen hangs on RoleHeld",
    "Worker": "a process of the server, which works for every city",
}

BLOCKED = """
import sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth"} or name.startswith(("lamplighter.apps", "lamplighter.web")):
            raise ImportError(f"{name} is upstairs")
sys.meta_path.insert(0, Wall())
import importlib, pkgutil, lamplighter.engines
from lamplighter.engines import lines
APART = {found.name for found in pkgutil.walk_packages(lines.__path__, lines.__name__ + ".")}
for found in pkgutil.walk_packages(lamplighter.engines.__path__, "lamplighter.engines."):
    # Column generation brings HiGHS, which cannot share a process with OR-Tools: it is loaded in one of its own.
    if ".tests" not in found.name and (found.name in APART) == (len(sys.argv) > 1):
        importlib.import_module(found.name)
print(sum(name.startswith("lamplighter.engines.") for name in sys.modules))
"""


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def test_every_import_contract_is_kept() -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_kept(house: House, rule: Rule) -> None:
    assert list(rule(house)) == []


def test_engines_load_where_there_is_no_django() -> None:
    together = subprocess.run([sys.executable, "-c", BLOCKED], cwd=ROOT, capture_output=True, text=True)
    apart = subprocess.run([sys.executable, "-c", BLOCKED, "apart"], cwd=ROOT, capture_output=True, text=True)

    assert (together.returncode, apart.returncode) == (0, 0), together.stderr + apart.stderr
    assert int(together.stdout) > 20
    assert int(apart.stdout) > 10


def homeless() -> set[str]:
    """Our models from which no foreign key leads to an organisation."""
    ours = {model for model in apps.get_models(include_auto_created=True) if is_ours(model)}
    return {model.__name__ for model in ours - reach_a_city()}


def is_ours(model: type) -> bool:
    return model.__module__.startswith("lamplighter.")


def test_every_model_reaches_a_city() -> None:
    assert homeless() | {Organisation.__name__} == set(BELONG_TO_NOBODY)


def test_no_contract_has_exceptions() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_drawing_shows_every_app_and_every_engine() -> None:
    drawing = (ROOT / "docs" / "explanation" / "house.md").read_text(encoding="utf-8")
    folders = [*(ROOT / "lamplighter" / "apps").iterdir(), *(ROOT / "lamplighter" / "engines").iterdir()]
    packages = {folder.name for folder in folders if (folder / "__init__.py").exists()}

    assert {name for name in packages if f"{name}/" not in drawing} == set()
