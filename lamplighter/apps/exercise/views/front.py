"""What is read first of a report: what happened, was decided and was dark, how it was marked, what is done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lamplighter.apps.exercise.actions.followups import fingerprint
from lamplighter.apps.exercise.phrases.report import FOUND
from lamplighter.apps.exercise.views.reporting import MARKS, DecisionTold, Figure, ObjectiveTold, Told, aside
from lamplighter.apps.followup.models import Action
from lamplighter.apps.followup.queries import actions_about
from lamplighter.web import clock
from lamplighter.web.templatetags.words import day_full, num, until

# Numbers that are read first, in this order.
FIRST = (
    "seats",
    "seats.remote",
    "released",
    "out.count",
    "out.past",
    "residents.dark.max",
    "service_hours",
    "money.range",
    "posts.empty",
)
# Of these, nought says nothing.
SILENT = {"seats.remote"}
# So many services that stopped are read first.
DARK = 7
# What is found of one service after another is one thing to improve, however many services it is true of.
GATHERED = ("exercise.past_tolerance", "exercise.no_fallback")


@dataclass(frozen=True, slots=True)
class DarkTold:
    """A service that stopped, for how many, when in the story, and until when; ``past`` from when it was too long."""

    name: str
    residents: str
    fell: str
    back: str
    past: str


@dataclass(frozen=True, slots=True)
class Promise:
    """An action that answers something found: what, who, and how it stands: done, late or open."""

    action: Action
    title: str
    who: str
    late: bool

    @property
    def state(self) -> str:
        """In words."""
        if self.action.done:
            return _("done")
        return _("late") if self.late else _("open")


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something to improve and what is done about it."""

    area: dict[str, Any]
    promises: tuple[Promise, ...]

    @property
    def code(self) -> str:
        """What sort of thing was found."""
        return str(self.area["area"].code)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found of several services alike: in few words, and service by service."""

    heading: str
    rows: tuple[Improvement, ...]

    @property
    def answered(self) -> int:
        """How many of them an action answers."""
        return sum(bool(row.promises) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Front:
    """The first pages of a report.

    Parameters
    ----------
    held
        When it was on the wall; empty if it never began.
    told
        From when to when the story ran.
    figures
        The first numbers, each with its lines.
    mark
        Of the whole, with what it rests on.
    """

    held: str
    told: str
    figures: tuple[Figure, ...]
    decisions: tuple[DecisionTold, ...]
    dark: tuple[DarkTold, ...]
    mark: str
    rests_on: str
    objectives: tuple[ObjectiveTold, ...]
    improvements: tuple[Improvement, ...]

    @property
    def dark_first(self) -> tuple[DarkTold, ...]:
        """The services that most residents missed."""
        return self.dark[:DARK]

    @property
    def dark_rest(self) -> tuple[DarkTold, ...]:
        """The others that stopped."""
        return self.dark[DARK:]

    @property
    def single(self) -> tuple[Improvement, ...]:
        """Those that stand for themselves."""
        return tuple(row for row in self.improvements if row.code not in GATHERED)

    @property
    def gathered(self) -> tuple[Gathered, ...]:
        """Those of services, a sort after another."""
        sorts = {code: tuple(row for row in self.improvements if row.code == code) for code in GATHERED}
        return tuple(Gathered(str(FOUND[code]), rows) for code, rows in sorts.items() if rows)

    @property
    def things(self) -> int:
        """How many things there are to improve."""
        return len(self.single) + len(self.gathered)


def front_of(told: Told) -> Front:
    """The first pages for the reader of this request; one query beside those of the report."""
    overview = told.report.overview
    return Front(
        held=_held(told),
        told=_("%(first)s to %(last)s") % {"first": told.story(0), "last": told.story(overview.story_s)},
        figures=tuple(_figures(told)),
        decisions=tuple(told.decisions),
        dark=tuple(_dark(told)),
        mark=str(MARKS[overview.mark]) if overview.mark else "",
        rests_on=_("%(seen)s of %(of)s objectives were looked at")
        % {"seen": num(overview.seen_objectives), "of": num(overview.objectives)},
        objectives=tuple(told.objectives),
        improvements=tuple(_improvements(told)),
    )


def _figures(told: Told) -> Iterable[Figure]:
    """The first numbers, and how long each duty to report took."""
    found = told.report.numbers
    keys = [*FIRST, *(key for key in found if key.startswith("legal."))]
    return (told.figure(found[key]) for key in keys if key in found and (found[key].value or key not in SILENT))


def _held(told: Told) -> str:
    started, ended = told.report.overview.started_at, told.report.overview.ended_at
    if started is None:
        return ""
    # Translators: When an exercise was held, such as “Saturday 21 November 2026, 14:00–15:10”.
    return _("%(day)s, %(clock)s") % {"day": day_full(started), "clock": until(started, ended)}


def _dark(told: Told) -> Iterable[DarkTold]:
    for one in told.dark:
        yield DarkTold(
            aside(told.thing(one.service)),
            num(one.residents),
            told.story(one.fell_s),
            told.story(one.back_s) if one.back_s is not None else _("not within the story"),
            told.story(one.past_s) if one.past_s is not None else "",
        )


def _improvements(told: Told) -> Iterable[Improvement]:
    exercise = told.exercise
    keys = [fingerprint(exercise, row["area"]) for row in told.areas]
    found = actions_about(exercise.organisation, keys)
    today = clock.now().astimezone(exercise.organisation.zone).date()
    for key, row in zip(keys, told.areas, strict=True):
        yield Improvement(row, tuple(_promise(action, today) for action in found.get(key, [])))


def _promise(action: Action, today: date) -> Promise:
    who = action.owner_name or _("nobody yet")
    return Promise(action, aside(action.title), aside(who), not action.done and action.due_on < today)
