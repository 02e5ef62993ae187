"""A preview as its reader is told it: codes become sentences, and pay is not told to who may not see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.register.choices import ContractKind, Hours, PayPeriod, Tier
from lamplighter.apps.register.imports.targets import PAY_TARGETS, PRIVATE_TARGETS
from lamplighter.apps.register.imports.words import SEXES
from lamplighter.apps.register.models import Import
from lamplighter.apps.register.phrases.imports import NOT_SHOWN, NOTICES, SEX_WORDS, TARGETS, WRONG
from lamplighter.web.templatetags.words import day_short, duration, money, num
from lamplighter.web.templatetags.words import digits as in_digits

HIDDEN = PAY_TARGETS | {target for targets in PRIVATE_TARGETS.values() for target in targets}
DAYS = frozenset({"joined_on", "left_on", "starts_on", "ends_on", "closed_on"})
CHOICES: dict[str, Any] = {"kind": ContractKind, "pay_period": PayPeriod, "tier": Tier, "hours": Hours}


@dataclass(frozen=True, slots=True)
class ToldWrong:
    """One mistake: where it stands, what it says, what is wrong and the way out."""

    row: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One value that would change."""

    label: str
    old: str
    new: str
    hidden: bool = False


def told_wrong(found: Collection[Mapping[str, Any]], sights: Collection[str]) -> list[ToldWrong]:
    """Mistakes in words; values of pay only for who may see pay."""
    return [
        ToldWrong(
            each["row"],
            each["column"],
            str(NOT_SHOWN) if _hidden(each.get("target", ""), sights) and each["value"] else each["value"],
            filled(WRONG[each["code"]], each["facts"]),
        )
        for each in found
    ]


def told_notices(found: Collection[Mapping[str, Any]]) -> list[str]:
    """What the reader should know about how the file was understood."""
    return [filled(NOTICES[each["code"]], each["facts"]) for each in found]


def told_changes(import_: Import, sights: Collection[str]) -> list[dict[str, Any]]:
    """The first changes, field by field."""
    currency = import_.organisation.currency
    return [
        each
        | {
            "changes": [
                ToldChange(str(TARGETS.get(f"{import_.kind}.{name}", name)), hidden=True, old="", new="")
                if _hidden(name, sights)
                else ToldChange(
                    str(TARGETS.get(f"{import_.kind}.{name}", name)),
                    in_words(name, was, currency),
                    in_words(name, said, currency),
                )
                for name, was, said in each["changes"]
            ]
        }
        for each in (import_.preview or {}).get("changed", ())
    ]


def in_words(name: str, value: Any, currency: str) -> str:
    """One value as the reader writes it."""
    if value is None or value == "":
        return ""
    if name in DAYS:
        return day_short(date.fromisoformat(value))
    if name == "base_pay":
        return money(Decimal(value), currency)
    if name in CHOICES:
        return str({str(code): label for code, label in CHOICES[name].choices}.get(str(value), value))
    if name == "weekly_hours":
        return num(Decimal(value))
    if name in {"mtpd_min", "rto_min", "fallback_min"}:
        return duration(value)
    if name == "sex" and value in SEXES:
        return str(SEX_WORDS[value])
    if name == "birth_year":
        return in_digits(value)
    return num(value) if isinstance(value, int) else str(value)


def filled(sentence: Any, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts, numbers and days as the reader writes them."""
    return str(sentence).format(**{name: _fact(value) for name, value in facts.items()})


def heading_of(import_: Import, state: str) -> str:
    """What the page of an import says first."""
    if state == "previewed" and import_.preview:
        counts = import_.preview["counts"]
        if not (counts["added"] or counts["changed"] or counts["ended"] or counts["systems"] or counts["skills"]):
            if counts["wrong"]:
                return _("Only rows with mistakes would change anything")
            return _("This file changes nothing: the register says the same already")
        return filled(_("{added} would be added, {changed} changed, {ended} ended"), counts)
    if state == "done" and import_.outcome:
        return filled(_("{added} were added, {changed} changed, {ended} ended"), import_.outcome["counts"])
    return {
        "columns": _("What do the columns mean?"),
        "previewing": _("The file is being compared with the register"),
        "bringing_in": _("The file is being brought in"),
        "failed": _("Nothing was brought in"),
        "dropped": _("This file was dropped, and nothing of it was brought in"),
    }[state]


def _hidden(target: str, sights: Collection[str]) -> bool:
    return target in HIDDEN and Sight.PAY not in sights


def _fact(value: Any) -> str:
    if isinstance(value, int):
        return num(value)
    if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
        return day_short(date.fromisoformat(value))
    return str(value)
