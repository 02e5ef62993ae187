"""The page of evaluators and observers: everything that came; for evaluators also the guide, marks and notes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.watching import observe, rate
from lamplighter.apps.exercise.bridge.desk import story_now
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.bridge.visible import Shown, lines_for, state_for
from lamplighter.apps.exercise.choices import Observed, SeatKind
from lamplighter.apps.exercise.forms.answers import ObservationForm, RatingForm
from lamplighter.apps.exercise.models import Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.evaluation import has_said, is_asking
from lamplighter.apps.exercise.queries.watching import own_marks, own_observations
from lamplighter.apps.exercise.views.seat import audience_of, drawn, page_about, scene_for
from lamplighter.web import clock
from lamplighter.web.gate import seated
from lamplighter.web.reader import reader

# So many items stand open; the earlier ones are folded.
NEWEST = 10
# So many of the latest items are offered as evidence of an observation.
EVIDENCE = 5


@seated(SeatKind.EVALUATOR, SeatKind.OBSERVER)
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """The room as it plays; an evaluator's guide beside it."""
    return page(request)


@seated(SeatKind.EVALUATOR)
@require_POST
def watch_mark(request: HttpRequest, task: str) -> HttpResponse:
    """Mark one task."""
    seat: Any = request.seat
    scene = scene_for(seat)
    if task not in scene.scenario.task_of:
        raise Http404("There is no such task.")
    form = RatingForm(request.POST, prefix=task)
    if form.is_valid():
        try:
            rate(seat, task, form.cleaned_data["mark"], cause=form.cleaned_data["cause"], at=clock.now())
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
        else:
            messages.success(request, _("Your mark is kept."))
            return redirect(f"{reverse('watch')}#task-{task}")
    return page(request, marked={task: form})


@seated(SeatKind.EVALUATOR)
@require_POST
def watch_note(request: HttpRequest) -> HttpResponse:
    """Write down what one saw."""
    seat: Any = request.seat
    scene = scene_for(seat)
    form = observation_form(scene, lines_for(scene, audience_of(seat)), request.POST)
    if form.is_valid():
        told = form.cleaned_data
        lines = told.get("lines", ())
        try:
            observe(seat, told["task"], told["kind"], told["text"], lines=lines, at=clock.now())
        except NotNow as why:
            form.add_error(None, str(NOT_NOW[why.code]))
        else:
            messages.success(request, _("Your note is kept."))
            return redirect("watch")
    return page(request, note=form)


def page(
    request: HttpRequest, *, marked: dict[str, RatingForm] | None = None, note: ObservationForm | None = None
) -> HttpResponse:
    """The whole page; with what was refused, if anything was."""
    seat: Any = request.seat
    scene = scene_for(seat)
    audience = audience_of(seat)
    parts = lines_for(scene, audience)
    beside = state_for(scene, audience, story_now(scene, clock.now()))
    latest = {part.replaces: part for part in [*parts, *beside] if part.replaces}
    about = page_about(scene, seat, parts)
    now, earlier = folded(scene, latest)
    about |= {"parts": now, "earlier": earlier, "items": about["items"][:NEWEST], "older": about["items"][NEWEST:]}
    if seat.kind == SeatKind.EVALUATOR:
        said = scene.scenario.task_of
        about |= {
            "survey": is_asking(scene.exercise) and not has_said(seat),
            "guide": list(guide(scene, seat, marked or {})),
            "note": note or observation_form(scene, parts),
            "notes": [
                (Observed(one.kind).label, say(scene, said[one.task].text), one.text)
                for one in own_observations(seat)
                if one.task in said
            ],
        }
    return render(request, "exercise/watch.html", about, status=422 if marked or note else 200)


def folded(scene: Scene, latest: Mapping[str, Shown]) -> tuple[list[SafeString], list[SafeString]]:
    """What stands beside the feed, the latest first; beneath it decisions that are closed, but for the latest."""
    state = scene.state
    asked = sorted(state.opened, key=lambda key: state.opened[key], reverse=True)
    here = {key for key in asked if key not in state.closed} | set(asked[:1])
    now: list[SafeString] = []
    earlier: list[SafeString] = []
    for name, part in reversed(list(latest.items())):
        beside = not name.startswith(("decision-", "spread-"))
        (now if beside or part.context["key"] in here else earlier).append(drawn(part))
    return now, earlier


def guide(scene: Scene, seat: Seat, marked: dict[str, RatingForm]) -> Iterator[dict[str, Any]]:
    """Each task with what to look for, this evaluator's mark, and its form; those of the open phase first."""
    kept = own_marks(seat)
    looks: dict[str, list[str]] = {key: [] for key in scene.scenario.task_of}
    now: set[str] = set()
    for look in scene.scenario.guide:
        if look.task in looks:
            looks[look.task].append(say(scene, look.look_for))
            if look.phase is None or look.phase == scene.state.phase:
                now.add(look.task)
    for key in sorted(looks, key=lambda one: one not in now):
        task, mark = scene.scenario.task_of[key], kept.get(key)
        initial = {"mark": mark.mark, "cause": mark.cause} if mark else None
        yield {
            "key": key,
            "text": say(scene, task.text),
            "standard": say(scene, task.standard),
            "looks": looks[key],
            "now": key in now,
            "mark": mark,
            "form": marked.get(key) or RatingForm(prefix=key, initial=initial),
        }


def observation_form(scene: Scene, parts: list[Shown], data: Any = None) -> ObservationForm:
    """A note's form, with the latest items as evidence."""
    tasks = [(key, say(scene, task.text)) for key, task in scene.scenario.task_of.items()]
    items = [part.context for part in parts if not part.replaces]
    # A note that was begun earlier may name lines that are no longer the latest.
    offered = items if data is not None else items[-EVIDENCE:]
    lines = [(one["line"], f"{one['clock']} · {said_in(one)}"[:80]) for one in offered]
    return ObservationForm(data, tasks=tasks, lines=lines)


def said_in(item: Mapping[str, Any]) -> str:
    """What stands first in an item of the feed."""
    return str(item.get("title") or item.get("body") or " ".join(item.get("follows", ())))


def say(scene: Scene, words: Any) -> str:
    return scene.text(words, reader().language, scene.state.story_s)
