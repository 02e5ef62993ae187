"""The city as it was when an exercise was frozen. Nothing outside is read from then on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lamplighter.engines.exercise.words import Words
from lamplighter.engines.services import Map


@dataclass(frozen=True, slots=True)
class Facts:
    """What is carried beside a node of the map or a pool, for choosing targets and for telling what falls."""

    residents: int | None = None
    tier: int | None = None
    kind: str = ""
    around_the_clock: bool = False
    fallback: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One place on duty at the story's hour, without a name.

    ``rostered`` is false where no published roster covers the hour: then nothing is known of it, which is not
    the same as empty. ``back_at_s`` is the story second at which somebody comes on.
    """

    pool: str
    layer: str = ""
    wanted: int = 1
    on: bool = True
    reachable: bool = True
    qualified: bool = True
    response_min: float | None = None
    back_at_s: int | None = None
    key: str = ""
    rostered: bool = True
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """A frozen city and the choices made while preparing.

    Parameters
    ----------
    cast
        Target to the city's own thing, ``{"host": "system:14"}``. A target that found nothing is not in it.
    names
        The city's things to their names by language.
    variables, draw
        Values given while preparing, and those drawn by lot; a draw wins.
    goes_on
        Phases that end by a timer or by everybody's answer open the next by themselves.
    """

    map: Map = field(default_factory=Map)
    cast: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Words] = field(default_factory=dict)
    posts: tuple[Post, ...] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    variables: Mapping[str, str | float] = field(default_factory=dict)
    draw: Mapping[str, str | float] = field(default_factory=dict)
    goes_on: bool = False

    def missing(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """Give those of the targets that found nothing in this city."""
        return tuple(target for target in targets if target not in self.cast)
