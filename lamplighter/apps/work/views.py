"""Pages of the work app: one job as it runs, and whether anything runs at all."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.work.actions import cancel
from lamplighter.apps.work.models import JobState
from lamplighter.apps.work.queries import jobs_visible_to, workers_heard_at
from lamplighter.web import clock
from lamplighter.web.gate import everyone, needs


@needs(Sight.OWN)
@require_GET
@never_cache
def job(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """How far a job is: a part for htmx, a page for whoever comes by its address."""
    found = get_object_or_404(jobs_visible_to(request.user, city), pk=number)
    if not request.htmx:
        return render(request, "work/job.html", {"job": found})
    answer = render(request, "work/_progress.html", {"job": found})
    if found.state == JobState.DONE:
        # The page that asked for the work now has its result to show.
        answer["HX-Refresh"] = "true"
    return answer


@needs(Sight.OWN)
@require_POST
def job_cancel(request: HttpRequest, city: Organisation, number: int) -> HttpResponse:
    """Stop a job."""
    found = get_object_or_404(jobs_visible_to(request.user, city), pk=number)
    cancel(found, by=request.user, at=clock.now())
    if not request.htmx:
        return redirect("job", city.slug, number)
    return render(request, "work/_progress.html", {"job": found})


@everyone
@require_GET
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers (503 if not), and for how many seconds no worker was heard of."""
    try:
        heard_at = workers_heard_at()
    except DatabaseError:
        return JsonResponse({"database": "silent", "worker_silent_s": None}, status=503)
    silent_s = (clock.now() - heard_at).total_seconds() if heard_at else None
    return JsonResponse({"database": "ok", "worker_silent_s": silent_s})
