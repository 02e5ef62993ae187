"""Who works in a sample city: posts, people, contracts, and what they know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lamplighter.apps.register.actions.contracts import begin_contract, change_contract
from lamplighter.apps.register.actions.people import add_person, end_employment
from lamplighter.apps.register.actions.posts import open_post, outsource_post, share_post
from lamplighter.apps.register.actions.skills import record_skill
from lamplighter.apps.register.choices import ContractKind, EvidenceKind
from lamplighter.apps.register.models import Person, Post, Skill, Unit
from lamplighter.apps.samples.actions.pen import Pen

# Who of a post signs in: the first holder of each.
LINKED = {"cio": "cio", "hrdir": "hr", "dutymgr": "duty", "neteng": "ben", "mayor": "mayor"}
# Levels and evidence, by how many of ten holders have them.
LEVELS = (2, 2, 3, 3, 3, 3, 3, 4, 4, 4)
EVIDENCE = (
    EvidenceKind.WORK,
    EvidenceKind.WORK,
    EvidenceKind.WORK,
    EvidenceKind.MANAGER,
    EvidenceKind.MANAGER,
    EvidenceKind.EXAM,
    EvidenceKind.EXAM,
    EvidenceKind.COURSE,
    EvidenceKind.PEER,
    EvidenceKind.SELF,
)
ENDS_SOON = timedelta(days=41)
LEFT = 3


@dataclass(frozen=True)
class Employee:
    """A person with the code of the post they are in."""

    person: Person
    post: str


def hire_everybody(pen: Pen) -> list[Employee]:
    """The whole establishment, filled as the plan says; inside one transaction."""
    names = unique_names(pen)
    units = {unit.code: unit for unit in Unit.objects.filter(organisation=pen.city)}
    kinds = contract_kinds(pen)
    staff: list[Employee] = []
    for code, count in pen.plan.city["posts"].items():
        facts = pen.plan.structure["posts"][code]
        for number in range(1, count + 1):
            post = new_post(pen, code, number, units[facts["unit"]])
            who = LINKED.get(code) if number == 1 else None
            name = pen.account(who).name if who else next(names)
            person = hire(pen, name, len(staff) + 1, post, facts, who=who, kind=next(kinds) if not who else None)
            staff.append(Employee(person, code))
    leave_empty(pen, units)
    give_away(pen, units)
    for _number in range(LEFT):
        part_with(pen, next(names), len(staff) + 1 + _number, units["apps"])
    return staff


def unique_names(pen: Pen) -> Iterator[str]:
    """Names of this city's people, none twice and none of those who sign in."""
    taken = set(pen.plan.city["accounts"])
    pairs = [f"{given} {family}" for given in pen.plan.names["given"] for family in pen.plan.names["family"]]
    pen.random.shuffle(pairs)
    return (name for name in pairs if name not in taken)


def contract_kinds(pen: Pen) -> Iterator[str]:
    """Kinds of contract, spread over everybody."""
    mix = pen.plan.city["mix"]
    total = sum(pen.plan.city["posts"].values())
    kinds = [kind for kind, count in mix.items() for _ in range(count)]
    kinds += [ContractKind.PERMANENT] * (total - len(kinds))
    pen.random.shuffle(kinds)
    return iter(kinds)


def new_post(pen: Pen, code: str, number: int, unit: Unit, **more: Any) -> Post:
    facts = pen.plan.structure["posts"][code]
    return open_post(
        pen.city,
        code=f"{code.upper()}-{number:02d}",
        title=pen.plan.words["posts"][code],
        unit=unit,
        is_it=facts["it"],
        **{"state_since": pen.today - timedelta(days=2000), **more},
        **pen.sign("hr"),
    )


def hire(
    pen: Pen, name: str, number: int, post: Post, facts: dict[str, Any], *, who: str | None, kind: str | None
) -> Person:
    """A person and the contract that puts them on the post."""
    joined = pen.today - timedelta(days=pen.random.randint(420, 7600))
    email = f"{who}@{pen.city.slug}.example" if who else f"p{1000 + number}@{pen.city.slug}.example"
    person = add_person(
        pen.city,
        number=staff_number(pen, number),
        name=name,
        unit=post.unit,
        email=email,
        phone=pen.plan.city["phone"].format(number // 100, number * 37 % 10000),
        joined_on=joined,
        account=pen.account(who) if who else None,
        **pen.sign("hr"),
    )
    kind = kind or ContractKind.PERMANENT
    starts, ends = joined, None
    if kind == ContractKind.FIXED_TERM:
        starts = pen.today - timedelta(days=pen.random.randint(100, 360))
        ends = starts + timedelta(days=730)
    base = Decimal(pen.plan.city["base_month"]) * Decimal(str(facts["pay"])) * pen.random.randint(90, 120) / 100
    top = facts["pay"] >= 2.5
    begin_contract(
        person,
        post=post,
        kind=kind,
        supplier=supplier_of(pen, kind),
        starts_on=starts,
        ends_on=ends,
        weekly_hours=Decimal(pen.plan.city["weekly_hours"]),
        base_pay=round_pay(base),
        rule_pack=pen.plan.city["rule_pack"],
        shift_worker=post.code.startswith("OPERATOR"),
        exempt=top,
        exempt_reason=pen.plan.words["said"]["exempt"] if top else "",
        **pen.sign("hr"),
    )
    return person


def staff_number(pen: Pen, number: int) -> str:
    return f"{pen.plan.city['number']}-{1000 + number}"


def supplier_of(pen: Pen, kind: str) -> str:
    """Through whom somebody works: an agency or a service company."""
    said = pen.plan.words["said"]
    names = {ContractKind.AGENCY: said["agency"], ContractKind.SERVICE_COMPANY: said["company"]}
    return str(names.get(ContractKind(kind), ""))


def round_pay(amount: Decimal) -> Decimal:
    """To three figures that say something, as pay is agreed."""
    places = amount.adjusted() - 2
    return round(amount, -places) if places > 0 else round(amount, 0)


def leave_empty(pen: Pen, units: dict[str, Unit]) -> None:
    """Vacant posts, some for long, one paid for only a while longer."""
    for code, count in pen.plan.city["vacant"].items():
        for number in range(count):
            new_post(
                pen,
                code,
                90 + number,
                units[pen.plan.structure["posts"][code]["unit"]],
                state_since=pen.today - timedelta(days=70 + 130 * number + len(code)),
                hiring_weeks=14 + 4 * number,
                funded_until=pen.today + timedelta(days=120) if number == 0 else None,
            )


def give_away(pen: Pen, units: dict[str, Unit]) -> None:
    """Posts that a company fills, and one shared with a neighbour."""
    said, posts = pen.plan.words["said"], pen.plan.structure["posts"]
    for code, count in pen.plan.city["outsourced"].items():
        for number in range(count):
            post = new_post(pen, code, 80 + number, units[posts[code]["unit"]])
            outsource_post(post, said["company"], pen.today - timedelta(days=500), **pen.sign("hr"))
    for code in pen.plan.city["shared"]:
        post = new_post(pen, code, 70, units[posts[code]["unit"]])
        share_post(post, said["neighbour"], pen.today - timedelta(days=330), **pen.sign("hr"))


def part_with(pen: Pen, name: str, number: int, unit: Unit) -> None:
    """Somebody who was here and left within the year."""
    joined = pen.today - timedelta(days=1500 + 10 * number)
    person = add_person(
        pen.city, number=staff_number(pen, number), name=name, unit=unit, joined_on=joined, **pen.sign("hr")
    )
    begin_contract(
        person,
        starts_on=joined,
        weekly_hours=Decimal(pen.plan.city["weekly_hours"]),
        rule_pack=pen.plan.city["rule_pack"],
        **pen.sign("hr"),
    )
    end_employment(person, pen.today - timedelta(days=pen.random.randint(30, 330)), **pen.sign("hr"))


def teach(pen: Pen, staff: list[Employee]) -> None:
    """Who knows what: of each skill as many as the plan says, and the rare ones no more than that."""
    catalogue = {skill.code: skill for skill in Skill.objects.filter(organisation=pen.city)}
    for code, facts in pen.plan.structure["skills"].items():
        able = [each for each in staff if each.post in facts["posts"]]
        # Those of the first post named know it best; who signs in as a specialist knows what the pools ask for.
        able.sort(key=lambda each: facts["posts"].index(each.post))
        asked = pen.plan.city["holders"].get(code)
        count = min(len(able), asked) if asked is not None else round(len(able) * facts["share"])
        for order, each in enumerate(able[:count]):
            know(pen, each.person, catalogue[code], rare=asked is not None, first=order == 0)


def know(pen: Pen, person: Person, skill: Skill, *, rare: bool, first: bool) -> None:
    """One skill of one person, with evidence; one in nine has not used it for long."""
    used = pen.random.randint(400, 900) if pen.random.random() < 0.11 and not first else pen.random.randint(1, 120)
    record_skill(
        person,
        skill=skill,
        level=3 if rare else max(pen.random.choice(LEVELS), 3 if first else 1),
        evidence=pen.random.choice(EVIDENCE),
        assessed_on=pen.today - timedelta(days=pen.random.randint(20, 700)),
        last_used_on=pen.today - timedelta(days=used),
        **pen.sign("duty"),
    )


def end_soon(pen: Pen, staff: list[Employee]) -> date:
    """One contract of somebody who is needed ends before another can be found."""
    chosen = next(each for each in reversed(staff) if each.post == pen.plan.city["ending"])
    contract = chosen.person.contracts.latest("starts_on")
    ends = pen.today + ENDS_SOON
    end = {"kind": ContractKind.FIXED_TERM, "ends_on": ends, "supplier": ""}
    change_contract(contract, end, **pen.sign("hr"))
    return ends
