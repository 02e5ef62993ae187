"""Columns and filters of the list of people."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import ContractKind
from lamplighter.apps.register.models import Person
from lamplighter.apps.register.queries.contracts import people_ending_within
from lamplighter.apps.register.queries.people import has_contract, here, of_contract
from lamplighter.apps.register.queries.units import units_of
from lamplighter.web.listing import Column, Filter
from lamplighter.web.templatetags.words import day_short

SOON_DAYS = 183
YEAR_DAYS = 365


def people_columns(city: Organisation, today: date) -> list[Column]:
    """Name, number, unit, title, kind of contract, its end, and whether they are here."""
    return [
        Column(
            "name",
            _("Name"),
            "name",
            kind="name",
            sort="name",
            link=lambda row: reverse("person", args=[city.slug, row.pk]),
        ),
        Column("number", _("Staff number"), "number", sort="number"),
        Column("unit", _("Unit"), "unit.name", sort="unit__name"),
        Column("title", _("Title"), "contract_now.post.title", sort=of_contract("post__title", today)),
        Column("kind", _("Contract"), "contract_now.get_kind_display", sort=of_contract("kind", today)),
        Column("ends", _("Ends on"), "contract_now.ends_on", kind="day", sort=of_contract("ends_on", today)),
        Column("state", _("State"), lambda row: state_of(row, today), sort="left_on"),
    ]


def state_of(person: Any, today: date) -> str:
    """Whether somebody is here, in words; ``contract_now`` must have been put on the person."""
    if person.left_on and person.left_on < today:
        return _("left on %(day)s") % {"day": day_short(person.left_on)}
    if person.left_on:
        return _("leaves after %(day)s") % {"day": day_short(person.left_on)}
    if person.joined_on and person.joined_on > today:
        return _("joins on %(day)s") % {"day": day_short(person.joined_on)}
    return _("here") if person.contract_now else _("no contract in force")


def people_filters(city: Organisation, today: date) -> list[Filter]:
    """Unit, kind of contract, ending soon, information technology only, and who is here."""
    a_year_ago = today - timedelta(days=YEAR_DAYS)

    def by_state(people: QuerySet[Person], state: str) -> QuerySet[Person]:
        return people.filter(
            {
                "here": here(today),
                "joined": here(today) & Q(joined_on__gt=a_year_ago, joined_on__lte=today),
                "left": Q(left_on__lt=today),
                "left_year": Q(left_on__lt=today, left_on__gt=a_year_ago),
                "all": Q(),
            }[state]
        )

    return [
        Filter(
            "unit",
            _("Unit"),
            lambda people, unit: people.filter(unit=unit),
            [(str(pk), name) for pk, name in units_of(city).values_list("pk", "name")],
            any_label=_("every unit"),
        ),
        Filter(
            "kind",
            _("Contract"),
            lambda people, kind: people.filter(has_contract(today, kind=kind)),
            ContractKind.choices,
            any_label=_("every kind"),
        ),
        Filter(
            "ending",
            _("Contract ends"),
            lambda people, _soon: people.filter(people_ending_within(today, SOON_DAYS)),
            [("soon", _("within six months"))],
            any_label=_("whenever"),
        ),
        Filter(
            "it",
            _("Work"),
            lambda people, _it: people.filter(has_contract(today, post__is_it=True)),
            [("it", _("information technology only"))],
            any_label=_("every work"),
        ),
        Filter(
            "state",
            _("State"),
            by_state,
            [
                ("here", _("here now")),
                ("joined", _("joined in the last year")),
                ("left", _("left")),
                ("left_year", _("left in the last year")),
                ("all", _("everybody, ever")),
            ],
            default="here",
        ),
    ]
