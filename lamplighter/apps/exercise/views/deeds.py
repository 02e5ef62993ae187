"""Deeds at the console. Each is one form: done, and back to the console; or refused, with a sentence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions import clock as turns
from lamplighter.apps.exercise.actions import decisions, injects
from lamplighter.apps.exercise.actions import messages as said
from lamplighter.apps.exercise.actions import seats as places
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.play import scenario_of, state_of
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.choices import STREAMED
from lamplighter.apps.exercise.forms.console import (
    CodeForm,
    ImproviseForm,
    JumpForm,
    MessageForm,
    NoteForm,
    SeatForm,
    SpeedForm,
    ValueForm,
)
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.playing import codes_of
from lamplighter.apps.exercise.queries.preparing import exercises_to_prepare
from lamplighter.apps.exercise.queries.seats import seats_of
from lamplighter.apps.exercise.views.console import codes_shown, roles_for, shown
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.reader import reader

TURNS: dict[str, Callable[..., Any]] = {
    "start": turns.start,
    "pause": turns.pause,
    "resume": turns.resume,
    "end": turns.end,
}
INJECTS: dict[str, Callable[..., Any]] = {
    "release": injects.release,
    "hold": injects.hold,
    "freeing": injects.free,
    "skip": injects.skip,
}
DECISIONS: dict[str, Callable[..., Any]] = {
    "opening": decisions.open_now,
    "closing": decisions.close,
    "reveal": decisions.reveal,
}


@needs(Sight.EXERCISE_RUN)
@require_POST
def clock_turn(request: HttpRequest, city: Organisation, pk: int, turn: str) -> HttpResponse:
    """Start, pause, go on, end."""
    return done(request, found(city, pk), chosen(TURNS, turn))


@needs(Sight.EXERCISE_RUN)
@require_POST
def clock_speed(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change how fast the story goes."""
    form = SpeedForm(request.POST)
    return with_form(
        request,
        found(city, pk),
        form,
        lambda one, **who: turns.set_speed(one, form.cleaned_data["speed"], **who),
    )


@needs(Sight.EXERCISE_RUN)
@require_POST
def clock_jump(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Go forward in the story."""
    form = JumpForm(request.POST)

    def jump(one: Exercise, **who: Any) -> None:
        said_s, minutes = form.cleaned_data["to"], form.cleaned_data["minutes"]
        if minutes is not None:
            state = state_of(one)
            said_s = max(state.story_s, state.clock.story_s(who["at"])) + minutes * 60
        turns.jump(one, said_s, between=form.cleaned_data["between"], **who)

    return with_form(request, found(city, pk), form, jump)


@needs(Sight.EXERCISE_RUN)
@require_POST
def phase_open(request: HttpRequest, city: Organisation, pk: int, key: str) -> HttpResponse:
    """Open a phase."""
    return done(request, found(city, pk), lambda one, **who: turns.open_phase(one, key, **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def inject_deed(request: HttpRequest, city: Organisation, pk: int, key: str, deed: str) -> HttpResponse:
    """Release, hold, free or skip what comes."""
    doing = chosen(INJECTS, deed)
    return done(request, found(city, pk), lambda one, **who: doing(one, key, **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def inject_improvise(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Bring something that no scenario holds."""
    one = found(city, pk)
    roles = roles_for(scene_of(one), reader().language)
    form = ImproviseForm(request.POST, roles=roles, teams=one.teams)
    return with_form(request, one, form, lambda one, **who: injects.improvise(one, **form.facts(), **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def decision_deed(request: HttpRequest, city: Organisation, pk: int, key: str, deed: str) -> HttpResponse:
    """Open, close or reveal a decision, or take it for whoever does not sit there."""
    if deed == "taking":
        return decision_take(request, found(city, pk), key)
    doing = chosen(DECISIONS, deed)
    return done(request, found(city, pk), lambda one, **who: doing(one, key, **who))


def decision_take(request: HttpRequest, one: Exercise, key: str) -> HttpResponse:
    """Take a decision for the room or for one table; without a value the answers give it."""
    decision = scenario_of(one).decision_of.get(key)
    if decision is None:
        return shown(request, one, refused=str(NOT_NOW["unknown"]))
    options = [(option.key, option.key) for option in decision.options]
    form = ValueForm(request.POST, decision=decision, options=options, teams=one.teams, as_answered=True)

    def take(one: Exercise, **who: Any) -> None:
        decisions.take(one, key, form.value(), team=form.team() if one.teams > 1 else None, **who)

    return with_form(request, one, form, take)


@needs(Sight.EXERCISE_RUN)
@require_POST
def message_say(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Say something to one team."""
    one = found(city, pk)
    form = MessageForm(request.POST, teams=one.teams)
    return with_form(request, one, form, lambda one, **who: said.say(one, **form.cleaned_data, **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def note_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Write a note that no player sees."""
    form = NoteForm(request.POST)
    return with_form(request, found(city, pk), form, lambda one, **who: said.note(one, **form.cleaned_data, **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def seat_paper(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A seat that answers on paper."""
    one = found(city, pk)
    form = SeatForm(request.POST, roles=roles_for(scene_of(one), reader().language), teams=one.teams)
    return with_form(request, one, form, lambda one, **who: places.take_on_paper(one, **form.place(), **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def seat_deed(request: HttpRequest, city: Organisation, pk: int, seat: int, deed: str) -> HttpResponse:
    """Move a seat, take it out, or let its holder come back on another phone."""
    one = found(city, pk)
    there = seats_of(one).filter(number=seat).first()
    if there is None:
        return shown(request, one, refused=str(NOT_NOW["no_seat"]))
    if deed == "removal":
        return done(request, one, lambda one, **who: places.remove(there, **who))
    if deed == "again":

        def again(one: Exercise, **who: Any) -> None:
            places.reissue(there)
            text = _("The old phone of seat %(number)s is out. On the new one, come back with the code %(code)s.")
            messages.success(request, text % {"number": there.number, "code": there.return_code})

        return done(request, one, again)
    if deed != "move":
        raise Http404(f"No deed {deed!r} for a seat")
    form = SeatForm(request.POST, roles=roles_for(scene_of(one), reader().language), teams=one.teams)
    return with_form(request, one, form, lambda one, **who: places.move(there, **form.place(), **who))


@needs(Sight.EXERCISE_RUN)
@require_POST
def code_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A fresh code for one kind of participant."""
    one = found(city, pk)
    form = CodeForm(request.POST)
    if one.state not in STREAMED:
        return codes_shown(request, one, refused=str(NOT_NOW["not_ready"]))
    if not form.is_valid():
        return codes_shown(request, one, refused=str(NOT_NOW["unknown"]))
    places.new_code(one, form.cleaned_data["kind"])
    return redirect("exercise_codes", city.slug, one.pk)


@needs(Sight.EXERCISE_RUN)
@require_POST
def code_close(request: HttpRequest, city: Organisation, pk: int, code: int) -> HttpResponse:
    """Let nobody else in with a code."""
    one = found(city, pk)
    places.close_code(get_object_or_404(codes_of(one), pk=code), at=clock.now())
    return redirect("exercise_codes", city.slug, one.pk)


def found(city: Organisation, pk: int) -> Exercise:
    """The exercise, if it is the city's."""
    return get_object_or_404(exercises_to_prepare(city), pk=pk)


def chosen(deeds: dict[str, Callable[..., Any]], name: str) -> Callable[..., Any]:
    """The deed of an address, if there is one."""
    if name not in deeds:
        raise Http404(f"No deed {name!r}")
    return deeds[name]


def done(request: HttpRequest, one: Exercise, deed: Callable[..., Any]) -> HttpResponse:
    """Do a deed; what is refused is said on the console, and nothing was done."""
    try:
        deed(one, by=request.user, at=clock.now())
    except NotNow as why:
        one.refresh_from_db()
        return shown(request, one, refused=str(NOT_NOW[why.code]))
    return redirect("console", one.organisation.slug, one.pk)


def with_form(request: HttpRequest, one: Exercise, form: Form, deed: Callable[..., Any]) -> HttpResponse:
    """Do what a form says; what is wrong with it is said on the console."""
    if not form.is_valid():
        wrong = [f"{form[name].label}: {each}" for name, errors in form.errors.items() for each in errors]
        return shown(request, one, refused=" ".join(wrong))
    return done(request, one, deed)
