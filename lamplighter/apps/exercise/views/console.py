"""The facilitator's console: the clock, what comes, what is asked, who is there; and the codes that let people in."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.city import dusk_of
from lamplighter.apps.exercise.bridge.deciding_shown import role_name
from lamplighter.apps.exercise.bridge.desk import Question, desk_of
from lamplighter.apps.exercise.bridge.saying import Scene, scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, Shown, lines_for
from lamplighter.apps.exercise.choices import PREPARED, STREAMED, ExerciseState, SeatKind
from lamplighter.apps.exercise.forms.console import (
    ImproviseForm,
    JumpForm,
    MessageForm,
    NoteForm,
    SeatForm,
    SpeedForm,
    ValueForm,
)
from lamplighter.apps.exercise.live.tickets import ticket_for_console
from lamplighter.apps.exercise.models import Exercise, JoinCode
from lamplighter.apps.exercise.queries.playing import BROUGHT, codes_of, lines_of_kinds, notes_of
from lamplighter.apps.exercise.queries.preparing import exercises_to_prepare
from lamplighter.apps.exercise.queries.seats import seats_of
from lamplighter.apps.exercise.views.qr import Square, square
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.reader import reader

# So many items stand open; the earlier ones are folded.
NEWEST = 10
NOTES = 20
LOOPBACK = ("localhost", "")
OVER = (ExerciseState.EVALUATING, ExerciseState.REPORT_DRAFT, ExerciseState.AGREED, ExerciseState.CLOSED)


@needs(Sight.EXERCISE_RUN)
def console(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Everything that is needed to run the exercise, on one page; before it is ready, what is still to be done."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    if one.state == ExerciseState.CANCELLED or (one.state in PREPARED and one.state != ExerciseState.READY):
        return redirect("exercise", city.slug, one.pk)
    return shown(request, one)


def shown(request: HttpRequest, one: Exercise, *, refused: str = "") -> HttpResponse:
    """The console as things stand; with a refusal, if a deed could not be done (409)."""
    now, language = clock.now(), reader().language
    scene = scene_of(one)
    desk = desk_of(scene, seats_of(one), lines_of_kinds(one, BROUGHT), language, now)
    feed = lines_for(scene, Audience("console", language=language))
    items = [html_of(part) for part in reversed(feed) if not part.replaces]
    roles = roles_for(scene, language)
    teams = one.teams
    about = {
        "exercise": one,
        "refused": refused,
        "desk": desk,
        "clock": clock_for(scene, desk.story_s),
        "state": scene.state.clock.state,
        "ready": one.state == ExerciseState.READY,
        "ended": scene.state.clock.state == "ended" or one.state in OVER,
        "questions": [question | {"form": form} for question, form in with_forms(desk.questions, teams)],
        "items": items[:NEWEST],
        "older": items[NEWEST:],
        "spreads": spreads(feed),
        "dusk": dusk_of(scene, language, desk.story_s),
        "last": scene.state.last,
        "ticket": ticket_for_console(one, request.user, language) if one.state in STREAMED else "",
        "speed_form": SpeedForm(initial={"speed": scene.state.clock.speed_pct}, auto_id="speed-%s"),
        "jump_form": JumpForm(auto_id="jump-%s"),
        "next_s": desk.coming[0].due_s if desk.coming else None,
        "improvise_form": ImproviseForm(roles=roles, teams=teams, auto_id="improvise-%s"),
        "message_form": MessageForm(teams=teams, auto_id="message-%s"),
        "note_form": NoteForm(auto_id="note-%s"),
        "paper_form": SeatForm(roles=roles, teams=teams, auto_id="paper-%s"),
        "roles": roles,
        "teams": range(1, teams + 1),
        "notes": notes_of(one)[:NOTES],
    }
    return render(request, "exercise/console.html", about, status=409 if refused else 200)


@needs(Sight.EXERCISE_RUN)
def exercise_codes(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The codes that let people in, each with a square for a phone's camera."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    return codes_shown(request, one)


def codes_shown(request: HttpRequest, one: Exercise, *, refused: str = "") -> HttpResponse:
    """The page of the codes; with a refusal, if there was one."""
    open_codes = codes_of(one)
    kinds = [(kind, kind.label, [code for code in open_codes if code.kind == kind]) for kind in SeatKind]
    about = {
        "exercise": one,
        "refused": refused,
        "open": one.state in STREAMED,
        "kinds": [
            (kind, label, [(code, *way_in(request, one, code)) for code in codes]) for kind, label, codes in kinds
        ],
        "loopback": hidden(address_of(request, one)),
    }
    return render(request, "exercise/codes.html", about, status=409 if refused else 200)


@needs(Sight.EXERCISE_RUN)
def exercise_poster(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A sheet for the wall: how to come in as a player."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    code = codes_of(one).filter(kind=SeatKind.PLAYER).first() if one.state in STREAMED else None
    about: dict[str, Any] = {"exercise": one, "code": code}
    if code is not None:
        about["address"], about["square"] = way_in(request, one, code)
        about["join"] = address_of(request, one) + reverse("join")
    return render(request, "exercise/poster.html", about)


def way_in(request: HttpRequest, one: Exercise, code: JoinCode) -> tuple[str, Square]:
    """The address that a code opens, and its square."""
    address = address_of(request, one) + reverse("join_code", args=[code.shown])
    return address, square(address)


def address_of(request: HttpRequest, one: Exercise) -> str:
    """Where phones find this server: what was written down for the exercise, or as this reader found it."""
    return one.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def hidden(address: str) -> bool:
    """Whether no other machine finds an address."""
    host = urlsplit(address).hostname or ""
    try:
        number = ip_address(host)
    except ValueError:
        return host in LOOPBACK
    return number.is_loopback or number.is_unspecified


def clock_for(scene: Scene, story_s: int) -> dict[str, Any]:
    """The story's clock, for the part that draws it."""
    now = scene.state.clock
    begins = scene.story_at(0)
    local = begins.astimezone(scene.exercise.organisation.zone) if begins else None
    return {
        "text": scene.story_clock(story_s),
        "story_s": story_s,
        "speed_pct": now.speed_pct,
        "speed": now.speed_pct / 100,
        "state": now.state,
        "begins_s": local.hour * 3600 + local.minute * 60 if local else None,
    }


def roles_for(scene: Scene, language: str) -> list[tuple[str, str]]:
    """The roles of the scenario by key and name."""
    return [(role.key, role_name(scene, role.key, language)) for role in scene.scenario.roles]


def with_forms(questions: tuple[Question, ...], teams: int) -> list[tuple[dict[str, Any], ValueForm]]:
    """Each decision with the form by which it is taken."""
    return [
        (
            {"one": one},
            ValueForm(
                decision=one.decision,
                options=[(choice.key, choice.text) for choice in one.options],
                teams=teams,
                as_answered=True,
                auto_id=f"take-{one.key}-%s",
            ),
        )
        for one in questions
    ]


def html_of(part: Shown) -> SafeString:
    """A part of a page as the reader sees it."""
    return render_to_string(part.template, dict(part.context))


def spreads(feed: list[Shown]) -> list[SafeString]:
    """What has been revealed, the newest first; each decision once."""
    found = {part.replaces: part for part in feed if part.replaces.startswith("spread-")}
    return [html_of(part) for part in reversed(found.values())]
