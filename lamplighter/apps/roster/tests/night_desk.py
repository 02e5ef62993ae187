"""The night desk of Havn: a pool, its people and shifts, as the tests of the roster need them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.models import Contract, Person, Service, Skill, SkillHeld
from lamplighter.apps.roster.choices import DraftState, DutyKind, Layer, Look
from lamplighter.apps.roster.models import Demand, Draft, Duty, Pool, PoolMember, Publication, ShiftType

DAY = timedelta(days=1)


@dataclass
class Desk:
    """A pool with a 12-hour day and night shift, and a backup at home; people by name."""

    city: Organisation
    pool: Pool
    day: ShiftType
    night: ShiftType
    backup: ShiftType | None
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def desk_of(
    city: Organisation,
    names: str = "Mara Idris Ana Tomas Lena Petra Sam Yusuf",
    *,
    account: tuple[str, Account] | None = None,
    backup: bool = False,
    name: str = "Night desk",
    skill: Skill | None = None,
) -> Desk:
    """Write a pool and its members into the database."""
    pool = Pool.objects.create(organisation=city, name=name, skill=skill)
    pool.services.add(Service.objects.create(organisation=city, code=f"S-{name}", name="Control room", hours="24h"))
    day = shift(pool, "D", "Day", time(8), time(20), Look.DAY)
    night = shift(pool, "N", "Night", time(20), time(8), Look.NIGHT)
    home = None
    if backup:
        home = shift(
            pool,
            "B",
            "Backup",
            time(8),
            time(8),
            Look.STANDBY,
            layer=Layer.BACKUP,
            kind=DutyKind.STANDBY_HOME,
            response_min=60,
        )
    desk = Desk(city, pool, day, night, home)
    for each in names.split():
        desk.people[each] = member(pool, each, skill=skill)
    if account:
        person = desk[account[0]]
        person.account = account[1]
        person.save()
    return desk


def shift(pool: Pool, code: str, name: str, starts: time, ends: time, look: str, **more: object) -> ShiftType:
    made = ShiftType.objects.create(
        pool=pool, code=code, name=name, starts_at=starts, ends_at=ends, look=look, **more
    )
    Demand.objects.create(shift_type=made, people=1)
    return made


def member(pool: Pool, name: str, *, skill: Skill | None = None, **more: object) -> Person:
    city = pool.organisation
    person, made = Person.objects.get_or_create(organisation=city, number=name, defaults={"name": name})
    if made:
        Contract.objects.create(
            organisation=city,
            person=person,
            starts_on=date(2025, 1, 1),
            weekly_hours=40,
            rule_pack=city.rule_pack,
            shift_worker=True,
        )
    if skill:
        SkillHeld.objects.get_or_create(person=person, skill=skill, defaults={"level": 3, "evidence": "work"})
    PoolMember.objects.create(pool=pool, person=person, since=date(2025, 1, 1), **more)
    return person


def published(
    desk: Desk, first: date, last: date, letters: dict[str, str], *, at: datetime, version: int = 1
) -> Publication:
    """A published roster in letters: ``{"Mara": "D.N"}`` from the first day on; what nobody has is a hole."""
    zone = desk.city.zone
    draft = Draft.objects.create(
        pool=desk.pool, starts_on=first, ends_on=last, state=DraftState.PUBLISHED, made_at=at
    )
    for number in range((last - first).days + 1):
        on = first + number * DAY
        for made in (desk.day, desk.night, desk.backup):
            if made is None:
                continue
            who = [name for name, row in letters.items() if row[number : number + 1] == made.code]
            ends_on = on + DAY if made.ends_at <= made.starts_at else on
            Duty.objects.create(
                draft=draft,
                shift_type=made,
                on=on,
                starts_at=datetime.combine(on, made.starts_at, tzinfo=zone),
                ends_at=datetime.combine(ends_on, made.ends_at, tzinfo=zone),
                person=desk[who[0]] if who else None,
            )
    return Publication.objects.create(
        organisation=desk.city,
        draft=draft,
        pool=desk.pool,
        version=version,
        starts_at=datetime.combine(first, time(), tzinfo=zone),
        ends_at=datetime.combine(last + DAY, time(), tzinfo=zone),
        at=at,
    )
