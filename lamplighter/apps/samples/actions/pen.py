"""Who writes, and when: each deed of a sample city is dated a little after the one before."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.models import Line
from lamplighter.apps.samples.choices import Plan
from lamplighter.apps.samples.queries import account_of, made_for

A_MOMENT = timedelta(seconds=40)


@dataclass
class Pen:
    """Writes for one city: as its CIO what is technical, as human resources what concerns people."""

    city: Organisation
    plan: Plan
    seed: int
    room: str
    at: datetime
    now: datetime
    random: Random = field(init=False)
    accounts: dict[str, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Text seeds the same everywhere; each room draws on its own, so that one may change without the others.
        self.random = Random(f"{self.seed} {self.city.slug} {self.room}")  # noqa: S311 -- a sample, not a secret

    @property
    def today(self) -> date:
        return self.now.astimezone(self.city.zone).date()

    def account(self, who: str) -> Account:
        """The sample account that goes by this name in the city."""
        if who in self.accounts:
            return self.accounts[who]
        found = account_of(f"{who}@{self.city.slug}.example")
        if found is None:
            raise LookupError(f"{self.city} has no sample account {who}: it was made only in part. Drop it first.")
        self.accounts[who] = found
        return found

    def sign(self, who: str) -> dict[str, Any]:
        """``by`` and ``at`` of the next deed."""
        self.at = min(self.at + A_MOMENT, self.now)
        return {"by": self.account(who), "at": self.at}


def pen_for(city: Organisation, plan: Plan, room: str, *, seed: int, days_ago: int) -> Pen:
    """A pen that begins so many days ago, but never before what is written already."""
    now = made_for(city)
    latest = Line.objects.filter(organisation=city).order_by("-number").values_list("at", flat=True).first()
    begins = max(now - timedelta(days=days_ago), latest or city.created_at)
    return Pen(city, plan, seed, room, begins, now)
