"""What is typed about contracts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.register.choices import ContractKind
from lamplighter.apps.register.models import Contract, Person, Post
from lamplighter.apps.register.queries.contracts import PAY_FIELDS
from lamplighter.apps.register.queries.posts import open_on
from lamplighter.web.fields import DayField, house_fields
from lamplighter.web.versioned import VersionedForm


class ContractForm(VersionedForm):
    """Kind, time, hours, pay and rules of one contract; pay only for who may see it (``sees_pay``)."""

    class Meta:
        model = Contract
        fields = (
            "kind",
            "supplier",
            "post",
            "starts_on",
            "ends_on",
            "weekly_hours",
            *PAY_FIELDS,
            "rule_pack",
            "shift_worker",
            "exempt",
            "exempt_reason",
        )
        formfield_callback = house_fields
        help_texts = {
            "ends_on": gettext_lazy("Last day. Empty: without end."),
            "supplier": gettext_lazy("For a contract through an agency or a service company."),
            "exempt_reason": gettext_lazy("Such as the article of law, or the decision that says so."),
        }

    def __init__(
        self,
        data: Any = None,
        *,
        person: Person,
        today: date,
        packs: Sequence[tuple[str, str]],
        sees_pay: bool,
        **more: Any,
    ) -> None:
        super().__init__(data, without=() if sees_pay else PAY_FIELDS, **more)
        self.person = person
        city = person.organisation
        posts = Post.objects.filter(open_on(today) | Q(pk=self.instance.post_id), organisation=city)
        self.pick("post", posts.order_by("title", "code"), by="code", typed_help=_("Write the post code."))
        self.fields["post"].empty_label = _("without a post")
        self.fields["post"].label_from_instance = _post_in_words
        known = dict(packs)
        mine = self.initial.get("rule_pack") or city.rule_pack
        self.initial["rule_pack"] = mine
        known.setdefault(mine, mine)
        self.fields["rule_pack"] = forms.ChoiceField(
            label=self.fields["rule_pack"].label,
            choices=list(known.items()),
            initial=mine,
            help_text=_("Which law decides about rest, hours and duty pay."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A contract cannot end before it starts."))
        kind = cleaned.get("kind")
        if kind == ContractKind.FIXED_TERM and starts and not ends and "ends_on" not in self.errors:
            self.add_error("ends_on", _("A fixed-term contract has a last day."))
        outside = kind in {ContractKind.AGENCY, ContractKind.SERVICE_COMPANY}
        if outside and not cleaned.get("supplier"):
            self.add_error("supplier", _("Name the agency or company."))
        if cleaned.get("exempt") and not cleaned.get("exempt_reason", "").strip():
            self.add_error("exempt_reason", _("Give the reason, or leave the contract under working-time rules."))
        pay = cleaned.get("base_pay")
        if pay is not None and pay < 0:
            self.add_error("base_pay", _("Pay is not negative."))
        hours = cleaned.get("weekly_hours")
        if hours is not None and not 0 < hours <= 168:
            self.add_error("weekly_hours", _("A week has 168 hours; write more than 0 and no more than that."))
        return cleaned


class EndContractForm(forms.Form):
    """The last day of a contract."""

    ends_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, data: Any = None, *, contract: Contract, **more: Any) -> None:
        super().__init__(data, initial={"ends_on": contract.ends_on}, **more)
        self.contract = contract

    def clean_ends_on(self) -> date:
        ends: date = self.cleaned_data["ends_on"]
        if ends < self.contract.starts_on:
            raise ValidationError(_("A contract cannot end before it starts."))
        return ends


def _post_in_words(post: Post) -> str:
    # Translators: one choice of a list of posts: title, code, and whether it is vacant, filled and so on.
    return _("%(title)s (%(code)s, %(state)s)") % {
        "title": post.title,
        "code": post.code,
        "state": post.get_state_display(),
    }
