"""People: the list, a person's page, and what is written there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import lines_of_person
from lamplighter.apps.register.actions.people import add_person, bring_back, change_person, end_employment
from lamplighter.apps.register.forms.people import ContactForm, LastDayForm, PersonForm
from lamplighter.apps.register.queries.contracts import contracts_visible_to
from lamplighter.apps.register.queries.people import (
    here,
    in_force,
    may_see_contact,
    people_to_reach,
    people_visible_to,
    with_contract_now,
)
from lamplighter.apps.register.queries.skills import skills_held_visible_to
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.apps.register.views.people_list import people_columns, people_filters
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Empty, Listing


@needs(Sight.PEOPLE)
def people(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Everybody, with post, contract and its end."""
    today = today_in(city)
    may_add = Sight.PEOPLE_EDIT in request.sights
    everybody = people_visible_to(request.user, city)
    listing = Listing(
        request,
        everybody,
        people_columns(city, today),
        search=("name", "number"),
        search_label=_("Name or staff number"),
        filters=people_filters(city, today),
        order="name",
        name="people",
        title=_("People"),
        prepare=lambda rows: with_contract_now(rows, today),
        exported=journalled(request, "people"),
        empty=Empty(
            _("Nobody is in the register yet. Add the first person, or bring in the payroll file."),
            _("Add a person") if may_add else "",
            reverse("person_new", args=[city.slug]) if may_add else "",
        ),
    )
    return listing.answer("register/people.html", {"may_add": may_add, "here": everybody.filter(here(today)).count})


@needs(Sight.OWN)
def person(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """One person: facts, how to reach them, contracts, skills and history, as far as this reader may see."""
    found = get_object_or_404(people_visible_to(request.user, city), pk=pk)
    today = today_in(city)
    own = found.account_id == request.user.pk
    contracts = contracts_visible_to(request.user, city).filter(person=found)
    context = {
        "person": found,
        "own": own,
        "today": today,
        "month": f"{today:%Y-%m}",
        "contracts": list(contracts),
        "now": contracts.filter(in_force(today)).first(),
        "skills": list(skills_held_visible_to(request.user, city).filter(person=found)),
        "sees_contact": may_see_contact(request.user, found),
        "sees_pay": own or Sight.PAY in request.sights,
        "edits": Sight.PEOPLE_EDIT in request.sights,
        "edits_skills": Sight.SKILLS_EDIT in request.sights,
        # One's own record is open to oneself, pay and all.
        "lines": lines_of_person(city, pk, request.sights | ({Sight.PAY, Sight.CONTACTS} if own else set())),
    }
    return render(request, "register/person.html", context)


@needs(Sight.PEOPLE_EDIT)
def person_new(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Add a person; the contract comes next."""
    form = PersonForm(sent(request), city=city)
    if form.is_valid():
        with or_overtaken(form):
            made = add_person(city, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("%(name)s is in the register. Now write the contract.") % {"name": made})
            return redirect("contract_new", city.slug, made.pk)
    return with_form(request, "register/person_new.html", form)


@needs(Sight.PEOPLE_EDIT)
def person_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change who somebody is and where they work."""
    found = get_object_or_404(people_visible_to(request.user, city), pk=pk)
    form = PersonForm(sent(request), instance=found, city=city)
    if form.is_valid():
        with or_overtaken(form):
            change_person(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("person", city.slug, pk)
    return with_form(request, "register/person_edit.html", form, person=found)


@needs(Sight.OWN)
def person_contact(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change how somebody is reached: one's own, or whoever keeps the record."""
    found = get_object_or_404(people_to_reach(request.user, city), pk=pk)
    form = ContactForm(sent(request), instance=found)
    if form.is_valid():
        with or_overtaken(form):
            change_person(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("person", city.slug, pk)
    return with_form(request, "register/person_contact.html", form, person=found)


@needs(Sight.PEOPLE_EDIT)
def person_end(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """End an employment; the page says first what else that does."""
    found = get_object_or_404(people_visible_to(request.user, city), pk=pk)
    form = LastDayForm(sent(request), person=found, initial={"left_on": found.left_on or today_in(city)})
    if form.is_valid():
        end_employment(found, form.cleaned_data["left_on"], by=request.user, at=clock.now())
        messages.success(request, _("The last day of %(name)s is written down.") % {"name": found})
        return redirect("person", city.slug, pk)
    contracts = contracts_visible_to(request.user, city).filter(person=found)
    return with_form(request, "register/person_end.html", form, person=found, contracts=list(contracts))


@needs(Sight.PEOPLE_EDIT)
def person_return(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Take back that somebody left."""
    left = people_visible_to(request.user, city).filter(left_on__isnull=False)
    found = get_object_or_404(left, pk=pk)
    if request.method == "POST":
        bring_back(found, by=request.user, at=clock.now())
        messages.success(request, _("%(name)s works here again.") % {"name": found})
        return redirect("person", city.slug, pk)
    return render(request, "register/person_return.html", {"person": found})
