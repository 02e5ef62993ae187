"""Scenarios of IcebergTTX, schema 1: a path of injects, of which options lead from one to the next."""

import math
from collections.abc import Mapping
from typing import Any

from lamplighter.apps.exercise.imports.found import Aside, Found, Tree, Unusable, refuse_too_many
from lamplighter.apps.exercise.imports.keys import id_of, key_of, literal, time_of
from lamplighter.apps.exercise.imports.texts import language_of
from lamplighter.apps.exercise.phrases.importing import written

PHASE = "all"
STORY_MINUTES = 60


def is_iceberg(told: Any) -> bool:
    """Whether this is a scenario of IcebergTTX: it says where its path begins."""
    return isinstance(told, dict) and isinstance(told.get("start_inject_id"), str) and "injects" in told


def read(told: Mapping[str, Any]) -> Found:
    """The scenario as a tree.

    Raises
    ------
    Unusable
        ``iceberg_version`` for a schema that is not 1, ``iceberg_start`` where the path begins nowhere.
    """
    version = str(told.get("schema_version", ""))
    if version.split(".")[0] != "1":
        raise Unusable("iceberg_version", found=version or "–")
    return Route(told).found()


class Route:
    """Reads one scenario."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.aside = Aside()
        self.title = text(told, "title") or "Scenario"
        self.language = language_of([self.title, text(told, "description")])
        self.roles: dict[str, Tree] = {}
        self.role_of: dict[str, str] = {}
        refuse_too_many(len(listed(told, "injects")))
        self.theirs = {
            each["id"]: each
            for each in sorted(listed(told, "injects"), key=lambda each: number_in(each, "sequence_order"))
            if text(each, "id")
        }
        self.key_of: dict[str, str] = {}
        self.tasks: dict[str, Tree] = {}
        self.injects: list[Tree] = []
        self.decisions: list[Tree] = []
        self.leads: dict[str, list[Tree]] = {}

    def found(self) -> Found:
        start = text(self.told, "start_inject_id")
        if start not in self.theirs:
            raise Unusable("iceberg_start", found=start)
        for number, team in enumerate(listed(self.told, "participant_teams"), 1):
            key = key_of(text(team, "id"), self.roles, f"role-{number:02d}")
            self.role_of[text(team, "id")] = key
            name = literal(text(team, "label") or key)
            self.roles[key] = {"name": name, "seats": 0, "powers": [], "limits": [], "first_duties": []}
        for number, identity in enumerate(self.theirs, 1):
            self.key_of[identity] = key_of(identity, {*self.key_of.values(), PHASE}, f"inject-{number:02d}")
        for number, each in enumerate(self.theirs.values(), 1):
            self.inject(each, number)
        for each in self.theirs.values():
            self.decision(each)
        for inject in self.injects:
            self.trigger(inject, self.key_of[start])
        return Found("iceberg", "iceberg_start_inject", self.tree(), self.aside)

    def inject(self, each: Mapping[str, Any], number: int) -> None:
        key = self.key_of[text(each, "id")]
        title = literal(text(each, "title") or key)
        tree: Tree = {
            "key": key,
            "number": str(number),
            "channel": "message",
            "to": self.to(each, key),
            "title": title,
            "body": literal(text(each, "content")) or title,
        }
        expected = [literal(" ".join(line.split())) for line in words(each, "expected_actions")]
        if expected:
            tree["expected"] = "\n".join(expected)
            tree["task"] = f"do-{key}"
            self.tasks[f"do-{key}"] = {"text": "; ".join(expected), "source": "imported"}
        self.injects.append(tree)
        for place, letter in enumerate(listed(each, "triggers_communications"), 1):
            self.letter(letter, tree, place)

    def letter(self, letter: Mapping[str, Any], parent: Tree, place: int) -> None:
        """A communication that follows its inject after some seconds."""
        if text(letter, "direction").lower() == "outbound":
            self.aside.leave("outbound", f"injects.{parent['key']}", "no_place")
            return
        seconds = number_in(letter, "delay_after_release_seconds")
        minutes = math.ceil(max(0, min(seconds, 10_000_000)) / 60)
        key = f"{parent['key']}-letter-{place}"
        if minutes * 60 != seconds:
            self.aside.tell("rounded", f"injects.{key}", seconds=int(seconds))
        subject = literal(text(letter, "subject") or text(letter, "external_entity") or key)
        self.injects.append(
            {
                "key": key,
                "number": f"{parent['number']}.{place}",
                "channel": "mail",
                "from": literal(text(letter, "external_entity")),
                "to": parent["to"],
                "title": subject,
                "body": literal(text(letter, "body")) or subject,
                "release": "conditional",
                "when": {"released": parent["key"]},
                "after": time_of(minutes),
            }
        )

    def decision(self, each: Mapping[str, Any]) -> None:
        """The options of an inject, as a decision of its teams that opens with it."""
        key = self.key_of[text(each, "id")]
        options: list[Tree] = []
        for number, option in enumerate(listed(each, "options"), 1):
            taken = {known["key"] for known in options}
            name = key_of(text(option, "id"), taken, f"option-{number}")
            tree: Tree = {"key": name, "text": literal(text(option, "label") or name)}
            if (following := text(option, "next_inject_id")) in self.key_of:
                tree["leads_to"] = [self.key_of[following]]
                way = {"decided": f"decide-{key}", "option": name}
                self.leads.setdefault(self.key_of[following], []).append(way)
            elif following:
                self.aside.leave("next_inject", f"injects.{key}", "missing", name=following)
            options.append(tree)
        if not options:
            return
        asks = self.to(each, key) or list(self.roles)
        title = literal(text(each, "title") or key)
        self.decisions.append(
            {
                "key": f"decide-{key}",
                "number": f"D{len(self.decisions) + 1}",
                "question": written("what_do_you_do", self.language, title=title),
                "asks": asks,
                "decider": asks[0] if asks else "",
                "mode": "single",
                "privacy": "until_reveal",
                "rule": "role",
                "release": "conditional",
                "when": {"released": key},
                "options": options,
            }
        )

    def trigger(self, inject: Tree, start: str) -> None:
        if "release" in inject:
            return
        ways = self.leads.get(inject["key"], [])
        if inject["key"] == start:
            inject |= {"release": "timed", "at": "+0:00"}
        elif ways:
            inject |= {"release": "conditional", "when": ways[0] if len(ways) == 1 else {"any": ways}}
        else:
            inject["release"] = "manual"
            self.aside.tell("nothing_leads_here", f"injects.{inject['key']}")

    def to(self, each: Mapping[str, Any], key: str) -> list[str]:
        teams = words(each, "target_teams")
        roles = [self.role_of[team] for team in teams if team in self.role_of]
        self.aside.leave("team", f"injects.{key}", "missing", len(teams) - len(roles))
        return roles

    def tree(self) -> Tree:
        metadata = self.told.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        self.aside.leave("author", "metadata", "personal_data", bool(metadata.get("author")))
        self.aside.leave("tags", "tags", "no_place", len(words(self.told, "tags")))
        minutes = metadata.get("estimated_duration_minutes")
        minutes = minutes if isinstance(minutes, int) and 0 < minutes < 10_000 else STORY_MINUTES
        summary = literal(text(self.told, "description"))
        phase: Tree = {
            "key": PHASE,
            "title": literal(self.title),
            "situation": summary,
            "starts": "+0:00",
            "speed": 1,
            "minutes": minutes,
            "ends": "facilitator",
            "injects": self.injects,
            "decisions": self.decisions,
        }
        if notes := text(self.told, "debrief_notes"):
            phase["questions"] = [{"key": "debrief", "text": literal(notes), "asks": []}]
        objectives: dict[str, Tree] = {}
        if self.tasks:
            said = written("imported_objective", self.language)
            objectives["imported"] = {"text": said, "capability": "command", "tasks": self.tasks}
        return {
            "lamplighter": "scenario/1",
            "id": id_of(text(self.told, "id") or f"icebergttx:{self.title}"),
            "slug": key_of(self.title, (), "scenario"),
            "version": "1.0.0",
            "language": self.language,
            "title": literal(self.title),
            "summary": summary,
            "difficulty": 2,
            "minutes": minutes,
            "story": {"day": "workday", "at": "09:00"},
            "variables": {},
            "roles": self.roles,
            "objectives": objectives,
            "phases": [phase],
        }


def listed(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = holder.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""


def words(holder: Mapping[str, Any], name: str) -> list[str]:
    found = holder.get(name)
    return [each for each in found if isinstance(each, str) and each.strip()] if isinstance(found, list) else []


def number_in(holder: Mapping[str, Any], name: str) -> float:
    value = holder.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
