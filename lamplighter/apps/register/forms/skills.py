"""What is typed about skills and who holds them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person, Skill, SkillHeld
from lamplighter.apps.register.queries.skills import skills_of
from lamplighter.web.fields import house_fields
from lamplighter.web.versioned import VersionedForm


class SkillForm(VersionedForm):
    """One skill of the catalogue."""

    class Meta:
        model = Skill
        fields = ("name", "code")

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        other = Skill.objects.filter(organisation=self.city, code=code).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(
                _("Code %(code)s already belongs to “%(skill)s”."), params={"code": code, "skill": other}
            )
        return code


class SkillHeldForm(VersionedForm):
    """What one person can do, and how we know."""

    class Meta:
        model = SkillHeld
        fields = ("skill", "level", "evidence", "assessed_on", "last_used_on")
        formfield_callback = house_fields

    def __init__(self, data: Any = None, *, person: Person, today: date, **more: Any) -> None:
        super().__init__(data, without=("skill",) if more.get("instance") else (), **more)
        self.person, self.today = person, today
        if not self.existing:
            held = person.skills_held.values("skill")
            self.fields["skill"].queryset = skills_of(person.organisation).exclude(pk__in=held)

    def clean_assessed_on(self) -> date | None:
        return self._not_later("assessed_on")

    def clean_last_used_on(self) -> date | None:
        return self._not_later("last_used_on")

    def _not_later(self, key: str) -> date | None:
        day: date | None = self.cleaned_data[key]
        if day and day > self.today:
            raise ValidationError(_("That day is still to come."))
        return day
