"""Labour law: packs of cited facts, one file a rule, a judge, and an encoder for searches."""

from lamplighter.engines.law.facts import PACKS, BadPack, Fact, NoFact, Pack, pack, read_pack
from lamplighter.engines.law.work import AtMost, Breach, Slot, SomeFree, Statement, Subject, Work

__all__ = [
    "PACKS",
    "AtMost",
    "BadPack",
    "Breach",
    "Fact",
    "NoFact",
    "Pack",
    "Slot",
    "SomeFree",
    "Statement",
    "Subject",
    "Work",
    "pack",
    "read_pack",
]
