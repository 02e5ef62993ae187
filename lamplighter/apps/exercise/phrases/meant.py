"""What a scenario means of a city, in words: for whoever reads it where no city's own names stand in their places."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Words = dict[str, str | Promise]

# Translators: these stand inside sentences of a scenario, in the place of a name, as in “Since a quarter past six
# nobody can open the system that most services stand on.” No capital letter where your language has none in the middle.
SERVICES: Words = {
    "most_services": _("the service that most others stand on"),
    "most_residents": _("the service that most residents use"),
    "shortest_tolerance": _("the service that may be out for the shortest time"),
    "no_fallback": _("a service that cannot go on by hand"),
    "any": _("one of the city's services"),
}
# By how soon residents feel that it is gone: apps.register.choices.Tier.
SERVICES_OF: dict[int, str | Promise] = {
    1: _("a service that lives depend on"),
    2: _("a service without which the city stands still"),
    3: _("a service of daily life"),
    4: _("a service of the city's offices"),
}
SYSTEMS: Words = {
    "most_services": _("the system that most services stand on"),
    "most_residents": _("the system that most residents depend on"),
    "shortest_tolerance": _("the system that may be out for the shortest time"),
    "no_fallback": _("a system whose work nobody can do by hand"),
    "any": _("one of the city's systems"),
}
# Of those that most services stand on, by kind.
SYSTEMS_OF: Words = {
    "application": _("the application that most services stand on"),
    "server": _("the server that most services stand on"),
    "database": _("the database that most services stand on"),
    "network": _("the network that most services stand on"),
    "cloud": _("the cloud that most services stand on"),
}
OTHERS: Words = {
    "supply": _("one of the suppliers' contracts"),
    "pool": _("one of the duty pools"),
}
# Scenarios say of which sort a thing is before its name ("the service Meals"). What is meant says its sort itself, so
# the sort before it goes, and what clings to it stays; a pattern is what stands right before the place of the name.
JOINS: dict[str, tuple[tuple[str, str], ...]] = {
    "he": ((r"(?<!\w)([בלמשוכ]?)ה?(?:שירות|מערכת) (\"?)", r"\1\2"),),
    "fa": ((r"(?<!\w)(?:خدمت|سامانهٔ?) («?)", r"\1"),),
    "ar": ((r"(?<!\w)لل(?:خدمة|نظام) («?)", r"ل\1"), (r"(?<!\w)(?:ال)?(?:خدمة|نظام) («?)", r"\1")),
}

# Translators: stands inside a sentence of a scenario in the place of a name that is still to be invented.
BLANK = _("a name still to be chosen")


def meant(
    what: str, language: str, choose: str = "any", tier: int | None = None, kinds: tuple[str, ...] = ()
) -> str:
    """What a target of a scenario is, in a language as far as we speak it."""
    with override(language):
        if what == "service":
            return str(SERVICES_OF.get(tier or 0) or SERVICES[choose])
        if what == "system":
            own = [SYSTEMS_OF[kind] for kind in kinds if kind in SYSTEMS_OF] if choose == "most_services" else []
            return str(own[0] if own else SYSTEMS[choose])
        return str(OTHERS[what])


def blank(language: str) -> str:
    """What stands for a name that nobody has chosen yet."""
    with override(language):
        return str(BLANK)
