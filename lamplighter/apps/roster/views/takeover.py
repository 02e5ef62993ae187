"""Taking a published duty over: who could lawfully, who cannot and why, whole or in part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.drafts import Overtaken
from lamplighter.apps.roster.actions.takeover import take_over, withdraw_takeover
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.takeover import Question, question_for, works_beside
from lamplighter.apps.roster.bridge.verdict import Option, Unlawful
from lamplighter.apps.roster.forms.takeover import PartForm, TakeoverForm
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.roster.queries.takeovers import published_duties, takeovers_of, takeovers_to_change
from lamplighter.apps.roster.views.reasons import told
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.ROSTER_EDIT)
def takeover(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Who could take a duty over; chosen, it is judged once more and handed over."""
    duty = get_object_or_404(published_duties(city), pk=number)
    now = clock.now()
    if request.method != "POST":
        return _page(request, duty, PartForm(request.GET or None, duty=duty, at=now), now)
    form = TakeoverForm(request.POST, city=city, duty=duty, at=now)
    if not form.is_valid():
        return _page(request, duty, form, now, status=422)
    person, span = form.cleaned_data["person"], form.part
    try:
        take_over(duty, person, span, seen=form.cleaned_data["seen"], by=request.user, at=now)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _page(request, duty, form, now, status=422)
    except Overtaken:
        form.add_error(None, _("Somebody else has just changed who has this duty. This is how it stands now."))
        return _page(request, duty, form, now, status=409)
    except Unlawful as refusal:
        return _refused(request, duty, person, span, refusal, now)
    _tell(request, duty, person)
    return redirect("tonight", city.slug)


@needs(Sight.ROSTER_EDIT)
@require_POST
def takeover_withdraw(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Take a hand-over back; what was underneath holds again."""
    found = get_object_or_404(takeovers_to_change(request.user, city), pk=number)
    now = clock.now()
    try:
        withdraw_takeover(found, by=request.user, at=now)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except Overtaken:
        messages.error(request, _("Too much changed at this moment. Look at it and try again."))
    except Unlawful as refusal:
        who = get_object_or_404(Person, organisation=city, pk=refusal.hindrances[0].person)
        return _refused(request, found.duty, who, Span(found.starts_at, found.ends_at), refusal, now)
    else:
        messages.success(request, _("The hand-over is withdrawn."))
    return redirect("takeover", city.slug, found.duty_id)


@needs(Sight.ROSTER_EDIT)
@require_safe
def takeover_part(request: HttpRequest, city: Organisation, number: int, person: int) -> HttpResponse:
    """The longest part of a duty that one person may lawfully take."""
    duty = get_object_or_404(published_duties(city), pk=number)
    who = get_object_or_404(Person, organisation=city, pk=person)
    part = question_for(duty, at=clock.now()).closest_part(who.pk)
    return render(request, "roster/_takeover_part.html", {"duty": duty, "person": who, "part": part})


@dataclass(frozen=True)
class Taker:
    """One who could lawfully take it, with what speaks for and against from the person's own side."""

    person: int
    name: str
    nights: int
    rest_before: int | None
    rest_after: int | None


def _page(request: HttpRequest, duty: Duty, form: PartForm, now: datetime, *, status: int = 200) -> HttpResponse:
    question = question_for(duty, at=now)
    over = duty.ends_at <= now or not question.standing.covers
    options = () if over else question.options(form.part)
    names, skill = question.names, str(duty.draft.pool.skill or "")
    context = {
        "duty": duty,
        "pool": duty.shift_type.pool,
        "form": form,
        "part": form.part,
        "whole": form.part == question.standing.span,
        "over": duty.ends_at <= now,
        "gone": not question.standing.covers,
        "pieces": _pieces(question, duty),
        "held": any(question.standing.holders(form.part)),
        "seen": question.standing.seen,
        "takers": [_taker(question, each, form.part) for each in options if each.lawful],
        "others": [
            {
                "person": each.person,
                "name": names[each.person],
                "told": [told(w, names, skill) for w in each.hindrances],
            }
            for each in options
            if not each.lawful and each.person in names
        ],
        "history": takeovers_of(duty),
        "now": now,
    }
    return render(request, "roster/takeover.html", context, status=status)


def _pieces(question: Question, duty: Duty) -> list[dict[str, Any]]:
    """Who has the duty now, stretch by stretch."""
    people = {each.pk: each.name for each in _people(question)}
    found: list[dict[str, Any]] = []
    for cover in question.standing.covers:
        found.append({"span": cover.span, "name": people.get(int(cover.person or 0), "")})
    return found


def _people(question: Question) -> list[Person]:
    holders = [int(each.person) for each in question.standing.covers if each.person]
    return list(Person.objects.filter(pk__in=holders))


def _taker(question: Question, option: Option, part: Span) -> Taker:
    beside = [work.span for work in works_beside(question, option.person)]
    before = max((span.end for span in beside if span.end <= part.start), default=None)
    after = min((span.start for span in beside if span.start >= part.end), default=None)
    return Taker(
        option.person,
        question.names.get(option.person, ""),
        option.nights,
        None if before is None else int((part.start - before).total_seconds() // 60),
        None if after is None else int((after - part.end).total_seconds() // 60),
    )


def _refused(
    request: HttpRequest, duty: Duty, person: Person, span: Span, refusal: Unlawful, now: datetime
) -> HttpResponse:
    """Why not, and the closest lawful way: a part of it for this person, or all of it for somebody else."""
    question = question_for(duty, at=now)
    names = question.names | {person.pk: person.name}
    others = [option for option in question.options(span) if option.lawful]
    context = {
        "duty": duty,
        "pool": duty.shift_type.pool,
        "person": person,
        "span": span,
        "told": [told(each, names, str(duty.draft.pool.skill or "")) for each in refusal.hindrances],
        "part": question.closest_part(person.pk),
        "other": _taker(question, others[0], span) if others else None,
        "seen": question.standing.seen,
    }
    return render(request, "roster/takeover_refused.html", context, status=409)


def _tell(request: HttpRequest, duty: Duty, person: Person | None) -> None:
    words = {"name": person, "pool": duty.shift_type.pool, "shift": duty.shift_type.name}
    if person is None:
        messages.warning(
            request, _("Nobody has %(shift)s of %(pool)s now. It stays dark until somebody does.") % words
        )
    else:
        messages.success(request, _("%(name)s has %(shift)s of %(pool)s.") % words)
