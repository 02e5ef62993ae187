"""The report of an exercise: numbers that lead to their lines, marks, texts, what becomes of what was found."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.evaluation import close_survey, open_survey, set_mark
from lamplighter.apps.exercise.actions.followups import open_area
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.report import agree, write_text
from lamplighter.apps.exercise.bridge.report import digest_of
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.forms.report import AreaActionForm, MarkForm, SectionForm
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.phrases.report import REFUSED, SECTIONS
from lamplighter.apps.exercise.queries.evaluation import (
    AGREED,
    WRITTEN,
    official_marks,
    reports_visible_to,
    sign_offs,
    survey_count,
    survey_of,
    texts_of_report,
)
from lamplighter.apps.exercise.views.console import address_of
from lamplighter.apps.exercise.views.front import front_of
from lamplighter.apps.exercise.views.reporting import Told
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.reader import reader

# From so many answers on, what participants wrote is shown.
FEWEST_SAID = 5


@needs(Sight.EXERCISES)
def report(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """What the exercise showed; whoever runs exercises also finds what is still to be done about the report."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    runs = Sight.EXERCISE_RUN in request.sights
    signed = list(sign_offs(exercise))
    texts = written(exercise)
    about = {
        "exercise": exercise,
        "told": told,
        "front": front_of(told),
        "summary": texts[:1],
        "texts": texts[1:],
        "sign_offs": signed,
        "unchanged": bool(signed) and signed[-1].digest == digest_of(exercise, told.report),
        "writes": runs and exercise.state in WRITTEN,
        "runs": runs,
        "shares": runs and exercise.state in AGREED,
        "waiting": waiting(told),
        "hot_wash": exercise.state == ExerciseState.HOT_WASH,
        "asked": any(line.kind == "survey.opened" for line in told.lines.values()),
        "said": survey_count(exercise),
        "impressions": impressions(told) if runs else [],
        "survey_address": address_of(request, exercise) + reverse("seat_survey"),
    }
    return render(request, "exercise/report.html", about)


@needs(Sight.EXERCISES)
def report_number(request: HttpRequest, city: Organisation, pk: int, number: str) -> HttpResponse:
    """Exactly the lines of the log that one number follows from."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    if number not in told.report.numbers:
        raise Http404(f"No number {number}")
    figure = told.figure(told.report.numbers[number])
    about = {"exercise": exercise, "figure": figure, "lines": told.told(figure.number.lines)}
    return render(request, "exercise/report_number.html", about)


@needs(Sight.EXERCISE_RUN)
def report_edit(request: HttpRequest, city: Organisation, pk: int, section: str) -> HttpResponse:
    """Write one part of the report in the language in which it is read."""
    exercise = found(request, city, pk)
    if section not in SECTIONS:
        raise Http404(f"No section {section}")
    language = reader().language
    here = texts_of_report(exercise).filter(section=section, language=language).first()
    form = SectionForm(request.POST or None, initial={"text": here.text if here else ""})
    if request.method == "POST" and form.is_valid():
        try:
            write_text(exercise, section, language, form.cleaned_data["text"], by=request.user, at=clock.now())
        except NotNow as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, _("The report is written on."))
            return redirect("report", city.slug, pk)
    about = {"exercise": exercise, "form": form, "section": SECTIONS[section]}
    return render(request, "exercise/report_edit.html", about, status=422 if request.method == "POST" else 200)


@needs(Sight.EXERCISE_RUN)
def rating_official(request: HttpRequest, city: Organisation, pk: int, task: str) -> HttpResponse:
    """Set the mark of one task that stands in the report."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    if task not in told.scenario.task_of:
        raise Http404(f"No task {task}")
    here = official_marks(exercise).filter(task=task).first()
    form = MarkForm(request.POST or None, initial={"mark": here.mark, "cause": here.cause} if here else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_mark(exercise, task, **form.cleaned_data, by=request.user, at=clock.now())
        except NotNow as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, _("The mark stands in the report."))
            return redirect("report", city.slug, pk)
    one = told.scenario.task_of[task]
    about = {
        "exercise": exercise,
        "form": form,
        "task": told.say(one.text),
        "standard": told.say(one.standard) if one.standard else "",
        "source": one.source,
    }
    return render(request, "exercise/report_mark.html", about, status=422 if request.method == "POST" else 200)


@needs(Sight.EXERCISE_RUN)
@require_POST
def hot_wash_open(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Ask the participants for their first impressions."""
    return done(request, city, pk, open_survey, _("The participants are asked now."))


@needs(Sight.EXERCISE_RUN)
@require_POST
def hot_wash_close(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Ask no longer, and evaluate."""
    return done(request, city, pk, close_survey, _("The questions are closed. The report can be agreed."))


@needs(Sight.EXERCISE_RUN)
@require_POST
def report_agree(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Agree to the report as it is."""
    return done(
        request, city, pk, agree, _("The report is agreed. Everybody who may see exercises can read it now.")
    )


@needs(Sight.EXERCISE_RUN)
def area_action(request: HttpRequest, city: Organisation, pk: int, area: str) -> HttpResponse:
    """Open an action about something that the exercise found wanting."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    row = next((each for each in told.areas if each["area"].key == area), None)
    if row is None:
        raise Http404(f"No area {area}")
    form = AreaActionForm(request.POST or None, organisation=city, initial={"title": row["subject"][:200]})
    if request.method == "POST" and form.is_valid():
        made = open_area(
            exercise, row["area"], row["subject"], **form.cleaned_data, by=request.user, at=clock.now()
        )
        messages.success(request, _("The action is open."))
        return redirect("action", city.slug, made.pk)
    about = {"exercise": exercise, "form": form, "row": row}
    return render(request, "exercise/report_action.html", about, status=422 if request.method == "POST" else 200)


def found(request: HttpRequest, city: Organisation, pk: int) -> Exercise:
    """The exercise, if this reader may read its report."""
    return get_object_or_404(reports_visible_to(request.user, city).select_related("organisation"), pk=pk)


def refusal(why: NotNow) -> str:
    """Why something cannot be done now."""
    return str(REFUSED.get(why.code) or NOT_NOW[why.code])


def done(request: HttpRequest, city: Organisation, pk: int, deed: Any, said: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the report."""
    exercise = found(request, city, pk)
    try:
        deed(exercise, by=request.user, at=clock.now())
        messages.success(request, said)
    except NotNow as why:
        messages.info(request, refusal(why))
    return redirect("report", city.slug, pk)


def written(exercise: Exercise) -> list[dict[str, Any]]:
    """Every part that people write: in the reader's language, else in whichever it was written."""
    rows = list(texts_of_report(exercise))
    mine = reader().language
    parts = []
    for key, heading in SECTIONS.items():
        own = sorted((row for row in rows if row.section == key), key=lambda row: row.language != mine)
        text = own[0] if own else None
        parts.append(
            {"key": key, "heading": heading, "text": text, "other": text is not None and text.language != mine}
        )
    return parts


def impressions(told: Told) -> list[dict[str, Any]]:
    """What participants wrote, by question; of few it would tell who wrote it."""
    if survey_count(told.exercise) < FEWEST_SAID:
        return []
    rows = list(survey_of(told.exercise))
    found = [
        {
            "question": told.say(ask.text),
            "texts": [row.text for row in rows if row.question == ask.key and row.text],
        }
        for ask in told.scenario.survey
        if ask.kind == "text"
    ]
    return [each for each in found if each["texts"]]


def waiting(told: Told) -> list[str]:
    """Tasks that nobody marked."""
    return [told.say(told.scenario.task_of[task].text) for task in told.report.untested]
