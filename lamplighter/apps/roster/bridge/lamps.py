"""What tonight's page shows: a lamp for each service, the turns of its people, and where nobody is."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from unicodedata import digit

from lamplighter.apps.register.models import Person, Service
from lamplighter.apps.roster.bridge.axis import COLUMNS, Axis
from lamplighter.apps.roster.choices import Layer
from lamplighter.apps.roster.models import Duty, Pool
from lamplighter.engines.hours import Span

DARK = ("hole", "unrostered", "unwanted")


@dataclass(frozen=True)
class Turn:
    """One stretch of one seat. ``state``: on, next, off (nobody wanted), or dark: hole, unrostered, unwanted."""

    pool: Pool
    layer: str
    seat: int
    span: Span
    state: str
    person: Person | None
    duty: Duty | None
    standby: bool
    first: int
    last: int
    moved: int

    @property
    def dark(self) -> bool:
        return self.state in DARK

    @property
    def shown(self) -> bool:
        """Whether it lies on the axis at all."""
        return self.first < COLUMNS + 1

    @property
    def key(self) -> str:
        """Names it on the page, also a minute later: a reader's place is kept when the page renews itself."""
        return f"{self.pool.pk}-{self.layer}-{self.seat}-{self.duty.pk if self.duty else 0}-{self.span.end:%d%H%M}"

    @property
    def tel(self) -> str:
        """The person's number as a telephone dials it: digits of any script, and a plus in front."""
        phone = self.person.phone if self.person else ""
        return "".join(
            str(digit(sign)) if sign.isdigit() else sign for sign in phone if sign.isdigit() or sign == "+"
        )

    @property
    def ends_on_axis(self) -> bool:
        return self.last < COLUMNS + 1

    @property
    def whole_minutes(self) -> int:
        """Elapsed length of the duty underneath."""
        return int((self.duty.ends_at - self.duty.starts_at).total_seconds() // 60) if self.duty else 0


@dataclass(frozen=True)
class Line:
    """One seat of one layer over the axis."""

    pool: Pool
    layer: str
    seat: int
    turns: tuple[Turn, ...]

    @property
    def backup(self) -> bool:
        return self.layer == Layer.BACKUP


@dataclass(frozen=True)
class Lamp:
    """One strip of the page: services that the same pools cover, or a pool that covers none."""

    services: tuple[Service, ...]
    pools: tuple[Pool, ...]
    lines: tuple[Line, ...]
    now: datetime
    night_ends: datetime
    later: tuple[Turn, ...] = field(repr=False, default=())

    @property
    def key(self) -> str:
        return "-".join([*(f"p{pool.pk}" for pool in self.pools), *(f"s{each.pk}" for each in self.services[:1])])

    @property
    def weight(self) -> int:
        """How many lamps it stands for."""
        return len(self.services) or 1

    @property
    def lead(self) -> str:
        """The name that stands for it in a sentence."""
        return self.services[0].name if len(self.services) == 1 else self.pools[0].name

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(turn for line in self.lines for turn in line.turns)

    @cached_property
    def dark(self) -> tuple[Turn, ...]:
        """Where nobody has it in the first place, soonest first."""
        found = [turn for turn in self.turns if turn.dark and turn.layer == Layer.PRIMARY]
        return tuple(sorted(found, key=lambda turn: (turn.span, turn.seat)))

    @property
    def dark_now(self) -> bool:
        return not self.lines or any(turn.span.holds(self.now) for turn in self.dark)

    @property
    def lit(self) -> bool:
        """Whether somebody has it all night."""
        return bool(self.lines) and not any(turn.span.start < self.night_ends for turn in self.dark)

    @property
    def on(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state == "on" and turn.layer == Layer.PRIMARY]

    @property
    def backups(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state == "on" and turn.layer == Layer.BACKUP]

    @property
    def bare(self) -> list[Turn]:
        """Backup that somebody should be, and nobody is."""
        return [turn for turn in self.turns if turn.dark and turn.layer == Layer.BACKUP]

    @property
    def then(self) -> list[Turn]:
        """Who comes next: everybody whose turn is the first to begin."""
        coming = sorted((turn for turn in self.later if turn.layer == Layer.PRIMARY), key=lambda turn: turn.span)
        return [turn for turn in coming if turn.span.start == coming[0].span.start]


@dataclass(frozen=True)
class Lack:
    """A stretch to come in which somebody is wanted and nobody is; ``duty`` is None where no roster is published."""

    pool: Pool
    layer: str
    span: Span
    duty: Duty | None

    @property
    def backup(self) -> bool:
        return self.layer == Layer.BACKUP


@dataclass(frozen=True)
class Tonight:
    """The whole page of one city."""

    axis: Axis
    lamps: tuple[Lamp, ...]
    orphans: tuple[Service, ...]
    lacks: tuple[Lack, ...]
    unwritten: tuple[Lack, ...]

    @property
    def total(self) -> int:
        return sum(lamp.weight for lamp in self.lamps) + len(self.orphans)

    @property
    def lit(self) -> int:
        return sum(lamp.weight for lamp in self.lamps if lamp.lit)

    @cached_property
    def trouble(self) -> tuple[Lamp, Turn] | None:
        """The dark stretch of the next 24 hours that comes first."""
        found = [(turn.span, number, turn) for number, lamp in enumerate(self.lamps) for turn in lamp.dark[:1]]
        if not found:
            return None
        _span, number, turn = min(found, key=lambda each: each[:2])
        return self.lamps[number], turn

    @property
    def shiftless(self) -> list[Lamp]:
        """Lamps whose pools have no shift at all."""
        return [lamp for lamp in self.lamps if not lamp.lines]

    @cached_property
    def change(self) -> tuple[Lamp, Turn] | None:
        """The next hand-over of a first duty."""
        found = [(turn.span, number, turn) for number, lamp in enumerate(self.lamps) for turn in lamp.then[:1]]
        if not found:
            return None
        _span, number, turn = min(found, key=lambda each: each[:2])
        return self.lamps[number], turn
