"""A scenario as an archive that OpenAEV and OpenBAS import, in one language."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lamplighter.apps.exercise.adapter.archive_injects import Injects
from lamplighter.apps.exercise.adapter.exported import NO_DAY, Exported
from lamplighter.apps.exercise.bridge.texts import with_places
from lamplighter.apps.exercise.imports import contracts
from lamplighter.apps.exercise.imports.found import Aside, Attached, Tree
from lamplighter.apps.exercise.imports.sheets import parts

VERSION = 1
NOT_A_KEY = re.compile(r"[^a-z_]+")
SCORE = re.compile(r"score (\d{1,4})(?:\.0)?")
MARK = "EXERCISE"


def export(tree: Tree, language: str = "", attached: Sequence[Attached] = ()) -> Exported:
    """The archive in one language, the main one unless another is asked for; ``tree`` is in canonical form."""
    writer = Writer(tree, language or tree["language"], attached)
    return Exported(writer.content(), ".zip", tuple(writer.aside.left_out))


class Writer:
    """Writes one archive, and gathers what it cannot hold."""

    def __init__(self, tree: Tree, language: str, attached: Sequence[Attached]) -> None:
        self.tree = tree
        self.language = language
        self.said: dict[str, str] = tree.get("texts", {}).get(language, {})
        self.attached = {each.key: each for each in attached}
        self.aside = Aside()
        self.places: dict[str, str] = {}

    def content(self) -> bytes:
        told = self.told()
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            info = ZipInfo(f"{self.tree['slug']}.json", NO_DAY)
            info.comment = contracts.SCENARIO.encode()
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, json.dumps(told, ensure_ascii=False, indent=2))
            for document in told["scenario_documents"]:
                info = ZipInfo(document["document_target"], NO_DAY)
                info.comment = contracts.ATTACHMENT.encode()
                packed.writestr(info, self.attached[document["document_target"].rpartition(".")[0]].content)
        return file.getvalue()

    def told(self) -> Tree:
        """All that the archive's JSON says."""
        teams: list[Tree] = [
            {
                "team_id": self.identity(f"role:{role['key']}"),
                "team_name": self.text(role, "name", f"roles.{role['key']}"),
                "team_description": None,
                "team_tags": [],
            }
            for role in parts(self.tree, "roles")
        ]
        injects = Injects(self.tree, self.text, self.identity, self.score_of(), self.attached, self.aside).write()
        categories, questions = self.lessons()
        objectives = self.objectives()
        self.leave()
        return {
            "export_version": VERSION,
            "scenario_information": self.information(),
            "scenario_teams": teams,
            "scenario_objectives": objectives,
            "scenario_users": [],
            "scenario_organizations": [],
            "scenario_injects": injects.written,
            "scenario_tags": [],
            "scenario_documents": injects.documents,
            "scenario_channels": injects.channels,
            "scenario_articles": injects.articles,
            "scenario_challenges": [],
            "scenario_lessons_categories": categories,
            "scenario_lessons_questions": questions,
            "scenario_variables": self.variables(),
        }

    def information(self) -> Tree:
        severities = {number: name for name, number in contracts.SEVERITIES.items()}
        return {
            "scenario_id": self.tree["id"],
            "scenario_name": self.text(self.tree, "title", ""),
            "scenario_description": self.text(self.tree, "summary", ""),
            "scenario_subtitle": "",
            "scenario_category": "global-crisis",
            "scenario_main_focus": "incident-response",
            "scenario_severity": severities.get(self.tree.get("difficulty", 2), "critical"),
            "scenario_message_header": MARK,
            "scenario_message_footer": MARK,
            "scenario_mail_from": "",
            "scenario_tags": [],
            "scenario_documents": [],
        }

    def identity(self, name: str) -> str:
        """The same for the same part of the same scenario, however often it is exported."""
        return str(uuid5(NAMESPACE_URL, f"{self.tree['id']}/{name}"))

    def text(self, part: Tree, field: str, base: str) -> str:
        """A text in the language of the archive, or in the main one where it lacks it; places as ``${name}``."""
        path = f"{base}.{field}" if base else field
        text = self.said.get(path, part.get(field, ""))
        return with_places(text, self.place) if isinstance(text, str) else ""

    def place(self, name: str) -> str:
        key = NOT_A_KEY.sub("_", name.lower()).strip("_") or "value"
        self.places.setdefault(key, name)
        return f"${{{key}}}"

    def variables(self) -> list[Tree]:
        """Those of the scenario, and one for each value that Lamplighter would know and the other program cannot."""
        ours = {NOT_A_KEY.sub("_", each["key"].lower()).strip("_"): each for each in parts(self.tree, "variables")}
        found = []
        for key in [*ours, *(key for key in self.places if key not in ours)]:
            each = ours.get(key, {"about": self.places.get(key, key)})
            base = f"variables.{each['key']}" if "key" in each else ""
            default = each.get("default")
            value = (
                self.text(each, "default", base) if isinstance(default, str) else "" if default is None else default
            )
            found.append(
                {
                    "variable_id": self.identity(f"variable:{key}"),
                    "variable_key": key,
                    "variable_value": str(value),
                    "variable_description": self.text(each, "about", base) if base else each["about"],
                }
            )
        return found

    def objectives(self) -> list[Tree]:
        return [
            {
                "objective_id": self.identity(f"objective:{each['key']}"),
                "objective_title": self.text(each, "text", f"objectives.{each['key']}"),
                "objective_description": "",
                "objective_priority": each.get("priority", 1),
            }
            for each in parts(self.tree, "objectives")
            # What gathers the expectations of imported injects is made anew from them.
            if each["key"] != "imported"
        ]

    def score_of(self) -> dict[str, int]:
        """The scores of tasks that were imported with one."""
        return {
            task["key"]: int(found[1])
            for objective in parts(self.tree, "objectives")
            for task in parts(objective, "tasks")
            if (found := SCORE.fullmatch(task.get("standard", "")))
        }

    def lessons(self) -> tuple[list[Tree], list[Tree]]:
        """The survey: questions in words are categories, those on a scale are questions of the first."""
        asks = parts(self.tree, "survey")
        names = [self.text(each, "text", f"survey.{each['key']}") for each in asks if each["kind"] == "text"]
        scales = [self.text(each, "text", f"survey.{each['key']}") for each in asks if each["kind"] == "scale"]
        if scales and not names:
            names = [self.text(self.tree, "title", "")]
        categories = [
            {
                "lessonscategory_id": self.identity(f"category:{number}"),
                "lessons_category_name": name,
                "lessons_category_description": "",
                "lessons_category_order": number,
                "lessons_category_teams": [],
            }
            for number, name in enumerate(names, 1)
        ]
        questions = [
            {
                "lessonsquestion_id": self.identity(f"question:{number}"),
                "lessons_question_category": self.identity("category:1"),
                "lessons_question_content": text,
                "lessons_question_explanation": "",
                "lessons_question_order": number,
            }
            for number, text in enumerate(scales, 1)
        ]
        return categories, questions

    def leave(self) -> None:
        """What an archive has no place for."""
        phases = parts(self.tree, "phases")
        options: list[Any] = [
            option
            for phase in phases
            for decision in parts(phase, "decisions")
            for option in parts(decision, "options")
        ]
        counts: Counter[str] = Counter()
        counts["phases"] = len(phases) if len(phases) > 1 else 0
        counts["effects"] = sum(len(part.get("effects", [])) for part in [*phases, *options]) + sum(
            len(inject.get("effects", [])) for phase in phases for inject in parts(phase, "injects")
        )
        counts["options"] = len(options)
        counts["prices"] = sum(len(option.get("prices", [])) for option in options)
        counts["targets"] = len(self.tree.get("targets", []))
        counts["guide"] = len(self.tree.get("guide", []))
        counts["questions"] = sum(len(phase.get("questions", [])) for phase in phases)
        cards = ("powers", "limits", "first_duties", "deputy")
        counts["role_card"] = sum(any(role.get(name) for name in cards) for role in parts(self.tree, "roles"))
        for what, count in counts.items():
            self.aside.leave(what, what, "not_in_archive", count)
        plain = {"day": "workday", "at": "09:00"}
        self.aside.leave("story", "story", "not_in_archive", self.tree.get("story", plain) != plain)
        self.aside.leave("speed", "phases", "not_in_archive", sum(phase.get("speed", 1) != 1 for phase in phases))
        for name in ("audience", "licence"):
            self.aside.leave(name, name, "not_in_archive", bool(self.tree.get(name)))
        self.aside.leave("cases", "basis", "not_in_archive", len(self.tree.get("basis", [])))
        decisions = sum(len(phase.get("decisions", [])) for phase in phases)
        self.aside.leave("decision", "decisions", "as_manual", decisions)
        for language in {self.tree["language"], *self.tree.get("texts", {})} - {self.language}:
            texts = self.tree.get("texts", {}).get(language, {})
            self.aside.leave("translations", "texts", "one_language", max(1, len(texts)), language=language)
