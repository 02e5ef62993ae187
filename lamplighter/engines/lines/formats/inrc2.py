"""Reads the files of the Second International Nurse Rostering Competition into one grid over all weeks.

Source: S. Ceschia, N. Dang, P. De Causmaecker, S. Haspeslagh and A. Schaerf, "The Second International Nurse
Rostering Competition", Annals of Operations Research 274 (2019). A shift is worked with a skill, so each pair of
both is a shift of the grid ("Early/Nurse"). Hard are minimum cover, skills, successions and one shift a day; every
other rule has the competition's weight. What the history tells of the days before is kept.
"""

from collections.abc import Sequence

from lamplighter.engines.lines.formats.complaints import Complaint, Complaints, Malformed, Source
from lamplighter.engines.lines.formats.inrc2_files import (
    ANY,
    Contract,
    History,
    Past,
    Scenario,
    Week,
    read_history,
    read_scenario,
    read_week,
)
from lamplighter.engines.lines.formats.inrc2_solutions import read_solution
from lamplighter.engines.lines.model import OFF, Demand, Grid, Person, Run, Shift, Total, Weekends, Wish

__all__ = ["is_scenario", "read", "read_solution"]

COVER, SHIFT_RUN, WORK_RUN, REST_RUN, REQUEST, WEEKEND, TOTAL, WEEKENDS = 30, 15, 30, 30, 10, 30, 20, 30
"""The competition's weights (S1 to S7): people under the optimum; days too few or too many on one shift, at work,
off; requests; halves of weekends; assignments and weekends too few or too many."""


def is_scenario(content: bytes) -> bool:
    """Whether a file begins as scenarios of the competition do."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"SCENARIO")


def read(scenario: Source, history: Source, weeks: Sequence[Source], name: str = "") -> Grid:
    """The grid of all weeks from the history's to the scenario's last.

    Raises
    ------
    Malformed
        With every complaint about any of the files. Where the scenario itself cannot be used, only with those
        about it: the others are read by its names.
    """
    told = read_scenario(scenario)
    complaints: list[Complaint] = []
    past: History | None = None
    coming: list[Week] = []
    try:
        past = read_history(history, told)
    except Malformed as error:
        complaints += error.complaints
    for source in weeks:
        try:
            coming.append(read_week(source, told))
        except Malformed as error:
            complaints += error.complaints
    wrong = Complaints(history.name)
    if past is not None and past.week + len(weeks) != told.weeks:
        wrong.add(None, "weeks", len(weeks), "weeks", count=max(0, told.weeks - past.week))
    complaints += wrong.found
    if past is None or complaints:
        raise Malformed(complaints)
    return Grid(
        7 * len(weeks),
        tuple(
            Shift(_key(shift, skill), 0, _keys(told.not_next[shift], told.skills))
            for shift in told.runs
            for skill in told.skills
        ),
        tuple(_person(told, nurse, past.nurses[nurse], coming) for nurse in told.nurses),
        tuple(_demands(coming)),
        name=name or told.name,
    )


def _key(shift: str, skill: str) -> str:
    return f"{shift}/{skill}"


def _keys(shifts: Sequence[str], skills: Sequence[str]) -> frozenset[str]:
    return frozenset(_key(shift, skill) for shift in shifts for skill in skills)


def _person(scenario: Scenario, nurse: str, past: Past, weeks: list[Week]) -> Person:
    contract_key, skills = scenario.nurses[nurse]
    contract = scenario.contracts[contract_key]
    return Person(
        nurse,
        _keys(list(scenario.runs), skills),
        runs=tuple(_runs(scenario, contract, past)),
        totals=(
            Total(
                tuple((key, 1) for key in sorted(_keys(list(scenario.runs), scenario.skills))),
                *contract.assignments,
                short=TOTAL,
                long=TOTAL,
                begun=past.assignments,
            ),
        ),
        weekends=Weekends(
            contract.most_weekends,
            long=WEEKENDS,
            split=WEEKEND if contract.whole_weekends else 0,
            begun=past.weekends,
        ),
        wishes=tuple(
            wish
            for number, week in enumerate(weeks)
            for who, shift, day in week.requests
            if who == nurse
            for wish in _wishes(scenario, 7 * number + day, shift, skills)
        ),
        before=_key(past.last, skills[0]) if past.last else OFF,
    )


def _runs(scenario: Scenario, contract: Contract, past: Past) -> list[Run]:
    every = _keys(list(scenario.runs), scenario.skills)
    return [
        Run(every, *contract.work, short=WORK_RUN, long=WORK_RUN, begun=past.worked),
        Run(frozenset({OFF}), *contract.rest, short=REST_RUN, long=REST_RUN, begun=past.free),
        *(
            Run(
                _keys([shift], scenario.skills),
                *limits,
                short=SHIFT_RUN,
                long=SHIFT_RUN,
                begun=past.same if shift == past.last else 0,
            )
            for shift, limits in scenario.runs.items()
        ),
    ]


def _wishes(scenario: Scenario, day: int, shift: str, skills: Sequence[str]) -> list[Wish]:
    """One request: a free day, or not this shift, whatever the skill."""
    if shift == ANY:
        return [Wish(day, OFF, True, REQUEST)]
    return [Wish(day, _key(shift, skill), False, REQUEST) for skill in scenario.skills if skill in skills]


def _demands(weeks: list[Week]) -> list[Demand]:
    return [
        Demand(7 * number + day, _key(shift, skill), max(least, wanted), COVER, least=least)
        for number, week in enumerate(weeks)
        for (shift, skill), days in week.cover.items()
        for day, (least, wanted) in enumerate(days)
    ]
