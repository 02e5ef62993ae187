"""A file with a scenario."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from lamplighter.apps.exercise.imports.archive import MOST_PACKED
from lamplighter.apps.exercise.phrases import importing


class UploadForm(forms.Form):
    """A scenario to look at and keep."""

    file = forms.FileField(
        label=gettext_lazy("File with the scenario"),
        max_length=200,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "YAML of Lamplighter or a ZIP of it, a workbook with a chronogram, an archive of OpenAEV or OpenBAS, or a"
            " file of IcebergTTX."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.zip,.xlsx,.xlsm,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_PACKED:
            facts = {"file": file.name, "megabytes": MOST_PACKED // 1024**2}
            raise ValidationError(importing.said(importing.UNUSABLE, "too_big", facts))
        return file
