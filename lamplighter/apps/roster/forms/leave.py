"""What is typed about leave and wishes."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.choices import LeaveKind
from lamplighter.apps.roster.models import Leave, ShiftType
from lamplighter.web.fields import DayField

LONGEST = timedelta(days=731)
WANTS = [("off", gettext_lazy("I would rather not be on duty")), ("on", gettext_lazy("I would like to be on duty"))]
WEIGHTS = [(1, gettext_lazy("a little")), (2, gettext_lazy("much")), (3, gettext_lazy("very much"))]


class LeaveForm(forms.Form):
    """From which day to which day somebody is away."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LeaveKind.choices)
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until and with"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Leave ends on the day it starts or later."))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", _("That is more than two years. Look at the year again."))
        elif first and last and self.person_of(said) is not None:
            self._check_overlap(self.person_of(said), first, last)
        return said

    def person_of(self, said: dict[str, Any]) -> Person | None:
        return said.get("person")

    def _check_overlap(self, person: Person | None, first: date, last: date) -> None:
        known = Leave.objects.filter(person=person, withdrawn_at=None, starts_on__lte=last, ends_on__gte=first)
        if known.exists():
            raise ValidationError(_("Leave is already recorded for some of these days. Withdraw it first."))


class LeaveOfForm(LeaveForm):
    """The same of anybody in the city."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Person"))
    field_order = ("person", "kind", "starts_on", "ends_on")

    def __init__(self, data: Any = None, *, city: Organisation, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        here = Person.objects.filter(organisation=city).filter(Q(left_on=None) | Q(left_on__gte=today))
        self.fields["person"].queryset = here


class OwnLeaveForm(LeaveForm):
    """The same of oneself."""

    def __init__(self, data: Any = None, *, person: Person, **more: Any) -> None:
        super().__init__(data, **more)
        self.person = person

    def person_of(self, said: dict[str, Any]) -> Person | None:
        return self.person


class WishForm(forms.Form):
    """A wish for one day."""

    on = DayField(label=gettext_lazy("Day"))
    wants = forms.ChoiceField(label=gettext_lazy("Wish"), choices=WANTS, widget=forms.RadioSelect, initial="off")
    shift_type = forms.ModelChoiceField(ShiftType.objects.none(), label=gettext_lazy("Shift"), required=False)
    weight = forms.TypedChoiceField(label=gettext_lazy("How much"), choices=WEIGHTS, coerce=int, initial=1)

    def __init__(self, data: Any = None, *, person: Person, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today
        mine = ShiftType.objects.filter(pool__members__person=person, retired_on=None).distinct()
        self.fields["shift_type"].queryset = mine.select_related("pool")
        self.fields["shift_type"].empty_label = _("any shift")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("That day is over. Choose one to come."))
        return on
