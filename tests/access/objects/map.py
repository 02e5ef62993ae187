"""Services, systems and suppliers' contracts; what stands on what, and what needs whom."""

from datetime import timedelta

from lamplighter.apps.register.bridge import absences
from lamplighter.apps.register.models import (
    Contract,
    DependencyGroup,
    GroupMember,
    Need,
    Service,
    Skill,
    SkillHeld,
    SupplyContract,
    System,
)
from tests.access.objects.making import Place, Values, fills, makes
from tests.access.objects.people import mara


def lights(place: Place) -> Service:
    """A service that stands on nothing yet."""
    return Service.objects.create(organisation=place.city, code="L", name="Street lights")


def database(place: Place) -> System:
    return System.objects.create(organisation=place.city, code="D", name="Database")


@makes("service", "service_edit", "service_close", "service_group_new", "service_need_new", "service_duty")
def a_service(place: Place) -> Values:
    return {"pk": lights(place).pk}


@makes("service_reopen")
def a_closed_service(place: Place) -> Values:
    service = lights(place)
    service.closed_on = place.today
    service.save()
    return {"pk": service.pk}


@makes("system", "system_edit", "system_close", "system_group_new", "system_need_new")
def a_system(place: Place) -> Values:
    return {"pk": database(place).pk}


@makes("system_reopen")
def a_closed_system(place: Place) -> Values:
    system = database(place)
    system.closed_on = place.today
    system.save()
    return {"pk": system.pk}


@makes("supply", "supply_edit", "supply_action")
def a_supply(place: Place) -> Values:
    supply = SupplyContract.objects.create(
        organisation=place.city, code="G", name="Power", supplier="Grid", ends_on=place.today + timedelta(days=30)
    )
    return {"pk": supply.pk}


@makes("contract_action")
def a_contract_that_ends(place: Place) -> Values:
    contract = Contract.objects.create(
        organisation=place.city,
        person=mara(place),
        starts_on=place.today - timedelta(days=1),
        ends_on=place.today + timedelta(days=30),
        rule_pack="eu-wtd-2003-88",
    )
    return {"pk": contract.pk}


@makes("group_edit", "group_remove")
def a_group(place: Place) -> Values:
    group = DependencyGroup.objects.create(organisation=place.city, service=lights(place))
    GroupMember.objects.create(group=group, system=database(place))
    return {"pk": group.pk}


def one_who_knows(place: Place) -> Need:
    """The lights need somebody who knows them, and Mara alone does."""
    skill = Skill.objects.create(organisation=place.city, code="lamp", name="Lamps")
    SkillHeld.objects.create(person=mara(place), skill=skill, level=3, evidence="observed")
    return Need.objects.create(organisation=place.city, service=lights(place), skill=skill, level=2)


@makes("need_edit", "need_remove")
def a_need(place: Place) -> Values:
    return {"pk": one_who_knows(place).pk}


@fills("absence_action")
def what_one_absence_stops(place: Place) -> Values:
    one_who_knows(place)
    (row,) = absences(place.city, place.today)
    return {"finding": row.fingerprint}
