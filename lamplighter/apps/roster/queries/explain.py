"""What was worked out about a hole, and the work on it that goes on."""

from collections.abc import Collection, Mapping

from lamplighter.apps.register.models import Person, Skill
from lamplighter.apps.roster.models import Duty
from lamplighter.apps.work.models import Job

KIND = "roster.explain"


def latest_work_on(duty: Duty) -> Job | None:
    """The latest job that explains why a duty is empty; one query."""
    found = Job.objects.filter(organisation=duty.draft.pool.organisation_id, kind=KIND, arguments__duty=duty.pk)
    return found.order_by("-pk").first()


def duties_named(duty: Duty, ids: Collection[int]) -> Mapping[int, Duty]:
    """Duties of the same draft, by id, with their shifts, in order of time; one query."""
    found = Duty.objects.filter(draft=duty.draft_id, pk__in=ids).select_related("shift_type")
    return {each.pk: each for each in found}


def people_named(duty: Duty, ids: Collection[int]) -> dict[int, str]:
    """Names of people of the same city, by id; one query."""
    found = Person.objects.filter(organisation=duty.draft.pool.organisation_id, pk__in=ids)
    return dict(found.values_list("pk", "name"))


def skills_named(duty: Duty, ids: Collection[int]) -> dict[int, str]:
    """Names of skills of the same city, by id; one query."""
    found = Skill.objects.filter(organisation=duty.draft.pool.organisation_id, pk__in=ids)
    return {skill.pk: str(skill) for skill in found}
