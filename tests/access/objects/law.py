"""Rules of law, actions due, background work, and the look of the pages."""

from lamplighter.apps.followup.models import Action
from lamplighter.apps.work.models import Job
from tests.access.objects.making import Place, Values, makes


@makes("law_pack")
def a_pack(place: Place) -> Values:
    return {"pack": "eu-wtd-2003-88"}


@makes("law_review")
def a_fact(place: Place) -> Values:
    return {"pack": "eu-wtd-2003-88", "fact": "eu-wtd-2003-88.daily_rest"}


@makes("action", "action_edit", "action_complete", "action_reopen")
def an_action(place: Place) -> Values:
    action = Action.objects.create(
        organisation=place.city, title="Find a deputy", owner=place.whose, due_on=place.today, opened_at=place.at
    )
    return {"pk": action.pk}


@makes("job", "job_cancel")
def a_job(place: Place) -> Values:
    job = Job.objects.create(organisation=place.city, kind="access.walk", asked_by=place.whose, asked_at=place.at)
    return {"number": job.pk}


@makes("look")
def any_look(place: Place) -> Values:
    return {"version": "any"}
