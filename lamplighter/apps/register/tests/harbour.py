"""A tiny harbour town, worked by hand in the tests of the map: two services, four systems, one contract, three people.

Emergency calls (24 h, by hand for 45 min)  -> 1 of {Switch A, Switch B}
Parking permits                             -> Switch A
Switch A, Switch B                          -> Power (battery of 120 and 180 min)
Power                                       -> the supplier's contract
Emergency calls need 1 who knows dispatch   : Mara, Idris
Switch A needs 1 who knows radio            : Mara
"""

from dataclasses import dataclass
from datetime import date, datetime

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.actions.dependencies import add_group, add_need
from lamplighter.apps.register.actions.people import add_person
from lamplighter.apps.register.actions.services import add_service, add_supply, add_system
from lamplighter.apps.register.actions.skills import add_skill, record_skill
from lamplighter.apps.register.choices import EvidenceKind, Hours, Level, Tier
from lamplighter.apps.register.models import Person, Service, Skill, SupplyContract, System


@dataclass(frozen=True)
class Harbour:
    calls: Service
    permits: Service
    switch_a: System
    switch_b: System
    power: System
    grid: SupplyContract
    dispatch: Skill
    radio: Skill
    mara: Person
    idris: Person


def harbour(city: Organisation, *, by: Account, at: datetime, ends_on: date | None = None) -> Harbour:
    """Build the town through the deeds that people use."""
    how = {"by": by, "at": at}
    calls = add_service(
        city,
        code="112",
        name="Emergency calls",
        about="Whoever calls 112 is answered.",
        tier=Tier.LIFE,
        hours=Hours.AROUND_THE_CLOCK,
        mtpd_min=30,
        rto_min=15,
        residents=48_000,
        manual_fallback="Radio to the fire brigade",
        fallback_min=45,
        **how,
    )
    permits = add_service(city, code="park", name="Parking permits", tier=Tier.OFFICE, mtpd_min=1440, **how)
    switch_a = add_system(city, code="swa", name="Switch A", rto_min=60, **how)
    switch_b = add_system(city, code="swb", name="Switch B", **how)
    power = add_system(city, code="pow", name="Power", kind="facility", rto_min=30, **how)
    grid = add_supply(city, code="grid", name="Electricity", supplier="Nordlys", ends_on=ends_on, **how)
    add_group(calls, [switch_a, switch_b], needed=1, buffer_min=0, **how)
    add_group(permits, [switch_a], needed=1, buffer_min=10, **how)
    add_group(switch_a, [power], needed=1, buffer_min=120, **how)
    add_group(switch_b, [power], needed=1, buffer_min=180, **how)
    add_group(power, [grid], needed=1, buffer_min=0, **how)
    dispatch = add_skill(city, code="dispatch", name="Dispatch", **how)
    radio = add_skill(city, code="radio", name="Radio gateway", **how)
    add_need(calls, skill=dispatch, level=Level.WORKING, people=1, **how)
    add_need(switch_a, skill=radio, level=Level.PRACTITIONER, people=1, **how)
    mara = add_person(city, number="1", name="Mara Quist", **how)
    idris = add_person(city, number="2", name="Idris Bell", **how)
    for person, skill, level in ((mara, dispatch, 2), (mara, radio, 3), (idris, dispatch, 4), (idris, radio, 1)):
        record_skill(person, skill=skill, level=level, evidence=EvidenceKind.WORK, **how)
    return Harbour(calls, permits, switch_a, switch_b, power, grid, dispatch, radio, mara, idris)
