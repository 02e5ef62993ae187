"""A file with a scenario, and what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.exercise.imports.archive import MOST_PACKED
from lamplighter.apps.exercise.imports.columns import NOTHING
from lamplighter.apps.exercise.imports.looking import Looked
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


class ColumnsForm(forms.Form):
    """What each column of a chronogram holds."""

    def __init__(self, data: Any = None, *, looked: Sequence[Looked]) -> None:
        super().__init__(data)
        self.looked = tuple(looked)
        for one in self.looked:
            self.fields[one.letter] = forms.ChoiceField(
                label=one.header, choices=list(importing.MEANINGS.items()), initial=one.meaning or NOTHING
            )

    @property
    def columns(self) -> list[tuple[BoundField, Looked]]:
        """Each column's choice beside what it was made of."""
        return [(self[one.letter], one) for one in self.looked]

    def mapping(self) -> dict[str, str]:
        """Letter of a column → what it holds; all of them, so that nothing is guessed any more."""
        return {one.letter: self.cleaned_data[one.letter] for one in self.looked}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        chosen = [meaning for meaning in cleaned.values() if meaning != NOTHING]
        for one in self.looked:
            meaning = cleaned[one.letter]
            if chosen.count(meaning) > 1:
                # Translators: Error beside a form's field. {meaning} is one of the choices, such as “title”.
                words = _("More than one column is “{meaning}”. Leave one of them out.")
                self.add_error(one.letter, words.format(meaning=importing.MEANINGS[meaning]))
        if not {"title", "body"} & set(chosen):
            # Translators: Error over a form about the columns of a table.
            self.add_error(
                None, _("Say which column holds the title or the text: without them nothing can be told.")
            )
        return cleaned
