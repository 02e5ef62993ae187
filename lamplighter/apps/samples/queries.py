"""How far the sample cities are made, and who may sign in to them."""

from datetime import datetime, timedelta

from lamplighter.apps.cities.models import Account, Organisation, RoleHeld
from lamplighter.apps.exercise.models import Share
from lamplighter.apps.followup.models import Action
from lamplighter.apps.register.models import Person
from lamplighter.apps.samples.choices import DAYS_OF_PAST, Plan, Stage, association, plans


def made_for(organisation: Organisation) -> datetime:
    """The instant that a sample city calls now: when its making began."""
    return organisation.created_at + timedelta(days=DAYS_OF_PAST)


def stage_of(city: Organisation) -> Stage:
    """The last stage that is surely finished: people come in one transaction, so do actions.

    Rosters come one by one; between the two they are looked through again, and those that are there stay.
    """
    # Actions of an exercise come earlier, among the rosters.
    if Action.objects.filter(organisation=city).exclude(finding__code__startswith="exercise.").exists():
        return Stage.WORKED
    return Stage.STAFFED if Person.objects.filter(organisation=city).exists() else Stage.EMPTY


def made_cities() -> list[tuple[Plan, Organisation]]:
    """The sample cities that were begun, each with its plan."""
    found = {city.slug: city for city in Organisation.objects.filter(sample=True)}
    return [(plan, found[plan.slug]) for plan in plans() if plan.slug in found]


def unfinished() -> bool:
    """Whether the making of the sample cities was begun and not ended."""
    made = made_cities()
    return any(stage_of(city) != Stage.WORKED for _plan, city in made) or (
        len(made) == len(plans()) and further_made() < len(association()["further"])
    )


def further_made() -> int:
    """How many of the further member cities have played and given what it showed: the last that each does."""
    slugs = [each["slug"] for each in association()["further"]]
    given = Share.objects.filter(exercise__organisation__slug__in=slugs, exercise__organisation__sample=True)
    return given.values("exercise__organisation").distinct().count()


def account_of(email: str) -> Account | None:
    """A sample account by its address."""
    return Account.objects.filter(email=email, sample=True).first()


def logins() -> list[RoleHeld]:
    """Every role of the sample cities' accounts, city by city, with account and organisation; one query."""
    places = [association()["slug"], *(plan.slug for plan in plans())]
    held = RoleHeld.objects.filter(account__sample=True, organisation__slug__in=places, until=None)
    return list(held.select_related("account", "organisation").order_by("organisation_id", "pk"))
