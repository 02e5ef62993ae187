"""Filters that write dates, times, numbers and money as the reader chose."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from lamplighter.web import calendars, numerals
from lamplighter.web.numerals import LRI, PDI, script
from lamplighter.web.reader import reader
from lamplighter.web.sheets import whole

register = template.Library()
Day = date | datetime | None


def local_day(value: date | datetime) -> date:
    """The reader's date: an instant is taken to the reader's zone first."""
    if isinstance(value, datetime):
        return value.astimezone(reader().zone).date() if value.tzinfo else value.date()
    return value


def written(value: Day, how: Any) -> str:
    if not value:
        return ""
    who = reader()
    return script(how(local_day(value), who.calendar, who.language, who.digits), who)


@register.filter
def day(value: Day) -> str:
    """``21 November 2026``."""
    return written(value, calendars.write_day)


@register.filter
def day_short(value: Day) -> str:
    """``21 Nov 2026``: for tables."""
    return written(value, calendars.write_short)


@register.filter
def day_month(value: Day) -> str:
    """``21 November``: where the year goes without saying."""
    return written(value, calendars.write_day_month)


@register.filter
def day_full(value: Day) -> str:
    """``Saturday 21 November 2026``."""
    return written(value, calendars.write_full)


@register.filter
def month(value: Day) -> str:
    """``November 2026``."""
    return written(value, calendars.write_month)


@register.filter
def day_number(value: Day) -> str:
    """``21``: the head of a roster's column."""
    return written(value, calendars.write_number_of_day)


@register.filter
def weekday(value: Day) -> str:
    """``Saturday``."""
    return calendars.WEEKDAYS[reader().language][local_day(value).weekday()] if value else ""


@register.filter
def weekday_short(value: Day) -> str:
    """``Sat``."""
    return calendars.WEEKDAYS_SHORT[reader().language][local_day(value).weekday()] if value else ""


@register.filter
def weekday_letter(value: Day) -> str:
    """``S``: the head of a roster's column."""
    return calendars.WEEKDAY_LETTERS[reader().language][local_day(value).weekday()] if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    """``21:40``, in the reader's zone."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(reader().zone)
    return script(f"{value:%H:%M}", reader())


@register.filter
def moment(value: datetime | None) -> str:
    """``21 November 2026, 21:40``."""
    if not value:
        return ""
    # Translators: A date and a time of day, such as “21 November 2026, 21:40”.
    return gettext("%(day)s, %(clock)s") % {"day": day(value), "clock": clock(value)}


@register.filter
def until(start: datetime | time | None, end: datetime | time | None) -> str:
    """``22:00–06:00``: start first on the left in every direction, as clocks are written."""
    if start is None or end is None:
        return clock(start or end)
    return f"{LRI}{clock(start)}–{clock(end)}{PDI}"


@register.filter
def through(first: Day, last: Day) -> str:
    """``21 November 2026 to 28 November 2026``; one day alone is written once."""
    if not first or not last or local_day(first) == local_day(last):
        return day(first or last)
    # Translators: A range of days, both ends included.
    return gettext("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


@register.filter
def num(value: numerals.Number | None, decimals: int | None = None) -> str:
    """``1,234.5``, with the reader's digits and separators."""
    if value is None or value == "":
        return ""
    return numerals.write_number(value, reader(), decimals)


@register.filter
def digits(value: object) -> str:
    """Any text (a code, a year, a version) in the reader's digits, ungrouped."""
    return script(str(value), reader())


@register.filter
def raw(value: object) -> str:
    """A number for a machine: in an id, a class, a value; never grouped, never in local digits."""
    return "" if value is None else str(value)


@register.filter
def iso(value: date | datetime | None) -> str:
    """For ``<time datetime=…>``."""
    return value.isoformat() if value else ""


@register.filter
def money(value: numerals.Number | None, currency: str) -> str:
    """``€1,234.50``; ``currency`` is a code such as IRR."""
    return "" if value is None or value == "" else numerals.write_money(value, currency, reader())


@register.filter
def money_round(value: numerals.Number | None, currency: str) -> str:
    """``€1,235``: without cents."""
    return "" if value is None or value == "" else numerals.write_money(value, currency, reader(), 0)


@register.filter
def percent(value: numerals.Number | None, decimals: int = 0) -> str:
    """``42%`` of a share between 0 and 1."""
    return "" if value is None or value == "" else numerals.write_percent(value, reader(), decimals)


@register.filter
def duration(minutes: numerals.Number | None) -> str:
    """``3 hours 20 minutes``."""
    if minutes is None or minutes == "":
        return ""
    whole = int(numerals.rounded(Decimal(str(minutes)), 0))
    hours, rest = divmod(abs(whole), 60)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": num(hours)}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": num(rest)}
    if hours and rest:
        # Translators: A length of time, such as “3 hours 20 minutes”.
        text = gettext("%(hours)s %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
    else:
        text = in_hours if hours else in_minutes
    return numerals.signed(text, whole < 0, reader())


@register.simple_tag
def name(person: object) -> SafeString | str:
    """The name of a person or thing, whose direction is its own."""
    return format_html("<bdi>{}</bdi>", person) if person else ""


@register.simple_tag
def way(url_name: str, *args: object) -> str:
    """Address of a page, or nothing where this reader's installation has no such page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def home_of(organisation: Any) -> str:
    """First page of an organisation."""
    return way("tonight" if organisation.kind == "city" else "association", organisation.slug) or "/"


@register.simple_tag
def look() -> str:
    """Address of the style sheet."""
    return reverse("look", args=[whole().version])


@register.filter
def widget_kind(field: BoundField) -> str:
    """How ``_field.html`` lays a field out: ``check``, ``options`` or ``line``."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "options" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "line"


@register.filter
def described(field: BoundField) -> SafeString:
    """The field's control, tied to its help and its errors for those who hear the page."""
    told = [f"{field.auto_id}-help"] if field.help_text else []
    if field.errors:
        told.append(f"{field.auto_id}-wrong")
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(told)} if told else {}
    return field.as_widget(attrs=attrs)
