"""What is typed about pools, members, shifts and demand."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.choices import Weekday
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Level
from lamplighter.apps.register.models import Person, Service, Skill
from lamplighter.apps.roster.choices import DutyKind
from lamplighter.apps.roster.models import Demand, Pool, PoolMember, ShiftType
from lamplighter.apps.roster.queries.pools import others_for, possible_members, shifts_for
from lamplighter.web.fields import DayField, WholeField, house_fields
from lamplighter.web.versioned import VersionedForm

MOST_PEOPLE = 20


class PoolForm(VersionedForm):
    """A pool: its name, the services it covers, and the skill that every member needs."""

    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label=gettext_lazy("Services it covers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("At level"), choices=Level.choices, coerce=int, initial=Level.WORKING
    )

    class Meta:
        model = Pool
        fields = ("name", "services", "skill", "level")
        formfield_callback = house_fields

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city
        covered = self.instance.services.all() if self.instance.pk else Service.objects.none()
        wanted = Service.objects.filter(organisation=city, closed_on=None)
        self.fields["services"].queryset = Service.objects.filter(
            pk__in=[*wanted.values_list("pk", flat=True), *covered.values_list("pk", flat=True)]
        ).order_by("-hours", "tier", "name")
        self.fields["skill"].queryset = Skill.objects.filter(organisation=city)
        self.fields["skill"].empty_label = _("none")
        # A set of services has no fingerprint: of two who tick boxes at once, the later one's boxes stand.
        self.seen.pop("services", None)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Pool.objects.filter(organisation=self.city, name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a pool of this name already. Choose another name."))
        return name


class MemberForm(forms.Form):
    """Take somebody into a pool."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Person"))
    since = DayField(label=gettext_lazy("Since"))
    primary = forms.BooleanField(label=gettext_lazy("Takes primary duties"), required=False, initial=True)
    backup = forms.BooleanField(label=gettext_lazy("Takes backup duties"), required=False, initial=True)
    newcomer = forms.BooleanField(
        label=gettext_lazy("Newcomer"),
        required=False,
        help_text=gettext_lazy("Two newcomers are never on together at night."),
    )

    def __init__(self, data: Any = None, *, pool: Pool, today: date, **more: Any) -> None:
        super().__init__(data, initial={"since": today}, **more)
        self.fields["person"].queryset = possible_members(pool, today)
        if pool.skill:
            self.fields["person"].help_text = _(
                "Listed are those who have %(skill)s at level %(level)s or above."
            ) % {
                "skill": pool.skill,
                "level": Level(pool.level).label,
            }

    def clean(self) -> dict[str, Any]:
        return _some_layer(super().clean() or self.cleaned_data)


class OthersField(forms.ModelMultipleChoiceField):
    """Other members, by the names of the people."""

    def label_from_instance(self, member: PoolMember) -> str:
        return str(member.person)


class MembershipForm(forms.ModelForm):
    """Which duties a member takes, which never, and with whom not together."""

    barred = forms.ModelMultipleChoiceField(
        ShiftType.objects.none(),
        label=gettext_lazy("Shifts never given"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "No roster and no hand-over gives them to this person. The reason is not asked for. Duties already"
            " published stay as they are."
        ),
    )
    apart = OthersField(
        PoolMember.objects.none(),
        label=gettext_lazy("Never on together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The two are never on duty at the same time in this pool. It holds for both."),
    )

    class Meta:
        model = PoolMember
        fields = ("primary", "backup", "newcomer", "barred", "apart")

    def __init__(self, data: Any = None, *, instance: PoolMember, today: date, **more: Any) -> None:
        super().__init__(data, instance=instance, **more)
        shifts, others = shifts_for(instance), others_for(instance, today)
        for name, offered in (("barred", shifts), ("apart", others)):
            self.fields[name].queryset = offered
            if not offered.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        return _some_layer(super().clean() or self.cleaned_data)


class LastTurnForm(forms.Form):
    """The last day on which a member takes turns."""

    until = DayField(label=gettext_lazy("Last day in the pool"))


class CloseForm(forms.Form):
    """The day from which a pool or shift is no more."""

    on = DayField(label=gettext_lazy("From this day on"))


class ShiftForm(VersionedForm):
    """A shift: letter, name, layer, kind in law, look, hours on the wall clock, response time."""

    class Meta:
        model = ShiftType
        fields = ("code", "name", "layer", "kind", "look", "starts_at", "ends_at", "response_min")
        formfield_callback = house_fields
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, data: Any = None, *, pool: Pool, **more: Any) -> None:
        super().__init__(data, **more)
        self.pool = pool
        # A call-out is never planned.
        self.fields["kind"].choices = [pair for pair in DutyKind.choices if pair[0] != DutyKind.CALLOUT]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if ShiftType.objects.filter(pool=self.pool, code=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another shift of this pool has this letter. Choose another."))
        return code


class PeopleForm(forms.Form):
    """How many people are needed, and how many are preferred."""

    people = WholeField(label=gettext_lazy("People needed"), min_value=0, max_value=MOST_PEOPLE, initial=1)
    preferred = WholeField(
        label=gettext_lazy("Preferred number of people"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=gettext_lazy(
            "More than are needed, where law and people leave room for it; without them there is no hole. Empty: as"
            " many as are needed."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        people, preferred = cleaned.get("people"), cleaned.get("preferred")
        if people is not None and preferred is not None and preferred < people:
            self.add_error("preferred", _("Fewer than are needed. Write a larger number, or leave it empty."))
        if preferred == people:
            cleaned["preferred"] = None
        return cleaned


class WeekdaysForm(PeopleForm):
    """How many people a shift needs, on which days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days of the week"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=list(range(1, 8)),
    )

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        first = city.week_starts
        self.fields["weekdays"].choices = sorted(Weekday.choices, key=lambda day: (day[0] - first) % 7)


class DateDemandForm(PeopleForm):
    """How many people a shift needs on one date."""

    field_order = ("on", "people", "preferred")
    on = DayField(label=gettext_lazy("Day"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["people"].help_text = _("0: nobody is needed on that day.")
        self.fields["people"].initial = None


def weekdays_of(demand: Demand | None) -> list[int]:
    """The days of the week that a demand names."""
    return [int(day) for day in demand.weekdays.split(",") if day] if demand else []


def _some_layer(cleaned: dict[str, Any]) -> dict[str, Any]:
    if not cleaned.get("primary") and not cleaned.get("backup"):
        raise ValidationError(_("A member takes primary duties, backup duties, or both. Choose at least one."))
    return cleaned
