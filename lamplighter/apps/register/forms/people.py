"""What is typed about people and units."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import accounts_of
from lamplighter.apps.register.models import Person, Unit
from lamplighter.apps.register.queries.units import units_of, within_unit
from lamplighter.web.fields import DayField, house_fields
from lamplighter.web.versioned import VersionedForm


class PersonForm(VersionedForm):
    """Who somebody is and where they work."""

    class Meta:
        model = Person
        fields = ("name", "number", "unit", "joined_on", "email", "phone", "account")
        formfield_callback = house_fields

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city
        self.fields["unit"].queryset = units_of(city)
        self.fields["unit"].empty_label = _("none")
        self.fields["account"].empty_label = _("none")
        theirs = self.instance.account_id
        taken = Person.objects.filter(organisation=city, account__isnull=False).exclude(pk=self.instance.pk)
        free = accounts_of(city).exclude(pk__in=taken.values("account"))
        self.fields["account"].queryset = free | Account.objects.filter(pk=theirs) if theirs else free
        self.fields["account"].help_text = _("Who signs in as this person and so sees their own duties and pay.")

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        other = Person.objects.filter(organisation=self.city, number=number).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(
                _("Staff number %(number)s already belongs to %(person)s. Give this person another."),
                params={"number": number, "person": other},
            )
        return number

    def clean_joined_on(self) -> date | None:
        joined: date | None = self.cleaned_data["joined_on"]
        left = self.instance.left_on
        if joined and left and joined > left:
            raise ValidationError(_("That is after the last day, %(day)s."), params={"day": left.isoformat()})
        return joined


class ContactForm(VersionedForm):
    """How to reach somebody."""

    class Meta:
        model = Person
        fields = ("email", "phone")


class LastDayForm(forms.Form):
    """The last day of an employment."""

    left_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, data: Any = None, *, person: Person, **more: Any) -> None:
        super().__init__(data, **more)
        self.person = person

    def clean_left_on(self) -> date:
        last: date = self.cleaned_data["left_on"]
        joined = self.person.joined_on
        if joined and last < joined:
            raise ValidationError(
                _("%(person)s joined on %(day)s; nobody leaves before that."),
                params={"person": self.person, "day": joined.isoformat()},
            )
        return last


class UnitForm(VersionedForm):
    """A department or team, and what it is part of."""

    class Meta:
        model = Unit
        fields = ("name", "code", "parent")

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city
        self.fields["parent"].empty_label = _("not part of another")
        self.fields["parent"].queryset = units_of(city).exclude(pk=self.instance.pk)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Unit.objects.filter(Q(name=name), organisation=self.city).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There already is a unit called %(name)s."), params={"name": name})
        return name

    def clean_parent(self) -> Unit | None:
        parent: Unit | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and parent.pk in within_unit(self.instance):
            raise ValidationError(
                _("%(parent)s is itself part of %(unit)s. Choose a unit outside it."),
                params={"parent": parent, "unit": self.instance},
            )
        return parent
