"""Columns and filters of the list of services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Hours, Tier
from lamplighter.apps.register.queries.services import in_use
from lamplighter.web.listing import Column, Filter


def service_columns(city: Organisation, hanging: Mapping[int, Any]) -> list[Column]:
    """Name, how soon it is felt, hours, times and residents; and for who may see it, what hangs on one absence."""
    return [
        Column(
            "name",
            _("Service"),
            "name",
            kind="name",
            sort="name",
            link=lambda row: reverse("service", args=[city.slug, row.pk]),
        ),
        Column(
            "absence",
            _("Hangs on"),
            lambda row: _hangs(hanging.get(row.pk, ())),
            part="register/_absence_tag.html",
            sensitive=Sight.KEY_PERSON,
        ),
        Column("tier", _("Without it"), "get_tier_display", sort="tier"),
        Column("hours", _("Hours"), "get_hours_display", sort="hours"),
        Column("mtpd", _("Tolerable"), "mtpd_min", kind="minutes", sort="mtpd_min"),
        Column("rto", _("To restore"), "rto_min", kind="minutes", sort="rto_min"),
        Column("residents", _("Residents"), "residents", kind="number", sort="residents"),
        Column("unit", _("Unit"), "unit.name", sort="unit__name"),
    ]


def _hangs(rows: Any) -> str:
    """What the column says: short today, one absence away, or nothing."""
    if any(row.uncovered for row in rows):
        return _("too few today")
    return _("one absence") if rows else ""


def service_filters(city: Organisation, today: date, hanging: Mapping[int, Any] | None) -> list[Filter]:
    """Tier, hours, whether it is given, and for who may see it what hangs on one absence."""
    found = [
        Filter(
            "tier",
            _("Without it"),
            lambda rows, tier: rows.filter(tier=tier),
            [(str(value), label) for value, label in Tier.choices],
            any_label=_("every tier"),
        ),
        Filter(
            "hours",
            _("Hours"),
            lambda rows, hours: rows.filter(hours=hours),
            Hours.choices,
            any_label=_("all hours"),
        ),
        Filter(
            "state",
            _("State"),
            lambda rows, state: {
                "given": rows.filter(in_use(today)),
                "closed": rows.exclude(in_use(today)),
                "all": rows,
            }[state],
            [("given", _("given now")), ("closed", _("closed")), ("all", _("all, ever"))],
            default="given",
        ),
    ]
    if hanging is not None:
        found.insert(
            0,
            Filter(
                "absence",
                _("Hangs on"),
                lambda rows, _one: rows.filter(pk__in=list(hanging)),
                [("one", _("one absence, or short today"))],
                any_label=_("any number of absences"),
            ),
        )
    return found
