"""Parts of a scenario: the list of those that are not in the MSEL, and pages on which one is written."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.authoring import NoDraft, Overtaken, rewrite, write_part
from lamplighter.apps.exercise.bridge.defined import known_of
from lamplighter.apps.exercise.bridge.definition import Unread, define
from lamplighter.apps.exercise.bridge.editing import (
    HEAD,
    STANDS_IN,
    NotThere,
    add,
    drop,
    found_in,
    keys_taken,
    lists_of,
    mark_of,
    move,
    part_at,
)
from lamplighter.apps.exercise.forms import items, parts
from lamplighter.apps.exercise.forms.part import PartForm
from lamplighter.apps.exercise.imports.keys import key_of
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.views.writing import Open, in_draft, names_of, opened, told
from lamplighter.web import clock
from lamplighter.web.gate import needs

FORMS: dict[str, type[PartForm]] = {
    HEAD: parts.HeadForm,
    "phase": parts.PhaseForm,
    "inject": items.InjectForm,
    "decision": items.DecisionForm,
    "option": items.OptionForm,
    "question": parts.QuestionForm,
    "role": parts.RoleForm,
    "objective": parts.ObjectiveForm,
    "task": parts.TaskForm,
    "target": parts.TargetForm,
    "variable": parts.VariableForm,
    "look": parts.LookForm,
    "ask": parts.AskForm,
}
IN_MSEL = ("phase", "inject", "decision", "option", "question")
LISTED = ("role", "objective", "task", "target", "variable", "look", "ask")


@needs(Sight.EXERCISE_RUN)
def scenario_parts(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Roles, objectives with tasks, targets, variables, the guide, the survey."""
    found = opened(city, pk)
    tree = found.definition.tree
    known = known_of(found.definition.scenario)
    tasks = dict(known.tasks)
    groups = []
    for kind, title, help_text in words.LISTS:
        rows = [
            {
                "key": key,
                "above": above,
                "said": shown_of(kind, part, tasks),
                "first": place == 0,
                "last": place == len(siblings) - 1,
            }
            for above, siblings in lists_of(tree, kind)
            for place, part in enumerate(siblings)
            if (key := f"{above}.{part['key']}" if kind == "task" else str(part.get("key", place + 1)))
        ]
        groups.append({"kind": kind, "title": title, "help": help_text, "rows": rows, "new": words.NEW[kind]})
    about = found.context("scenario_parts") | {
        "groups": groups,
        "head": part_at(tree, HEAD, ""),
        "may_add": {"task": bool(known.objectives), "look": bool(known.tasks)},
        "objectives": known.objectives,
    }
    return render(request, "exercise/scenario_parts.html", about)


@needs(Sight.EXERCISE_RUN)
def part_new(request: HttpRequest, city: Organisation, pk: int, kind: str) -> HttpResponse:
    """Write a new part; the address may say what it stands in, and after which one."""
    found = in_draft(city, pk)
    if kind not in STANDS_IN:
        raise Http404
    above = above_of(request, found, kind)
    form = form_of(found, kind, None, sent(request), phase=above)
    if form.is_valid():
        above = form.cleaned_data.get("phase", above) if kind in ("inject", "decision") else above
        key = made_key(found, kind, above, form)
        part = ({} if kind == "look" else {"key": key}) | form.part()
        if kind == "decision":
            part |= options_of(form)
        if kind == "phase":
            part = {"key": key} | part
        after = request.GET.get("after", "")
        called = {"option": f"{above}.{key}", "task": f"{above}.{key}"}.get(kind, key)
        try:
            rewrite(
                found.version,
                lambda tree: add(tree, kind, part, above, after),
                deed="scenario.part_written",
                facts={"part": called or kind},
                by=request.user,
                at=clock.now(),
            )
        except Unread as unread:
            form.refuse(unread.complaints)
        except (NotThere, NoDraft):
            raise Http404 from None
        else:
            messages.success(request, _("It is written."))
            return redirect(back_from(found, kind, called))
    return page(request, found, kind, "", form)


@needs(Sight.EXERCISE_RUN)
def part_edit(request: HttpRequest, city: Organisation, pk: int, kind: str, key: str) -> HttpResponse:
    """Change one part. Whoever changed the same one meanwhile is not written over unseen."""
    found = in_draft(city, pk)
    part, phase = part_or_404(found, kind, key)
    seen = request.POST.get("seen", mark_of(part))
    form = form_of(found, kind, part, sent(request), phase=phase)
    if form.is_valid():
        elsewhere = form.cleaned_data["phase"] if kind in ("inject", "decision") else ""
        try:
            write_part(
                found.version, kind, key, form.part(), seen=seen, above=elsewhere, by=request.user, at=clock.now()
            )
        except Unread as unread:
            form.refuse(unread.complaints)
        except (NotThere, NoDraft):
            raise Http404 from None
        except Overtaken as overtaken:
            now = in_draft(city, pk)
            theirs = overtaken.theirs or part_or_404(now, kind, key)[0]
            differs = form.refuse_overtaken(theirs)
            return page(request, now, kind, key, form, seen=mark_of(theirs), differs=differs, status=409)
        else:
            messages.success(request, _("It is written."))
            return redirect(back_from(found, kind, key))
    return page(request, found, kind, key, form, seen=seen)


@needs(Sight.EXERCISE_RUN)
def part_remove(request: HttpRequest, city: Organisation, pk: int, kind: str, key: str) -> HttpResponse:
    """Remove a part, after telling what would be wrong without it."""
    found = in_draft(city, pk)
    part, _phase = part_or_404(found, kind, key)
    if kind == HEAD:
        raise Http404
    tree = found.definition.tree
    try:
        without = define(drop(tree, kind, key))
    except Unread:
        without = None
    known = set(found.definition.problems)
    new = [] if without is None else [each for each in without.problems if each not in known]
    about = found.context("") | {
        "heading": words.REMOVE[kind],
        "name": shown_of(kind, part, dict(known_of(found.definition.scenario).tasks)),
        "possible": without is not None,
        "new": told(found, [each for each in new if each.severity == "error"]),
        "inside": sum(
            len(value) for name, value in found_in(tree, kind, key).part.items() if name in INSIDE.get(kind, ())
        ),
        "back": back_from(found, kind, key),
    }
    if request.method != "POST" or without is None:
        return render(request, "exercise/part_remove.html", about, status=409 if request.method == "POST" else 200)
    try:
        rewrite(
            found.version,
            lambda now: drop(now, kind, key),
            deed="scenario.part_removed",
            facts={"part": key},
            by=request.user,
            at=clock.now(),
        )
    except (Unread, NotThere, NoDraft):
        raise Http404 from None
    messages.success(request, _("It is removed."))
    return redirect(about["back"])


@needs(Sight.EXERCISE_RUN)
@require_POST
def part_move(request: HttpRequest, city: Organisation, pk: int, kind: str, key: str) -> HttpResponse:
    """Move a part one place up or down in its list."""
    found = in_draft(city, pk)
    part_or_404(found, kind, key)
    if kind == HEAD:
        raise Http404
    by = -1 if request.POST.get("to") == "up" else 1
    try:
        rewrite(
            found.version,
            lambda tree: move(tree, kind, key, by),
            deed="scenario.part_moved",
            facts={"part": key},
            by=request.user,
            at=clock.now(),
        )
    except (NotThere, NoDraft):
        raise Http404 from None
    return redirect(back_from(found, kind, key))


INSIDE: Mapping[str, tuple[str, ...]] = {
    "phase": ("injects", "decisions", "questions"),
    "decision": ("options",),
    "objective": ("tasks",),
}


def sent(request: HttpRequest) -> Any:
    """What was posted, or ``None`` for a form just opened."""
    return request.POST if request.method == "POST" else None


def part_or_404(found: Open, kind: str, key: str) -> tuple[dict[str, Any], str]:
    """A part and the phase it stands in, if it is of a kind that does."""
    if kind not in FORMS:
        raise Http404
    try:
        part = part_at(found.version.tree, kind, key)
        return part, "" if kind == HEAD else found_in(found.version.tree, kind, key).above
    except NotThere as missing:
        raise Http404 from missing


def above_of(request: HttpRequest, found: Open, kind: str) -> str:
    """What a new part will stand in: as the address says, or else the last there is; 404 if there is none."""
    owner, _name = STANDS_IN[kind]
    if not owner:
        return ""
    keys = [part["key"] for _above, siblings in lists_of(found.version.tree, owner) for part in siblings]
    if not keys:
        raise Http404
    asked = request.GET.get("above", "")
    return asked if asked in keys else keys[-1]


def form_of(found: Open, kind: str, part: Mapping[str, Any] | None, data: Any, *, phase: str) -> PartForm:
    """The form of a kind of part."""
    known = known_of(found.definition.scenario)
    if kind in ("inject", "decision"):
        form = FORMS[kind]
        assert issubclass(form, items.ItemForm)
        return form(data, known=known, part=part, phase=phase)
    return FORMS[kind](data, known=known, part=part)


def made_key(found: Open, kind: str, above: str, form: PartForm) -> str:
    """A key for a new part that no other has: written by its author, or made of its words."""
    if kind == "look":
        return ""
    return key_of(form.name_said(), keys_taken(found.version.tree, kind, above), kind)


def options_of(form: PartForm) -> dict[str, Any]:
    """The first options of a new decision."""
    taken: set[str] = set()
    options = []
    for text in form.cleaned_data.get("first_options") or []:
        key = key_of(text, taken, "option")
        taken.add(key)
        options.append({"key": key, "text": text})
    return {"options": options} if options else {}


def shown_of(kind: str, part: Mapping[str, Any], tasks: Mapping[str, str]) -> str:
    """What a part is called in a list."""
    if kind == "look":
        return f"{tasks.get(part['task'], part['task'])}: {part['look_for']}"
    if kind in ("target", "variable"):
        return f"{{target.{part['key']}}}" if kind == "target" else f"{{{part['key']}}}"
    return next(
        (str(part[name]) for name in ("title", "question", "text", "name") if part.get(name)), str(part["key"])
    )


def back_from(found: Open, kind: str, key: str) -> str:
    """Where one goes after writing: to the place of the part in its list."""
    if kind == "option":
        return found.url("part_edit", "decision", key.partition(".")[0])
    anchor = key.replace(".", "-")
    if kind in IN_MSEL:
        return f"{found.url('scenario_msel')}#{anchor}" if kind != "question" else found.url("scenario_msel")
    return found.url("scenario_parts") + ("" if kind == HEAD else f"#{kind}")


def page(
    request: HttpRequest,
    found: Open,
    kind: str,
    key: str,
    form: PartForm,
    *,
    seen: str = "",
    differs: Any = (),
    status: int = 200,
) -> HttpResponse:
    """The page on which a part is written."""
    names = names_of(found)
    options: list[dict[str, Any]] = []
    if kind == "decision" and key:
        siblings = found_in(found.version.tree, kind, key).part.get("options", [])
        options = [
            {
                "key": f"{key}.{one['key']}",
                "text": one["text"],
                "priced": bool(one.get("prices")),
                "first": place == 0,
                "last": place == len(siblings) - 1,
            }
            for place, one in enumerate(siblings)
        ]
    if status == 200 and form.is_bound:
        status = 422
    about = found.context("") | {
        "form": form,
        "kind": kind,
        "key": key,
        "kind_word": words.KINDS[kind],
        "heading": words.NEW.get(kind, "") if not key else names.get(key, ""),
        "seen": seen,
        "overtaken": status == 409,
        "differs": differs,
        "options": options,
        "attachment": form.before.get("attachment"),
        "removable": bool(key) and kind != HEAD,
        "back": back_from(found, kind, key)
        if key or kind != "option"
        else found.url("part_edit", "decision", above_of(request, found, kind)),
        "query": urlencode({name: request.GET[name] for name in ("above", "after") if name in request.GET}),
    }
    return render(request, "exercise/part.html", about, status=status)
