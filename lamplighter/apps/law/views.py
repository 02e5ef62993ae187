"""Pages of the law: the packs, one pack's facts, a review, and the choice of a pack."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law import phrases
from lamplighter.apps.law.actions import choose_pack, review_fact
from lamplighter.apps.law.bridge import POLICY, Standing, fact_of, known, law_codes, sentence, standing
from lamplighter.apps.law.forms import PackForm, ReviewForm
from lamplighter.apps.law.queries import latest_reviews, reviews_of
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.LAW)
def law(request: HttpRequest, city: Organisation) -> HttpResponse:
    """The packs, the city's own first, and how each stands."""
    reviews = latest_reviews(city)
    codes = sorted((*law_codes(), POLICY), key=lambda code: (code != city.rule_pack, code != POLICY, code))
    standings = [_row(standing(code, reviews)) for code in codes]
    own = standing(city.rule_pack, reviews) if known(city.rule_pack) else None
    form = PackForm(initial={"pack": city.rule_pack})
    return render(request, "law/law.html", {"standings": standings, "own": own, "form": form})


@needs(Sight.LAW)
def law_pack(request: HttpRequest, city: Organisation, pack: str) -> HttpResponse:
    """One pack: every fact as a sentence, with article, dates, evidence and the reviewer's word."""
    if not known(pack):
        raise Http404
    one = standing(pack, latest_reviews(city))
    today = clock.now().astimezone(city.zone).date()
    facts = sorted(one.facts, key=lambda fact: (not fact.needs_review, not fact.fact.holds_on(today)))
    rows = [{"one": fact, "sentence": sentence(fact.fact), "now": fact.fact.holds_on(today)} for fact in facts]
    return render(request, "law/pack.html", {"standing": _row(one), "rows": rows})


@needs(Sight.LAW_REVIEW)
def law_review(request: HttpRequest, city: Organisation, pack: str, fact: str) -> HttpResponse:
    """Say of one fact whether it is right, and where that was checked."""
    found = fact_of(pack, fact)
    if found is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        review_fact(city, pack, fact, said["verdict"], said["source"], by=request.user, at=clock.now())
        messages.success(request, _("Your word on it is written down."))
        return redirect("law_pack", city.slug, pack)
    one = next(row for row in standing(pack, latest_reviews(city)).facts if row.fact.id == fact)
    about = {"one": one, "sentence": sentence(one.fact), "pack": pack, "pack_name": phrases.PACKS.get(pack, pack)}
    status = 422 if request.method == "POST" else 200
    return render(
        request, "law/review.html", {**about, "form": form, "reviews": reviews_of(city, fact)}, status=status
    )


@needs(Sight.SETTINGS)
@require_POST
def law_choose(request: HttpRequest, city: Organisation) -> HttpResponse:
    """Choose the pack for new contracts."""
    form = PackForm(request.POST)
    if form.is_valid():
        choose_pack(city, form.cleaned_data["pack"], by=request.user, at=clock.now())
        messages.success(
            request, _("New contracts are under the pack you chose. Contracts already made keep theirs.")
        )
    else:
        messages.error(request, _("There is no such rule pack. Choose one from the list."))
    return redirect("law", city.slug)


def _row(one: Standing) -> dict[str, Any]:
    return {"one": one, "code": one.pack.code, "name": phrases.PACKS.get(one.pack.code, one.pack.name)}
