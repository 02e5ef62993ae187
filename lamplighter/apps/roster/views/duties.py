"""One duty: who, when, why nobody else; changed by hand only within the law."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.changes import give, pin, take_way
from lamplighter.apps.roster.actions.drafts import Busy, Overtaken
from lamplighter.apps.roster.bridge.problem import Asked, problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import Answer, Unlawful, closest_way, options_for
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.forms.drafts import GiveForm, WayForm
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.roster.queries.drafts import duties_visible_to
from lamplighter.apps.roster.views.answers import late_words, names_in, today_in
from lamplighter.apps.roster.views.explain import why_empty
from lamplighter.apps.roster.views.reasons import stored, told
from lamplighter.web import clock
from lamplighter.web.gate import needs

WAY_SECONDS = 4


@needs(Sight.ROSTER)
def duty(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """One duty. Whoever makes rosters sees who could take it in a draft, and what stands against the others."""
    found = get_object_or_404(duties_visible_to(request.user, city), pk=number)
    return render(request, "roster/duty.html", _about(request, city, found))


@needs(Sight.ROSTER_EDIT)
@require_POST
def duty_give(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Give the duty to somebody, or to nobody. Refused with the rule, the article and the closest lawful way."""
    found = get_object_or_404(duties_visible_to(request.user, city), pk=number)
    form = GiveForm(request.POST, city=city)
    if not form.is_valid():
        messages.error(request, _("There is nobody like that here. Choose somebody from the list."))
        return redirect("duty", city.slug, number)
    person = form.cleaned_data["person"]
    try:
        give(found, person, by=request.user, at=clock.now())
    except Unlawful as refusal:
        return _refused(request, city, found, person, refusal)
    except ValidationError as begun:
        messages.error(request, begun.message)
    except (Busy, Overtaken) as late:
        messages.error(request, late_words(late))
    else:
        messages.success(
            request, _("%(name)s has this duty.") % {"name": person} if person else _("Nobody has this duty now.")
        )
    return redirect("duty", city.slug, number)


@needs(Sight.ROSTER_EDIT)
@require_POST
def duty_way(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Give the duty to somebody by the lawful way that was shown, which moves others too."""
    found = get_object_or_404(duties_visible_to(request.user, city), pk=number)
    form = WayForm(request.POST, city=city)
    if not form.is_valid() or form.cleaned_data["person"] is None:
        messages.error(request, _("There is nobody like that here. Choose somebody from the list."))
        return redirect("duty", city.slug, number)
    said = form.cleaned_data
    try:
        changed = take_way(
            found, said["person"], said["changes"], revision=said["revision"], by=request.user, at=clock.now()
        )
    except Unlawful:
        messages.error(request, _("There is no lawful way any more. Somebody changed the draft meanwhile."))
    except (Busy, Overtaken) as late:
        messages.error(request, late_words(late))
    else:
        words = ngettext("%(count)d duty changed.", "%(count)d duties changed.", changed) % {"count": changed}
        messages.success(request, words)
    return redirect("duty", city.slug, number)


@needs(Sight.ROSTER_EDIT)
@require_POST
def duty_pin(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Pin the duty as it is, or let it go."""
    found = get_object_or_404(duties_visible_to(request.user, city), pk=number)
    try:
        pin(found, not found.pinned, by=request.user, at=clock.now())
    except (Busy, Overtaken) as late:
        messages.error(request, late_words(late))
    return redirect("duty", city.slug, number)


def _about(request: HttpRequest, city: Organisation, found: Duty) -> dict[str, Any]:
    draft = found.draft
    skill = str(draft.pool.skill or "")
    edits = Sight.ROSTER_EDIT in request.sights and draft.state == DraftState.DRAFT
    context = {"duty": found, "draft": draft, "pool": draft.pool, "edits": edits, "past": found.on < today_in(city)}
    if not edits:
        rows = found.reasons.get("against", []) if found.person_id is None else []
        people = Person.objects.filter(pk__in=[row["person"] for row in rows])
        return context | {"against": stored(rows, dict(people.values_list("pk", "name")), skill)}
    asked = problem_for(draft, at=clock.now())
    if seat_key(found) in asked.begun:
        return context | {"edits": False, "begun": True}
    names = names_in(asked)
    options = options_for(asked, seat_key(found))
    return context | {
        "lawful": [{"option": each, "name": names[each.person]} for each in options if each.lawful],
        "unlawful": [
            {
                "person": each.person,
                "name": names[each.person],
                "told": [told(why, names, skill) for why in each.hindrances],
            }
            for each in options
            if not each.lawful
        ],
        "busy": bool(draft.job and not draft.job.is_over),
        **(why_empty(found) if found.is_hole else {}),
    }


def _refused(
    request: HttpRequest, city: Organisation, found: Duty, person: Person, refusal: Unlawful
) -> HttpResponse:
    """Why it cannot be, and the closest lawful way in which it can."""
    asked = problem_for(found.draft, at=clock.now())
    names = names_in(asked) | {person.pk: person.name}
    member = str(person.pk) in asked.members
    way = closest_way(asked, seat_key(found), person.pk, seconds=WAY_SECONDS) if member else None
    context = {
        "duty": found,
        "draft": found.draft,
        "person": person,
        "told": [told(each, names, str(found.draft.pool.skill or "")) for each in refusal.hindrances],
        "way": _changes(asked, way, names) if way else [],
        "revision": asked.revision,
        "changes": " ".join(f"{key}={who}" for key, who in way.changes.items()) if way else "",
    }
    return render(request, "roster/refused.html", context, status=409)


def _changes(asked: Asked, way: Answer, names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "duty": asked.duties[key],
            "before": names.get(asked.duties[key].person_id or 0, ""),
            "after": names.get(person, ""),
        }
        for key, person in way.changes.items()
    ]
