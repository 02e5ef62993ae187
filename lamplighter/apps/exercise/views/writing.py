"""What the pages on which scenarios are written share: the version that is open, and the way between the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.defined import defined, known_of
from lamplighter.apps.exercise.bridge.definition import Definition, Problem
from lamplighter.apps.exercise.bridge.msel import part_of
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.phrases import checking
from lamplighter.apps.exercise.queries.scenarios import draft_of, scenarios_of, versions_of
from lamplighter.web.templatetags.words import digits


@dataclass(frozen=True, slots=True)
class Open:
    """A scenario with the version that its pages show: the draft, or else the newest."""

    city: Organisation
    scenario: Scenario
    version: ScenarioVersion
    definition: Definition

    @property
    def written(self) -> bool:
        """Whether it is being written."""
        return self.version.state == VersionState.DRAFT

    def url(self, name: str, *args: object, query: str = "") -> str:
        return reverse(name, args=[self.city.slug, self.scenario.pk, *args]) + (f"?{query}" if query else "")

    def next_step(self) -> tuple[str, str, str]:
        """What a draft needs next: why, the page on which it is done, and the words of the way there."""
        scenario, check = self.definition.scenario, self.url("scenario_check")
        if not scenario.roles:
            return _("Begin with those who sit in the room."), *self.to_write("role")
        if not scenario.phases:
            return _("Now the first phase: a stretch of the story."), *self.to_write("phase")
        if not scenario.item_of:
            return _("Now what reaches the room in it."), *self.to_write("inject")
        if any(problem.severity == "error" for problem in self.definition.problems):
            return _("Something must be mended before it can be approved."), check, _("See what is wrong")
        return _("Nothing keeps it from being approved."), check, _("See the check and approve it")

    def to_write(self, kind: str) -> tuple[str, str]:
        """The page on which a new part is written, and what it is called."""
        return self.url("part_new", kind), str(words.NEW[kind])

    def context(self, here: str) -> dict[str, Any]:
        """What every page says: where one is, and whether one may write."""
        tabs = [
            ("scenario_msel", _("Everything that comes")),
            ("scenario_timeline", _("On one line of time")),
            ("scenario_parts", _("Roles, aims and the rest")),
            ("scenario_languages", _("Languages")),
            ("scenario_check", pgettext("of a scenario", "Check")),
            ("scenario_dry_run", _("Dry run")),
        ]
        return {
            "scenario": self.scenario,
            "version": self.version,
            "written": self.written,
            "stays": ""
            if self.written
            else words.filled(words.STAYS[self.version.state], version=digits(self.version.version)),
            "next": self.next_step() if self.written else None,
            "tongue": self.definition.scenario.language,
            "tabs": [(self.url(name), label, name == here) for name, label in tabs],
        }


def opened(city: Organisation, pk: int) -> Open:
    """The scenario of the city, or 404."""
    scenario = get_object_or_404(scenarios_of(city), pk=pk)
    version = draft_of(scenario) or versions_of(scenario).first()
    if version is None:
        raise Http404
    version.scenario = scenario
    return Open(city, scenario, version, defined(version))


def in_draft(city: Organisation, pk: int) -> Open:
    """The scenario's draft, or 404 if none is being written."""
    found = opened(city, pk)
    if not found.written:
        raise Http404
    return found


def told(open_: Open, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems in words, each with the page on which it can be mended."""
    names = names_of(open_)
    rows = []
    for problem in problems:
        kind, key = part_of(open_.definition.tree, problem.where)
        rows.append(
            {
                "severity": problem.severity,
                "sentence": checking.problem(problem.code, problem.facts),
                "kind": words.KINDS[kind],
                "name": names.get(key, "" if kind == "scenario" else key.rpartition(".")[2]),
                "url": open_.url("part_edit", kind, key) if open_.written else "",
            }
        )
    return rows


def names_of(open_: Open) -> dict[str, str]:
    """Every key of the scenario to what its people call it."""
    return known_of(open_.definition.scenario).names()
