"""People, their units, posts, contracts and skills."""

from datetime import timedelta

from lamplighter.apps.register.models import Contract, Person, Post, Skill, SkillHeld, Unit
from tests.access.objects.making import Place, Values, makes


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
