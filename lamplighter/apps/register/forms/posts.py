"""What is typed about posts: what they are, and how each is filled."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Contract, Person, Post
from lamplighter.apps.register.queries.people import has_contract, here, in_force
from lamplighter.apps.register.queries.units import units_of
from lamplighter.web.fields import DayField, WordsField, house_fields
from lamplighter.web.picking import pick_from
from lamplighter.web.versioned import VersionedForm


class PostForm(VersionedForm):
    """What a post is; how it is filled has pages of its own."""

    class Meta:
        model = Post
        fields = ("title", "code", "unit", "is_it", "hiring_weeks", "funded_until")
        formfield_callback = house_fields
        help_texts = {
            "hiring_weeks": gettext_lazy("How many weeks it takes from the decision to the first day at work."),
            "funded_until": gettext_lazy("Empty: funded without end."),
        }

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city
        self.fields["unit"].queryset = units_of(city)
        self.fields["unit"].empty_label = _("none")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        other = Post.objects.filter(organisation=self.city, code=code).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(
                _("Post code %(code)s already belongs to “%(post)s”. Give this post another."),
                params={"code": code, "post": other},
            )
        return code


class SinceForm(forms.Form):
    """From which day a post is in its new state."""

    since = DayField(label=gettext_lazy("From"))

    def __init__(self, data: Any = None, *, post: Post, today: date, **more: Any) -> None:
        super().__init__(data, initial={"since": today}, **more)
        self.post = post


class FillForm(SinceForm):
    """Who takes the post. Only people bound by a contract can; ``contract`` among the cleaned data is theirs."""

    person = forms.ModelChoiceField(queryset=Person.objects.none(), label=gettext_lazy("Person"))
    field_order = ("person", "since")

    def __init__(self, data: Any = None, *, post: Post, today: date, **more: Any) -> None:
        super().__init__(data, post=post, today=today, **more)
        people = Person.objects.filter(here(today), has_contract(today), organisation=post.organisation_id)
        pick_from(self.fields["person"], people, by="number", typed_help=_("Write the staff number."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        person, since = cleaned.get("person"), cleaned.get("since")
        if person and since:
            bound = Contract.objects.filter(in_force(since), person=person).order_by("starts_on", "pk")
            cleaned["contract"] = bound.last()
            if cleaned["contract"] is None:
                self.add_error("since", _("On that day %(person)s has no contract.") % {"person": person})
        return cleaned


class OutsourceForm(SinceForm):
    """Which supplier does the work."""

    supplier = WordsField(label=gettext_lazy("Supplier"), max_length=160)
    field_order = ("supplier", "since")


class ShareForm(SinceForm):
    """Which city shares the post."""

    shared_with = WordsField(label=gettext_lazy("Shared with"), max_length=160)
    field_order = ("shared_with", "since")


class CloseForm(forms.Form):
    """From which day there is no such post."""

    closed_on = DayField(label=gettext_lazy("Closed on"))
