"""Injects and decisions of ours as injects of an OpenAEV archive."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lamplighter.apps.exercise.imports import contracts
from lamplighter.apps.exercise.imports.found import Aside, Attached, Tree
from lamplighter.apps.exercise.imports.sheets import parts

Text = Callable[[Tree, str, str], str]
TIME = re.compile(r"\+(\d+):(\d\d)")
LABELS = {
    contracts.MAIL_GROUP: "Send multi-recipients mail",
    contracts.SMS: "Send a SMS",
    contracts.ARTICLE: "Publish a media pressure",
    contracts.MANUAL: "Manual",
}
CONTRACTS = {
    "mail": contracts.MAIL_GROUP,
    "message": contracts.SMS,
    "press": contracts.ARTICLE,
    "social": contracts.ARTICLE,
}
SCORE = 100


@dataclass(slots=True)
class Injects:
    """Writes everything that is due at some time; ``written`` and the lists beside it go into the archive."""

    tree: Tree
    text: Text
    identity: Callable[[str], str]
    score_of: Mapping[str, int]
    attached: Mapping[str, Attached]
    aside: Aside
    written: list[Tree] = field(default_factory=list)
    documents: list[Tree] = field(default_factory=list)
    channels: list[Tree] = field(default_factory=list)
    articles: list[Tree] = field(default_factory=list)
    seconds: dict[str, int] = field(default_factory=dict)

    def write(self) -> "Injects":
        for phase in parts(self.tree, "phases"):
            for inject in parts(phase, "injects"):
                self.inject(inject, phase)
            for decision in parts(phase, "decisions"):
                self.decision(decision, phase)
        return self

    def inject(self, inject: Tree, phase: Tree) -> None:
        base = f"injects.{inject['key']}"
        title, body = self.text(inject, "title", base), self.text(inject, "body", base)
        contract = CONTRACTS.get(inject["channel"], contracts.MANUAL)
        if inject.get("kind") == "facilitation":
            contract = contracts.MANUAL
        elif contract == contracts.MANUAL and inject["channel"] != "walk_in":
            self.aside.leave("channel", "injects", "not_in_archive", channel=inject["channel"])
        if sender := self.text(inject, "from", base) if contract != contracts.ARTICLE else "":
            body = f"Sender: {sender}\n\n{body}"
        content: Tree = {"expectations": self.expectations(inject, base)}
        match contract:
            case contracts.SMS:
                content |= {"subject": title, "message": body}
            case contracts.ARTICLE:
                content["articles"] = [self.article(inject, title, body, base)]
            case contracts.MANUAL:
                content |= {"subject": title, "content": body}
            case _:
                content |= {"subject": title, "body": as_html(body)}
        told = self.told(inject, phase, title, contract, content, inject.get("to", []))
        told["inject_documents"] = self.document(inject)
        for name in ("spoiler", "controller", "needs", "case", "kind"):
            what = {"case": "cases"}.get(name, name)
            plain = name == "kind" and inject.get(name) == "facilitation"
            self.aside.leave(what, "injects", "not_in_archive", bool(inject.get(name)) and not plain)
        self.written.append(told)

    def decision(self, decision: Tree, phase: Tree) -> None:
        """A question that somebody at the table must ask: a manual inject."""
        base = f"decisions.{decision['key']}"
        question = self.text(decision, "question", base)
        options = [
            self.text(option, "text", f"{base}.options.{option['key']}") for option in parts(decision, "options")
        ]
        body = "\n".join([question, *(f"- {option}" for option in options)])
        content: Tree = {"expectations": [], "subject": question, "content": body}
        told = self.told(decision, phase, question, contracts.MANUAL, content, decision.get("asks", []))
        self.written.append(told)

    def told(self, item: Tree, phase: Tree, title: str, contract: str, content: Tree, to: list[str]) -> Tree:
        depends, seconds = self.depends(item, phase)
        self.seconds[item["key"]] = seconds
        return {
            "inject_id": self.identity(f"item:{item['key']}"),
            "inject_title": title,
            "inject_description": None,
            "inject_country": None,
            "inject_city": None,
            "inject_enabled": True,
            "inject_content": content,
            "inject_all_teams": not to,
            "inject_depends_on": depends,
            "inject_depends_duration": seconds,
            "inject_injector_contract": {
                "injector_contract_id": contract,
                "injector_contract_labels": {"en": LABELS[contract]},
            },
            "inject_tags": [],
            "inject_teams": [self.identity(f"role:{role}") for role in to],
            "inject_documents": [],
        }

    def depends(self, item: Tree, phase: Tree) -> tuple[list[Tree], int]:
        """What must have been sent before, and how many seconds after the start it is due."""
        begins = minutes(phase.get("starts")) * 60
        parents, any_of, whole = released(item.get("when"))
        self.aside.leave("condition_kind", "items", "not_in_archive", not whole)
        self.aside.leave("release", "items", "not_in_archive", item["release"] == "manual")
        seconds = begins + minutes(item.get("at")) * 60
        if item["release"] == "conditional":
            before = [self.seconds.get(key, begins) for key, _ in parents]
            seconds = max([begins, *before]) + minutes(item.get("after")) * 60
        links = [
            {
                "dependency_relationship": {
                    "inject_parent_id": self.identity(f"item:{key}"),
                    "inject_children_id": self.identity(f"item:{item['key']}"),
                },
                "dependency_condition": {
                    "mode": "or" if any_of else "and",
                    "conditions": [{"key": "Execution", "value": value, "operator": "eq"}],
                },
            }
            for key, value in parents
        ]
        return links, seconds

    def expectations(self, inject: Tree, base: str) -> list[Tree]:
        """Each line of what is expected, as a name and a description."""
        found = []
        for line in self.text(inject, "expected", base).splitlines():
            name, colon, about = line.partition(": ")
            if line.strip():
                found.append(
                    {
                        "expectation_type": "MANUAL",
                        "expectation_name": name.strip(),
                        "expectation_description": about.strip() if colon else "",
                        "expectation_score": self.score_of.get(inject.get("task", ""), SCORE),
                        "expectation_expectation_group": False,
                    }
                )
        return found

    def article(self, inject: Tree, title: str, body: str, base: str) -> str:
        kind = contracts.CHANNEL_TYPES[inject["channel"]]
        channel = self.identity(f"channel:{kind}")
        if all(known["channel_id"] != channel for known in self.channels):
            self.channels.append({"channel_id": channel, "channel_type": kind, "channel_name": kind})
        article = self.identity(f"article:{inject['key']}")
        told = {"article_id": article, "article_name": title, "article_content": body, "article_channel": channel}
        counts = {"article_shares": 0, "article_likes": 0, "article_comments": 0}
        self.articles.append(told | {"article_author": self.text(inject, "from", base)} | counts)
        return article

    def document(self, inject: Tree) -> list[Tree]:
        attachment: Any = inject.get("attachment")
        if not attachment:
            return []
        if attachment["key"] not in self.attached:
            self.aside.leave("attachment", "injects", "bytes_elsewhere", name=attachment["name"])
            return []
        ending = next(end for end, kind in contracts.MEDIA_TYPES.items() if kind == attachment["media_type"])
        identity = self.identity(f"document:{attachment['key']}")
        self.documents.append(
            {
                "document_id": identity,
                "document_name": attachment["name"],
                "document_target": f"{attachment['key']}{ending}",
                "document_type": attachment["media_type"],
                "document_tags": [],
            }
        )
        return [{"document_id": identity, "document_attached": True}]


def released(condition: Any) -> tuple[list[tuple[str, bool]], bool, bool]:
    """The items that a condition asks to be out (or not), whether any of them is enough, and whether that is all."""
    if condition is None:
        return [], False, True
    if one := sent(condition):
        return [one], False, True
    for mode in ("all", "any"):
        if isinstance(condition.get(mode), list):
            found = [sent(each) for each in condition[mode]]
            return [each for each in found if each], mode == "any", all(found)
    return [], False, False


def sent(condition: Any) -> tuple[str, bool] | None:
    match condition:
        case {"released": str(key)}:
            return key, True
        case {"not": {"released": str(key)}}:
            return key, False
        case _:
            return None


def minutes(time: Any) -> int:
    """The minutes of a time as our format writes it; none is 0."""
    found = TIME.fullmatch(time) if isinstance(time, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else 0


def as_html(text: str) -> str:
    """Plain text as paragraphs."""
    return "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n")
    )
