"""Sentences about falls and points of failure, for pages that explain them."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lamplighter.apps.register.bridge import Outline
from lamplighter.apps.register.bridge.falling import Link
from lamplighter.web.templatetags.words import duration, num


def names(things: Iterable[Outline]) -> SafeString:
    """Names one after the other, each in its own direction."""
    comma = pgettext("between parts of a list", ", ")
    return format_html_join(comma, "<bdi>{}</bdi>", ((each.name,) for each in things))


def when(minutes: float | None) -> str:
    """``at once``, or ``after 2 hours``."""
    if not minutes:
        # Translators: within a sentence such as “Water stops at once”.
        return pgettext("when something stops", "at once")
    return pgettext("when something stops", "after %(time)s") % {"time": duration(minutes)}


def sentences_of(link: Link) -> list[SafeString]:
    """What happened to one thing and why, as whole sentences."""
    thing = format_html("<bdi>{}</bdi>", link.thing.name)
    if link.kind == "out":
        # Translators: the end of a chain of causes: what somebody marked out.
        words = _("Away from the start: {thing}.") if link.thing.kind == "person" else _("Marked out: {thing}.")
        return [format_html(words, thing=thing)]
    facts: dict[str, object] = {
        "thing": thing,
        "lost": names(link.lost),
        "needed": num(link.needed),
        "of": num(link.of),
        "skill": format_html("<bdi>{}</bdi>", link.skill),
        "when": when(link.at_min),
        "fell": when(link.fell_min),
        "buffer": duration(link.buffer_min),
        "by_hand": when(link.degraded_min),
    }
    found = [_why(link, facts)]
    if link.buffer_min:
        found.append(format_html(_("It lasts {buffer} without."), **facts))
    if link.degraded_min is not None:
        found.append(format_html(_("Residents are served by hand, beginning {by_hand}."), **facts))
    if link.fell_min is not None and link.fell_min > link.at_min:
        found.append(format_html(_("It stops {fell}."), **facts))
    return found


def _why(link: Link, facts: dict[str, object]) -> SafeString:
    if link.kind == "need":
        # Translators: {needed} is a number of people, {lost} names of people, {when} such as “after 2 hours”.
        return format_html(
            _("For {skill}, {thing} needs {needed}; too few are left {when}. Away: {lost}."), **facts
        )
    if link.needed == link.of:
        # Translators: {lost} are names of what is out, one or several; {when} such as “after 2 hours”.
        return format_html(_("{thing} cannot do without {lost}, lost {when}."), **facts)
    # Translators: {needed} of {of} are numbers such as 2 of 3.
    return format_html(_("{thing} needs {needed} of {of}. With {lost} lost, too few are left {when}."), **facts)
