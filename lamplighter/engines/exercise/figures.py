"""Every number of a report, each with the lines of the log that it follows from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lamplighter.engines.exercise.folding import PLAYER, asked_seats, fold
from lamplighter.engines.exercise.impact import Impact
from lamplighter.engines.exercise.log import Line
from lamplighter.engines.exercise.rating import MARKS, ObjectiveMark, counted
from lamplighter.engines.exercise.scenario import Scenario

FEWEST_ANSWERS = 5
_ANSWERS = ("answer.given", "answer.changed", "answer.paper")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it comes from.

    Parameters
    ----------
    key
        ``answered.tell``, ``minutes_to_decide.tell``, …: the name under which its lines are shown.
    value
        ``None`` where the log says that there is none: nobody decided, nobody told.
    unit
        ``seats``, ``share``, ``min``, ``story_min``, ``h``, ``residents``, ``services``, ``EUR``, ``marks`` …
    lines
        Numbers of the log lines, in order; together they give the value again.
    of
        What it is a part of, in the same unit; ``""`` where it stands alone.
    low, high
        The ends of a range, where the value is the likely one.
    """

    key: str
    value: Decimal | int | None
    unit: str
    lines: tuple[int, ...]
    of: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One answer of the survey: 1 to 5, or words. Whose it was is not known here."""

    question: str
    scale: int | None = None
    text: str = ""


def numbers(
    scenario: Scenario,
    lines: Sequence[Line],
    marks: Sequence[ObjectiveMark],
    survey: Sequence[SurveyAnswer],
    impact: Impact,
    retests: Sequence[str] = (),
) -> Mapping[str, Number]:
    """Every number of the closed list, by key, in the order in which reports tell them.

    Parameters
    ----------
    lines
        The whole log, in order.
    impact
        Of the outages of the same log, up to where they shall count.
    retests
        Tasks that try again what was once reported as done.
    """
    found: list[Number] = [
        *_seats(lines),
        *(number for key in scenario.decision_of for number in _decision(scenario, lines, key)),
        _count("released", lines, lambda line: line.kind == "inject.released", "injects"),
        _count("improvised", lines, lambda line: line.kind == "inject.improvised", "injects"),
        _count("skipped", lines, lambda line: line.kind == "inject.skipped", "injects"),
        *_city(lines, impact),
        _money(lines),
        _posts_empty(lines),
        *_legal(scenario, lines),
        *_marks(marks),
        *_retests(marks, retests),
        *_survey(scenario, lines, survey),
    ]
    return {number.key: number for number in found}


def first(lines: Iterable[Line], kind: str, key: str | None = None) -> Line | None:
    """The first line of a kind, about one thing where a key is given."""
    return next((line for line in lines if line.kind == kind and key in (None, line.facts.get("key"))), None)


def taken_line(lines: Sequence[Line], decision: str) -> Line | None:
    """The line that says what the room decided; of tables that decided alone, the last."""
    found = [line for line in lines if line.kind == "decision.taken" and line.facts["key"] == decision]
    room = [line for line in found if line.facts.get("team") is None]
    told = room or found
    return told[-1] if told else None


def minutes_between(start: Line, end: Line) -> Decimal:
    """Minutes on the wall between two lines, to a tenth."""
    return tenth(Decimal((end.at - start.at).total_seconds()) / 60)


def tenth(value: Decimal) -> Decimal:
    """To one decimal."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(line.number for line in lines)


def _count(key: str, lines: Sequence[Line], counts: Callable[[Line], bool], unit: str) -> Number:
    found = [line for line in lines if counts(line)]
    return Number(key, len(found), unit, _numbers(found))


def _seats(lines: Sequence[Line]) -> tuple[Number, Number]:
    taken: dict[int, list[Line]] = {}
    rooms: dict[int, str] = {}
    for line in lines:
        seat = line.facts.get("seat")
        if line.kind == "seat.taken" and line.facts["kind"] == PLAYER:
            taken.setdefault(line.facts["seat"], []).append(line)
            rooms[line.facts["seat"]] = line.facts["room"]
        elif line.kind == "seat.moved" and seat in taken and "room" in line.facts:
            taken[seat].append(line)
            rooms[seat] = line.facts["room"]
    remote = [seat for seat, room in rooms.items() if room == "remote"]
    return (
        Number("seats", len(taken), "seats", tuple(sorted(own[0].number for own in taken.values()))),
        Number(
            "seats.remote",
            len(remote),
            "seats",
            tuple(sorted(line.number for seat in remote for line in taken[seat])),
            of=str(len(taken)),
        ),
    )


def _decision(scenario: Scenario, lines: Sequence[Line], key: str) -> list[Number]:
    opened = first(lines, "decision.opened", key)
    if opened is None:
        return []
    closed = first(lines, "decision.closed", key)
    until = closed.number if closed is not None else lines[-1].number
    answers = [line for line in lines if line.kind in _ANSWERS and line.facts["key"] == key]
    seats = {line.facts["seat"] for line in answers}
    state = fold(scenario, [line for line in lines if line.number <= until])
    asked = asked_seats(scenario, state, key)
    seated = [
        line
        for line in lines
        if line.kind.startswith("seat.") and line.number <= until and line.facts.get("seat") is not None
    ]
    share = Decimal(len(seats & asked)) / len(asked) if asked else None
    evidence = tuple(sorted({*_numbers(seated), *_numbers(answers), *((closed.number,) if closed else ())}))
    found = [
        Number(f"answered.{key}", len(seats), "seats", _numbers(answers), of=str(len(asked))),
        Number(
            f"answered_share.{key}",
            share.quantize(Decimal("0.001")) if share is not None else None,
            "share",
            evidence,
        ),
        *_spread(scenario, lines, key),
    ]
    taken = taken_line(lines, key)
    if taken is None or taken.facts["value"] is None:
        evidence = (opened.number,) if taken is None else (opened.number, taken.number)
        found.append(Number(f"minutes_to_decide.{key}", None, "min", evidence))
    else:
        spent = minutes_between(opened, taken)
        found.append(Number(f"minutes_to_decide.{key}", spent, "min", (opened.number, taken.number)))
    return found


def revealed(
    scenario: Scenario, lines: Sequence[Line], decision: str
) -> tuple[Mapping[str, int], int, tuple[Line, ...]]:
    """Option to answers as the room was shown them, how many answered, and the lines that showed it.

    What the whole room was shown counts; where only tables were, their sum. Numbers and texts have no options.
    """
    shown = [line for line in lines if line.kind == "decision.revealed" and line.facts["key"] == decision]
    telling = [line for line in shown if line.facts.get("team") is None][-1:] or shown
    counts = {
        option.key: sum(line.facts["counts"].get(option.key, 0) for line in telling)
        for option in scenario.decision_of[decision].options
        if any(option.key in line.facts["counts"] for line in telling)
    }
    return counts, sum(line.facts["of"] for line in telling), tuple(telling)


def _spread(scenario: Scenario, lines: Sequence[Line], key: str) -> list[Number]:
    counts, of, telling = revealed(scenario, lines, key)
    return [
        Number(f"spread.{key}.{option}", count, "seats", _numbers(telling), of=str(of))
        for option, count in counts.items()
    ]


def _city(lines: Sequence[Line], impact: Impact) -> list[Number]:
    broken = _numbers(
        line for line in lines if line.kind == "effect.applied" and line.facts["kind"] in ("dark", "back")
    )
    spells = impact.spells.values()
    out = sum(any(spell.fell_s is not None for spell in own) for own in spells)
    past = sum(any(spell.past_s is not None for spell in own) for own in spells)
    of = str(len(impact.services))
    return [
        Number("out.count", out, "services", broken, of=of),
        Number("out.past", past, "services", broken, of=of),
        Number("residents.dark.max", impact.dark_residents_max, "residents", broken),
        Number("service_hours", tenth(Decimal(impact.service_hours_lost)), "h", broken),
    ]


def _money(lines: Sequence[Line]) -> Number:
    spent = [
        line
        for line in lines
        if line.kind == "effect.applied" and line.facts["kind"] == "money" and line.facts["amount"] is not None
    ]
    low, likely, high = (
        sum((Decimal(str(line.facts["amount"][end])) for line in spent), Decimal(0)) for end in range(3)
    )
    return Number("money.range", likely, "EUR", _numbers(spent), low=low, high=high)


def _posts_empty(lines: Sequence[Line]) -> Number:
    told = [
        line
        for line in lines
        if line.kind in ("inject.released", "inject.skipped") and line.facts["key"].startswith("post_empty:")
    ]
    pools = {line.facts["key"] for line in told}
    return Number("posts.empty", len(pools), "pools", _numbers(told))


def _legal(scenario: Scenario, lines: Sequence[Line]) -> list[Number]:
    law = [line for line in lines if line.kind == "effect.applied" and line.facts["kind"] == "law"]
    named = [decision.legal_basis for decision in scenario.decision_of.values() if decision.legal_basis]
    clocks = dict.fromkeys([*(line.facts["clock"] for line in law if line.facts.get("clock")), *named])
    found = []
    for clock in clocks:
        own = [line for line in law if line.facts.get("clock") == clock]
        begun = next((line for line in own if not line.facts.get("done")), None)
        started = begun if begun is not None else first(lines, "inject.released")
        done = next((line for line in own if line.facts.get("done")), None)
        if started is None:
            continue
        from_s = started.facts["from_s"] if begun is not None else started.story_s
        minutes = None if done is None else max(0, done.facts["from_s"] - from_s) // 60
        evidence = (started,) if done is None else (started, done)
        found.append(Number(f"legal.{clock}.minutes", minutes, "story_min", tuple(sorted(_numbers(evidence)))))
    return found


def _marks(marks: Sequence[ObjectiveMark]) -> list[Number]:
    by_mark = counted(marks)
    of = str(sum(len(tasks) for tasks in by_mark.values()))
    return [
        Number(
            f"marks.{mark}",
            len(by_mark[mark]),
            "tasks",
            tuple(sorted({line for task in by_mark[mark] for line in task.lines})),
            of=of,
        )
        for mark in MARKS
    ]


def _retests(marks: Sequence[ObjectiveMark], retests: Sequence[str]) -> list[Number]:
    if not retests:
        return []
    tried = [task for one in marks for task in one.tasks if task.task in retests]
    held = sum(task.mark in ("P", "S") for task in tried)
    lines = tuple(sorted({line for task in tried for line in task.lines}))
    return [Number("retests.held", held, "tasks", lines, of=str(len(set(retests))))]


def _survey(scenario: Scenario, lines: Sequence[Line], survey: Sequence[SurveyAnswer]) -> list[Number]:
    told = _numbers(line for line in lines if line.kind == "survey.answered")
    found = [Number("survey.n", len(told), "answers", told)]
    for ask in scenario.survey:
        if ask.kind != "scale":
            continue
        scales = [one.scale for one in survey if one.question == ask.key and one.scale is not None]
        # Fewer would tell what one person thinks.
        mean = tenth(Decimal(sum(scales)) / len(scales)) if len(scales) >= FEWEST_ANSWERS else None
        found.append(Number(f"survey.{ask.key}.mean", mean, "of_5", told, of=str(len(scales))))
    return found
