"""A scenario as a file, and what that kind of file could not hold."""

from dataclasses import dataclass

from lamplighter.apps.exercise.imports.found import LeftOut

# The oldest day that a ZIP can say: the same scenario always gives the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, how its name ends, and what of the scenario is not in it."""

    content: bytes
    ending: str
    left_out: tuple[LeftOut, ...] = ()
