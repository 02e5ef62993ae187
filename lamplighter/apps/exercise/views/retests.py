"""Finished actions that an exercise in preparation tries again: which, by what, and why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.retests import leave_out, plan_retest
from lamplighter.apps.exercise.bridge.play import Scenario
from lamplighter.apps.exercise.bridge.preparing import played
from lamplighter.apps.exercise.bridge.retests import Planned, plan_of
from lamplighter.apps.exercise.choices import PREPARED, Purpose
from lamplighter.apps.exercise.forms.exercises import RetestChoiceForm
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.preparing import exercises_to_prepare
from lamplighter.apps.exercise.views.report import refusal
from lamplighter.apps.exercise.views.telling import teller_for
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.EXERCISE_RUN)
def exercise_retest(request: HttpRequest, city: Organisation, pk: int, action: int) -> HttpResponse:
    """Choose the task that tries one finished action, or say why it is left out."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    planned = next((each for each in plan_of(one) if each.action.pk == action), None)
    if planned is None or one.purpose != Purpose.REAL:
        raise Http404(f"Nothing is known of action {action} here")
    definition = played(one)
    tell = teller_for(city, definition, one.frozen, one.variables)
    tasks = [(task.key, tell(task.text) or task.key) for task in definition.scenario.task_of.values()]
    start = {"task": "" if planned.why else planned.task or planned.suggested, "why": planned.why}
    form = RetestChoiceForm(request.POST or None, initial=start, tasks=tasks)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["task"]:
                plan_retest(one, planned.action, said["task"], by=request.user, at=clock.now())
                messages.success(request, _("The exercise is going to try it."))
            else:
                leave_out(one, planned.action, said["why"], by=request.user, at=clock.now())
                messages.success(request, _("The exercise leaves it out."))
        except NotNow as why:
            form.add_error(None, refusal(why))
        else:
            return redirect("exercise", city.slug, pk)
    about = {"exercise": one, "form": form, "tried": planned.action, "open": one.state in PREPARED}
    status = 422 if request.method == "POST" else 200
    return render(request, "exercise/exercise_retest.html", about, status=status)


def planned_of(exercise: Exercise, scenario: Scenario, tell: Callable[[Any], str]) -> list[dict[str, Any]]:
    """Each finished action with the words of what tries it; of a rehearsal nothing, for it proves nothing."""
    if exercise.purpose != Purpose.REAL or exercise.state not in PREPARED:
        return []
    return [row(each, scenario, tell) for each in plan_of(exercise)]


def row(planned: Planned, scenario: Scenario, tell: Callable[[Any], str]) -> dict[str, Any]:
    """One finished action for the page."""
    phase = scenario.phase_of.get(planned.phase)
    return {
        "action": planned.action,
        "task": tell(scenario.task_of[planned.task].text) if planned.task in scenario.task_of else "",
        "phase": tell(phase.title) if phase is not None else "",
        "why": planned.why,
    }
