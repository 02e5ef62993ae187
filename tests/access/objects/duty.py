"""A duty of tonight, as published; hand-overs and call-outs of it."""

from datetime import time, timedelta

from lamplighter.apps.roster.models import CallOut, Draft, Duty, Pool, Publication, ShiftType, Takeover
from tests.access.objects.making import Place, Values, makes
from tests.access.objects.people import mara


def a_standby(place: Place) -> Duty:
    """Mara's standby of tonight, published."""
    pool = Pool.objects.create(organisation=place.city, name="Night desk")
    shift = ShiftType.objects.create(
        pool=pool, code="B", name="Home", kind="standby_home", starts_at=time(8), ends_at=time(8)
    )
    draft = Draft.objects.create(
        pool=pool, starts_on=place.today, ends_on=place.today, state="published", made_at=place.at
    )
    ends = place.at + timedelta(hours=8)
    Publication.objects.create(
        organisation=place.city,
        draft=draft,
        pool=pool,
        version=1,
        starts_at=place.at - timedelta(days=1),
        ends_at=ends,
        at=place.at,
    )
    begins = place.at - timedelta(hours=1)
    return Duty.objects.create(
        draft=draft, shift_type=shift, on=place.today, starts_at=begins, ends_at=ends, person=mara(place)
    )


@makes("takers", "takeover", "callout_new")
def a_duty_of_tonight(place: Place) -> Values:
    return {"number": a_standby(place).pk}


@makes("takeover_part")
def a_duty_and_somebody(place: Place) -> Values:
    duty = a_standby(place)
    return {"number": duty.pk, "person": duty.person_id}


@makes("takeover_withdraw")
def a_takeover(place: Place) -> Values:
    duty = a_standby(place)
    taken = Takeover.objects.create(
        organisation=place.city,
        pool=duty.shift_type.pool,
        duty=duty,
        layer="primary",
        starts_at=place.at + timedelta(hours=1),
        ends_at=duty.ends_at,
        made_at=place.at,
    )
    return {"number": taken.pk}


@makes("callout_withdraw")
def a_callout(place: Place) -> Values:
    duty = a_standby(place)
    called = CallOut.objects.create(
        duty=duty,
        person=duty.person,
        starts_at=duty.starts_at,
        ends_at=place.at,
        reason="Pump",
        recorded_at=place.at,
    )
    return {"number": called.pk}
