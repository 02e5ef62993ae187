"""How many people a shift needs: at least, better, and at most; as the seats that say so."""

from dataclasses import dataclass

from lamplighter.engines.hours import Span
from lamplighter.engines.roster.problem import NEEDED, PREFERRED, SPARE, Seat, SkillWanted


@dataclass(frozen=True, slots=True)
class Demand:
    """What one shift of one layer asks for at one time.

    ``least`` people are needed: fewer are holes. Up to ``preferred`` (None: as many as the least) each one missing
    costs little. Up to ``most`` (None: as many as preferred) one more is taken where that is a gain, for a wish or
    for hours that a contract asks for, and none is missed. There is no seat beyond ``most``, so nobody is ever put
    there. ``key`` and the rest are as for ``Seat``.
    """

    key: str
    pool: str
    layer: str
    shift: str
    span: Span
    least: int = 1
    preferred: int | None = None
    most: int | None = None
    kind: str = "worked"
    response_min: int | None = None
    skills: tuple[SkillWanted, ...] = ()
    tags: frozenset[str] = frozenset()
    importance: int = 1
    holiday_units: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.better <= self.cap:
            raise ValueError(
                f"Demand {self.key!r}: least {self.least}, preferred {self.better} and most {self.cap} must not fall."
            )

    @property
    def better(self) -> int:
        """The preferred number."""
        return self.least if self.preferred is None else self.preferred

    @property
    def cap(self) -> int:
        """The largest number."""
        return self.better if self.most is None else self.most

    def seats(self) -> tuple[Seat, ...]:
        """One seat for each person up to the most, keyed "<key>/0", "<key>/1" and so on, the needed ones first."""
        return tuple(
            Seat(
                f"{self.key}/{number}",
                self.pool,
                self.layer,
                self.shift,
                self.span,
                self.kind,
                self.response_min,
                self.skills,
                self.tags,
                self.importance,
                NEEDED if number < self.least else PREFERRED if number < self.better else SPARE,
                self.holiday_units,
            )
            for number in range(self.cap)
        )
