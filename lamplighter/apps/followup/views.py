"""Pages of findings and actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.followup.actions import AlreadyDone, change_action, complete, open_action, reopen
from lamplighter.apps.followup.forms import ActionForm, CompletionForm
from lamplighter.apps.followup.models import Action, Finding
from lamplighter.apps.followup.phrases import findings
from lamplighter.apps.followup.queries import actions_of, actions_visible_to, open_findings, verifications_of
from lamplighter.apps.journal.queries import history_of
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.ACTIONS)
def actions(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What is late, due this week, due later, done; and findings that no action answers yet."""
    today = clock.now().astimezone(city.zone).date()
    listed = list(actions_of(city))
    waiting = [action for action in listed if not action.done]
    groups = {
        "late": [action for action in waiting if action.due_on < today],
        "soon": [action for action in waiting if 0 <= (action.due_on - today).days <= 7],
        "later": [action for action in waiting if (action.due_on - today).days > 7],
        "done": [action for action in listed if action.done][::-1][:50],
    }
    unanswered = [said(finding) for finding in open_findings(city) if not finding.actions.all()]
    return render(request, "followup/actions.html", {**groups, "open": len(waiting), "findings": unanswered})


@needs(Sight.ACTIONS_EDIT)
def action_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Open an action, for a finding or for its own sake."""
    finding = Finding.objects.filter(organisation=city, pk=_number(request.GET.get("finding")) or 0).first()
    title = said(finding)["sentence"] if finding else request.GET.get("title", "")[:200]
    form = ActionForm(request.POST or None, organisation=city, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        made = open_action(city, **form.cleaned_data, finding=finding, by=request.user, at=clock.now())
        messages.success(request, _("The action is open."))
        return redirect("action", city.slug, made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "followup/action_new.html", {"form": form, "finding": finding}, status=status)


@needs(Sight.OWN)
def action(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One action: who, until when, what shows that it is done, and its history."""
    one = get_object_or_404(actions_visible_to(request.user, city), pk=pk)
    return render(request, "followup/action.html", _page_of(request, one, CompletionForm()))


@needs(Sight.ACTIONS_EDIT)
def action_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change what, who or when."""
    one = get_object_or_404(actions_of(city), pk=pk)
    start = {"title": one.title, "owner": one.owner_id, "due_on": one.due_on}
    form = ActionForm(request.POST or None, organisation=city, initial=start)
    if request.method == "POST" and form.is_valid():
        change_action(one, **form.cleaned_data, by=request.user, at=clock.now())
        return redirect("action", city.slug, one.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "followup/action_edit.html", {"form": form, "action": one}, status=status)


@needs(Sight.OWN)
@require_POST
def action_complete(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Mark it as done; its owner may, and whoever may change actions."""
    one = get_object_or_404(actions_visible_to(request.user, city), pk=pk)
    if one.owner_id != request.user.pk and Sight.ACTIONS_EDIT not in request.sights:
        raise PermissionDenied
    form = CompletionForm(request.POST)
    if not form.is_valid():
        return render(request, "followup/action.html", _page_of(request, one, form), status=422)
    try:
        complete(one, form.cleaned_data["evidence"], by=request.user, at=clock.now())
        messages.success(request, _("Done, and written down."))
    except AlreadyDone:
        messages.info(request, _("Somebody else was quicker: it is done already."))
    return redirect("action", city.slug, one.pk)


@needs(Sight.ACTIONS_EDIT)
@require_POST
def action_reopen(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Open it again."""
    one = get_object_or_404(actions_of(city), pk=pk)
    try:
        reopen(one, by=request.user, at=clock.now())
        messages.success(request, _("The action is open again."))
    except AlreadyDone:
        messages.info(request, _("Somebody else was quicker: it is open already."))
    return redirect("action", city.slug, one.pk)


def said(finding: Finding) -> dict[str, Any]:
    """A finding with its sentence in the reader's language."""
    text = str(findings().get(finding.code, finding.code))
    for name, value in finding.facts.items():
        text = text.replace("{" + name + "}", str(value))
    return {"finding": finding, "sentence": text}


def _page_of(request: HttpRequest, one: Action, form: CompletionForm) -> dict[str, Any]:
    mine = one.owner_id == request.user.pk
    return {
        "action": one,
        "done": one.completions.filter(withdrawn_at=None).first(),
        "form": form,
        "may_complete": mine or Sight.ACTIONS_EDIT in request.sights,
        "finding": said(one.finding) if one.finding else None,
        "today": clock.now().astimezone(one.organisation.zone).date(),
        "verifications": verifications_of(one),
        "lines": history_of(one, request.sights),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None
