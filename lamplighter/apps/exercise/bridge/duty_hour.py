"""Who would be on duty at the story's hour, by the published rosters; and on which day a story begins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.bridge import key_of
from lamplighter.apps.register.models import Person
from lamplighter.apps.register.queries.services import needs_of, skills_at_work
from lamplighter.apps.roster.bridge import Cover, Span, covers, on_at
from lamplighter.apps.roster.bridge.days import holidays_of
from lamplighter.apps.roster.models import Duty, Pool, Publication
from lamplighter.apps.roster.queries.duty import duties_by_key
from lamplighter.apps.roster.queries.pools import pools_of
from lamplighter.apps.roster.queries.tonight import people_of
from lamplighter.engines.exercise import Post, Story
from lamplighter.engines.exercise.scenario import Day
from lamplighter.engines.hours import at_wall

DAY = timedelta(days=1)
# Whoever comes on later than that is no help to a first day.
AHEAD = timedelta(days=1)
# A holiday that a story asks for comes within a year.
SEARCHED_DAYS = 370


@dataclass(frozen=True, slots=True)
class DutyHour:
    """The places on duty at one instant, without names; ``people`` are the names, by the key of the place."""

    posts: tuple[Post, ...]
    people: Mapping[str, str]


def duty_hour(city: Organisation, at: datetime) -> DutyHour:
    """Every place that is wanted at ``at``: held, empty, or unknown because no roster is published; ten queries."""
    found = [cover for cover in covers(city, Span(at, at + AHEAD)) if cover.source not in ("unrostered", "closed")]
    now = on_at(found, at)
    pools = {str(pool.pk): pool for pool in pools_of(city)}
    book = _Book(
        at=at,
        pools=pools,
        duties=duties_by_key({int(cover.assignment) for cover in now if cover.assignment}),
        people=people_of({int(cover.person) for cover in now if cover.person}),
        levels=_levels(city, at),
        asked=_asked(city),
        later=_later(found, at),
    )
    posts = sorted((book.post(cover) for cover in now if cover.pool in pools), key=lambda post: post.key)
    names = {_key(cover): book.people[int(cover.person)].name for cover in now if cover.person}
    return DutyHour(tuple(posts), {key: names[key] for key in sorted(names)})


def story_start(city: Organisation, story: Story, on: date) -> datetime:
    """The instant at which the story begins on a day, by the clock on the city's walls."""
    return on_the_wall(city, on, time.fromisoformat(story.at))


def on_the_wall(city: Organisation, on: date, at: time) -> datetime:
    """The instant at which the clock on the city's walls first shows a time on a day."""
    return at_wall(on, at, city.zone)


def day_for(city: Organisation, story: Story, today: date) -> date:
    """The first day from tomorrow that is of the story's kind and has a published roster at its hour.

    Without a roster that reaches so far: the first day of that kind; and tomorrow, where no such day is known.
    """
    last = today + (SEARCHED_DAYS + 1) * DAY
    holidays = frozenset(day.on for day in holidays_of(city, today, last))
    fitting = [day for day in _days(today) if _kind(day, city, holidays) == story.day]
    published = list(
        Publication.objects.filter(organisation=city, ends_at__gt=story_start(city, story, today)).values_list(
            "starts_at", "ends_at"
        )
    )
    for day in fitting:
        at = story_start(city, story, day)
        if any(starts <= at < ends for starts, ends in published):
            return day
    return fitting[0] if fitting else today + DAY


def _kind(day: date, city: Organisation, holidays: frozenset[date]) -> Day:
    """What kind of day it is by the city's own calendar: a holiday before all else."""
    if day in holidays:
        return "holiday"
    if day + DAY in holidays:
        return "holiday_eve"
    return "weekend" if day.isoweekday() in city.weekend_days else "workday"


@dataclass(frozen=True)
class _Book:
    """What is known of everybody who is on, to make places of covers."""

    at: datetime
    pools: Mapping[str, Pool]
    duties: Mapping[int, Duty]
    people: Mapping[int, Person]
    levels: Mapping[tuple[int, int], int]
    asked: Mapping[int, int]
    later: Mapping[tuple[str, str], datetime]

    def post(self, cover: Cover) -> Post:
        pool = self.pools[cover.pool]
        duty = self.duties.get(int(cover.assignment)) if cover.assignment else None
        services = sorted(service.pk for service in pool.services.all())
        needed = min((self.asked[pk] for pk in services if pk in self.asked), default=None)
        answers = duty.shift_type.response_min if duty else None
        back = self.later.get((cover.pool, cover.layer))
        return Post(
            pool=key_of("pool", pool.pk),
            layer=cover.layer,
            wanted=1,
            on=cover.person is not None,
            reachable=self.reachable(cover, answers, needed),
            qualified=self.qualified(cover, pool),
            response_min=needed,
            back_at_s=int((back - self.at).total_seconds()) if back else None,
            key=_key(cover),
            # A hole under a published roster has a duty; demand that no roster speaks of has none.
            rostered=cover.person is not None or bool(cover.assignment),
            services=tuple(key_of("service", pk) for pk in services),
        )

    def reachable(self, cover: Cover, answers: int | None, needed: int | None) -> bool:
        """Whether they can be called, and the duty's own response time is short enough for what they cover."""
        if cover.person is None:
            return True
        slow = answers is not None and needed is not None and answers > needed
        return bool(self.people[int(cover.person)].phone) and not slow

    def qualified(self, cover: Cover, pool: Pool) -> bool:
        if cover.person is None or pool.skill_id is None:
            return True
        return self.levels.get((int(cover.person), pool.skill_id), 0) >= pool.level


def _key(cover: Cover) -> str:
    return f"{key_of('pool', int(cover.pool))}/{cover.layer}/{cover.seat}"


def _later(found: Iterable[Cover], at: datetime) -> dict[tuple[str, str], datetime]:
    """When somebody comes on next, by pool and layer."""
    starts: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for cover in found:
        if cover.person is not None and cover.span.start > at:
            starts[cover.pool, cover.layer].append(cover.span.start)
    return {key: min(each) for key, each in starts.items()}


def _levels(city: Organisation, at: datetime) -> dict[tuple[int, int], int]:
    held = skills_at_work(city, at.astimezone(city.zone).date())
    return {(person, skill): level for person, skill, level in held.values_list("person", "skill", "level")}


def _asked(city: Organisation) -> dict[int, int]:
    """The shortest response that each service asks of those who cover it, in minutes."""
    found: dict[int, int] = {}
    for service, minutes in needs_of(city).values_list("service", "response_min"):
        if service is not None and minutes is not None:
            found[service] = min(minutes, found.get(service, minutes))
    return found


def _days(today: date) -> Iterator[date]:
    for number in range(1, SEARCHED_DAYS + 1):
        yield today + number * DAY
