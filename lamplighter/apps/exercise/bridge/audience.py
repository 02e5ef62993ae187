"""Those who see the same of an exercise, and the parts of a page that they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["seat", "watch", "screen", "console"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who see the same in the same words: players of one role and team, watchers, a screen, the console."""

    kind: Kind
    role: str = ""
    team: int | None = None
    language: str = "en"

    @property
    def sees_all(self) -> bool:
        """Whoever plays nothing sees every inject that is out."""
        return self.kind in ("watch", "console")


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a page: ``template`` with ``context`` is added to the feed, or replaces what bears ``replaces``."""

    template: str
    context: Mapping[str, Any] = field(hash=False)
    replaces: str = ""
