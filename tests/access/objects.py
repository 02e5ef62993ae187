"""What the walk puts into addresses: for each URL with something in it, how that something is made.

The city, association or organisation in an address is filled in by the walk. Everything else comes from a maker,
registered for one URL or several:

    @makes("person", "person_edit")
    def a_person(place: Place) -> Values:
        return {"pk": Person.objects.create(organisation=place.city, name="Mara", account=place.whose).pk}

``place.city`` is Havn, ``place.association`` the Harbour Towns, ``place.here`` the one of both that the address names.
``place.whose`` is the account to which the thing belongs, if it is of a kind that can belong to somebody: for
``own`` in the table the walk asks once with the reader's own thing, once with somebody else's.
``place.at`` is now. Whatever a maker writes is taken back after the request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from lamplighter.apps.cities.actions import invite
from lamplighter.apps.cities.models import Account, Organisation, RoleHeld
from lamplighter.apps.followup.models import Action
from lamplighter.apps.register.models import Contract, Person, Post, Skill, SkillHeld, Unit
from lamplighter.apps.roster.models import CallOut, Draft, Duty, Pool, Publication, ShiftType, Takeover
from lamplighter.apps.work.models import Job
from tests.people import Cast, account

Values = dict[str, object]


@dataclass(frozen=True)
class Place:
    """Where the walk stands: the cast, the organisation in the address, whose thing it is, and when."""

    cast: Cast
    here: Organisation
    whose: Account
    at: datetime

    @property
    def city(self) -> Organisation:
        return self.cast.havn

    @property
    def association(self) -> Organisation:
        return self.cast.association

    @property
    def today(self) -> date:
        return self.at.date()


Maker = Callable[[Place], Values]
MAKERS: dict[str, Maker] = {}


def makes(*url_names: str) -> Callable[[Maker], Maker]:
    """Register a maker for these URLs."""

    def register(maker: Maker) -> Maker:
        for name in url_names:
            if name in MAKERS:
                raise ValueError(f"Two makers for the URL {name!r}.")
            MAKERS[name] = maker
        return maker

    return register


# --- cities ----------------------------------------------------------------------------------------------------


@makes("account", "role_give")
def an_account(place: Place) -> Values:
    role = place.here.possible_roles[0]
    return {"account": account("Newcomer", place.here, role, at=place.at).pk}


@makes("role_end")
def a_role(place: Place) -> Values:
    newcomer = account("Newcomer", place.here, place.here.possible_roles[0], at=place.at)
    return {"role": RoleHeld.objects.get(account=newcomer).pk}


@makes("invitation_again", "invitation_withdraw")
def an_invitation(place: Place) -> Values:
    invitation, _ = invite(
        place.here, "n@x.example", [place.here.possible_roles[0]], link_to=str, by=None, at=place.at, letter=False
    )
    return {"invitation": invitation.pk}


@makes("invitation")
def an_open_invitation(place: Place) -> Values:
    _, token = invite(place.city, "n@x.example", ["specialist"], link_to=str, by=None, at=place.at, letter=False)
    return {"token": token}


# --- the account library ---------------------------------------------------------------------------------------


@makes("account_confirm_email")
def a_confirmation(place: Place) -> Values:
    return {"key": "unknown"}


@makes("account_reset_password_from_key")
def a_reset(place: Place) -> Values:
    return {"uidb36": "0", "key": "unknown"}


@makes("mfa_deactivate_totp")
def codes_from_an_app(place: Place) -> Values:
    TOTP.activate(place.whose, "JBSWY3DPEHPK3PXP")
    return {}


@makes("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes")
def recovery_codes(place: Place) -> Values:
    TOTP.activate(place.whose, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(place.whose)
    return {}


@makes("mfa_remove_webauthn", "mfa_edit_webauthn")
def a_passkey(place: Place) -> Values:
    data = {"name": "Key", "credential": {}}
    return {"pk": Authenticator.objects.create(user=place.whose, type="webauthn", data=data).pk}


# --- register --------------------------------------------------------------------------------------------------


def mara(place: Place) -> Person:
    return Person.objects.create(organisation=place.city, number="M1", name="Mara", account=place.whose)


@makes("person", "person_edit", "person_contact", "person_end", "contract_new", "skill_record")
def a_person(place: Place) -> Values:
    return {"pk": mara(place).pk}


@makes("person_return")
def somebody_who_left(place: Place) -> Values:
    person = mara(place)
    person.left_on = place.today
    person.save()
    return {"pk": person.pk}


@makes("contract_edit", "contract_end")
def a_contract(place: Place) -> Values:
    contract = Contract.objects.create(
        organisation=place.city, person=mara(place), starts_on=place.today, rule_pack="eu-wtd-2003-88"
    )
    return {"pk": contract.pk}


@makes("unit", "unit_edit")
def a_unit(place: Place) -> Values:
    return {"pk": Unit.objects.create(organisation=place.city, name="Networks").pk}


@makes("post", "post_edit", "post_fill", "post_vacate", "post_outsource", "post_share", "post_close")
def a_post(place: Place) -> Values:
    post = Post.objects.create(organisation=place.city, code="P1", title="Network engineer")
    Contract.objects.create(
        organisation=place.city,
        person=mara(place),
        post=post,
        starts_on=place.today - timedelta(days=1),
        rule_pack="eu-wtd-2003-88",
    )
    return {"pk": post.pk}


@makes("post_reopen")
def a_closed_post(place: Place) -> Values:
    post = Post.objects.create(organisation=place.city, code="P2", title="Typist", closed_on=place.today)
    return {"pk": post.pk}


@makes("skill", "skill_edit")
def a_skill(place: Place) -> Values:
    return {"pk": Skill.objects.create(organisation=place.city, code="net", name="Networks").pk}


@makes("skill_held_edit", "skill_withdraw")
def a_skill_held(place: Place) -> Values:
    skill = Skill.objects.create(organisation=place.city, code="net", name="Networks")
    return {"pk": SkillHeld.objects.create(person=mara(place), skill=skill, level=2, evidence="observed").pk}


# --- law, followup, work ---------------------------------------------------------------------------------------


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


# --- tonight ---------------------------------------------------------------------------------------------------


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


# --- web -------------------------------------------------------------------------------------------------------


@makes("look")
def any_look(place: Place) -> Values:
    return {"version": "any"}
