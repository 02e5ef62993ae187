"""What is typed when a published duty is taken over: who, and which part."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.models import Duty
from lamplighter.web.templatetags.words import clock, weekday

STEP = timedelta(minutes=30)


class PartForm(forms.Form):
    """From when until when, in half hours of the duty; all that is left of it if nothing is said."""

    start = forms.TypedChoiceField(label=gettext_lazy("from"), required=False, coerce=parse_datetime)
    end = forms.TypedChoiceField(label=gettext_lazy("until"), required=False, coerce=parse_datetime)

    def __init__(self, data: Any = None, *, duty: Duty, at: datetime, **more: Any) -> None:
        self.left = Span(_beginning(duty, at), duty.ends_at)
        # A hole may begin at any minute: what was asked for is a choice too, if it lies in the duty.
        named = {name: found for name in ("start", "end") if (found := _read((data or {}).get(name, "")))}
        if data is not None:
            data = data.copy()
            for name, found in named.items():
                data[name] = _written(found)
        super().__init__(data, initial={"start": _written(self.left.start), "end": _written(self.left.end)}, **more)
        within = [each for each in named.values() if duty.starts_at <= each <= duty.ends_at]
        steps = _steps(Span(duty.starts_at, duty.ends_at), within)
        words = [(_written(each), _said(each, duty)) for each in steps]
        self.fields["start"].choices = words[:-1]
        self.fields["end"].choices = words[1:]

    @property
    def part(self) -> Span:
        """The part that was asked for; what is left of the duty if that makes no sense."""
        if not self.is_bound or not self.is_valid():
            return self.left
        said = self.cleaned_data
        return Span(said.get("start") or self.left.start, said.get("end") or self.left.end)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if (said.get("start") or self.left.start) >= (said.get("end") or self.left.end):
            raise ValidationError(_("A part ends after it starts. Choose a later end."))
        return said


class TakeoverForm(PartForm):
    """The same, for somebody; ``seen`` is how the duty stood on the page."""

    person = forms.ModelChoiceField(Person.objects.none(), required=False)
    seen = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["person"].queryset = Person.objects.filter(organisation=city)


def _beginning(duty: Duty, at: datetime) -> datetime:
    """Of a duty under way, what is left from the last half hour on."""
    if at <= duty.starts_at or at >= duty.ends_at:
        return duty.starts_at
    return duty.starts_at + (at - duty.starts_at) // STEP * STEP


def _read(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None


def _written(at: datetime) -> str:
    """An instant for an address: UTC, with nothing in it that an address writes otherwise."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _steps(whole: Span, more: list[datetime]) -> list[datetime]:
    found = {each.astimezone(UTC) for each in more} | {whole.start, whole.end}
    at = whole.start
    while at < whole.end:
        found.add(at)
        at += STEP
    return sorted(found)


def _said(at: datetime, duty: Duty) -> str:
    zone = duty.draft.pool.organisation.zone
    if at.astimezone(zone).date() == duty.starts_at.astimezone(zone).date():
        return clock(at)
    # Translators: A choice of a time on the next day, such as “Saturday 02:00”.
    return _("%(weekday)s %(clock)s") % {"weekday": weekday(at), "clock": clock(at)}
