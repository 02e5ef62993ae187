"""Whoever has the power decides on their own phone: chosen, asked whether it shall be so, and then it binds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lamplighter.apps.exercise.actions.decisions import take
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.audience import Shown
from lamplighter.apps.exercise.bridge.deciding import is_taken, refused_to
from lamplighter.apps.exercise.bridge.deciding_shown import deciding, table_of
from lamplighter.apps.exercise.bridge.play import Decision, unfit
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.bridge.visible import said_value
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.forms.answers import AnswerForm
from lamplighter.apps.exercise.models import Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.answers import own_answers
from lamplighter.apps.exercise.views.seat import PART, Own, audience_of, drawn, own_of, page, scene_for, typed
from lamplighter.web import clock
from lamplighter.web.gate import seated
from lamplighter.web.reader import reader

# What is wrong with a value, and not with the moment.
UNFIT = frozenset({"no_option", "not_all_ranked", "no_number", "out_of_bounds", "no_text", "too_long"})


@seated(SeatKind.PLAYER)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_decision(request: HttpRequest, decision: str) -> HttpResponse:
    """Decide: what was chosen is shown once more, and binds when it is sent again with ``sure``."""
    seat: Any = request.seat
    scene = scene_for(seat)
    asked = scene.scenario.decision_of.get(decision)
    part = part_of(scene, seat, asked) if asked is not None and decision in scene.state.opened else None
    if asked is None or part is None:
        raise Http404("Nothing of the kind is decided here.")
    if request.method != "POST":
        return answered(request, scene, seat, part, asked)
    form = AnswerForm(request.POST, decision=asked)
    value = form.cleaned_data["value"] if form.is_valid() else None
    if "sure" not in request.POST or value is None:
        team = table_of(scene, audience_of(seat))
        why = refused_to(scene.scenario, scene.state, decision, seat.number, team) or unfit(asked, value)
        if why is not None:
            return refused(request, asked, why)
        return answered(request, scene, seat, part, asked, surely(scene, asked, value))
    try:
        take(scene.exercise, decision, value, seat=seat, at=clock.now())
    except NotNow as refusal:
        return refused(request, asked, refusal.code)
    after = scene_for(seat)
    return answered(request, after, seat, part_of(after, seat, asked) or part, asked)


def part_of(scene: Scene, seat: Seat, asked: Decision) -> Shown | None:
    """What this seat sees of who decides; ``None`` where it is not told of the decision."""
    audience = audience_of(seat)
    part = next(deciding(scene, asked, audience), None)
    if part is None or (part.context["taken"] and not is_taken(scene.state, asked.key, table_of(scene, audience))):
        return None
    return part


def answered(
    request: HttpRequest, scene: Scene, seat: Seat, part: Shown, asked: Decision, own: Own | None = None
) -> HttpResponse:
    """The part alone to the script; otherwise the page, on which it stands."""
    if PART in request.headers:
        own = own or own_of(scene, asked, own_answers(seat).get(asked.key))
        return HttpResponse(drawn(part, request, own=own))
    if own is not None:
        return page(request, deciding={asked.key: own})
    return redirect(f"{reverse('seat')}#deciding-{asked.key}")


def refused(request: HttpRequest, asked: Decision, why: str) -> HttpResponse:
    """A sentence, in the part where there is a form and otherwise above the page: 422 for a value, 409 for a moment."""
    if PART in request.headers:
        return HttpResponse(render_to_string("exercise/_refused.html", {"words": NOT_NOW[why]}), status=409)
    if why in UNFIT:
        return page(request, deciding={asked.key: {**typed(request, asked), "wrong": NOT_NOW[why]}}, status=422)
    messages.error(request, str(NOT_NOW[why]))
    return page(request, status=409)


def surely(scene: Scene, asked: Decision, value: Any) -> Own:
    """What was chosen, in words and as the fields that say it again."""
    said = said_value(scene, asked, value, reader().language, scene.state.story_s)
    pairs = [("value", value)]
    if asked.mode == "rank":
        pairs = [(f"place-{key}", place) for place, key in enumerate(value, 1)]
    return {"said": said, "pairs": pairs}
