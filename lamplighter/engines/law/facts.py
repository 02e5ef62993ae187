"""Rule packs: what a law or a city's policy says, each number with its article, dates and source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

EVIDENCE = ("found", "from-memory", "policy")
CONFIDENCE = ("high", "medium", "low")
KINDS = ("law", "policy")
SCHEMA = "lamplighter-rulepack/1"
FACT_KEYS = frozenset(
    {
        "id",
        "param",
        "value",
        "unit",
        "article",
        "valid_from",
        "valid_to",
        "source",
        "evidence",
        "confidence",
        "note",
    }
)
PACK_KEYS = frozenset({"schema", "code", "name", "jurisdiction", "kind", "fallback", "facts"})


class BadPack(ValueError):
    """A rule pack that cannot be trusted; the message says where, what, and the way out."""


class NoFact(LookupError):
    """A pack was asked for what it does not say on that day."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a law or policy says, while it says it.

    ``evidence`` is ``found`` (a source was read), ``from-memory`` (to be checked by counsel) or
    ``policy`` (the employer's own choice). ``valid_to`` is the last day in force; None has no end.
    """

    id: str
    pack: str
    param: str
    value: Any = field(hash=False)
    unit: str
    article: str
    valid_from: date | None
    valid_to: date | None
    source: str
    evidence: str
    confidence: str
    note: str

    def holds_on(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Pack:
    """The facts of one law or policy.

    ``fallback`` names params that count only where no law of the person feeds the same rule.
    """

    code: str
    name: str
    jurisdiction: str
    kind: str
    facts: tuple[Fact, ...]
    fallback: frozenset[str] = frozenset()
    _by_param: Mapping[str, tuple[Fact, ...]] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        grouped: dict[str, tuple[Fact, ...]] = {}
        for fact in self.facts:
            grouped[fact.param] = (*grouped.get(fact.param, ()), fact)
        object.__setattr__(self, "_by_param", MappingProxyType(grouped))

    def find(self, param: str, on: date) -> Fact | None:
        """The fact in force on a day, or None."""
        for fact in self._by_param.get(param, ()):
            if fact.holds_on(on):
                return fact
        return None

    def fact(self, param: str, on: date) -> Fact:
        """The fact in force on a day.

        Raises
        ------
        NoFact
            If the pack says nothing of it, or not on that day.
        """
        found = self.find(param, on)
        if found is None:
            known = ", ".join(self.params)
            raise NoFact(f"Pack {self.code} says nothing of {param!r} on {on.isoformat()}. It knows: {known}.")
        return found

    def value(self, param: str, on: date) -> Any:
        """The value in force on a day; see ``fact``."""
        return self.fact(param, on).value

    @property
    def params(self) -> tuple[str, ...]:
        """Every param it speaks of, sorted."""
        return tuple(sorted(self._by_param))

    @property
    def unreviewed(self) -> tuple[Fact, ...]:
        """Facts nobody has checked against a source."""
        return tuple(fact for fact in self.facts if fact.evidence == "from-memory")

    def with_values(self, values: Mapping[str, Any]) -> Pack:
        """The same policy with the city's own values.

        Raises
        ------
        BadPack
            If a value would change a law, an unknown param, or the kind of a value.
        """
        changed = dict(values)
        facts = []
        for fact in self.facts:
            if fact.param in changed:
                facts.append(replace(fact, value=_own_value(fact, changed[fact.param])))
            else:
                facts.append(fact)
        unknown = sorted(set(changed) - set(self._by_param))
        if unknown:
            raise BadPack(f"Pack {self.code}: no param {unknown[0]!r}. It knows: {', '.join(self.params)}.")
        return replace(self, facts=tuple(facts))


def read_pack(text: str, where: str) -> Pack:
    """A pack from its JSON text; ``where`` names it in complaints.

    Raises
    ------
    BadPack
        At the first thing that is wrong.
    """
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadPack(f"{where}, line {error.lineno}: not JSON ({error.msg}). Correct the text there.") from error
    if not isinstance(raw, dict):
        raise BadPack(f"{where}: a pack is one JSON object with the keys {', '.join(sorted(PACK_KEYS))}.")
    _exact_keys(raw, PACK_KEYS, where)
    if raw["schema"] != SCHEMA:
        raise BadPack(f"{where}: schema is {raw['schema']!r}, this program reads {SCHEMA!r}. Convert the pack.")
    if raw["kind"] not in KINDS:
        raise BadPack(f"{where}: kind is {raw['kind']!r}. Choose one of {', '.join(KINDS)}.")
    facts = tuple(_fact(entry, raw["code"], f"{where}, fact {n}") for n, entry in enumerate(raw["facts"], 1))
    _no_clash(facts, where)
    fallback = frozenset(raw["fallback"])
    lost = sorted(fallback - {fact.param for fact in facts})
    if lost:
        raise BadPack(
            f"{where}: fallback names {lost[0]!r}, but no fact has that param. Remove it or add the fact."
        )
    return Pack(raw["code"], raw["name"], raw["jurisdiction"], raw["kind"], facts, fallback)


def pack(code: str) -> Pack:
    """A built-in pack.

    Raises
    ------
    NoFact
        If there is none of that code.
    """
    try:
        return PACKS[code]
    except KeyError:
        raise NoFact(f"No rule pack {code!r}. Choose one of {', '.join(PACKS)}.") from None


def _fact(entry: Any, code: str, where: str) -> Fact:
    if not isinstance(entry, dict):
        raise BadPack(f"{where}: a fact is a JSON object with the keys {', '.join(sorted(FACT_KEYS))}.")
    _exact_keys(entry, FACT_KEYS, where)
    where = f"{where} ({entry['id']})"
    start, end = _day(entry["valid_from"], "valid_from", where), _day(entry["valid_to"], "valid_to", where)
    if start and end and start > end:
        raise BadPack(f"{where}: valid_from {start} is after valid_to {end}. Swap or correct them.")
    for key in ("param", "unit", "article", "source", "note"):
        if not isinstance(entry[key], str):
            raise BadPack(f'{where}: {key} is {entry[key]!r}. Write text, or "" for none.')
    plain = f"{code}.{entry['param']}"
    if entry["id"] not in (plain, f"{plain}@{entry['valid_from']}"):
        raise BadPack(f"{where}: the id must be {plain!r}, or {plain!r} followed by @ and valid_from.")
    for key, allowed in (("evidence", EVIDENCE), ("confidence", CONFIDENCE)):
        if entry[key] not in allowed:
            raise BadPack(f"{where}: {key} is {entry[key]!r}. Choose one of {', '.join(allowed)}.")
    if entry["evidence"] == "found" and not entry["source"]:
        raise BadPack(f"{where}: evidence is 'found' but no source is named. Name it, or write 'from-memory'.")
    return Fact(**{**entry, "pack": code, "valid_from": start, "valid_to": end})


def _no_clash(facts: tuple[Fact, ...], where: str) -> None:
    for n, one in enumerate(facts):
        for other in facts[n + 1 :]:
            if one.id == other.id:
                raise BadPack(f"{where}: two facts are called {one.id!r}. Rename or remove one.")
            if one.param == other.param and _meet(one, other):
                raise BadPack(
                    f"{where}: {one.id} and {other.id} are in force on the same days. Close one with valid_to."
                )


def _meet(one: Fact, other: Fact) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    return start <= end


def _exact_keys(raw: Mapping[str, Any], wanted: frozenset[str], where: str) -> None:
    missing, extra = sorted(wanted - set(raw)), sorted(set(raw) - wanted)
    if missing:
        raise BadPack(f"{where}: {missing[0]!r} is missing. Add it.")
    if extra:
        raise BadPack(f"{where}: {extra[0]!r} is not known. Remove it, or correct its spelling.")


def _day(value: Any, key: str, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadPack(f"{where}: {key} is {value!r}. Write a date like 2018-04-01, or null.") from None


def _own_value(fact: Fact, value: Any) -> Any:
    if fact.evidence != "policy":
        raise BadPack(f"{fact.id} is law ({fact.article}), not policy. A city cannot change it.")
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        alike = isinstance(value, type(fact.value))
        if isinstance(value, dict) and isinstance(fact.value, dict):
            alike = set(value) == set(fact.value)
    else:
        alike = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if value is not None and not alike:
        raise BadPack(
            f"{fact.id}: {value!r} cannot stand for {fact.value!r}. Give the same kind of value, or null."
        )
    return value


def _built_in() -> Mapping[str, Pack]:
    found: dict[str, Pack] = {}
    for file in sorted(resources.files(__package__).joinpath("packs").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            one = read_pack(file.read_text(encoding="utf-8"), f"packs/{file.name}")
            if file.name != f"{one.code}.json":
                raise BadPack(
                    f"packs/{file.name}: the pack calls itself {one.code!r}. Rename the file or the pack."
                )
            found[one.code] = one
    return MappingProxyType(found)


PACKS: Mapping[str, Pack] = _built_in()
