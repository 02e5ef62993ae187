"""Exercises: the list, and the steps from a scenario to an exercise that is ready."""

import secrets
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions import exercises as deeds
from lamplighter.apps.exercise.actions.exercises import AHEAD, CANCELLED_FROM, PREPARED, NotNow
from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.bridge.duty_hour import day_for
from lamplighter.apps.exercise.bridge.preparing import blanks_of, choices_of, duty_of, lacking, played
from lamplighter.apps.exercise.choices import PREPARED as UPCOMING
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.forms.exercises import BlanksForm, CastForm, ExerciseForm
from lamplighter.apps.exercise.models import Exercise, Scenario
from lamplighter.apps.exercise.phrases.preparing import LACKING, NOT_NOW
from lamplighter.apps.exercise.queries.preparing import BEHIND, exercises_to_prepare, exercises_visible_to
from lamplighter.apps.exercise.queries.retests import retest_rows
from lamplighter.apps.exercise.queries.scenarios import playable_version, scenarios_of
from lamplighter.apps.exercise.views.console import address_of, hidden
from lamplighter.apps.exercise.views.mailing import addressed, roles_of
from lamplighter.apps.exercise.views.retests import planned_of
from lamplighter.apps.exercise.views.telling import card_for, teller_for
from lamplighter.apps.journal.actions import record_sight
from lamplighter.apps.journal.queries import history_of
from lamplighter.web import clock
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import needs
from lamplighter.web.numerals import whole
from lamplighter.web.templatetags.words import num


@needs(Sight.EXERCISES)
def exercises(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What is being prepared, what is ready or under way, and what is over."""
    rows = list(exercises_visible_to(request.user, city))
    groups = {
        "ahead": [row for row in rows if row.state in AHEAD],
        "under_way": [row for row in rows if row.state not in (*AHEAD, *BEHIND)],
        "behind": [row for row in rows if row.state in BEHIND],
    }
    about = {**groups, "any": bool(rows), "runs": Sight.EXERCISE_RUN in request.sights}
    return render(request, "exercise/exercises.html", about)


@needs(Sight.EXERCISES)
def exercise(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One exercise: for its facilitators how far it is, for others what it is called and when it is."""
    get_object_or_404(exercises_visible_to(request.user, city), pk=pk)
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    if Sight.EXERCISE_RUN not in request.sights:
        return render(request, "exercise/exercise_outside.html", {"exercise": one})
    definition = played(one)
    about = {
        "exercise": one,
        "open": one.state in PREPARED,
        "cancellable": one.state in CANCELLED_FROM,
        "ready": one.state == ExerciseState.READY,
        "lacking": [LACKING[code] for code in lacking(one)] if one.state in PREPARED else [],
        "services": sum(key.startswith("service:") for key in one.frozen["names"]),
        "choices": choices_of(one),
        "duty": duty_of(one.frozen),
        "added": sum(key.startswith("post_empty:") for key in definition.scenario.inject_of),
        "blanks": filled(one, city, definition),
        "retests": planned_of(one, definition.scenario, teller_for(city, definition, one.frozen, one.variables)),
        "upcoming": one.state in UPCOMING,
        "server": address_of(request, one),
        "hidden": hidden(address_of(request, one)),
        "addresses": addressed(one, roles_of(one, city)) if one.real_mail else [],
        "lines": history_of(one, request.sights),
    }
    return render(request, "exercise/exercise.html", about)


@needs(Sight.EXERCISE_RUN)
def exercise_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Begin to prepare: a scenario, a day and an hour; then the city is frozen."""
    asked = request.GET.get("scenario", "")
    chosen: Scenario | None = scenarios_of(city).filter(pk=whole(asked)).first()
    version = playable_version(chosen) if chosen else None
    if version is None:
        retired = _(
            "Every version of this scenario is retired. Take one back into use, or choose another scenario."
        )
        messages.info(request, retired if chosen else _("Choose the scenario to play first."))
        return redirect("scenarios", city.slug)
    definition = define(version.tree)
    story, today = definition.scenario.story, clock.now().astimezone(city.zone).date()
    start = {
        "title": card_for(city, definition).title,
        "day": day_for(city, story, today),
        "hour": time.fromisoformat(story.at),
        "language": city.language
        if city.language in definition.scenario.languages
        else definition.scenario.language,
        "teams": 1,
        "keep_days": 90,
    }
    form = ExerciseForm(request.POST or None, initial=start, languages=languages_of(definition), city=city)
    if request.method == "POST" and form.is_valid():
        seed = secrets.randbelow(2**31)
        made = deeds.prepare(version, **form.facts(), seed=seed, by=request.user, at=clock.now())
        messages.success(
            request, _("The city is frozen for this exercise. What is changed in it now changes nothing here.")
        )
        return redirect("exercise", city.slug, made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "exercise/exercise_new.html", {"form": form, "scenario": chosen}, status=status)


@needs(Sight.EXERCISE_RUN)
def exercise_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change title, day, hour, language, teams; another hour freezes the city anew."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    starts = (one.story_starts_at or one.made_at).astimezone(city.zone)
    start: dict[str, str | int | date | time] = {
        "title": one.title,
        "day": starts.date(),
        "hour": starts.time(),
        "language": one.language,
        "teams": one.teams,
        "keep_days": one.keep_days,
        "address": one.address,
    }
    form = ExerciseForm(request.POST or None, initial=start, languages=languages_of(played(one)), city=city)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change(one, **form.facts(), by=request.user, at=clock.now())
            return redirect("exercise", city.slug, one.pk)
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
    return with_form(request, "exercise/exercise_edit.html", form, one)


@needs(Sight.EXERCISE_RUN)
def exercise_blanks(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Fill in the blanks of the story."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    blanks = blanks_of(played(one).scenario, teller_for(city, played(one), one.frozen, one.variables))
    form = BlanksForm(request.POST or None, initial=one.variables, blanks=blanks)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.fill_in(one, form.values(), by=request.user, at=clock.now())
            return redirect("exercise", city.slug, one.pk)
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
    return with_form(request, "exercise/exercise_blanks.html", form, one)


@needs(Sight.EXERCISE_RUN)
def exercise_freeze(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Which of the city's own things the scenario means; sending the form freezes the city anew."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    form = CastForm(request.POST or None, choices=choices_of(one))
    if request.method == "POST" and form.is_valid():
        chosen = one.frozen.get("chosen", {}) | form.chosen()
        try:
            deeds.freeze_anew(one, chosen, by=request.user, at=clock.now())
            messages.success(request, _("The city is frozen anew."))
            return redirect("exercise", city.slug, one.pk)
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
    return with_form(request, "exercise/exercise_freeze.html", form, one)


@needs(Sight.EXERCISE_RUN)
def exercise_people(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Who would be on duty at the story's hour; names only for whoever may see them, and that is written down."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    names = Sight.KEY_PERSON in request.sights
    duty = duty_of(one.frozen, names=names)
    if names and any(place.person for place in duty.places):
        record_sight(city, "exercise.people_seen", one, by=request.user, at=clock.now())
    return render(request, "exercise/exercise_people.html", {"exercise": one, "duty": duty, "names": names})


@needs(Sight.EXERCISE_RUN)
@require_POST
def exercise_ready(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Set it ready; say what it tries besides, and whether phones can find it."""
    before = tried_by(exercises_to_prepare(city).filter(pk=pk).first())
    answer = done(request, city, pk, deeds.set_ready, _("The exercise is ready."))
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    if one.state != ExerciseState.READY:
        return answer
    new = len(tried_by(one) - before)
    if new:
        said = ngettext(
            "It now also tries %(n)s thing that was reported as done since it was prepared.",
            "It now also tries %(n)s things that were reported as done since it was prepared.",
            new,
        )
        messages.info(request, said % {"n": num(new)})
    if hidden(address_of(request, one)):
        messages.warning(
            request,
            _(
                "Only this machine finds the address for phones. That is enough if everybody plays on paper; otherwise"
                " go back to preparing and write down an address of the network."
            ),
        )
    return answer


def tried_by(one: Exercise | None) -> set[int]:
    """The finished actions that an exercise tries by one of its tasks."""
    return {row.action_id for row in retest_rows(one) if row.task} if one is not None else set()


@needs(Sight.EXERCISE_RUN)
@require_POST
def exercise_back(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Go back to preparing it."""
    return done(request, city, pk, deeds.take_back, _("The exercise is being prepared again."))


@needs(Sight.EXERCISE_RUN)
@require_POST
def exercise_cancel(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Call it off."""
    return done(request, city, pk, deeds.cancel, _("The exercise is cancelled."))


def done(request: HttpRequest, city: Organisation, pk: int, deed: Any, said: str) -> HttpResponse:
    """Do a deed that has no form, and say what came of it."""
    one = get_object_or_404(exercises_to_prepare(city), pk=pk)
    try:
        deed(one, by=request.user, at=clock.now())
        messages.success(request, said)
    except NotNow as why:
        messages.error(request, " ".join([str(NOT_NOW[why.code]), *(str(LACKING[code]) for code in why.lacking)]))
    return redirect("exercise", city.slug, one.pk)


def with_form(request: HttpRequest, template: str, form: Any, one: Exercise) -> HttpResponse:
    """A page of an exercise with a form: 422 when something is wrong with it."""
    status = 422 if request.method == "POST" else 200
    about = {"form": form, "exercise": one, "open": one.state in PREPARED}
    return render(request, template, about, status=status)


def filled(one: Exercise, city: Organisation, definition: Definition) -> list[dict[str, Any]]:
    """The blanks of the story with what stands in them."""
    tell = teller_for(city, definition, one.frozen, one.variables)
    return [
        {
            "about": blank.about,
            "value": one.variables.get(blank.key, blank.default),
            "is_number": blank.is_number,
        }
        for blank in blanks_of(definition.scenario, tell)
    ]


def languages_of(definition: Definition) -> list[tuple[str, str]]:
    """The scenario's languages under their own names."""
    return [(code, OWN_NAMES.get(code, code)) for code in definition.scenario.languages]
