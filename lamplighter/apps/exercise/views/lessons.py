"""Lessons of exercises: offered by a city, decided on by its association, read by all members; never whose they are."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.lessons import (
    STANDING,
    approve_lesson,
    decline_lesson,
    offer_lesson,
    withdraw_lesson,
)
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.forms.sharing import DeclineForm, LessonForm
from lamplighter.apps.exercise.models import Lesson
from lamplighter.apps.exercise.phrases.report import CAPABILITIES
from lamplighter.apps.exercise.queries.evaluation import AGREED
from lamplighter.apps.exercise.queries.sharing import (
    lessons_in,
    lessons_of,
    waiting_lessons,
)
from lamplighter.apps.exercise.queries.spread import associations_of
from lamplighter.apps.exercise.views.association import refusal, titles_in
from lamplighter.apps.exercise.views.report import found
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.MEMBERS)
def lessons(request: HttpRequest, association: Organisation) -> HttpResponse:
    """What members learned; who decides on lessons also finds those that wait."""
    decides = Sight.SCENARIOS_SHARE in request.sights
    titles = titles_in(association)
    about = page_of(request, [association]) | {
        "waiting": [told(one, titles) for one in waiting_lessons(association)] if decides else [],
        "decides": decides,
    }
    return render(request, "exercise/lessons.html", about)


@needs(Sight.EXERCISES)
def city_lessons(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The same lessons, for a member city."""
    about = page_of(request, list(associations_of(city))) | {"waiting": [], "decides": False}
    return render(request, "exercise/lessons.html", about)


def page_of(request: HttpRequest, associations: list[Organisation]) -> dict[str, Any]:
    """The lessons of these associations that fit what the reader asks for."""
    rows = []
    for association in associations:
        titles = titles_in(association)
        rows += [told(one, titles) for one in lessons_in(association)]
    capability, scenario = request.GET.get("capability", ""), request.GET.get("scenario", "")
    shown = [
        row
        for row in rows
        if capability in ("", row["lesson"].capability) and scenario in ("", row["scenario"] and row["uuid"])
    ]
    known = {row["lesson"].capability for row in rows}
    return {
        "rows": shown,
        "all": len(rows),
        "capabilities": [(key, word) for key, word in CAPABILITIES.items() if key in known],
        "scenarios": sorted(
            {(row["uuid"], row["scenario"]) for row in rows if row["scenario"]}, key=lambda r: r[1]
        ),
        "capability": capability,
        "scenario": scenario,
    }


def told(lesson: Lesson, titles: dict[UUID, str]) -> dict[str, Any]:
    """One lesson in words; its scenario only where that says nothing of whose it is."""
    return {
        "lesson": lesson,
        "about": CAPABILITIES.get(lesson.capability, lesson.capability),
        "scenario": titles.get(lesson.scenario, "") if lesson.scenario else "",
        "uuid": str(lesson.scenario),
    }


@needs(Sight.EXERCISE_RUN)
def lesson_offer(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Write a lesson of an agreed exercise, and see what became of those that were written."""
    exercise = found(request, city, pk)
    if exercise.state not in AGREED:
        raise Http404("Only of an agreed report lessons are offered.")
    associations = list(associations_of(city))
    form = LessonForm(request.POST if request.method == "POST" else None, associations=associations)
    if form.is_valid():
        said = form.cleaned_data
        try:
            offer_lesson(
                exercise,
                form.chosen,
                said["text"],
                said["capability"],
                with_scenario=said["with_scenario"],
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, _("The association decides on it. It is not told whose it is."))
        except NotNow as why:
            messages.info(request, refusal(why))
        return redirect("lesson_offer", city.slug, pk)
    rows = [
        {
            "lesson": one,
            "about": CAPABILITIES.get(one.capability, one.capability),
            "standing": one.state in STANDING,
        }
        for one in lessons_of(exercise)
    ]
    about = {"exercise": exercise, "form": form if associations else None, "rows": rows}
    return render(request, "exercise/lesson_offer.html", about, status=422 if form.is_bound else 200)


@needs(Sight.EXERCISE_RUN)
@require_POST
def lesson_withdraw(request: HttpRequest, city: Organisation, pk: int, code: UUID) -> HttpResponse:
    """Take a lesson back."""
    exercise = found(request, city, pk)
    withdraw_lesson(get_object_or_404(lessons_of(exercise), code=code), by=request.user, at=clock.now())
    messages.success(request, _("The lesson is taken back. Nobody else reads it any more."))
    return redirect("lesson_offer", city.slug, pk)


@needs(Sight.SCENARIOS_SHARE)
@require_POST
def lesson_approve(request: HttpRequest, association: Organisation, code: UUID) -> HttpResponse:
    """Let all members read a lesson."""
    lesson = get_object_or_404(Lesson, association=association, code=code)
    try:
        approve_lesson(lesson, by=request.user, at=clock.now())
        messages.success(request, _("All members read it now."))
    except NotNow as why:
        messages.info(request, refusal(why))
    return redirect("lessons", association.slug)


@needs(Sight.SCENARIOS_SHARE)
def lesson_decline(request: HttpRequest, association: Organisation, code: UUID) -> HttpResponse:
    """Do not take a lesson, and say why to the city that offered it."""
    lesson = get_object_or_404(waiting_lessons(association), code=code)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decline_lesson(lesson, form.cleaned_data["reason"], by=request.user, at=clock.now())
            messages.success(request, _("The city that offered it reads why."))
        except NotNow as why:
            messages.info(request, refusal(why))
        return redirect("lessons", association.slug)
    about = {"form": form, "lesson": lesson}
    return render(request, "exercise/lesson_decline.html", about, status=422 if form.is_bound else 200)
