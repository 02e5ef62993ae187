"""What the sample cities are made of: their stages, and the words and plans that lie in ``data/``."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fa", "he", "ar")
# Everybody may know it: sample accounts open nothing but sample cities, on this machine alone.
PASSWORD = "light the lamps"  # noqa: S105
# The journal of a sample city begins so many days before it is made.
DAYS_OF_PAST = 400


class Stage(TextChoices):
    """How far a sample city is made; each stage stands on the one before."""

    EMPTY = "empty"
    STAFFED = "staffed"
    ROSTERED = "rostered"
    WORKED = "worked"

    @property
    def number(self) -> int:
        return list(Stage).index(self)


@dataclass(frozen=True)
class Plan:
    """One sample city: its settings, its people, and what it lacks."""

    city: dict[str, Any]
    words: dict[str, Any]
    names: dict[str, list[str]]
    structure: dict[str, Any]

    @property
    def slug(self) -> str:
        return str(self.city["slug"])

    def kept(self, what: str) -> dict[str, Any]:
        """The services or systems of the structure that this city has."""
        return {code: facts for code, facts in self.structure[what].items() if code not in self.city["without"]}


@cache
def read(name: str) -> Any:
    """One file of ``data/``."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def association() -> dict[str, Any]:
    """The association that the sample cities belong to."""
    return dict(read("cities")["association"])


def plans() -> list[Plan]:
    """Every sample city, in the order in which they are made."""
    return [
        Plan(city, read(f"words_{city['language']}"), read(f"names_{city['language']}"), read("structure"))
        for city in read("cities")["cities"]
    ]
