"""Why this person, and why nobody: pages of one duty of a draft, and the same as parts for htmx."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.actions.drafts import Busy, Overtaken
from lamplighter.apps.roster.actions.explain import ask_why_empty
from lamplighter.apps.roster.bridge.explain import Other, because
from lamplighter.apps.roster.bridge.problem import Asked, problem_for, seat_key
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.roster.queries.drafts import duties_visible_to, open_drafts
from lamplighter.apps.roster.queries.explain import latest_work_on
from lamplighter.apps.roster.views.answers import late_words, names_in
from lamplighter.apps.roster.views.reasons import told
from lamplighter.apps.roster.views.telling import (
    clash_told,
    could_change_places,
    could_take_it,
    lines_of,
    with_sign,
)
from lamplighter.web import clock
from lamplighter.web.gate import needs

POLL = "why-poll"


@needs(Sight.ROSTER_EDIT)
@require_safe
@never_cache
def duty_why(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Why a duty of a draft has the person it has, or nobody; a part for htmx, a page for everybody else."""
    return _answer(request, _duty(request, city, number))


@needs(Sight.ROSTER_EDIT)
@require_POST
def duty_why_empty(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Have a worker find out why nobody is on a duty."""
    found = _duty(request, city, number)
    try:
        ask_why_empty(found, by=request.user, at=clock.now())
    except (Busy, Overtaken) as late:
        if request.htmx:
            return _answer(request, found, late=late_words(late))
        messages.error(request, late_words(late))
    if request.htmx:
        return _answer(request, found)
    return redirect("duty_why", city.slug, number)


def why_empty(duty: Duty, *, late: str = "") -> dict[str, Any]:
    """What is known of why nobody is on a duty of a draft, and whether a worker is at it."""
    job = latest_work_on(duty)
    clash = duty.reasons.get("clash")
    known = clash_told(duty, clash) if clash else None
    at_work = job is not None and not job.is_over
    return {
        "clash": known,
        "working": job if at_work else None,
        # What failed before the answer that is shown does not matter any more.
        "failed": job if job and job.state == "failed" and not (known and known["at"] >= job.asked_at) else None,
        "late": late,
    }


def why_this(duty: Duty) -> dict[str, Any]:
    """What a duty costs where it is, and what everything else would cost."""
    asked = problem_for(duty.draft, at=clock.now())
    names = names_in(asked)
    found = because(asked, seat_key(duty))
    sitter = names.get(duty.person_id or 0, "")
    return {
        "cost": with_sign(found.cost),
        "lines": lines_of(found.parts),
        "lawful": [
            {
                "person": each.person,
                "name": names[each.person],
                "sentence": could_take_it(names[each.person], each.more or 0),
                "lines": lines_of(each.parts),
            }
            for each in found.lawful
        ],
        "unlawful": [_against(asked, each, names) for each in found.unlawful],
        "swaps": [
            {
                "duty": each.duty,
                "sentence": could_change_places(names[each.person], sitter, each.duty, each.more),
                "lines": lines_of(each.parts),
            }
            for each in found.swaps
        ],
    }


def _against(asked: Asked, each: Other, names: dict[int, str]) -> dict[str, Any]:
    skill = str(asked.draft.pool.skill or "")
    return {
        "person": each.person,
        "name": names[each.person],
        "told": [told(one, names, skill) for one in each.hindrances],
    }


def _duty(request: HttpRequest, city: Organisation, number: int) -> Duty:
    """A duty of a draft that is open still."""
    return get_object_or_404(duties_visible_to(request.user, city).filter(draft__in=open_drafts(city)), pk=number)


def _answer(request: HttpRequest, duty: Duty, *, late: str = "") -> HttpResponse:
    busy = bool(duty.draft.job and not duty.draft.job.is_over)
    about = why_empty(duty, late=late) if duty.is_hole else why_this(duty) if duty.person_id else {}
    context = {"duty": duty, "draft": duty.draft, "pool": duty.draft.pool, "busy": busy, **about}
    if not request.htmx:
        return render(request, "roster/why.html", context)
    # Who asked is led to the answer; who waits for it is not torn away from where they are.
    context["lead"] = request.htmx.trigger != POLL
    return render(request, "roster/_why.html", context)
