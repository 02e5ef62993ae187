"""What stands against duties of a board, read off rows that are already loaded: leave, and who is kept from what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.days import days_between
from lamplighter.apps.roster.models import Duty, Leave, PoolMember


@dataclass(frozen=True)
class Against:
    """Why a duty cannot stay with its person; ``other`` is the name of whom they are not put on together with."""

    duty: Duty
    why: Literal["leave", "barred", "apart"]
    other: str = ""

    def told(self, label: str) -> str:
        """The label of the duty's letter, with this."""
        if self.why == "leave":
            return _("%(label)s, on a day of leave") % {"label": label}
        if self.why == "barred":
            return _("%(label)s, a shift never given to this person") % {"label": label}
        return _("%(label)s, never together with %(name)s") % {"label": label, "name": self.other}


def on_leave(duties: Iterable[Duty], leave: Sequence[Leave], city: Organisation) -> dict[int, Against]:
    """Duties that touch a day of their person's leave, by their ids."""
    away = {(row.person_id, on) for row in leave for on in days_between(row.starts_on, row.ends_on)}
    return {
        duty.pk: Against(duty, "leave")
        for duty in duties
        if any((duty.person_id, on) in away for on in _days_of(duty, city))
    }


def kept_from(duties: Iterable[Duty], members: Sequence[PoolMember], now: datetime) -> dict[int, Against]:
    """Duties yet to begin whose person is never given that shift, or is on beside somebody kept apart from them."""
    ahead = [duty for duty in duties if duty.person_id is not None and duty.starts_at > now]
    never = {(each.person_id, shift.pk) for each in members for shift in each.barred.all()}
    barred = {duty.pk: Against(duty, "barred") for duty in ahead if (duty.person_id, duty.shift_type_id) in never}
    return dict(_beside(ahead, members)) | barred


def _beside(duties: Iterable[Duty], members: Sequence[PoolMember]) -> Iterator[tuple[int, Against]]:
    names = {each.person_id: each.person.name for each in members}
    apart: dict[int, set[int]] = defaultdict(set)
    for each in members:
        apart[each.person_id] |= {other.person_id for other in each.apart.all()} & names.keys()
    spans: dict[int | None, list[tuple[Duty, Span]]] = defaultdict(list)
    for duty in duties:
        spans[duty.person_id].append((duty, Span(duty.starts_at, duty.ends_at)))
    for person, others in apart.items():
        for duty, span in spans[person]:
            met = [names[other] for other in others if any(span.overlaps(theirs) for _duty, theirs in spans[other])]
            if met:
                yield duty.pk, Against(duty, "apart", min(met))


def _days_of(duty: Duty, city: Organisation) -> list[date]:
    last = duty.ends_at.astimezone(city.zone)
    ends_on = last.date() if last.time().isoformat() > "00:00:00" else duty.on
    return list(days_between(duty.on, max(duty.on, ends_on)))
