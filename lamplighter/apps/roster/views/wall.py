"""A draft's board with what stands around it: changes, packs, shares."""

from dataclasses import dataclass
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.bridge.fairness import Share, shares_of
from lamplighter.apps.roster.bridge.problem import seat_key
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Draft, Duty
from lamplighter.apps.roster.queries.board import contracts_on
from lamplighter.apps.roster.queries.drafts import duties_of
from lamplighter.apps.roster.queries.problem import leave_between, members_between, wishes_between
from lamplighter.apps.roster.views.against import kept_from
from lamplighter.apps.roster.views.answers import today_in
from lamplighter.apps.roster.views.board import Board, board_of
from lamplighter.web import clock
from lamplighter.web.calendars import month_of
from lamplighter.web.reader import reader


@dataclass(frozen=True)
class Change:
    """One seat that has somebody else than before."""

    duty: Duty
    before: Any
    after: Any

    @property
    def who(self) -> set[int]:
        """Ids of the people whom it concerns."""
        return {person.pk for person in (self.before, self.after) if person is not None}


@dataclass(frozen=True)
class Wall:
    """A draft's board with what stands around it."""

    board: Board
    changes: list[Change]
    packs: list[str]
    shares: list[Share]
    names: dict[int, str]

    @classmethod
    def of(
        cls,
        city: Organisation,
        draft: Draft,
        *,
        edits: bool,
        before: dict[str, Duty] | None = None,
        fair: bool = True,
    ) -> "Wall":
        """Six queries, eight with leave and wishes, five more for the shares; however many people."""
        duties = list(duties_of(draft))
        members = list(members_between(draft.pool, draft.starts_on, draft.ends_on))
        people = {member.person_id for member in members} | {duty.person_id for duty in duties if duty.person_id}
        changes = changes_between(before, duties) if before is not None else []
        terms = contracts_on(people, draft.starts_on, draft.ends_on)
        hours = {person: weekly for person, weekly, _pack in terms}
        board = board_of(
            city,
            draft,
            duties,
            members,
            today=today_in(city),
            leave=list(leave_between(people, draft.starts_on, draft.ends_on)) if edits else (),
            wishes=list(wishes_between(people, draft.starts_on, draft.ends_on)) if edits else (),
            against=kept_from(duties, members, clock.now()) if edits and draft.state == DraftState.DRAFT else {},
            changed=frozenset(each.duty.pk for each in changes),
        )
        fair = fair and before is None and bool(members)
        shares = shares_of(draft.pool, draft.starts_on, draft.ends_on, members, hours, duties) if fair else []
        packs = sorted({pack for _person, _hours, pack in terms}) or [city.rule_pack]
        return cls(board, changes, packs, shares, {row.person.pk: row.person.name for row in board.rows})


def changes_between(before: dict[str, Duty], duties: list[Duty]) -> list[Change]:
    """Seats whose person differs; a seat that was not there before had nobody."""
    found = []
    for duty in duties:
        old = before.get(seat_key(duty))
        if (old.person_id if old else None) != duty.person_id:
            found.append(Change(duty, old.person if old else None, duty.person))
    return found


def bars(wall: Wall) -> list[dict[str, Any]]:
    """Each member's nights with the width of their bar and of the fair share, and the rest for the table."""
    most = max([1.0, *(float(each.nights) for each in wall.shares), *(each.fair_nights for each in wall.shares)])
    return [
        {
            "name": wall.names.get(each.person, ""),
            "share": each,
            "width": round(100 * each.nights / most),
            "fair": round(100 * each.fair_nights / most),
            "far": each.nights > each.fair_nights * 1.25 + 1,
        }
        for each in sorted(wall.shares, key=lambda each: wall.names.get(each.person, ""))
    ]


def whole_month(draft: Draft) -> bool:
    """Whether the roster is exactly one month of the calendar that the reader sees."""
    return month_of(draft.starts_on, reader().calendar) == (draft.starts_on, draft.ends_on)
