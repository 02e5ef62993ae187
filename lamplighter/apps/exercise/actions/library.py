"""Offer a scenario to the members of an association, take it back, take another city's."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.authoring import Faulty
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.defined import defined
from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.choices import Source, VersionState
from lamplighter.apps.exercise.models import Offer, ScenarioVersion
from lamplighter.apps.exercise.queries.spread import associations_of
from lamplighter.apps.journal.actions import record


def offer(version: ScenarioVersion, association: Organisation, *, by: Account, at: datetime) -> Offer:
    """Offer an approved version to all members; earlier versions of the same scenario are offered no longer.

    Raises
    ------
    NotNow
        ``not_approved``, ``unknown`` if the city is no member, ``nothing_new`` if the version that is offered now says
        the same.
    Faulty
        If the check finds errors.
    """
    scenario = version.scenario
    if version.state != VersionState.APPROVED:
        raise NotNow("not_approved")
    errors = sum(problem.severity == "error" for problem in defined(version).problems)
    if errors:
        raise Faulty(errors)
    if not associations_of(scenario.organisation).filter(pk=association.pk).exists():
        raise NotNow("unknown")
    with transaction.atomic():
        earlier = Offer.objects.filter(version__scenario=scenario, association=association, withdrawn_at=None)
        earlier = earlier.exclude(version=version)
        for one in earlier.select_related("version"):
            if define({**version.tree, "version": one.version.version}).digest == one.version.digest:
                raise NotNow("nothing_new")
        earlier.update(withdrawn_at=at)
        made, new = Offer.objects.get_or_create(
            version=version, association=association, defaults={"offered_at": at, "offered_by": by}
        )
        if new or made.withdrawn_at is not None:
            made.offered_at, made.offered_by, made.withdrawn_at = at, by, None
            made.save()
            facts = {"association": association.name, "version": version.version}
            record(scenario.organisation, "scenario.offered", scenario, by=by, at=at, facts=facts)
    return made


def withdraw_offer(given: Offer, *, by: Account, at: datetime) -> None:
    """Offer it no longer; what others have taken stays theirs."""
    scenario = given.version.scenario
    with transaction.atomic():
        if Offer.objects.filter(pk=given.pk, withdrawn_at=None).update(withdrawn_at=at):
            facts = {"association": given.association.name, "version": given.version.version}
            record(scenario.organisation, "scenario.offer_withdrawn", scenario, by=by, at=at, facts=facts)


def take_offered(
    given: Offer, city: Organisation, *, by: Account | None, at: datetime
) -> tuple[ScenarioVersion, bool]:
    """Keep what another city offers among the city's own scenarios: the version, and whether it stood there already.

    It keeps the id of its author, so that what several cities decided in it can be seen together.
    """
    original = given.version
    attached = {each.key: (each.name, each.media_type, bytes(each.content)) for each in original.attachments.all()}
    with transaction.atomic():
        kept, already = keep_version(city, original.tree, source=Source.COPY, attached=attached, by=by, at=at)
        scenario = kept.scenario
        if scenario.copied_from_id is None and scenario.pk != original.scenario_id and not already:
            scenario.copied_from = original.scenario
            scenario.save(update_fields=["copied_from"])
    return kept, already
