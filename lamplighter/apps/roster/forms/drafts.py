"""What is typed about drafts."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.choices import LONGEST_DAYS, SEARCH_SECONDS
from lamplighter.apps.roster.models import Pool
from lamplighter.apps.roster.queries.pools import open_pools
from lamplighter.web.calendars import month_of
from lamplighter.web.fields import DayField, WholeField
from lamplighter.web.templatetags.words import num


class PeriodForm(forms.Form):
    """From which day to which, and how long to search; the city's next month unless somebody says otherwise."""

    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until and with"))
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("How long to search"),
        coerce=int,
        help_text=gettext_lazy("The longer, the fairer; you may stop it at any time and keep the best so far."),
    )

    def __init__(self, data: Any = None, *, city: Organisation, today: date, **more: Any) -> None:
        _first, last = month_of(today, city.calendar)
        first, last = month_of(date.fromordinal(last.toordinal() + 1), city.calendar)
        initial = {"starts_on": first, "ends_on": last, "seconds": SEARCH_SECONDS[1]} | more.pop("initial", {})
        super().__init__(data, initial=initial, **more)
        self.fields["seconds"].choices = seconds_choices()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("A roster ends on the day it starts or later."))
        elif first and last and (last - first).days >= LONGEST_DAYS:
            self.add_error("ends_on", _("A roster is at most three months long. Make two."))
        return said


class DraftForm(PeriodForm):
    """Which pool, from which day to which."""

    field_order = ("pool", "starts_on", "ends_on", "seconds", "seed")
    pool = forms.ModelChoiceField(Pool.objects.none(), label=gettext_lazy("Pool"))
    seed = WholeField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        help_text=gettext_lazy("Another number leads the search to another roster of the same worth."),
    )

    def __init__(self, data: Any = None, *, city: Organisation, today: date, **more: Any) -> None:
        super().__init__(data, city=city, today=today, **more)
        pools = open_pools(city, today)
        self.fields["pool"].queryset = pools
        only = list(pools[:2])
        if len(only) == 1:
            self.fields["pool"].empty_label = None


class DraftsForm(PeriodForm):
    """A period for every pool; nobody waits at the page for all of them, so the longest search is proposed."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, initial={"seconds": SEARCH_SECONDS[-1]}, **more)
        self.fields["seconds"].label = _("How long to search for each at most")
        self.fields["seconds"].help_text = _("A search ends sooner once no better roster exists.")


class FillForm(forms.Form):
    """How to fill a draft."""

    holes_only = forms.BooleanField(required=False)
    seconds = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["seconds"].choices = seconds_choices()


class GiveForm(forms.Form):
    """Who is to have a duty; empty is nobody."""

    person = forms.ModelChoiceField(Person.objects.none(), required=False)

    def __init__(self, data: Any = None, *, city: Organisation) -> None:
        super().__init__(data)
        self.fields["person"].queryset = Person.objects.filter(organisation=city)


class WayForm(GiveForm):
    """A way that was shown: the draft's revision then, and who gets which seat, as ``seat=person`` with spaces."""

    revision = WholeField(min_value=0)
    changes = forms.CharField(max_length=20_000)

    def clean_changes(self) -> dict[str, int]:
        pairs = [each.rpartition("=") for each in self.cleaned_data["changes"].split()]
        if not all(seat and person.isdecimal() for seat, _sign, person in pairs):
            raise forms.ValidationError(_("There is nobody like that here. Choose somebody from the list."))
        return {seat: int(person) for seat, _sign, person in pairs}


class PublishForm(forms.Form):
    """The holes that whoever publishes knows of."""

    holes = WholeField(min_value=0, widget=forms.HiddenInput)


def seconds_choices() -> list[tuple[int, str]]:
    """How long a search may take, in words."""
    return [(seconds, _("%(count)s seconds") % {"count": num(seconds)}) for seconds in SEARCH_SECONDS]
