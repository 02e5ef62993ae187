"""A scenario file is kept once, as it is, and a kept version stays as it is."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from lamplighter.apps.exercise.actions.scenarios import free_number, keep_version
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import Fixed, Scenario, ScenarioVersion
from lamplighter.apps.exercise.tests.files import SMALL, small
from lamplighter.apps.journal.models import Line
from tests.people import Cast


def run(*arguments: str) -> dict:
    out = StringIO()
    call_command("exercise_import", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_file_is_kept_once(cast: Cast) -> None:
    first = run(str(SMALL), "--org", "havn")
    second = run(str(SMALL), "--org", "havn")

    version = ScenarioVersion.objects.get()
    assert (first["stored"], first["already"]) == (True, False)
    assert (second["stored"], second["already"]) == (False, True)
    assert (version.tree, version.digest) == (small().tree, small().digest)
    assert Line.objects.filter(deed="scenario.imported").count() == 1


def test_a_dry_run_keeps_nothing(cast: Cast) -> None:
    said = run(str(SMALL), "--org", "havn", "--dry-run")

    assert (said["dry_run"], said["stored"], Scenario.objects.count()) == (True, False, 0)


def test_an_unknown_city_is_one_sentence(cast: Cast) -> None:
    with pytest.raises(CommandError, match="nowhere") as refused:
        run(str(SMALL), "--org", "nowhere")

    assert refused.value.returncode == 2


def test_what_is_no_scenario_keeps_nothing(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("lamplighter: scenario/1\ntitle: [", encoding="utf-8")

    with pytest.raises((CommandError, SystemExit)):
        run(str(tmp_path / "torn.yaml"), "--org", "havn")

    assert Scenario.objects.count() == 0


def test_a_changed_tree_is_the_next_version_and_the_only_draft(cast: Cast) -> None:
    havn = cast.havn
    tree = small().tree
    first, _ = keep_version(havn, tree, source="yaml", by=None, at=havn.created_at)
    second, already = keep_version(havn, {**tree, "minutes": 25}, source="yaml", by=None, at=havn.created_at)
    again, kept = keep_version(havn, {**tree, "minutes": 25}, source="yaml", by=None, at=havn.created_at)

    first.refresh_from_db()
    assert (first.version, first.state) == ("1.0.0", VersionState.ASIDE)
    assert (second.version, second.state, already) == ("1.0.1", VersionState.DRAFT, False)
    assert (again, kept) == (second, True)
    assert second.tree["version"] == "1.0.1"


def test_an_approved_version_refuses_another_tree(cast: Cast) -> None:
    version, _ = keep_version(cast.havn, small().tree, source="yaml", by=None, at=cast.havn.created_at)
    version.state = VersionState.APPROVED
    version.save()

    version.digest = "0" * 64
    with pytest.raises(Fixed):
        version.save()


@pytest.mark.parametrize(
    ("wanted", "taken", "number"),
    [("1.0.0", set(), "1.0.0"), ("1.0.0", {"1.0.0", "1.0.1"}, "1.0.2"), ("beta", {"beta"}, "beta.1")],
)
def test_a_taken_number_becomes_the_next(wanted: str, taken: set[str], number: str) -> None:
    assert free_number(wanted, taken) == number
