"""Why somebody is not on a duty, as sentences: who, which rule, which article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lamplighter.apps.law import phrases as law
from lamplighter.apps.roster.bridge.verdict import Hindrance
from lamplighter.apps.roster.phrases import REASONS
from lamplighter.apps.roster.phrases.explain import ELEMENTS, TERMS
from lamplighter.web.templatetags.words import num, percent

POLICY = "city-policy"
SHARES = {"standby_share"}
PLACES = ("person", "other", "skill", "term", "value", "limit")


@dataclass(frozen=True)
class Told:
    """One sentence about one person, and the law it rests on."""

    person: int
    sentence: SafeString
    law: str


def told(hindrance: Hindrance, names: Mapping[int, str], skill: str = "") -> Told:
    """A hindrance in the reader's language; ``names`` are people by id."""
    name = names.get(hindrance.person, "–")
    other = names.get(int(hindrance.other), "") if hindrance.other.isdigit() else ""
    words = {"person": _bdi(name), "other": _bdi(other), "skill": _bdi(skill)}
    if hindrance.rule in TERMS:
        return Told(hindrance.person, _filled(ELEMENTS["terms"], words | {"term": str(TERMS[hindrance.rule])}), "")
    sentence = _filled(REASONS.get(hindrance.code, REASONS["unlawful"]), words)
    if hindrance.rule and hindrance.value:
        write = percent if hindrance.rule in SHARES else num
        numbers = {"value": write(Decimal(hindrance.value)), "limit": write(Decimal(hindrance.limit))}
        breach = _filled(law.BREACHES.get(hindrance.rule, ""), numbers)
        # Translators: two whole sentences about one person, such as “Ada may not by law. That would leave 8 hours…”
        sentence = format_html(_("{first} {second}"), first=sentence, second=breach)
    return Told(hindrance.person, sentence, citation(hindrance))


def stored(rows: Iterable[Mapping[str, Any]], names: Mapping[int, str], skill: str = "") -> list[Told]:
    """What a duty kept of its hindrances, told; the plain ``free`` last."""
    known = set(Hindrance.__slots__)
    kept = [Hindrance(**{key: value for key, value in row.items() if key in known}) for row in rows]
    return [told(each, names, skill) for each in sorted(kept, key=lambda each: each.code == "not_eligible")]


def citation(hindrance: Hindrance) -> str:
    """Rule, law and article, for brackets after a sentence; empty where no law is the reason."""
    if not hindrance.rule:
        return ""
    rule = str(law.RULES.get(hindrance.rule, hindrance.rule))
    if not hindrance.pack:
        return rule
    pack = str(law.PACKS.get(hindrance.pack, hindrance.pack))
    if hindrance.pack == POLICY or not hindrance.article.strip("- "):
        # Translators: in brackets after a refusal: the rule, and the law it is in.
        return _("%(rule)s: %(law)s") % {"rule": rule, "law": pack}
    # Translators: in brackets after a refusal: the rule, the law it is in, the article of that law.
    return _("%(rule)s: %(law)s, %(article)s") % {"rule": rule, "law": pack, "article": hindrance.article}


def _bdi(name: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", name)


def _filled(text: str | Promise, words: Mapping[str, object]) -> SafeString:
    return format_html(str(text), **{name: words.get(name, "") for name in PLACES})
