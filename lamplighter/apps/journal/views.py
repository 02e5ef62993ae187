"""The journal of an organisation: a list to search and filter."""

from datetime import date, datetime, time, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.cities.queries import accounts_ever
from lamplighter.apps.journal.actions import record
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.phrases import deeds
from lamplighter.apps.journal.queries import lines_of, tell
from lamplighter.apps.journal.queries.telling import Facts, things
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing

COLUMNS = (
    Column("what", _("What was done"), lambda line: line.told.text, part="journal/_line.html"),
    Column("changes", _("Changed"), lambda line: in_text(line.told.changes), part="journal/_changes.html"),
    Column("at", _("When"), "at", kind="moment"),
    Column("who", _("Who"), "by_name", kind="name"),
    Column("number", _("Line"), "number", kind="number", sort="number"),
)


@needs(Sight.JOURNAL)
def journal(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Who did what to what, when; the latest first."""
    listing = Listing(
        request,
        lines_of(organisation),
        columns=COLUMNS,
        search=["subject_name", "by_name"],
        search_label=_("Person or thing"),
        filters=filters(organisation),
        order="-number",
        name="journal",
        title=_("Lines of the journal"),
        empty=Empty(_("Nothing was done yet. Every change will be written here.")),
        prepare=partial(tell_all, sights=request.sights),
        exported=lambda form, rows: record(
            organisation,
            "journal.exported",
            organisation,
            by=request.user,
            at=clock.now(),
            facts={"form": form.upper(), "lines": rows},
        ),
    )
    return listing.answer("journal/journal.html")


def filters(organisation: Organisation) -> list[Filter]:
    """Who, what kind of thing, what deed, from and until which day."""
    start = partial(midnight, organisation)
    kinds = sorted((str(capfirst(model._meta.verbose_name)), name) for name, model in things().items())
    return [
        Filter(
            "who",
            _("Who"),
            lambda lines, key: lines.filter(by_id=key),
            choices=[(str(one.pk), str(one)) for one in accounts_ever(organisation).order_by("name", "email")],
            any_label=_("anybody"),
        ),
        Filter(
            "thing",
            _("Kind of thing"),
            lambda lines, key: lines.filter(subject_type=key),
            choices=[(name, word) for word, name in kinds],
            any_label=_("anything"),
        ),
        Filter(
            "deed",
            _("Deed"),
            lambda lines, key: lines.filter(deed=key),
            choices=sorted(((code, blank(sentence)) for code, sentence in deeds().items()), key=itemgetter(1)),
            any_label=_("any deed"),
        ),
        Filter("since", _("From"), lambda lines, day: lines.filter(at__gte=start(in_reach(day)))),
        Filter(
            "until",
            _("Until and with"),
            lambda lines, day: lines.filter(at__lt=start(in_reach(day) + timedelta(days=1))),
        ),
    ]


def blank(sentence: object) -> str:
    """A deed's sentence with gaps where names will be."""
    return str(sentence).format_map(Facts())


def in_reach(day: date) -> date:
    """The day, or the nearest whose neighbours the calendar and every time zone still have."""
    return min(max(day, date(1000, 1, 1)), date(9000, 1, 1))


def midnight(organisation: Organisation, day: date) -> datetime:
    """When the day begins where the organisation is."""
    return datetime.combine(day, time.min, organisation.zone)


def tell_all(lines: list[Line], *, sights: frozenset[str]) -> None:
    """Give each line its sentence."""
    for line, told in zip(lines, tell(lines, sights), strict=True):
        line.told = told  # type: ignore[attr-defined]


def in_text(changes: Any) -> str:
    """The changes on one line, for a file."""
    return "; ".join(
        f"{one.label}: …" if one.hidden else f"{one.label}: {one.old or '–'} → {one.new or '–'}" for one in changes
    )
