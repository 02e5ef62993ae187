"""``lamplighter write_roles``: docs/reference/roles.md, made from the table that the gate itself reads."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from lamplighter.apps.cities.choices import (
    ASSOCIATION_ROLES,
    CITY_ROLES,
    SECOND_FACTOR_SIGHTS,
    SIGHTS,
    Role,
    Sight,
)
from lamplighter.apps.cities.queries import needs_second_factor

PAGE = settings.ROOT / "docs" / "reference" / "roles.md"

HEAD = """# Roles

Made by `lamplighter write_roles` from `lamplighter/apps/cities/choices.py`, which is what the gate itself reads.
Which page asks for what is written, page by page and by hand, in `tests/access/table.csv`.

Somebody may hold several roles, in several organisations; what they may do is everything that their roles in that
organisation allow. Without a role in an organisation its pages do not exist for them (404); with a role that does
not allow a page, it is refused (403).

A second factor (an authenticator app or a passkey) is asked for as soon as one of somebody's roles allows to: {second}.

A role that sees pay is given only by somebody who sees pay, and never to oneself; the first one in a city comes
from whoever runs the server (`lamplighter invite EMAIL hr --city SLUG`). The last account that may invite people and
give roles cannot lose that role.
"""


class Command(BaseCommand):
    help = "Write the reference of roles."

    def handle(self, **options: Any) -> None:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(roles_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.ROOT)} is written.")


def roles_page() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        second = "; ".join(str(sight.label) for sight in Sight if sight in SECOND_FACTOR_SIGHTS)
        parts = [HEAD.format(second=second)]
        for title, roles in (("In a city", CITY_ROLES), ("In an association", ASSOCIATION_ROLES)):
            parts.append(f"## {title}\n\n{table(roles)}\n")
        return "\n".join(parts)


def table(roles: tuple[Role, ...]) -> str:
    """One line for each thing that one of these roles may do."""
    shown = [sight for sight in Sight if any(sight in SIGHTS[role] for role in roles)]
    lines = [
        f"| may | {' | '.join(str(role.label) for role in roles)} |",
        f"|---|{'---|' * len(roles)}",
    ]
    for sight in shown:
        marks = " | ".join("yes" if sight in SIGHTS[role] else "" for role in roles)
        lines.append(f"| {sight.label} (`{sight}`) | {marks} |")
    factors = " | ".join("yes" if needs_second_factor([role]) else "" for role in roles)
    lines.append(f"| *signs in with a second factor* | {factors} |")
    lines.append(f"| *its code* | {' | '.join(f'`{role}`' for role in roles)} |")
    return "\n".join(lines)
