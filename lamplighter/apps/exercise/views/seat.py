"""A player's page: what came, what is asked, what was answered. It is whole at every load, with or without a script."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lamplighter.apps.exercise.actions.messages import say
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.desk import story_now
from lamplighter.apps.exercise.bridge.play import Decision
from lamplighter.apps.exercise.bridge.saying import Scene, scene_of
from lamplighter.apps.exercise.bridge.visible import (
    Audience,
    Shown,
    deciding_for,
    dusk,
    lines_for,
    said_value,
    state_for,
)
from lamplighter.apps.exercise.choices import STREAMED, SeatKind
from lamplighter.apps.exercise.forms.answers import AnswerForm, MessageForm
from lamplighter.apps.exercise.live.scribe import answer
from lamplighter.apps.exercise.live.tickets import AUDIENCES, ticket_for_seat
from lamplighter.apps.exercise.models import Answer, Exercise, Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.answers import own_answers
from lamplighter.apps.exercise.queries.evaluation import REPORTED, has_said, is_asking
from lamplighter.web import clock
from lamplighter.web.gate import seated
from lamplighter.web.numerals import script
from lamplighter.web.reader import reader

# The page's script asks for the card alone, and shows it in place of the old one.
PART = "X-Part"
NOT_FOR_YOU = frozenset({"unknown", "not_open", "not_asked"})
Own = dict[str, Any]


@seated(SeatKind.PLAYER)
@require_safe
def seat(request: HttpRequest) -> HttpResponse:
    """The feed, what is asked now, and one's own answers."""
    return page(request)


@seated(SeatKind.PLAYER)
@require_POST
def seat_answer(request: HttpRequest, decision: str) -> HttpResponse:
    """Keep an answer; the same one sent again is the same answer."""
    seat: Any = request.seat
    scene = scene_for(seat)
    asked = scene.scenario.decision_of.get(decision)
    if asked is None:
        raise Http404("Nothing of the kind is asked.")
    form = AnswerForm(request.POST, decision=asked)
    why = None if form.is_valid() else "out_of_bounds"
    if why is None:
        try:
            answer(seat, decision, form.cleaned_data.pop("value"), **form.cleaned_data, at=clock.now())
        except NotNow as refusal:
            why = refusal.code
    if why in NOT_FOR_YOU:
        raise Http404("Nothing of the kind is asked.")
    if PART in request.headers:
        if why is not None:
            told = {"words": NOT_NOW[why]}
            return HttpResponse(render_to_string("exercise/_refused.html", told), status=409)
        return HttpResponse(card_of(request, scene_for(seat), seat, asked))
    if why is None:
        return redirect(f"{reverse('seat')}#decision-{decision}")
    if decision in scene.state.closed or why in {"closed", "no_seat"}:
        messages.error(request, str(NOT_NOW[why]))
        return redirect("seat")
    return page(request, draft={decision: {**typed(request, asked), "wrong": NOT_NOW[why]}})


@seated(SeatKind.PLAYER)
@require_POST
def seat_message(request: HttpRequest) -> HttpResponse:
    """Say something to whoever runs the exercise."""
    seat: Any = request.seat
    form = MessageForm(request.POST)
    if not form.is_valid():
        return page(request, message=form)
    try:
        say(scene_for(seat).exercise, seat.team, form.cleaned_data["text"], seat=seat, at=clock.now())
    except NotNow as why:
        form.add_error(None, str(NOT_NOW[why.code]))
        return page(request, message=form)
    messages.success(request, _("Your message has been sent to control."))
    return redirect("seat")


def page(
    request: HttpRequest,
    *,
    draft: Mapping[str, Own] | None = None,
    message: MessageForm | None = None,
    deciding: Mapping[str, Own] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; with what was refused, or is about to be decided, if anything was."""
    seat: Any = request.seat
    scene = scene_for(seat)
    audience = audience_of(seat)
    parts = lines_for(scene, audience)
    now, earlier = cards_of(request, scene, seat, parts, draft or {})
    over = scene.exercise.state in REPORTED
    about = page_about(scene, seat, parts) | {
        "role": scene.text(scene.scenario.role_of[seat.role].name, reader().language, scene.state.story_s),
        "teams": scene.exercise.teams,
        "now": [*decided_here(request, scene, seat, deciding or {}), *now],
        "earlier": earlier,
        "dusk": drawn(dusk(scene, audience, story_now(scene, clock.now()))),
        "message": message or MessageForm(),
        "card": over,
        "survey": over and is_asking(scene.exercise) and not has_said(seat),
    }
    return render(request, "exercise/seat.html", about, status=422 if draft or message else status)


def page_about(scene: Scene, seat: Seat, parts: Iterable[Shown]) -> dict[str, Any]:
    """What pages of participants share: the feed newest first, the story's clock, the way to the stream."""
    state, clock_now = scene.state, scene.state.clock
    phase = scene.scenario.phase_of.get(state.phase or "")
    story_s = clock_now.story_s(clock.now())
    begins = scene.story_at(0)
    local = begins.astimezone(reader().zone) if begins else None
    return {
        "exercise": scene.exercise,
        "seat": seat,
        "phase": scene.text(phase.title, reader().language, state.story_s) if phase else "",
        "state": clock_now.state,
        "here": sum(one.kind == SeatKind.PLAYER for one in state.seats.values()),
        "items": [drawn(part) for part in reversed(list(parts)) if not part.replaces],
        "story_clock": scene.story_clock(story_s),
        "story_s": story_s,
        "speed_pct": clock_now.speed_pct,
        "begins_s": local.hour * 3600 + local.minute * 60 + local.second if local else "",
        "digits": script("0123456789", reader()),
        "last": state.last,
        "ticket": ticket_for_seat(seat, reader().language) if scene.exercise.state in STREAMED else "",
    }


def cards_of(
    request: HttpRequest, scene: Scene, seat: Seat, parts: Iterable[Shown], draft: Mapping[str, Own]
) -> tuple[list[SafeString], list[SafeString]]:
    """Decisions with their spreads: what is open and the latest one, and beneath them the earlier ones."""
    latest = {part.replaces: part for part in parts if part.replaces}
    open_now = [part.context["key"] for part in open_for(scene, seat)]
    keys = [part.context["key"] for name, part in latest.items() if name.startswith("decision-")]
    keys.sort(key=lambda key: scene.state.opened.get(key, 0), reverse=True)
    answers = own_answers(seat)
    now: list[SafeString] = []
    earlier: list[SafeString] = []
    for place, key in enumerate(keys):
        here = now if key in open_now or place == 0 else earlier
        asked = scene.scenario.decision_of[key]
        own = own_of(scene, asked, answers.get(key)) | draft.get(key, {})
        here.append(drawn(latest[f"decision-{key}"], request, own=own))
        here += [drawn(part) for part in latest.values() if is_spread_of(part, key)]
    asked_keys = set(keys)
    earlier += [
        drawn(part)
        for name, part in latest.items()
        if name.startswith("spread-") and part.context["key"] not in asked_keys
    ]
    return now, earlier


def decided_here(
    request: HttpRequest, scene: Scene, seat: Seat, deciding: Mapping[str, Own]
) -> Iterator[SafeString]:
    """Who decides what is open; where it is this seat, with its own answer chosen."""
    answers = own_answers(seat)
    for part in deciding_for(scene, audience_of(seat)):
        key = part.context["key"]
        own = own_of(scene, scene.scenario.decision_of[key], answers.get(key)) | deciding.get(key, {})
        yield drawn(part, request, own=own)


def card_of(request: HttpRequest, scene: Scene, seat: Seat, asked: Decision) -> str:
    """One decision with the answer that has just been kept."""
    own = own_of(scene, asked, own_answers(seat).get(asked.key))
    for part in open_for(scene, seat):
        if part.context["key"] == asked.key:
            return drawn(part, request, own=own)
    return ""


def open_for(scene: Scene, seat: Seat) -> list[Shown]:
    """The decisions that this seat may answer now."""
    return [one for one in state_for(scene, audience_of(seat)) if one.replaces.startswith("decision-")]


def is_spread_of(part: Shown, key: str) -> bool:
    return part.replaces.startswith("spread-") and part.context["key"] == key


def own_of(scene: Scene, asked: Decision, kept: Answer | None) -> Own:
    """A seat's own answer, as its form shows it and in words."""
    if kept is None:
        return {}
    said = said_value(scene, asked, kept.value, reader().language, scene.state.story_s)
    return shaped(kept.value, kept.reason, kept.confidence) | {"said": said}


def typed(request: HttpRequest, asked: Decision) -> Own:
    """What was typed and refused, so that nobody types it twice."""
    told = request.POST
    places = {told.get(f"place-{option.key}", ""): option.key for option in asked.offered}
    value: Any = told.get("value", "")
    if asked.mode == "rank":
        value = [places.get(str(place), "") for place in range(1, len(asked.offered) + 1)]
    return shaped(value, told.get("reason", ""), told.get("confidence", ""))


def shaped(value: Any, reason: str, confidence: object) -> Own:
    ranked = value if isinstance(value, list) else []
    return {"value": value, "ranked": ranked, "reason": reason, "confidence": str(confidence or "")}


def drawn(part: Shown, request: HttpRequest | None = None, **more: Any) -> SafeString:
    """A part as it stands on the page."""
    return SafeString(render_to_string(part.template, dict(part.context) | more, request))


def audience_of(seat: Seat) -> Audience:
    """Those who see the same as this seat, in its language."""
    kind = AUDIENCES[seat.kind]
    if kind == "seat":
        return Audience(kind, seat.role, seat.team, reader().language)
    return Audience(kind, language=reader().language)


def scene_for(seat: Seat) -> Scene:
    """The exercise of a seat as it is now."""
    return scene_of(Exercise.objects.select_related("organisation").get(pk=seat.exercise_id))
