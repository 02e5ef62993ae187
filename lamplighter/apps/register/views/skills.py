"""Skills: the catalogue, who holds a skill, and recording what a person can do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import history_of
from lamplighter.apps.register.actions.skills import (
    add_skill,
    change_skill,
    change_skill_held,
    record_skill,
    withdraw_skill,
)
from lamplighter.apps.register.forms.skills import SkillForm, SkillHeldForm
from lamplighter.apps.register.queries.people import here, people_visible_to
from lamplighter.apps.register.queries.skills import (
    holders_count,
    needs_count,
    skills_held_visible_to,
    skills_of,
)
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing


@needs(Sight.PEOPLE)
def skills(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The catalogue, with how many hold each skill and how many needs name it."""
    today = today_in(city)
    may_add = Sight.SKILLS_EDIT in request.sights
    holders = holders_count(today)
    listing = Listing(
        request,
        skills_of(city).annotate(holders=holders, needed=needs_count()),
        [
            Column(
                "name", _("Skill"), "name", sort="name", link=lambda row: reverse("skill", args=[city.slug, row.pk])
            ),
            Column("code", _("Code"), "code", sort="code"),
            Column("holders", _("People who can"), "holders", kind="number", sort="holders"),
            Column("needed", _("Needs that name it"), "needed", kind="number", sort="needed"),
        ],
        search=("name", "code"),
        search_label=_("Name or code"),
        filters=[
            Filter(
                "holders",
                _("Held by"),
                lambda rows, count: rows.filter(holders=count),
                [("0", _("nobody")), ("1", _("one person alone"))],
                any_label=_("however many"),
            )
        ],
        order="name",
        name="skills",
        title=_("Skills"),
        exported=journalled(request, "skills"),
        empty=Empty(
            _("The catalogue of skills is empty. Begin with what your services cannot do without."),
            _("Add a skill") if may_add else "",
            reverse("skill_new", args=[city.slug]) if may_add else "",
        ),
    )
    return listing.answer("register/skills.html", {"may_add": may_add})


@needs(Sight.PEOPLE)
def skill(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One skill and the people who hold it."""
    found = get_object_or_404(skills_of(city), pk=pk)
    current = people_visible_to(request.user, city).filter(here(today_in(city)))
    held = skills_held_visible_to(request.user, city).filter(skill=found, person__in=current)
    context = {
        "skill": found,
        # By name: people are not ranked by what they can.
        "held": list(held.order_by("person__name", "pk")),
        "needs": list(found.needs.select_related("service", "system")),
        "edits_skills": Sight.SKILLS_EDIT in request.sights,
        "lines": history_of(found, request.sights),
    }
    return render(request, "register/skill.html", context)


@needs(Sight.SKILLS_EDIT)
def skill_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Add a skill to the catalogue."""
    form = SkillForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_skill(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The skill %(name)s is in the catalogue.") % {"name": made})
            return redirect("skill", city.slug, made.pk)
    return with_form(request, "register/skill_new.html", form)


@needs(Sight.SKILLS_EDIT)
def skill_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Rename a skill."""
    found = get_object_or_404(skills_of(city), pk=pk)
    form = SkillForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_skill(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("skill", city.slug, pk)
    return with_form(request, "register/skill_edit.html", form, skill=found)


@needs(Sight.SKILLS_EDIT)
def skill_record(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Record that a person holds a skill."""
    person = get_object_or_404(people_visible_to(request.user, city), pk=pk)
    form = SkillHeldForm(sent(request), person=person, today=today_in(city))
    if form.is_valid():
        with or_overtaken(form):
            made = record_skill(person, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("Recorded: %(skill)s.") % {"skill": made.skill})
            return redirect("person", city.slug, pk)
    return with_form(request, "register/skill_record.html", form, person=person)


@needs(Sight.SKILLS_EDIT)
def skill_held_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A new level, newer evidence, a later day of use."""
    held = get_object_or_404(skills_held_visible_to(request.user, city), pk=pk)
    form = SkillHeldForm(sent(request), instance=held, person=held.person, today=today_in(city))
    if form.is_valid():
        with or_overtaken(form):
            change_skill_held(held, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("person", city.slug, held.person_id)
    return with_form(request, "register/skill_held_edit.html", form, held=held, person=held.person)


@needs(Sight.SKILLS_EDIT)
def skill_withdraw(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """A skill no longer counts for a person."""
    held = get_object_or_404(skills_held_visible_to(request.user, city), pk=pk)
    if request.method == "POST":
        withdraw_skill(held, by=request.user, at=clock.now())
        messages.success(request, _("%(skill)s no longer counts for %(name)s.") % _words(held))
        return redirect("person", city.slug, held.person_id)
    return render(request, "register/skill_withdraw.html", {"held": held, "person": held.person})


def _words(held: object) -> dict[str, object]:
    return {"skill": held.skill, "name": held.person}  # type: ignore[attr-defined]
