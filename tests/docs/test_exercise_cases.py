"""The page of incidents says what the tables say, and every legal deadline of every country is on it."""

import json
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "exercise-cases.md"
ENGINE = ROOT / "lamplighter" / "engines" / "exercise"


def test_the_page_of_incidents_is_what_the_tables_say() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "exercise_cases.py"))["page"]()

    assert PAGE.read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_incident_and_every_law_of_the_tables_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    cases = json.loads((ENGINE / "cases.json").read_text(encoding="utf-8"))["cases"]
    clocks = json.loads((ENGINE / "clocks.json").read_text(encoding="utf-8"))["clocks"]

    assert [case["id"] for case in cases if f"`{case['id']}`" not in text] == []
    assert [one["article"] for law in clocks.values() for one in law if one["article"] not in text] == []
