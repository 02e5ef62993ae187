"""A picture or paper that is shown with an inject."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.exercise.imports.attaching import Unfit, attached
from lamplighter.apps.exercise.imports.contracts import MOST_ATTACHED
from lamplighter.apps.exercise.imports.found import Attached
from lamplighter.apps.exercise.phrases import importing


class AttachmentForm(forms.Form):
    """A file; its cleaned value is what goes with the inject."""

    file = forms.FileField(
        label=_("Picture or paper"),
        max_length=200,
        allow_empty_file=True,
        help_text=_("PNG, JPEG or PDF, 2 MB at most. Everybody who gets the inject sees it, and nobody else."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.pdf"}),
    )

    def clean_file(self) -> Attached:
        file: Any = self.cleaned_data["file"]
        try:
            # One byte more than may be is enough to see that it is too much.
            return attached(file.name, file.read(MOST_ATTACHED + 1))
        except Unfit as why:
            raise ValidationError(str(importing.WHY[why.code]), code=why.code) from why
