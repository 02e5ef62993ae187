"""Labour law: packs of cited facts, one file a rule, a judge, and an encoder for searches."""

from lamplighter.engines.law.case import Rule
from lamplighter.engines.law.court import Citation, citations, judge, statements
from lamplighter.engines.law.facts import PACKS, BadPack, Fact, NoFact, Pack, pack, read_pack
from lamplighter.engines.law.rules import RULES
from lamplighter.engines.law.work import (
    KINDS,
    PLANNED_KINDS,
    AtMost,
    Breach,
    Slot,
    SomeFree,
    Statement,
    Subject,
    Work,
)

__all__ = [
    "KINDS",
    "PACKS",
    "PLANNED_KINDS",
    "RULES",
    "AtMost",
    "BadPack",
    "Breach",
    "Citation",
    "Fact",
    "NoFact",
    "Pack",
    "Rule",
    "Slot",
    "SomeFree",
    "Statement",
    "Subject",
    "Work",
    "citations",
    "judge",
    "pack",
    "read_pack",
    "statements",
]
