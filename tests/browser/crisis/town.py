"""A Hebrew-speaking town with a service map, and whoever runs its exercises: ready to sign in at a server of its own.

``python -m tests.browser.crisis.town`` with ``LAMPLIGHTER_DATABASE`` naming an empty database writes it there.
"""

from typing import Any

import django

SLUG = "gilad"
EMAIL, PASSWORD, SECRET = "dana@gilad.example", "a long password", "JBSWY3DPEHPK3PXP"
# What residents know: by hand for so many minutes, and so long it may be out.
SERVICES = (
    ("106", "מוקד עירוני 106", 1, 0, 240, 61_000, "files"),
    ("visits", "ביקורי בית לקשישים", 2, 0, 480, 1_900, "files"),
    ("school", "הסעות לבתי ספר", 3, 60, 1440, 7_400, "files"),
    ("permits", "תווי חניה", 4, 0, 4320, 12_000, "files"),
    ("website", "אתר העירייה", 3, 0, 1440, 61_000, "cloud"),
)


def write() -> None:
    """Everything through the deeds that people use."""
    django.setup()

    from allauth.mfa.totp.internal.auth import TOTP
    from django.core.management import call_command

    from lamplighter.apps.cities.choices import OrganisationKind, Role
    from lamplighter.apps.cities.models import Affiliation
    from lamplighter.apps.register.actions.dependencies import add_group
    from lamplighter.apps.register.actions.services import add_service, add_system
    from lamplighter.web.clock import now
    from tests.people import account, organisation

    call_command("migrate", verbosity=0)
    at = now()
    israel: dict[str, Any] = {
        "country": "IL",
        "language": "he",
        "calendar": "gregorian",
        "time_zone": "Asia/Jerusalem",
        "weekend": "5,6",
        "currency": "ILS",
        "residents": 61_000,
    }
    town = organisation(SLUG, "גלעד", at=at, **israel)
    association = organisation("towns", "איגוד הערים", at=at, **israel | {"kind": OrganisationKind.ASSOCIATION})
    Affiliation.objects.create(association=association, city=town, since=at.date())
    dana = account("Dana", town, Role.DUTY_MANAGER, at=at)
    TOTP.activate(dana, SECRET)
    how: dict[str, Any] = {"by": dana, "at": at}
    stands_on = {
        "files": add_system(town, code="files", name="מערכת תיקי הרווחה", kind="application", **how),
        "cloud": add_system(town, code="cloud", name="ענן האתר", kind="cloud", **how),
    }
    for code, name, tier, by_hand, tolerable, residents, system in SERVICES:
        service = add_service(
            town,
            code=code,
            name=name,
            tier=tier,
            residents=residents,
            mtpd_min=tolerable,
            fallback_min=by_hand or None,
            manual_fallback="רשימות על נייר" if by_hand else "",
            **how,
        )
        add_group(service, [stands_on[system]], needed=1, buffer_min=0, **how)


if __name__ == "__main__":
    write()
