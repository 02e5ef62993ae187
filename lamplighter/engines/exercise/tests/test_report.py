from dataclasses import replace
from decimal import Decimal

import pytest

from lamplighter.engines.exercise.dry_run import dry_run
from lamplighter.engines.exercise.duty import Gap
from lamplighter.engines.exercise.figures import SurveyAnswer
from lamplighter.engines.exercise.folding import fold
from lamplighter.engines.exercise.impact import impact
from lamplighter.engines.exercise.rating import Rating, worse_median
from lamplighter.engines.exercise.report import Observed, report
from lamplighter.engines.exercise.tests.town import DAYS, FACTS, SCENARIO, H, evening, town, world

END_S = 320 * 60
HORIZON_S = 14 * 24 * H
RATINGS = [
    Rating(line.facts["task"], line.facts["mark"], str(line.facts["watcher"]), line.number)
    for line in evening()
    if line.kind == "rating.given"
]
SURVEY = [SurveyAnswer("ready", scale) for scale in (5, 4, 4, 2, 3)] + [SurveyAnswer("missing", text="A list")]
GAPS = [
    Gap("pool:1", "empty", ("pool:1/primary/0",), 2, (), 15, None),
    Gap("pool:2", "unqualified", ("pool:2/primary/0",), 1, (), None, None),
]


def course(lines):
    return impact(town(), fold(SCENARIO, lines).outages, END_S, HORIZON_S, FACTS)


def made(lines=None, **changes):
    lines = evening() if lines is None else lines
    given = {
        "scenario": SCENARIO,
        "lines": lines,
        "ratings": RATINGS,
        "observations": [],
        "survey": SURVEY,
        "impact": course(lines),
        "gaps": [],
        "retests": ["order", "spend"],
    }
    return report(**given | changes)


def seats_of(lines):
    return {line.facts["seat"] for line in lines}


def asked(lines):
    # Said again from the lines, without asking what the report asks: who sits where when the decision closes.
    roles = {}
    for line in lines:
        if line.kind == "seat.taken" and line.facts["kind"] == "player":
            roles[line.facts["seat"]] = line.facts["role"]
        elif line.kind == "seat.left":
            roles.pop(line.facts["seat"], None)
    return roles


def share_of(*roles):
    def share(lines):
        there = {seat for seat, own in asked(lines).items() if own in roles}
        answered = seats_of([line for line in lines if line.kind.startswith("answer.")])
        return (Decimal(len(there & answered)) / len(there)).quantize(Decimal("0.001"))

    return share


def wall_minutes(lines):
    start, end = lines
    return None if end.facts["value"] is None else (end.at - start.at).total_seconds() / 60


def revealed(option):
    return lambda lines: lines[0].facts["counts"][option]


def city(pick):
    return lambda lines: pick(course(lines))


def money(lines):
    return sum(Decimal(str(line.facts["amount"][1])) for line in lines)


def marked(mark):
    def count(lines):
        tasks = {}
        for line in lines:
            tasks.setdefault(line.facts["task"], []).append((line.facts["mark"], 1))
        return sum(worse_median(marks) == mark for marks in tasks.values())

    return count


def told_after(lines):
    start, end = lines
    return (end.facts["from_s"] - start.story_s) // 60


# Every key of the closed list, and how its lines alone give the value again.
AGAIN = {
    "seats": len,
    "seats.remote": lambda lines: len(seats_of([line for line in lines if line.facts.get("room") == "remote"])),
    "answered.tell": lambda lines: len(seats_of(lines)),
    "answered_share.tell": share_of("mayor", "cio"),
    "spread.tell.now": revealed("now"),
    "spread.tell.wait": revealed("wait"),
    "minutes_to_decide.tell": wall_minutes,
    "answered.days": lambda lines: len(seats_of(lines)),
    "answered_share.days": share_of("mayor", "cio", "hr"),
    "minutes_to_decide.days": wall_minutes,
    "released": len,
    "improvised": len,
    "skipped": len,
    "out.count": city(lambda one: sum(any(s.fell_s is not None for s in own) for own in one.spells.values())),
    "out.past": city(lambda one: sum(any(s.past_s is not None for s in own) for own in one.spells.values())),
    "residents.dark.max": city(lambda one: one.dark_residents_max),
    "service_hours": city(lambda one: one.service_hours_lost),
    "money.range": money,
    "posts.empty": lambda lines: len({line.facts["key"] for line in lines}),
    "legal.breach_authority.minutes": told_after,
    "marks.P": marked("P"),
    "marks.S": marked("S"),
    "marks.M": marked("M"),
    "marks.U": marked("U"),
    "retests.held": lambda lines: sum(line.facts["mark"] in ("P", "S") for line in lines),
    "survey.n": len,
    "survey.ready.mean": lambda lines: Decimal(18) / len(lines),
}


@pytest.mark.parametrize(
    ("changed", "rule", "by", "role"),
    [
        ({"seat": None}, "role", "control", "mayor"),
        ({"seat": 3}, "role", "role", "cio"),
        ({"seat": None}, "majority", "answers", None),
        ({"seat": None, "team": 1}, "role", "tables", None),
    ],
)
def test_the_report_says_whose_word_it_is(changed, rule, by, role):
    lines = [
        replace(line, facts={**line.facts, **changed})
        if line.kind == "decision.taken" and line.facts["value"]
        else line
        for line in evening()
    ]
    ruled = replace(SCENARIO, phases=with_rule(rule))
    tell = made(lines, scenario=ruled).decisions[0]

    assert (tell.by, tell.role) == (by, role)


def with_rule(rule):
    return tuple(
        replace(
            phase,
            decisions=tuple(replace(one, rule=rule) if one.key == "tell" else one for one in phase.decisions),
        )
        for phase in SCENARIO.phases
    )


def test_the_list_of_numbers_is_closed():
    assert list(made().numbers) == list(AGAIN)


@pytest.mark.parametrize("key", AGAIN)
def test_every_number_follows_from_its_own_lines_alone(key):
    lines = {line.number: line for line in evening()}

    number = made().numbers[key]

    assert list(number.lines) == sorted(set(number.lines))
    assert AGAIN[key]([lines[at] for at in number.lines]) == number.value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seats", 6),
        ("seats.remote", 2),
        ("answered.tell", 4),
        ("answered_share.tell", Decimal("1.000")),  # the cio who had not answered left before it closed
        ("minutes_to_decide.tell", Decimal("4.5")),
        ("minutes_to_decide.days", None),
        ("out.count", 2),
        ("out.past", 0),  # care was out for three hours of the four that are tolerable
        ("service_hours", Decimal("8.0")),
        ("money.range", Decimal("2520.5")),
        ("legal.breach_authority.minutes", 38),
        ("marks.M", 1),
        ("retests.held", 1),
        ("survey.ready.mean", Decimal("3.6")),
    ],
)
def test_the_evening_in_numbers(key, value):
    assert made().numbers[key].value == value


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_of_a_played_exercise_follow_from_their_lines_too(seed):
    lines = dry_run(SCENARIO, world(), seed=seed, players=5).lines
    numbered = {line.number: line for line in lines}

    numbers = made(list(lines), ratings=[], survey=[]).numbers

    assert numbers.keys() <= AGAIN.keys()
    for key, number in numbers.items():
        if number.value is not None:
            again = float(AGAIN[key]([numbered[at] for at in number.lines]))
            assert again == pytest.approx(float(number.value), abs=0.051), key


def test_whoever_answers_and_leaves_is_counted_and_is_no_part_of_those_asked():
    lines = evening()
    gone = next(line for line in lines if line.kind == "answer.paper")
    left = [
        replace(line, facts=line.facts | {"seat": gone.facts["seat"]}) if line.kind == "seat.left" else line
        for line in lines
    ]

    seen = made(left).numbers

    assert (seen["answered.tell"].value, seen["answered.tell"].of) == (4, "4")
    assert seen["answered_share.tell"].value == Decimal("0.750")


def test_what_only_tables_were_shown_is_added_up_and_what_the_room_was_shown_stands_alone():
    lines = evening()
    room = next(line for line in lines if line.kind == "decision.revealed")
    tables = [replace(room, facts=room.facts | {"team": team}) for team in (1, 2)]
    at = lines.index(room)

    def told(shown):
        number = made([*lines[:at], *shown, *lines[at + 1 :]]).numbers["spread.tell.now"]
        return number.value, number.of

    assert told(tables) == (6, "8")
    assert told([*tables, room]) == (3, "4")


def test_money_is_a_range():
    number = made().numbers["money.range"]

    assert (number.low, number.high) == (1010, 4030)


def test_lines_in_any_order_give_the_same_report():
    assert made(evening()[::-1], impact=course(evening())) == made()


def test_an_answer_that_is_forgotten_changes_no_number():
    emptied = [replace(one, text="") for one in SURVEY]

    assert made(survey=emptied).numbers == made().numbers


def test_what_four_people_said_has_no_mean():
    assert made(survey=SURVEY[:4]).numbers["survey.ready.mean"].value is None


def test_a_decision_stands_beside_what_could_be_known_and_what_happened_elsewhere():
    tell, days = made().decisions

    assert (tell.value, tell.seat, tell.dissent, tell.minutes) == ("now", 1, 1, Decimal("4.5"))
    assert (tell.by, tell.role, tell.shown_minutes) == ("role", "mayor", Decimal("0.5"))
    assert (days.by, days.role, days.shown_minutes) == (None, None, None)
    assert (tell.spread, tell.of) == ({"now": 3, "wait": 1}, 4)
    assert (tell.could_know_s, tell.decided_s) == (0, 2280)
    assert (tell.case, tell.case_figure) == ("sit-2023", (335, 428))
    # What nobody is sure of stands beside nothing.
    assert (days.case, days.case_figure) == ("hillel-2021", None)


@pytest.mark.parametrize(("wall_min", "late"), [(10.0, False), (10.25, True)])
def test_a_decision_is_late_just_after_its_window(wall_min, late):
    # Opened at minute 20 of the story, with 20 minutes to go: until story minute 40.
    lines = [
        replace(line, story_s=round(wall_min * 240)) if line.kind == "decision.taken" else line
        for line in evening()
    ]

    assert made(lines).decisions[0].late is late


def test_a_decision_that_nobody_took_is_something_to_improve():
    areas = {area.key: area for area in made().areas}

    late = areas["decided-late-days"]
    assert (late.code, late.subject, late.element) == ("exercise.decided_late", DAYS.key, "organisation")
    assert late.lines == tuple(
        line.number for line in evening() if line.kind.startswith("decision.") and line.facts["key"] == "days"
    )


def test_areas_come_from_what_was_seen_from_marks_from_the_roster_and_from_the_map():
    observations = [
        Observed("order", "area", "No list of what comes first", (9, 11)),
        Observed("tell", "strength", "Said it at once", (24,)),
    ]

    seen = made(observations=observations, gaps=GAPS)

    assert [(area.code, area.subject) for area in seen.areas] == [
        ("exercise.area", "order"),
        ("exercise.area", "tell"),
        ("exercise.post_empty", "pool:1"),
        ("exercise.post_unqualified", "pool:2"),
        ("exercise.no_fallback", "service:permits"),
        ("exercise.decided_late", "days"),
    ]
    assert seen.areas[0].text == "No list of what comes first"
    assert seen.areas[2].lines == (12,)
    inform = seen.objectives[0]
    assert (inform.strengths, inform.areas) == ((observations[1],), ())


def test_a_service_past_what_is_tolerable_is_an_area_of_its_own():
    lines = [line for line in evening() if line.facts.get("kind") != "back"]

    codes = [(area.code, area.subject) for area in made(lines).areas]

    assert ("exercise.past_tolerance", "service:care") in codes
    assert ("exercise.past_tolerance", "service:light") not in codes


def test_an_action_that_did_not_hold_is_told_apart():
    codes = [(area.code, area.task) for area in made(retests=["tell"]).areas if area.task == "tell"]

    assert codes == [("exercise.retest_failed", "tell")]


def test_the_overview_says_how_much_was_looked_at():
    seen = made()

    assert (seen.overview.mark, seen.overview.seen_objectives, seen.overview.objectives) == ("M", 2, 3)
    assert (seen.overview.phases, seen.overview.story_s) == (("dawn",), 80 * 240)
    assert seen.untested == ("check", "spend")


def test_the_timeline_keeps_private_answers_out():
    kinds = {line.kind for line in made().timeline}

    assert not any(kind.startswith(("answer.", "seat.", "survey.", "rating.")) for kind in kinds)
    assert {"inject.released", "decision.taken", "effect.applied"} <= kinds


def test_a_log_of_nothing_is_a_report_of_nothing():
    seen = made([], ratings=[], survey=[], retests=[], impact=impact(town(), [], 0, HORIZON_S))

    assert seen.overview.mark is None
    assert (seen.decisions, seen.areas, seen.timeline) == ((), (), ())
    assert {number.lines for number in seen.numbers.values()} == {()}
