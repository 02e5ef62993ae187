"""A rule that nobody has seen broken is decoration: each is broken on purpose in a copy, and must be noticed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import rules
from tests.architecture.house import House
from tests.architecture.reach import reach_a_city

ROOT = Path(__file__).resolve().parents[2]
APPS = "lamplighter/apps"
ENGINES = "lamplighter/engines"

# Contract, file, and the line that breaks it.
CONTRACTS = {
    "a package that is not drawn": ("The stair", "lamplighter/attic/__init__.py", ""),
    "an app that knows config": ("The stair", f"{APPS}/work/queries.py", "import lamplighter.config.urls"),
    "an engine that knows web": ("The stair", f"{ENGINES}/hours/__init__.py", "import lamplighter.web.clock"),
    "web that knows an app": ("The stair", "lamplighter/web/clock.py", "import lamplighter.apps.cities.choices"),
    "an engine that looks up": (
        "The ground floor",
        f"{ENGINES}/hours/__init__.py",
        "import lamplighter.engines.law",
    ),
    "engines side by side": ("The ground floor", f"{ENGINES}/pay/__init__.py", "import lamplighter.engines.roster"),
    "an engine that is not drawn": ("The ground floor", f"{ENGINES}/weather/__init__.py", ""),
    "an app that looks up": ("The first floor", f"{APPS}/law/queries.py", "import lamplighter.apps.roster.models"),
    "an app that is not drawn": ("The first floor", f"{APPS}/attic/__init__.py", ""),
    "a room that looks up": ("Inside an app", f"{APPS}/work/queries.py", "import lamplighter.apps.work.actions"),
    "a deed that opens a stream": (
        "Inside an app",
        f"{APPS}/exercise/actions/clock.py",
        "import lamplighter.apps.exercise.live.hub",
    ),
    "choices that know models": ("Inside an app", f"{APPS}/work/choices.py", "import lamplighter.apps.work.models"),
    "a room that is not drawn": ("Inside an app", f"{APPS}/work/services.py", ""),
    "a page that calls an engine": ("Only a bridge", f"{APPS}/work/views.py", "import lamplighter.engines.hours"),
    "a question that calls an engine": (
        "Only a bridge",
        f"{APPS}/work/queries.py",
        "import lamplighter.engines.law",
    ),
}

# Rule, file, and the lines that break it.
PLANTED = {
    "an engine with Django": (
        rules.engines_know_no_django,
        f"{ENGINES}/hours/planted.py",
        "import django.utils.timezone",
    ),
    "an engine with an app": (
        rules.engines_know_no_django,
        f"{ENGINES}/hours/planted.py",
        "from lamplighter.apps.work import models",
    ),
    "an engine with a stranger": (rules.engines_know_no_django, f"{ENGINES}/hours/planted.py", "import requests"),
    "a solver in a second folder": (
        rules.one_folder_a_solver,
        f"{ENGINES}/services/planted.py",
        "from ortools.sat.python import cp_model",
    ),
    "another app's page": (
        rules.only_lent_rooms,
        f"{APPS}/pay/planted.py",
        "from lamplighter.apps.work.views import job",
    ),
    "another app's form": (rules.only_lent_rooms, f"{APPS}/pay/planted.py", "import lamplighter.apps.law.forms"),
    "another app's bridge, from a page": (
        rules.only_lent_rooms,
        f"{APPS}/pay/views.py",
        "from lamplighter.apps.roster import bridge",
    ),
    "an import inside a function": (
        rules.no_hidden_imports,
        f"{APPS}/work/planted.py",
        "def late():\n    import lamplighter.apps.roster.models\n",
    ),
    "a long module": (rules.no_long_modules, f"{APPS}/work/planted.py", "x = 1\n" * 401),
    "a module called utils": (rules.names_mean_something, f"{APPS}/work/utils.py", ""),
    "an engine's helpers": (rules.names_mean_something, f"{ENGINES}/hours/helpers.py", ""),
    "services.py beside models.py": (rules.names_mean_something, f"{APPS}/work/services.py", ""),
    "a package registry": (
        rules.nothing_of_one_machine,
        "docs/planted.md",
        "see https://" + "pypi" + ".org/simple",
    ),
    "a path of one machine": (
        rules.nothing_of_one_machine,
        "docs/planted.md",
        "look in /" + "home/ada/lamplighter",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree, once for all plants; each plant is dug out again."""
    place = tmp_path_factory.mktemp("house")
    for name in ("lamplighter", "docs"):
        shutil.copytree(
            ROOT / name,
            place / name,
            ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo", "*.po", "*.html"),
        )
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


class Planted:
    """A file with some lines more, for as long as the block lasts."""

    def __init__(self, root: Path, name: str, lines: str) -> None:
        self.file = root / name
        self.lines = lines
        self.made = next((folder for folder in reversed(self.file.parents) if not folder.exists()), None)
        self.before = self.file.read_text(encoding="utf-8") if self.file.exists() else None

    def __enter__(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(f"{self.before or ''}\n{self.lines}\n", encoding="utf-8")

    def __exit__(self, *error: object) -> None:
        if self.before is not None:
            self.file.write_text(self.before, encoding="utf-8")
        elif self.made:
            shutil.rmtree(self.made)
        else:
            self.file.unlink()


@pytest.mark.parametrize("plant", CONTRACTS, ids=lambda plant: plant.replace(" ", "-"))
def test_a_broken_contract_is_noticed(copy: Path, plant: str) -> None:
    contract, name, lines = CONTRACTS[plant]

    with Planted(copy, name, lines):
        told = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=copy, capture_output=True, text=True
        )

    flat = " ".join(told.stdout.split())
    assert re.search(rf"{contract}(?:(?!KEPT|BROKEN).)*BROKEN", flat), told.stdout + told.stderr


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.replace(" ", "-").replace(",", ""))
def test_a_broken_rule_is_noticed(copy: Path, plant: str) -> None:
    rule, name, lines = PLANTED[plant]
    before = set(rule(House(copy)))

    with Planted(copy, name, lines):
        found = set(rule(House(copy)))

    assert len(found - before) == 1
    assert set(rule(House(copy))) == before


def test_a_bridge_may_stand_on_the_bridge_below(copy: Path) -> None:
    before = set(rules.only_lent_rooms(House(copy)))

    with Planted(copy, f"{APPS}/pay/bridge/planted.py", "from lamplighter.apps.roster import bridge"):
        assert set(rules.only_lent_rooms(House(copy))) == before


@isolate_apps("lamplighter.apps.work")
def test_a_model_that_reaches_no_city_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stray(models.Model):
        __module__ = "lamplighter.apps.work.models"

        class Meta:
            app_label = "work"

        def __str__(self) -> str:
            return "stray"

    monkeypatch.setattr("tests.architecture.reach.apps.get_models", lambda **_: [Stray])

    assert Stray not in reach_a_city()
