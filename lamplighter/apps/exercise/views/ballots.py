"""Answers on paper: sheets to print, and what stands on them entered by keyboard alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.answers import answer_paper
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.deciding_shown import role_name
from lamplighter.apps.exercise.bridge.play import Decision
from lamplighter.apps.exercise.bridge.saying import Scene, scene_of
from lamplighter.apps.exercise.choices import Room, SeatKind
from lamplighter.apps.exercise.forms.console import BallotForm
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.phrases.units import unit_of
from lamplighter.apps.exercise.queries.preparing import exercises_to_prepare
from lamplighter.apps.exercise.queries.seats import seats_of
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.reader import reader


@needs(Sight.EXERCISE_RUN)
def exercise_ballots(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One ballot for each decision and each seat that answers on paper."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    scene, language = scene_of(one), reader().language
    seats = [
        (seat, role_name(scene, seat.role, language))
        for seat in seats_of(one).filter(kind=SeatKind.PLAYER, room=Room.PAPER)
    ]
    sheets = [
        (
            decision,
            scene.text(decision.question, language, 0),
            options_of(scene, decision, language),
            unit_of(decision.unit),
            asked,
        )
        for decision in scene.scenario.decision_of.values()
        if (asked := [pair for pair in seats if not decision.asks or pair[0].role in decision.asks])
    ]
    about = {"exercise": one, "sheets": sheets}
    return render(request, "exercise/ballots.html", about)


@needs(Sight.EXERCISE_RUN)
def ballot_new(request: HttpRequest, city: Organisation, pk: int, key: str) -> HttpResponse:
    """Enter ballots of one decision, one after the other."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    scene, language = scene_of(one), reader().language
    decision = scene.scenario.decision_of.get(key)
    if decision is None:
        raise Http404(f"No decision {key!r}")
    options = options_of(scene, decision, language)
    form = BallotForm(request.POST or None, decision=decision, options=options)
    # In the midst of a pile, the next one is typed at once; who has just come here reads first.
    form.fields["seat"].widget.attrs["autofocus"] = request.method == "POST" or "entered" in request.GET
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            enter(one, form, request)
            pile = reverse("ballot_new", args=[city.slug, one.pk, key])
            return redirect(f"{pile}?entered={form.cleaned_data['seat']}")
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
            status = 409
    about = {
        "exercise": one,
        "form": form,
        "question": scene.text(decision.question, language, scene.state.story_s),
        "seats": paper_seats(scene, one, key, decision),
    }
    return render(request, "exercise/ballots_entry.html", about, status=status)


def enter(one: Exercise, form: BallotForm, request: HttpRequest) -> None:
    """Keep what stands on one ballot."""
    seat = form.cleaned_data["seat"]
    answer_paper(one, seat, form.decision.key, form.value(), by=request.user, at=clock.now())


def options_of(scene: Scene, decision: Decision, language: str) -> list[tuple[str, str]]:
    """A decision's options by key and text."""
    return [(option.key, scene.text(option.text, language, scene.state.story_s)) for option in decision.offered]


def paper_seats(scene: Scene, one: Exercise, key: str, decision: Decision) -> list[tuple[int, bool]]:
    """Numbers of the seats that answer on paper, and whether their ballot has been entered."""
    told = scene.state.answered.get(key, frozenset())
    numbers = seats_of(one).filter(kind=SeatKind.PLAYER, room=Room.PAPER).values_list("number", "role")
    return [(number, number in told) for number, role in numbers if not decision.asks or role in decision.asks]
