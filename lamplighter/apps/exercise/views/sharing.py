"""What a city gives of an exercise to its association."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.sharing import share, withdraw
from lamplighter.apps.exercise.bridge.spread import FEWEST, FEWEST_NEW, summary_of
from lamplighter.apps.exercise.queries.evaluation import AGREED
from lamplighter.apps.exercise.queries.spread import associations_of, last_edition, played_in, share_of
from lamplighter.apps.exercise.views.association import told
from lamplighter.apps.exercise.views.report import found, refusal
from lamplighter.apps.exercise.views.reporting import MARKS, Told
from lamplighter.web import clock
from lamplighter.web.gate import needs
from lamplighter.web.templatetags.words import duration


@needs(Sight.EXERCISE_RUN)
def exercise_share(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Exactly what would leave the city, and to whom; give it, or take it back."""
    exercise = found(request, city, pk)
    if exercise.state not in AGREED:
        raise Http404("Only an agreed report is shared.")
    associations = list(associations_of(city))
    given = share_of(exercise)
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "withdraw":
                withdraw(exercise, by=request.user, at=clock.now())
                messages.success(request, _("It is taken back. No later edition counts it."))
            else:
                to = next((one for one in associations if str(one.pk) == request.POST.get("association")), None)
                if to is None:
                    raise Http404("No such association")
                share(exercise, to, by=request.user, at=clock.now())
                messages.success(request, _("It is given to the association."))
        except NotNow as why:
            messages.info(request, refusal(why))
        return redirect("exercise_share", city.slug, pk)
    about = {
        "exercise": exercise,
        "associations": associations,
        "given": given if given is not None and given.withdrawn_at is None else None,
        "rows": leaving(Told(exercise)),
        "fewest": FEWEST,
    }
    return render(request, "exercise/share.html", about)


@needs(Sight.EXERCISES)
def exercise_elsewhere(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """How other cities decided in the scenario that this city has played, beside what it decided itself."""
    exercise = found(request, city, pk)
    if exercise.state not in AGREED:
        raise Http404("Others' decisions are shown once one's own report is agreed.")
    version = exercise.version
    played = (version.scenario.uuid, version.version)
    rows = [
        told(association, version.version, shares, last_edition(association, played), named=True)
        for association in associations_of(city)
        if (shares := played_in(association).get(played))
    ]
    about = {
        "exercise": exercise,
        "rows": rows,
        "fewest": FEWEST,
        "fewest_new": FEWEST_NEW,
        "shown": sum(bool(row["last"]) for row in rows),
        "runs": Sight.EXERCISE_RUN in request.sights,
    }
    return render(request, "exercise/elsewhere.html", about)


def leaving(told: Told) -> list[dict[str, Any]]:
    """Every value that leaves the city, in words."""
    summary = summary_of(told.exercise, told.report)
    rows = []
    for key, value in summary["taken"].items():
        decision = told.scenario.decision_of[key]
        rows.append({"what": told.question(decision), "value": told.value(decision, value)})
    for key, minutes in summary["minutes"].items():
        what = _("%(question)s – time until it was decided") % {
            "question": told.question(told.scenario.decision_of[key])
        }
        rows.append({"what": what, "value": duration(minutes)})
    for key, mark in summary["marks"].items():
        rows.append({"what": told.say(told.scenario.objective_of[key].text), "value": str(MARKS[mark])})
    return rows
