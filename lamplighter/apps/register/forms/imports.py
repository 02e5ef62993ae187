"""What is chosen about a spreadsheet: the file, what its columns mean, and how it is to be taken."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lamplighter.apps.register.choices import ImportKind, PayPeriod
from lamplighter.apps.register.imports.columns import lacking
from lamplighter.apps.register.imports.reading import MOST_BYTES
from lamplighter.apps.register.imports.targets import OF_KIND, PAY_TARGETS, PRIVATE_TARGETS, meaning_of
from lamplighter.apps.register.models import Import
from lamplighter.apps.register.phrases.imports import LACKING, NOT_STORED, NOT_YOURS, TARGETS, UNUSABLE
from lamplighter.web.fields import DayField

PRIVATE = frozenset(target for targets in PRIVATE_TARGETS.values() for target in targets)


class UploadForm(forms.Form):
    """A spreadsheet to look at."""

    kind = forms.ChoiceField(label=gettext_lazy("It lists"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=200,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "XLSX, XLS, ODS or CSV, in any language and encoding, as your payroll or office writes it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods"}),
    )
    as_of = DayField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy(
            "The day on which the list was true. What differs from the register counts from this day."
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, *, kinds: Iterable[ImportKind], **more: Any) -> None:
        super().__init__(data, files, **more)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(str(UNUSABLE["too_big"]).format(megabytes=MOST_BYTES // 1024**2))
        return file


class ColumnsForm(forms.Form):
    """What each column of one file means, and how the file is to be taken."""

    as_of = DayField(label=gettext_lazy("As of"))
    complete = forms.BooleanField(required=False)
    pay_period = forms.ChoiceField(
        label=gettext_lazy("Base pay is paid"),
        required=False,
        choices=[("", gettext_lazy("as its header says, else a month")), *PayPeriod.choices],
    )
    day_order = forms.ChoiceField(
        label=gettext_lazy("Dates in numbers"),
        required=False,
        choices=[
            ("", gettext_lazy("as most of the column allows")),
            # Translators: an order of day, month and year.
            ("dmy", pgettext_lazy("order", "day first: 21/11/2026")),
            ("mdy", pgettext_lazy("order", "month first: 11/21/2026")),
        ],
    )

    def __init__(self, data: Any = None, *, import_: Import, sees_pay: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.import_ = import_
        self.sees_pay = sees_pay
        options = import_.options
        self.initial["as_of"] = import_.as_of
        for name in ("complete", "pay_period", "day_order"):
            self.initial[name] = options.get(name, "")
        is_people = import_.kind == ImportKind.PEOPLE
        # Translators: a tick box about a spreadsheet.
        people = _("The list is complete: whoever is in the register and not in it has left")
        services = _("The list is complete: services in the register and not in it are closed")
        self.fields["complete"].label = people if is_people else services
        if not (is_people and sees_pay):
            del self.fields["pay_period"]
        if not is_people:
            del self.fields["day_order"]
        for index, header in enumerate(options["headers"]):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=header, required=False, choices=self._choices(header), initial=import_.mapping.get(str(index))
            )

    @property
    def columns(self) -> list[tuple[BoundField, list[str]]]:
        """Each column's choice, with a few of its values to tell it by."""
        samples = self.import_.options["samples"]
        return [(self[f"column_{index}"], samples[index]) for index in range(len(samples))]

    @property
    def others(self) -> list[BoundField]:
        """The questions that are not about a column."""
        return [self[name] for name in ("as_of", "complete", "pay_period", "day_order") if name in self.fields]

    def mapping(self) -> dict[str, str]:
        """What was chosen, by column."""
        found = {
            name.removeprefix("column_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }
        return dict(sorted(found.items(), key=lambda item: int(item[0])))

    def options(self) -> dict[str, Any]:
        """What was chosen, besides the columns."""
        return {
            name: self.cleaned_data[name] for name in ("complete", "pay_period", "day_order") if name in self.fields
        }

    def clean(self) -> dict[str, Any]:
        cleaned: Mapping[str, Any] = super().clean() or self.cleaned_data
        kind = self.import_.kind
        for code, target in lacking(self.mapping(), kind):
            word = str(TARGETS.get(f"{kind}.{target}", ""))
            self.add_error(None, str(LACKING[code]).format(target=word))
        return dict(cleaned)

    def _choices(self, header: str) -> list[tuple[str, Any]]:
        """Every meaning; pay only for who may see pay, and private facts in a group that says what becomes of them."""
        kind = self.import_.kind
        plain = [
            (target.key, TARGETS[f"{kind}.{target.key}"])
            for target in OF_KIND[kind]
            if target.key not in PRIVATE and (self.sees_pay or target.key not in PAY_TARGETS)
        ]
        hidden = not self.sees_pay and meaning_of(header, kind) in PAY_TARGETS
        choices: list[tuple[str, Any]] = [("", NOT_YOURS if hidden else NOT_STORED), *plain]
        private = [(key, TARGETS[f"{kind}.{key}"]) for key in sorted(PRIVATE) if kind == ImportKind.PEOPLE]
        if private and self.sees_pay:
            # Translators: heading over sex, age and year of birth in a list of what a column may mean.
            choices.append((_("kept apart, for fair-pay statistics alone"), private))
        return choices
