"""What is typed about dependency groups and needs."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lamplighter.apps.register.models import DependencyGroup, Need, Service, SupplyContract, System
from lamplighter.web.fields import house_fields
from lamplighter.web.templatetags.words import num
from lamplighter.web.versioned import VersionedForm

Member = Service | System | SupplyContract
KINDS = {Service: "service", System: "system", SupplyContract: "supply"}


def key(row: Member) -> str:
    """What a box of the list sends, such as ``system:7``."""
    return f"{KINDS[type(row)]}:{row.pk}"


def keys_of(rows: Iterable[Member]) -> str:
    """Members as one line of text, the same for the same members."""
    return " ".join(sorted(map(key, rows)))


class Picks(forms.CheckboxSelectMultiple):
    """Boxes under headings, long lists scroll and can be searched; the value is one line of keys."""

    template_name = "register/_picks.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        found = data.getlist(name) if isinstance(data, MultiValueDict) else [data.get(name) or ""]
        return " ".join(sorted(" ".join(found).split()))

    def format_value(self, value: Any) -> list[str]:
        return str(value or "").split()


class MembersField(forms.ChoiceField):
    """Any number of things; cleaned to one line of their keys."""

    widget = Picks

    def valid_value(self, value: str) -> bool:
        return all(super(MembersField, self).valid_value(one) for one in value.split())


class GroupForm(VersionedForm):
    """What something stands on: members, how many of them must work, and how long it lasts without."""

    members = MembersField(label=gettext_lazy("What it stands on"), required=False)
    field_order = ("members", "needed", "buffer_min", "name")

    class Meta:
        model = DependencyGroup
        fields = ("needed", "buffer_min", "name")
        formfield_callback = house_fields
        help_texts = {
            "needed": gettext_lazy("1 if any one of them suffices; as many as there are if none can be missed."),
            "buffer_min": gettext_lazy(
                "Such as a battery or a copy of yesterday's data. 0: it stops at once. "
                "Minutes: 60 is an hour, 1440 a day, 10080 a week."
            ),
            "name": gettext_lazy("Such as “the two switches”."),
        }

    def __init__(
        self,
        data: Any = None,
        *,
        choices: Sequence[tuple[str, Sequence[Member]]],
        chosen: Iterable[Member] = (),
        **more: Any,
    ) -> None:
        chosen = list(chosen)
        super().__init__(data, **(more | {"initial": {"members": keys_of(chosen), **more.get("initial", {})}}))
        self.rows = {key(row): row for _kind, rows in choices for row in (*rows, *chosen)}
        self.fields["members"].choices = [
            (heading, [(key(row), row.name) for row in rows]) for heading, rows in choices if rows
        ]

    @property
    def rows_chosen(self) -> list[Member]:
        """What was chosen."""
        return [self.rows[each] for each in self.cleaned_data["members"].split()]

    def clean_members(self) -> str:
        members: str = self.cleaned_data["members"]
        if not members:
            raise ValidationError(_("Choose at least one thing that it stands on."))
        return members

    def clean_needed(self) -> int:
        needed: int = self.cleaned_data["needed"]
        if needed < 1:
            raise ValidationError(_("At least one of them must work, else it does not stand on them."))
        return needed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        count = len((cleaned.get("members") or "").split())
        needed = cleaned.get("needed")
        if needed and count and needed > count:
            self.add_error(
                "needed",
                ngettext(
                    "Only %(count)s thing is chosen. Ask for no more than that, or choose more.",
                    "Only %(count)s things are chosen. Ask for no more than that, or choose more.",
                    count,
                )
                % {"count": num(count)},
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        return {each: value for each, value in super().values().items() if each != "members"}

    @property
    def seen_fields(self) -> dict[str, Any]:
        """What was seen of the group's own fields."""
        return {each: value for each, value in self.seen.items() if each != "members"}

    def _in_words(self, key: str) -> str:
        if key != "members":
            return super()._in_words(key)
        rows = [self.rows[each].name for each in str(self.seen[key]).split() if each in self.rows]
        return ", ".join(rows) or "–"


class NeedForm(VersionedForm):
    """How many people with which skill, at which level, within which time."""

    class Meta:
        model = Need
        fields = ("skill", "level", "people", "response_min")
        formfield_callback = house_fields
        help_texts = {
            "people": gettext_lazy("How many must be there at the same time."),
            "response_min": gettext_lazy("Minutes: 60 is an hour, 1440 a day, 10080 a week."),
        }

    def __init__(self, data: Any = None, *, thing: Service | System, **more: Any) -> None:
        super().__init__(data, **more)
        self.thing = thing
        self.fields["skill"].queryset = thing.organisation.skills.all()

    def clean_people(self) -> int:
        people: int = self.cleaned_data["people"]
        if people < 1:
            raise ValidationError(_("A need asks for at least one person."))
        return people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        skill, level = cleaned.get("skill"), cleaned.get("level")
        if skill and level:
            same = self.thing.needs.filter(skill=skill, level=level).exclude(pk=self.instance.pk)
            if same.exists():
                self.add_error(
                    "skill", _("That skill at that level is needed here already. Change the number there.")
                )
        return cleaned
