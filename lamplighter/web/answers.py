"""What views answer with forms: the right status, and a word to whoever was overtaken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lamplighter.web.versioned import Overtaken, VersionedForm


def sent(request: HttpRequest) -> Any:
    """What was posted, or None for a form just opened."""
    return request.POST if request.method == "POST" else None


def with_form(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page with the form: 200 when opened, 422 when something is wrong with it, 409 when overtaken."""
    status = getattr(form, "status", 422 if form.is_bound else 200)
    return render(request, template, {"form": form, **context}, status=status)


@contextmanager
def or_overtaken(form: VersionedForm) -> Iterator[None]:
    """Save in here: if somebody was quicker, with the same thing or the same code, the form says so."""
    try:
        yield
    except (Overtaken, IntegrityError):
        form.refuse_overtaken()
    except ValidationError as refusal:
        if not only_taken(refusal):
            raise
        form.refuse_overtaken()


def only_taken(refusal: ValidationError) -> bool:
    """Whether all that is wrong is that another row says the same, which the form had looked for."""
    fields = getattr(refusal, "error_dict", None) or {"": refusal.error_list}
    return {error.code for errors in fields.values() for error in errors} <= {"unique", "unique_together"}
