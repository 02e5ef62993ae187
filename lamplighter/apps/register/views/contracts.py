"""Contracts: those that end soon, beginning, changing and ending one."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law.phrases import PACKS
from lamplighter.apps.register.actions.contracts import begin_contract, change_contract, end_contract
from lamplighter.apps.register.choices import ContractKind, PayPeriod
from lamplighter.apps.register.forms.contracts import ContractForm, EndContractForm
from lamplighter.apps.register.queries.contracts import (
    contracts_to_keep,
    contracts_visible_to,
    ending,
    packs_in_use,
    within,
)
from lamplighter.apps.register.queries.people import people_visible_to
from lamplighter.apps.register.views.answers import journalled, today_in
from lamplighter.web import clock
from lamplighter.web.answers import or_overtaken, sent, with_form
from lamplighter.web.gate import needs
from lamplighter.web.listing import Column, Empty, Filter, Listing

# A policy of the employer completes a law; no contract follows it alone.
POLICIES = frozenset({"city-policy"})
HORIZONS = {"3": 91, "6": 183, "12": 365}


def packs(city: Organisation) -> list[tuple[str, str]]:
    """Rule packs a contract may follow: those used here first, then the others that are known."""
    codes = [*packs_in_use(city), *sorted(set(PACKS) - POLICIES)]
    return [(code, str(PACKS.get(code, code))) for code in dict.fromkeys(codes)]


def contract_columns(city: Organisation, today: date) -> list[Column]:
    """Who, which post, what kind, until when, and by when a successor must be sought."""
    return [
        Column(
            "person",
            _("Person"),
            "person.name",
            kind="name",
            sort="person__name",
            link=lambda row: reverse("person", args=[city.slug, row.person_id]),
        ),
        Column("post", _("Post"), "post.title", sort="post__title"),
        Column("kind", _("Contract"), "get_kind_display", sort="kind"),
        Column("supplier", _("Agency or company"), "supplier", sort="supplier"),
        Column("ends", _("Ends on"), "ends_on", kind="day", sort="ends_on"),
        Column("weeks", _("Weeks left"), lambda row: (row.ends_on - today).days // 7, kind="number"),
        Column("hire", _("Seek a successor by"), seek_by, kind="day", part="register/_seek_by.html"),
        Column(
            "pay",
            _("Base pay"),
            "seen_pay",
            kind="money",
            unit=city.currency,
            sensitive=Sight.PAY,
            part="register/_pay_cell.html",
        ),
        Column("period", _("Paid"), _period, sensitive=Sight.PAY, listed=False),
    ]


def seek_by(contract: Any) -> date | None:
    """The last day on which hiring can begin so that nobody is missed; None where weeks to hire are unknown."""
    weeks = contract.post.hiring_weeks if contract.post else None
    return contract.ends_on - timedelta(weeks=weeks) if weeks else None


def _period(contract: Any) -> str:
    return str(PayPeriod(contract.seen_period).label) if contract.seen_pay is not None else ""


@needs(Sight.PEOPLE)
def contracts(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Contracts in force that end with nothing to follow: cover that expires."""
    today = today_in(city)
    ends = ending(contracts_visible_to(request.user, city), today)
    listing = Listing(
        request,
        ends,
        contract_columns(city, today),
        search=("person__name", "person__number", "post__title", "supplier"),
        search_label=_("Person, post or company"),
        filters=[
            Filter(
                "within",
                _("Ends"),
                lambda rows, months: rows if months == "all" else within(rows, today, HORIZONS[months]),
                [
                    ("3", _("within three months")),
                    ("6", _("within six months")),
                    ("12", _("within a year")),
                    ("all", _("whenever")),
                ],
                default="6",
            ),
            Filter(
                "kind",
                _("Contract"),
                lambda rows, kind: rows.filter(kind=kind),
                ContractKind.choices,
                any_label=_("every kind"),
            ),
            Filter(
                "it",
                _("Work"),
                lambda rows, _it: rows.filter(post__is_it=True),
                [("it", _("information technology only"))],
                any_label=_("every work"),
            ),
        ],
        order="ends",
        name="contracts",
        title=_("Contracts that end"),
        exported=journalled(request, "contracts"),
        empty=Empty(_("No contract in force has an end that nothing follows.")),
    )
    soon = within(ends, today, HORIZONS["6"])
    context = {"today": today, "soon": soon.count, "soon_it": soon.filter(post__is_it=True).count}
    return listing.answer("register/contracts.html", context)


@needs(Sight.PEOPLE_EDIT)
def contract_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Begin a contract of one person."""
    person = get_object_or_404(people_visible_to(request.user, city), pk=pk)
    form = ContractForm(
        sent(request),
        person=person,
        today=today_in(city),
        packs=packs(city),
        sees_pay=Sight.PAY in request.sights,
        initial={"starts_on": person.joined_on or today_in(city)},
    )
    if form.is_valid():
        with or_overtaken(form):
            begin_contract(person, **form.values(), by=request.user, at=clock.now())
            messages.success(request, _("The contract of %(name)s is written down.") % {"name": person})
            return redirect("person", city.slug, pk)
    return with_form(request, "register/contract_new.html", form, person=person)


@needs(Sight.PEOPLE_EDIT)
def contract_edit(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Change a contract."""
    found = get_object_or_404(contracts_to_keep(request.user, city), pk=pk)
    form = ContractForm(
        sent(request),
        instance=found,
        person=found.person,
        today=today_in(city),
        packs=packs(city),
        sees_pay=Sight.PAY in request.sights,
    )
    if form.is_valid():
        with or_overtaken(form):
            change_contract(found, form.values(), seen=form.seen, by=request.user, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("person", city.slug, found.person_id)
    return with_form(request, "register/contract_edit.html", form, contract=found, person=found.person)


@needs(Sight.PEOPLE_EDIT)
def contract_end(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Give a contract its last day; the page says first what else that does."""
    found = get_object_or_404(contracts_to_keep(request.user, city), pk=pk)
    form = EndContractForm(sent(request), contract=found)
    if form.is_valid():
        end_contract(found, form.cleaned_data["ends_on"], by=request.user, at=clock.now())
        messages.success(request, _("The contract of %(name)s has its last day.") % {"name": found.person})
        return redirect("person", city.slug, found.person_id)
    return with_form(request, "register/contract_end.html", form, contract=found, person=found.person)
