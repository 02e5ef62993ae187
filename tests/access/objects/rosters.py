"""Pools with members and shifts, leave and wishes, and rosters: drafts and what was published."""

from datetime import time, timedelta

from lamplighter.apps.roster.models import Demand, Draft, Duty, Leave, Pool, PoolMember, ShiftType, Wish
from tests.access.objects.duty import a_standby
from tests.access.objects.making import Place, Values, makes
from tests.access.objects.people import mara


def desk(place: Place) -> Pool:
    return Pool.objects.create(organisation=place.city, name="Night desk")


def night(place: Place) -> ShiftType:
    return ShiftType.objects.create(
        pool=desk(place), code="N", name="Night", kind="standby_home", starts_at=time(20), ends_at=time(8)
    )


def hole(place: Place) -> Duty:
    """The only duty of a draft for tomorrow night, which nobody has yet."""
    shift, tomorrow = night(place), place.today + timedelta(days=1)
    draft = Draft.objects.create(pool=shift.pool, starts_on=tomorrow, ends_on=tomorrow, made_at=place.at)
    begins = place.at + timedelta(days=1)
    return Duty.objects.create(
        draft=draft, shift_type=shift, on=tomorrow, starts_at=begins, ends_at=begins + timedelta(hours=12)
    )


@makes("pool", "pool_edit", "pool_close", "member_new", "shift_new")
def a_pool(place: Place) -> Values:
    return {"number": desk(place).pk}


@makes("pool_reopen")
def a_closed_pool(place: Place) -> Values:
    pool = desk(place)
    pool.closed_on = place.today
    pool.save()
    return {"number": pool.pk}


@makes("member_edit", "member_end")
def a_member(place: Place) -> Values:
    return {"number": PoolMember.objects.create(pool=desk(place), person=mara(place), since=place.today).pk}


@makes("shift_edit", "shift_retire", "shift_demand")
def a_shift(place: Place) -> Values:
    return {"number": night(place).pk}


@makes("demand_forget")
def what_one_date_asks(place: Place) -> Values:
    return {"number": Demand.objects.create(shift_type=night(place), on=place.today, people=2).pk}


@makes("leave_withdraw", "my_leave_withdraw")
def some_leave(place: Place) -> Values:
    leave = Leave.objects.create(person=mara(place), starts_on=place.today, ends_on=place.today)
    return {"number": leave.pk}


@makes("my_leave", "my_wish")
def a_person_with_this_account(place: Place) -> Values:
    mara(place)
    return {}


@makes("my_wish_withdraw")
def a_wish(place: Place) -> Values:
    return {"number": Wish.objects.create(person=mara(place), on=place.today + timedelta(days=20)).pk}


@makes("roster", "roster_paper")
def a_published_roster(place: Place) -> Values:
    return {"number": a_standby(place).draft_id}


@makes("roster_file")
def a_published_roster_as_a_file(place: Place) -> Values:
    return {"number": a_standby(place).draft_id, "form": "csv"}


@makes("roster_compare")
def a_published_roster_twice(place: Place) -> Values:
    draft = a_standby(place).draft_id
    return {"number": draft, "other": draft}


@makes("duty")
def a_published_duty(place: Place) -> Values:
    return {"number": a_standby(place).pk}


@makes("roster_fill", "roster_search", "roster_enough", "roster_drop", "roster_publish")
def a_draft(place: Place) -> Values:
    return {"number": hole(place).draft_id}


@makes("duty_give", "duty_way", "duty_pin", "duty_why", "duty_why_empty")
def a_duty_of_a_draft(place: Place) -> Values:
    return {"number": hole(place).pk}
