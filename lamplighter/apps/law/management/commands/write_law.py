"""``lamplighter write_law``: docs/reference/law.md, made from the packs and rules that judge every roster."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from lamplighter.apps.law.bridge import packs_for_reference, rules_on
from lamplighter.apps.law.phrases import RULES

PAGE = settings.ROOT / "docs" / "reference" / "law.md"

HEAD = """# Rules of law

Made by `lamplighter write_law` from `lamplighter/engines/law`: the packs and the rules that judge every roster before
it is stored. Facts are written down with article, dates and source; nothing here is legal advice.

- **found**: a source was read, and it is named.
- **from-memory**: to be checked. Such a fact counts in calculations, but its pack is not approved in a city before a
  named reviewer there has checked it (see [how to review a rule of law](../how-to/review-a-rule-of-law.md)).
- **policy**: the city's own choice as employer, where the law is silent.
"""


class Command(BaseCommand):
    help = "Write the reference of rules of law."

    def handle(self, **options: Any) -> None:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(law_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.ROOT)} is written.")


def law_page() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        parts = [HEAD, "## Rules that judge rosters\n"]
        for code, source, cited in rules_on():
            facts = ", ".join(f"`{one.fact.id}`" for one in cited) or "no fact of any pack"
            parts.append(f"### {code}\n\n{str(RULES[code]).capitalize()}. Source: {source}\n\nRests on {facts}.\n")
        parts.append("## Packs\n")
        for pack in packs_for_reference():
            parts.append(f"### {pack.name}\n\n`{pack.code}`, {pack.jurisdiction}\n")
            parts.append(
                "| fact | value | article | in force | evidence | source | note |\n|---|---|---|---|---|---|---|"
            )
            for fact in pack.facts:
                dates = f"{fact.valid_from or ''} – {fact.valid_to or ''}".strip(" –") or "–"
                value = f"{json.dumps(fact.value, ensure_ascii=False)} {fact.unit}"
                cells = (fact.param, value, fact.article, dates, fact.evidence, fact.source, fact.note)
                parts.append("| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |")
            parts.append("")
        return "\n".join(parts)
