"""Injects of an OpenAEV archive as injects of ours: mail, message, article and manual ones; the rest is left out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lamplighter.apps.exercise.imports import contracts
from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.attaching import Unfit, clean_name, media_type_of
from lamplighter.apps.exercise.imports.found import Aside, Attached, Tree
from lamplighter.apps.exercise.imports.html_text import text_of
from lamplighter.apps.exercise.imports.keys import key_of, literal, numbered, time_of

Text = Callable[[str, str], str]
Theirs = Mapping[str, Any]
SENDER = re.compile(r"(?:Sender|From|De|Expéditeur)\s*:[ \t]*([^\n]{1,120})\n+(?=.)", re.DOTALL)
NUMBER = re.compile(r"\d{1,4}\s*[-–.:)]\s+")
LONGEST_DELAY = 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Item:
    """One inject of ours, and at which minute it is due."""

    tree: Tree
    minutes: int


@dataclass(slots=True)
class Media:
    """Articles, their channels, and documents with their bytes, by identity."""

    articles: Sequence[Theirs]
    channels: Sequence[Theirs]
    documents: Sequence[Theirs]
    files: Mapping[str, Entry]

    def article(self, identity: Any) -> Theirs | None:
        return next((each for each in self.articles if each.get("article_id") == identity), None)

    def channel(self, article: Theirs) -> Theirs:
        identity = article.get("article_channel")
        return next((each for each in self.channels if each.get("channel_id") == identity), {})

    def document(self, identity: Any) -> Theirs | None:
        return next((each for each in self.documents if each.get("document_id") == identity), None)


@dataclass(slots=True)
class Injects:
    """Reads all injects in the order of their times; ``items``, ``tasks`` and ``attached`` are what comes of it."""

    theirs: Sequence[Theirs]
    role_of: Mapping[str, str]
    media: Media
    text: Text
    aside: Aside
    items: list[Item] = field(default_factory=list)
    tasks: dict[str, Tree] = field(default_factory=dict)
    attached: list[Attached] = field(default_factory=list)
    key_of: dict[str, str] = field(default_factory=dict)
    published: set[Any] = field(default_factory=set)

    def read(self) -> "Injects":
        kept = [each for each in sorted(self.theirs, key=when) if self.is_kept(each)]
        keys = [numbered("inject", number, len(kept)) for number in range(1, len(kept) + 1)]
        self.key_of = {said(each, "inject_id"): key for each, key in zip(kept, keys, strict=True)}
        for number, (each, key) in enumerate(zip(kept, keys, strict=True), 1):
            self.inject(each, key, number)
        never = sum(article.get("article_id") not in self.published for article in self.media.articles)
        self.aside.leave("article", "articles", "not_published", never)
        return self

    def is_kept(self, each: Theirs) -> bool:
        title = said(each, "inject_title")
        if each.get("inject_enabled") is False:
            self.aside.leave("inject", "injects", "disabled", title=title)
            return False
        contract = mapping(each, "inject_injector_contract")
        known = {contracts.MAIL_ONE, contracts.MAIL_GROUP, contracts.SMS, contracts.ARTICLE, contracts.MANUAL}
        if said(contract, "injector_contract_id") in known:
            return True
        labels = mapping(contract, "injector_contract_labels")
        label = said(labels, "en") or next((text for text in labels.values() if isinstance(text, str)), "")
        self.aside.leave("contract", "injects", "technical_contract", label=label or title)
        return False

    def inject(self, each: Theirs, key: str, number: int) -> None:
        contract = said(mapping(each, "inject_injector_contract"), "injector_contract_id")
        content = mapping(each, "inject_content")
        minutes = self.minutes(each, key)
        tree: Tree = {"key": key, "number": str(number), "channel": "mail", "to": self.to(each, key)}
        if contract == contracts.ARTICLE:
            self.articles(tree, each, content, minutes)
            return
        body = said(content, "message") if contract == contracts.SMS else said(content, "body")
        if contract == contracts.SMS:
            tree["channel"] = "message"
        elif contract == contracts.MANUAL:
            tree |= {"kind": "facilitation", "channel": "walk_in"}
            body = body or said(content, "content") or said(each, "inject_description")
        self.say(tree, said(content, "subject") or said(each, "inject_title"), body)
        self.finish(tree, each, content, minutes)

    def say(self, tree: Tree, title: str, body: str) -> None:
        """Title, body and sender; authors write the sender into the body's first line, having no other place."""
        at = f"injects.{tree['key']}"
        text = self.text(body, f"{at}.body")
        if found := SENDER.match(text):
            tree["from"], text = found[1].strip(), text[found.end() :]
        tree["title"] = self.text(title, f"{at}.title") or literal(tree["key"])
        tree["body"] = text or tree["title"]

    def finish(self, tree: Tree, each: Theirs, content: Theirs, minutes: int) -> None:
        tree |= {"release": "timed", "at": time_of(minutes)}
        if condition := self.condition(each, tree["key"]):
            tree["when"] = condition
        self.expectations(tree, content)
        self.documents(tree, each)
        self.aside.leave("tags", "injects", "no_place", len(items(each, "inject_tags")))
        for name in ("country", "city"):
            self.aside.leave(name, "injects", "no_place", bool(said(each, f"inject_{name}")))
        self.aside.leave("challenges", "injects", "technical_contract", len(items(content, "challenges")))
        self.items.append(Item(tree, minutes))

    def articles(self, tree: Tree, each: Theirs, content: Theirs, minutes: int) -> None:
        """One inject of ours for each article that this one publishes; the first keeps the key."""
        wanted = items(content, "articles")
        found = [article for identity in wanted if (article := self.media.article(identity))]
        self.aside.leave("article", "articles", "missing", len(wanted) - len(found))
        if not found:
            self.aside.leave("inject", "injects", "without_article", title=said(each, "inject_title"))
        for number, article in enumerate(found, 1):
            self.published.add(article.get("article_id"))
            channel = self.media.channel(article)
            one = tree | {"key": tree["key"] if number == 1 else f"{tree['key']}-{number}"}
            one["channel"] = contracts.MEDIA.get(said(channel, "channel_type").lower(), "press")
            self.say(
                one, said(article, "article_name") or said(each, "inject_title"), said(article, "article_content")
            )
            one["from"] = literal(said(article, "article_author") or said(channel, "channel_name"))
            counts = [
                f"{name}: {article[f'article_{name}']}"
                for name in ("shares", "likes", "comments")
                if counted(article.get(f"article_{name}"))
            ]
            if counts:
                one["body"] += "\n" + ", ".join(counts)
            self.finish(one, each, content if number == 1 else {}, minutes)

    def minutes(self, each: Theirs, key: str) -> int:
        seconds = each.get("inject_depends_duration")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds <= LONGEST_DELAY:
            self.aside.tell("time_unknown", f"injects.{key}")
            return 0
        if seconds % 60:
            self.aside.tell("rounded", f"injects.{key}", seconds=int(seconds))
        return round(seconds / 60)

    def to(self, each: Theirs, key: str) -> list[str]:
        if each.get("inject_all_teams") is True:
            return []
        teams = items(each, "inject_teams")
        roles = [self.role_of[team] for team in teams if isinstance(team, str) and team in self.role_of]
        if not roles:
            self.aside.tell("to_nobody", f"injects.{key}")
        return roles

    def condition(self, each: Theirs, key: str) -> Tree | None:
        """What must have come before: only "was it sent" can be asked with us."""
        any_of = False
        parts: list[Tree] = []
        for link in items(each, "inject_depends_on"):
            if not isinstance(link, dict):
                continue
            parent = self.key_of.get(said(mapping(link, "dependency_relationship"), "inject_parent_id"))
            asked = mapping(link, "dependency_condition")
            any_of = any_of or said(asked, "mode").lower() == "or"
            for condition in items(asked, "conditions"):
                name = said(condition, "key") if isinstance(condition, dict) else ""
                if name.lower() == "execution" and isinstance(condition.get("value"), bool) and parent:
                    released: Tree = {"released": parent}
                    parts.append(released if condition["value"] else {"not": released})
                else:
                    self.aside.leave("condition", f"injects.{key}", "condition_unknown", name=name)
        if not parts:
            return None
        return {"any" if any_of else "all": parts}

    def expectations(self, tree: Tree, content: Theirs) -> None:
        lines = []
        for each in items(content, "expectations"):
            kind = said(each, "expectation_type") if isinstance(each, dict) else ""
            if kind not in contracts.HUMAN:
                self.aside.leave("expectation", "injects", "technical_expectation", kind=kind)
                continue
            at = f"injects.{tree['key']}.expected"
            name = " ".join(self.text(said(each, "expectation_name"), at).split())
            about = " ".join(self.text(said(each, "expectation_description"), at).split())
            line = f"{name}: {about}" if name and about and not about.startswith(name) else about or name
            if not line:
                continue
            lines.append(line)
            key = key_of(text_of(said(each, "expectation_name")), self.tasks, f"task-{len(self.tasks) + 1:02d}")
            self.tasks[key] = {"text": line, "source": "imported"}
            score = each.get("expectation_score")
            if counted(score):
                self.tasks[key]["standard"] = f"score {score:g}"
            tree.setdefault("task", key)
        if lines:
            tree["expected"] = "\n".join(lines)

    def documents(self, tree: Tree, each: Theirs) -> None:
        """The first fitting document goes with the inject; bytes are taken by what they are, not by their name."""
        for link in items(each, "inject_documents"):
            identity = link.get("document_id") if isinstance(link, dict) else link
            document = self.media.document(identity)
            name = said(document or {}, "document_name") or str(identity)
            entry = self.media.files.get(said(document or {}, "document_target"))
            if entry is None or entry.comment != contracts.ATTACHMENT:
                self.aside.leave("document", "documents", "missing", name=name)
                continue
            try:
                media_type = media_type_of(entry.content)
            except Unfit as why:
                self.aside.leave("document", "documents", why.code, name=name)
                continue
            if "attachment" in tree:
                self.aside.leave("document", f"injects.{tree['key']}", "attachment_more", name=name)
                continue
            key, name = f"paper-{len(self.attached) + 1:02d}", clean_name(name, media_type)
            tree["attachment"] = {"key": key, "name": name, "media_type": media_type}
            self.attached.append(Attached(key, name, media_type, entry.content))


def when(each: Theirs) -> tuple[float, int, str]:
    """By time, then by title; titles that begin with a number by that number."""
    seconds = each.get("inject_depends_duration")
    title = said(each, "inject_title")
    number = NUMBER.match(title)
    due = float(seconds) if isinstance(seconds, int | float) and not isinstance(seconds, bool) else 0.0
    return (due, int(re.sub(r"\D", "", number[0])) if number else 0, title)


def said(holder: Theirs, name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""


def mapping(holder: Theirs, name: str) -> Theirs:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def items(holder: Theirs, name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def counted(value: Any) -> bool:
    """Whether this is a number worth telling."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
