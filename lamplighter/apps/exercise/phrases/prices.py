"""What an option costs, what follows from it and how it really went elsewhere, in words. Every number is a range."""

from math import ceil

from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.journal.phrases import Words
from lamplighter.web.templatetags.words import duration, money_round, num

DAY_H = 24
# From so many hours on a length of time is told in days.
IN_DAYS_H = 48

WHAT: Words = {
    "money": pgettext_lazy("price", "Money"),
    "service_hours": _("Hours without service"),
    "people": pgettext_lazy("price", "People"),
    "trust": pgettext_lazy("price", "Trust"),
    "law": _("Time the law gives"),
}

# Translators: why a price is not known.
UNKNOWN: Words = {
    "money": _("not known: no case says it"),
    "service_hours": _("not known: the city's map does not say it"),
    "people": _("not known"),
    "trust": _("not known"),
    "law": _("not known: the city's lawyer must say it"),
}

# Translators: what follows from a decision or an event, told to the room. {thing} is a service or system, {delay}
# and {time} lengths of time such as “2 hours” or “1 to 10 days”, {points} such as “3 to 20 points”, {duty} a duty to
# report, {clock} the story's clock.
EFFECTS: Words = {
    "dark": _("{thing} goes dark."),
    "dark.later": _("{thing} goes dark {delay} later."),
    "dark.repair": _("{thing} goes dark; repair takes {time}."),
    "dark.repair.later": _("{thing} goes dark {delay} later; repair takes {time}."),
    "back": _("{thing} works again."),
    "back.later": _("{thing} works again about {delay} later."),
    "trust.up": _("Trust rises by {points}."),
    "trust.up.later": _("Trust rises by {points}, felt {delay} later."),
    "trust.down": _("Trust falls by {points}."),
    "trust.down.later": _("Trust falls by {points}, felt {delay} later."),
    "trust.open": _("Trust may fall by {down} or rise by {up}."),
    "trust.open.later": _("Trust may fall by {down} or rise by {up}, felt {delay} later."),
    "money": _("It costs {money}."),
    "money.later": _("It costs {money}, felt {delay} later."),
    "money.saved": _("It saves {money}."),
    "money.saved.later": _("It saves {money}, felt {delay} later."),
    "people": _("It touches {people}."),
    "people.later": _("It touches {people}, felt {delay} later."),
    "law": _("The clock of the law starts: {duty}. It runs out in {time}, at {clock}."),
    "law.unknown": _("The clock of the law starts: {duty}. How much time there is, the city's lawyer must say."),
    "law.done": _("{duty}: done."),
    "law.in_time": _("{duty}: done, {time} before its time ran out."),
    "law.late": _("{duty}: done, {time} too late."),
}

# Translators: what is known of a real incident; {time} is a length of time such as “22 days”, {money} an amount.
HAPPENED: Words = {
    "eur_per_resident": _("It cost {money}."),
    "days_workaround": _("A way around was found after {time}."),
    "days_main": _("The main services were back after {time}."),
    "days_full": _("Everything was back after {time}."),
}


def points(low: float, high: float) -> str:
    """``3 to 20 points``, of trust."""
    if low == high:
        return ngettext("%(n)s point", "%(n)s points", _count(high)) % {"n": num(high)}
    return ngettext("%(low)s to %(high)s point", "%(low)s to %(high)s points", _count(high)) % _ends(low, high)


def hours(low: float, high: float) -> str:
    """``3 to 40 hours``, added up over services."""
    if low == high:
        return duration(high * 60)
    return ngettext("%(low)s to %(high)s hour", "%(low)s to %(high)s hours", _count(high)) % _ends(low, high)


def days(low: float, high: float) -> str:
    """``335 to 428 days``."""
    if low == high:
        return ngettext("%(count)s day", "%(count)s days", _count(high)) % {"count": num(high)}
    return ngettext("%(low)s to %(high)s day", "%(low)s to %(high)s days", _count(high)) % _ends(low, high)


def people(low: float, high: float) -> str:
    """``10 to 40 people``."""
    if low == high:
        return ngettext("%(n)s person", "%(n)s people", _count(high)) % {"n": num(high)}
    return ngettext("%(low)s to %(high)s person", "%(low)s to %(high)s people", _count(high)) % _ends(low, high)


def amount(low: float, high: float, currency: str) -> str:
    """``€120,000 to €300,000``."""
    if low == high:
        return money_round(low, currency)
    ends = {"low": money_round(low, currency), "high": money_round(high, currency)}
    return gettext("%(low)s to %(high)s") % ends


def amount_of(low: float, high: float, unit: str) -> str:
    """``2 to 5 buses``: a unit that the scenario's authors chose."""
    many = num(high) if low == high else gettext("%(low)s to %(high)s") % _ends(low, high)
    return f"{many} {unit}".strip()


def lasting(low_h: float, high_h: float) -> str:
    """How long something takes: in hours, or in days where it is long."""
    if high_h < IN_DAYS_H:
        return hours(low_h, high_h)
    return days(_short(low_h / DAY_H), _short(high_h / DAY_H))


def delay(minutes: float) -> str:
    """How much later something is: minutes and hours, or days where it is long."""
    return duration(minutes) if minutes < IN_DAYS_H * 60 else lasting(minutes / 60, minutes / 60)


def trust(low: float, high: float) -> str:
    """Which way trust goes, and how far."""
    if high <= 0:
        return gettext("falls by %(points)s") % {"points": points(-high, -low)}
    if low >= 0:
        return gettext("rises by %(points)s") % {"points": points(low, high)}
    return gettext("falls by %(down)s or rises by %(up)s") % {"down": num(-low), "up": points(high, high)}


def saved(told: str) -> str:
    """The same, where it is not spent but spared."""
    # Translators: a price of an option: it does not cost, but saves {what}, such as hours without service or money.
    return gettext("saves %(what)s") % {"what": told}


def compared(assumed: str, real: str, *, decided: bool) -> str:
    """What participants assumed beside what it really took."""
    told = {"real": real, "assumed": assumed}
    # Translators: a real case beside what participants said; both are lengths of time, such as “3 days”.
    if decided:
        return gettext("It took %(real)s; you assumed %(assumed)s.") % told
    # Translators: the same; {assumed} is the median of their answers.
    return gettext("It took %(real)s; in the middle you assumed %(assumed)s.") % told


def felt(minutes: int, day: int) -> str:
    """When anybody notices; ``day`` of the story."""
    if not minutes:
        return gettext("felt at once")
    if minutes < DAY_H * 60:
        return gettext("felt after %(time)s") % {"time": duration(minutes)}
    after = _short(minutes / 60 / DAY_H)
    told = {"n": num(after), "day": num(day)}
    return (
        ngettext(
            "felt after %(n)s day, from day %(day)s of the story",
            "felt after %(n)s days, from day %(day)s of the story",
            _count(after),
        )
        % told
    )


def from_cases(count: int) -> str:
    """What a price rests on: so many real cases."""
    return ngettext("from %(n)s case", "from %(n)s cases", count) % {"n": num(count)}


def from_map() -> str:
    """What a price rests on: the services and systems of the city."""
    return pgettext("price", "from this city's map")


def from_writer() -> str:
    """What a price rests on: whoever wrote the scenario."""
    return pgettext("price", "estimated")


def from_law(article: str, *, reviewed: bool) -> str:
    """What a price rests on: an article of law."""
    if reviewed:
        return article
    return gettext("%(article)s; not yet reviewed by a lawyer") % {"article": article}


def _ends(low: float, high: float) -> dict[str, str]:
    return {"low": num(low), "high": num(high)}


def _count(number: float) -> int:
    """What decides between one and many."""
    return ceil(abs(number))


def _short(number: float) -> float:
    """Whole, or to a tenth where it is small."""
    return round(number, 1) if number < 10 else round(number)
