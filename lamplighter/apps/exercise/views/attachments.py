"""Pictures and papers that are shown with injects: given, taken away, and sent to those who may see them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.attachments import attach, detach
from lamplighter.apps.exercise.actions.authoring import NoDraft
from lamplighter.apps.exercise.bridge.editing import NotThere
from lamplighter.apps.exercise.bridge.visible import carries
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.forms.attachments import AttachmentForm
from lamplighter.apps.exercise.models import Attachment
from lamplighter.apps.exercise.queries.attachments import attachment_named, attachments_in
from lamplighter.apps.exercise.queries.scenarios import scenarios_of
from lamplighter.apps.exercise.views.parts import part_or_404
from lamplighter.apps.exercise.views.seat import audience_of, scene_for
from lamplighter.apps.exercise.views.writing import in_draft
from lamplighter.web import clock
from lamplighter.web.gate import needs, seated

KEPT_S = 3600


@needs(Sight.EXERCISE_RUN)
def inject_attachment(request: HttpRequest, city: Organisation, pk: int, key: str) -> HttpResponse:
    """Choose the file that is shown with an inject."""
    found = in_draft(city, pk)
    part, _phase = part_or_404(found, "inject", key)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach(found.version, key, form.cleaned_data["file"], by=request.user, at=clock.now())
        except (NotThere, NoDraft):
            raise Http404 from None
        messages.success(request, _("The attachment is shown with the inject from now on."))
        return redirect(found.url("part_edit", "inject", key))
    named = part.get("attachment")
    about = found.context("") | {
        "form": form,
        "part": part,
        "key": key,
        "named": named,
        "there": attachment_named(found.version.pk, named["key"]) if named else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exercise/inject_attachment.html", about, status=status)


@needs(Sight.EXERCISE_RUN)
@require_POST
def inject_detach(request: HttpRequest, city: Organisation, pk: int, key: str) -> HttpResponse:
    """Show no file with an inject."""
    found = in_draft(city, pk)
    try:
        detach(found.version, key, by=request.user, at=clock.now())
    except (NotThere, NoDraft):
        raise Http404 from None
    messages.success(request, _("The attachment is taken away."))
    return redirect(found.url("part_edit", "inject", key))


@needs(Sight.EXERCISE_RUN)
def scenario_attachment(request: HttpRequest, city: Organisation, pk: int, attachment: int) -> HttpResponse:
    """One attachment, for whoever writes scenarios and runs exercises."""
    scenario = get_object_or_404(scenarios_of(city), pk=pk)
    return sent(get_object_or_404(attachments_in(city, scenario), pk=attachment))


@seated(*SeatKind.values)
def seat_attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """One attachment, for a seat that sees an inject which carries it."""
    seat: Any = request.seat
    scene = scene_for(seat)
    found = get_object_or_404(Attachment, pk=pk, version=scene.exercise.version_id)
    if not carries(scene, audience_of(seat), found.key):
        raise Http404("Nothing of the kind is shown.")
    return sent(found)


def sent(found: Attachment) -> HttpResponse:
    """The bytes, as what they are and nothing else; a picture is shown where it stands, a paper is taken away."""
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    paper = not found.media_type.startswith("image/")
    answer["Content-Disposition"] = content_disposition_header(paper, found.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = f"private, max-age={KEPT_S}"
    return answer
