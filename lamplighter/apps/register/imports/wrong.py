"""What is wrong with a file, or with one cell of it: codes and facts, from which `phrases.imports` makes sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Unusable(Exception):
    """The file as a whole cannot be read; ``code`` says why, ``facts`` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Wrong:
    """One cell that cannot be taken in: its row as a spreadsheet counts it, its column, and what it says."""

    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    # What the column means; pay is shown only to those who may see pay.
    target: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value[:120],
            "code": self.code,
            "facts": dict(self.facts),
            "target": self.target,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about how the file was understood; it stops nothing."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"code": self.code, "facts": dict(self.facts)}
