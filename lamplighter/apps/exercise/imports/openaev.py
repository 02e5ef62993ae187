"""Archives of OpenAEV, OpenBAS and OpenEx: a scenario or simulation as a tree of ours, and what cannot be kept."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lamplighter.apps.exercise.imports import contracts
from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.found import Aside, Found, Tree, Unusable, refuse_too_many
from lamplighter.apps.exercise.imports.html_text import text_of
from lamplighter.apps.exercise.imports.keys import id_of, key_of, literal, variable_key
from lamplighter.apps.exercise.imports.openaev_injects import Injects, Media
from lamplighter.apps.exercise.imports.texts import language_of
from lamplighter.apps.exercise.phrases.importing import written

PLACE = re.compile(r"\$\{([^{}\n]{1,120})\}")
BRACKETED = re.compile(r"\[[^\[\]\n]{1,80}\]")
# What a place that was left away leaves behind: "Dear ,".
SPACE_BEFORE = re.compile(r" +([,.;:!?])| (?= )")
# Names that the other program fills with the addressee or with itself.
ADDRESSEE = ("user.", "teams", "player_", "organization")
ITSELF = ("exercise.name", "scenario.name")
PHASE = "all"


def read(entries: Sequence[Entry], main: Entry, recognised_by: str) -> Found:
    """The scenario in an archive whose entry ``main`` holds it.

    Raises
    ------
    Unusable
        ``not_json`` or ``no_information``: the entry does not hold what it should.
    """
    try:
        told = json.loads(main.content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unusable("not_json", name=main.name) from error
    prefix = prefix_of(told, main.comment)
    if not prefix:
        raise Unusable("no_information", name=main.name)
    return Reader(told, prefix, {entry.name: entry for entry in entries}).found(recognised_by)


def prefix_of(told: Any, comment: str = "") -> str:
    """Whether names begin with ``scenario_`` or ``exercise_``; empty if this is neither."""
    if not isinstance(told, dict):
        return ""
    order = [contracts.PREFIXES[comment]] if comment in contracts.PREFIXES else []
    for prefix in [*order, *contracts.PREFIXES.values()]:
        if isinstance(told.get(f"{prefix}information"), dict):
            return prefix
    return ""


class Reader:
    """Reads one archive; every text goes through ``text``, which turns its places into ours."""

    def __init__(self, told: Mapping[str, Any], prefix: str, files: Mapping[str, Entry]) -> None:
        self.told = told
        self.prefix = prefix
        self.files = files
        self.aside = Aside()
        self.information: Mapping[str, Any] = told[f"{prefix}information"]
        self.name = word(self.information.get(f"{prefix}name")) or "Scenario"
        self.language = language_of([self.name, self.fact("description")])
        self.variables: dict[str, Tree] = {}
        self.undefined: dict[str, None] = {}

    def all_of(self, name: str) -> list[Mapping[str, Any]]:
        """The list of that name; null is an empty one."""
        found = self.told.get(f"{self.prefix}{name}")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def fact(self, name: str) -> str:
        return word(self.information.get(f"{self.prefix}{name}"))

    def found(self, recognised_by: str) -> Found:
        """The whole archive as a tree."""
        self.read_variables()
        roles, role_of = self.roles()
        refuse_too_many(len(self.all_of("injects")))
        media = Media(self.all_of("articles"), self.all_of("channels"), self.all_of("documents"), self.files)
        injects = Injects(self.all_of("injects"), role_of, media, self.text, self.aside).read()
        lasts = max((item.minutes for item in injects.items), default=0)
        summary = [self.fact("description"), self.fact("subtitle")]
        objectives, tasks = self.objectives(), injects.tasks
        if tasks:
            said = {"text": written("imported_objective", self.language), "capability": "command"}
            objectives["imported"] = said | {"tasks": tasks}
        phase: Tree = {
            "key": PHASE,
            "title": literal(self.name),
            "situation": self.text(summary[0], "description"),
            "starts": "+0:00",
            "speed": 1,
            "minutes": lasts + 15,
            "ends": "facilitator",
            "injects": [item.tree for item in injects.items],
        }
        self.leave_the_rest()
        for path, text in bracketed(phase["injects"]):
            self.aside.tell("bracketed_text", path, text=text)
        tree: Tree = {
            "lamplighter": "scenario/1",
            "id": id_of(self.fact("id") or self.name),
            "slug": key_of(self.name, (), "scenario"),
            "version": "1.0.0",
            "language": self.language,
            "title": literal(self.name),
            "summary": self.text("\n\n".join(part for part in summary if part), "description"),
            "difficulty": contracts.SEVERITIES.get(self.fact("severity").lower(), 2),
            "minutes": phase["minutes"],
            "story": {"day": "workday", "at": "09:00"},
            "variables": self.variables,
            "roles": roles,
            "objectives": objectives,
            "phases": [phase],
            "survey": self.survey(),
        }
        return Found("openaev", recognised_by, tree, self.aside, attached=tuple(injects.attached))

    # --- Texts -----------------------------------------------------------------------------------------------
    def text(self, html: str, where: str) -> str:
        """A text of theirs as one of ours: plain, ``${key}`` as ``{key}``, single braces doubled."""
        plain, said, last = text_of(html), [], 0
        for place in PLACE.finditer(plain):
            said += [literal(plain[last : place.start()]), self.place(place[1].strip(), where)]
            last = place.end()
        text = "".join([*said, literal(plain[last:])])
        return SPACE_BEFORE.sub(lambda found: found[1] or "", text) if said else text

    def place(self, name: str, where: str) -> str:
        if name in ITSELF:
            return literal(self.name)
        if name.startswith(ADDRESSEE):
            self.aside.leave("addressee_place", where, "personal_data", name=name)
            return ""
        key = variable_key(name)
        if not key:
            self.aside.leave("place", where, "no_place", name=name)
            return ""
        if key not in self.variables and key not in self.undefined:
            self.undefined[key] = None
            self.variables[key] = {"about": literal(name)}
            self.aside.tell("undefined_variable", where, name=key)
        return f"{{{key}}}"

    # --- Parts -----------------------------------------------------------------------------------------------
    def read_variables(self) -> None:
        for each in self.all_of("variables"):
            key = variable_key(word(each.get("variable_key")))
            if not key:
                self.aside.leave("variable", "variables", "no_place", name=word(each.get("variable_key")))
                continue
            value = word(each.get("variable_value"))
            about = word(each.get("variable_description"))
            self.variables[key] = {"about": literal(about or key)} | ({"default": literal(value)} if value else {})
            if BRACKETED.search(value):
                self.aside.tell("bracketed_text", f"variables.{key}", text=value)

    def roles(self) -> tuple[dict[str, Tree], dict[str, str]]:
        """Teams as roles, and for the identity of a team the key of its role."""
        roles: dict[str, Tree] = {}
        role_of: dict[str, str] = {}
        organisations = {
            word(each.get("organization_id")): word(each.get("organization_name"))
            for each in self.all_of("organizations")
        }
        members = 0
        for number, team in enumerate(self.all_of("teams"), 1):
            name = word(team.get("team_name")) or f"Team {number}"
            key = key_of(name, roles, f"role-{number:02d}")
            of = organisations.get(word(team.get("team_organization")), "")
            name = f"{name} ({of})" if of else name
            roles[key] = {"name": literal(name), "seats": 0, "powers": [], "limits": [], "first_duties": []}
            about = text_of(word(team.get("team_description")))
            if about:
                roles[key]["powers"] = [literal(about)]
            role_of[word(team.get("team_id"))] = key
            members += len(team["team_users"]) if isinstance(team.get("team_users"), list) else 0
        self.aside.leave("people", "users", "personal_data", max(len(self.all_of("users")), members))
        return roles, role_of

    def objectives(self) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for number, each in enumerate(self.all_of("objectives"), 1):
            title = word(each.get("objective_title")) or f"Objective {number}"
            about = word(each.get("objective_description"))
            key = key_of(title, {*found, "imported"}, f"objective-{number:02d}")
            text = f"{title}: {about}" if about else title
            found[key] = {"text": self.text(text, f"objectives.{key}"), "capability": "command"}
            priority = each.get("objective_priority")
            if isinstance(priority, int) and not isinstance(priority, bool) and priority > 0:
                found[key]["priority"] = priority
        return found

    def survey(self) -> list[Tree]:
        """Each question on a scale, and for each category one in words."""
        asks: list[Tree] = []
        questions = sorted(
            self.all_of("lessons_questions"), key=lambda each: order(each.get("lessons_question_order"))
        )
        for number, each in enumerate(questions, 1):
            content = self.text(word(each.get("lessons_question_content")), "lessons_questions")
            if content:
                asks.append({"key": f"lesson-{number:02d}", "text": content, "kind": "scale"})
        categories = self.all_of("lessons_categories")
        for number, each in enumerate(categories, 1):
            name = word(each.get("lessons_category_name"))
            if name:
                asks.append({"key": f"words-{number:02d}", "text": literal(name), "kind": "text"})
        return asks

    def leave_the_rest(self) -> None:
        """What stands around the scenario and has no place with us."""
        at = f"{self.prefix}information"
        for part in ("message_header", "message_footer"):
            self.aside.leave(part, at, "replaced_by_mark", bool(self.fact(part)))
        self.aside.leave("mail_from", at, "personal_data", bool(self.fact("mail_from")))
        for part in ("category", "main_focus"):
            self.aside.leave(part, at, "no_place", bool(self.fact(part)), found=self.fact(part))
        for part in ("tags", "challenges"):
            self.aside.leave(part, f"{self.prefix}{part}", "no_place", len(self.all_of(part)))
        if self.told.get(f"{self.prefix}workflow"):
            self.aside.leave("workflow", f"{self.prefix}workflow", "no_place")


def bracketed(injects: Sequence[Tree]) -> list[tuple[str, str]]:
    """What an author left to be filled in, with the path of its text."""
    return [
        (f"injects.{inject['key']}.{name}", ", ".join(dict.fromkeys(found)))
        for inject in injects
        for name in ("title", "body", "expected")
        if (found := BRACKETED.findall(inject.get(name, "")))
    ]


def word(value: Any) -> str:
    """A text of theirs, trimmed; null and everything that is no text are empty."""
    return value.strip() if isinstance(value, str) else ""


def order(value: Any) -> int:
    return value if isinstance(value, int) else 0
