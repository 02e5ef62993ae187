"""The big screen of the room: the clock, what everybody has heard, what is asked, and the city at dusk. No names."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lamplighter.apps.exercise.bridge.city import dusk_of
from lamplighter.apps.exercise.bridge.desk import story_now
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, Shown, lines_for, state_for
from lamplighter.apps.exercise.choices import STREAMED, ExerciseState, SeatKind
from lamplighter.apps.exercise.live.tickets import ticket_for_seat
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.playing import codes_of
from lamplighter.apps.exercise.views.console import address_of, clock_for, html_of, spreads, way_in
from lamplighter.web import clock
from lamplighter.web.gate import seated

LAST = 2


@seated(SeatKind.SCREEN)
def screen(request: HttpRequest) -> HttpResponse:
    """What the whole room may see; before the start, how to come in."""
    seat: Any = request.seat
    exercise = Exercise.objects.select_related("organisation").get(pk=seat.exercise_id)
    scene, audience = scene_of(exercise), Audience("screen", language=seat.language)
    story_s = story_now(scene, clock.now())
    feed = lines_for(scene, audience)
    items = [part for part in feed if not part.replaces and part.context.get("kind") != "phase"]
    phases = [part for part in feed if part.context.get("kind") == "phase"]
    beside = state_for(scene, audience)
    about: dict[str, Any] = {
        "exercise": exercise,
        "waiting": exercise.state == ExerciseState.READY,
        "ended": scene.state.clock.state == "ended",
        "clock": clock_for(scene, story_s),
        "phase": html_of(phases[-1]) if phases else "",
        "items": [html_of(part) for part in items[: -LAST - 1 : -1]],
        "decisions": [html_of(part) for part in beside if part.replaces.startswith("decision-")],
        "present": next(html_of(part) for part in beside if part.replaces == "present"),
        "spread": spreads(feed)[:1] if is_talked_about(feed) else [],
        "dusk": dusk_of(scene, seat.language, story_s),
        "last": scene.state.last,
        "ticket": ticket_for_seat(seat, seat.language) if exercise.state in STREAMED else "",
    }
    code = codes_of(exercise).filter(kind=SeatKind.PLAYER).first() if about["waiting"] else None
    if code is not None:
        about |= {"code": code, "join": address_of(request, exercise) + reverse("join")}
        about["address"], about["square"] = way_in(request, exercise, code)
    return render(request, "exercise/screen.html", about)


def is_talked_about(feed: list[Shown]) -> bool:
    """Whether the room still speaks of what was revealed last: no phase has been opened since, nothing else decided."""
    revealed = [place for place, part in enumerate(feed) if part.replaces.startswith("spread-")]
    since = [part.context.get("kind") for part in feed[revealed[-1] :]] if revealed else []
    return bool(revealed) and "phase" not in since and since.count("taken") < 2
