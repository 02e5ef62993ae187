"""A scenario as a file, and what that kind of file could not hold."""

from dataclasses import dataclass

from lamplighter.apps.exercise.imports.found import LeftOut


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, how its name ends, and what of the scenario is not in it."""

    content: bytes
    ending: str
    left_out: tuple[LeftOut, ...] = ()
