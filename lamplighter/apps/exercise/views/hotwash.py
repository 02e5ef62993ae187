"""First impressions: what a participant says right after the exercise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lamplighter.apps.exercise.actions.evaluation import answer_survey
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.forms.survey import SurveyForm
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.evaluation import REPORTED, has_said, is_asking
from lamplighter.apps.exercise.views.report import refusal
from lamplighter.apps.exercise.views.reporting import teller_of
from lamplighter.web import clock
from lamplighter.web.gate import seated


@seated(SeatKind.PLAYER, SeatKind.EVALUATOR)
def seat_survey(request: HttpRequest) -> HttpResponse:
    """The questions while they are open to this seat; afterwards a word of thanks."""
    seat: Any = request.seat
    exercise = Exercise.objects.select_related("organisation").get(pk=seat.exercise_id)
    say = teller_of(exercise)
    asks = [(ask.key, say(ask.text), ask.kind) for ask in scenario_of(exercise).survey]
    form = SurveyForm(request.POST or None, asks=asks)
    if request.method == "POST" and form.is_valid():
        try:
            answer_survey(seat, form.answers(), named=form.cleaned_data["named"], at=clock.now())
        except NotNow as why:
            form.add_error(None, refusal(why))
        else:
            return redirect("seat_survey")
    about = {
        "exercise": exercise,
        "form": form,
        "asking": is_asking(exercise),
        "said": has_said(seat),
        "card": exercise.state in REPORTED and seat.kind == SeatKind.PLAYER,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exercise/seat_survey.html", about, status=status)
