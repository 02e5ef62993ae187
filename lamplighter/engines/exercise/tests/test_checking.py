from dataclasses import replace

import pytest

from lamplighter.engines.exercise import (
    CODES,
    All,
    Answered,
    Any,
    CaseBeside,
    Decided,
    Effect,
    Elapsed,
    Fallen,
    FromCases,
    Look,
    Not,
    Objective,
    Option,
    Price,
    Question,
    Released,
    Role,
    Target,
    Task,
    Trigger,
    Var,
    Variable,
    check,
    reachable,
)
from lamplighter.engines.exercise.tests.scenes import (
    PAGE,
    decision,
    inject,
    miniature,
    phase,
    scenario,
    timed,
)

PRICED = (Price("money", FromCases("days_main")),)
NOW = Option("now", {"en": "Now"}, leads_to=("a",), prices=PRICED)
WAIT = Option("wait", {"en": "Wait"}, leads_to=("a",), prices=PRICED)
FIRST = inject("a", timed(0), task="t")


def sound(*injects, asked=None, first=FIRST, **more):
    """Give a scenario that nothing is wrong with but what is given."""
    asked = decision("d", timed(5), options=(NOW, WAIT)) if asked is None else asked
    given = {
        "objectives": (Objective("o", {"en": "O"}, "command", tasks=(Task("t", {"en": "T"}, "o"),)),),
        "guide": (Look("t", {"en": "See"}),),
        "targets": (),
    } | more
    return scenario(phase("one", injects=(first, *injects), decisions=(asked,)), **given)


def waiting(key, *items):
    return inject(key, Trigger("conditional", when=All(tuple(Released(item) for item in items))))


def on(condition):
    return Trigger("conditional", when=condition)


def asking(**more):
    return sound(asked=decision("d", **({"trigger": timed(5), "options": (NOW, WAIT)} | more)))


CIRCLE = (Target("x", "service", under="y"), Target("y", "system", under="x"))

PLANTED = {
    "unreachable_inject": sound(waiting("b", "nobody")),
    "unreachable_decision": asking(trigger=on(Released("nobody"))),
    "circle": sound(waiting("b", "c"), waiting("c", "e"), waiting("e", "b")),
    "no_way_on": replace(sound(), phases=(phase("one", ends="all_answered", injects=(FIRST,)),)),
    "dead_end_option": asking(options=(NOW, replace(WAIT, leads_to=()))),
    "needs_never_met": sound(inject("b", needs=("x",)), targets=CIRCLE),
    "phase_overlong": replace(sound(), minutes=59),
    "after_phase_end": sound(inject("b", timed(60))),
    "no_injects": scenario(phase("one"), targets=(), roles=()),
    "undefined_variable": replace(sound(), title={"en": "{nobody}"}),
    "undefined_role": sound(inject("b", to=("queen",))),
    "undefined_target": sound(inject("b", effects=(Effect("dark", target="x"),))),
    "undefined_item": asking(options=(NOW, replace(WAIT, leads_to=("a", "x")))),
    "undefined_option": sound(inject("b", on(Not(Decided("d", "perhaps"))))),
    "undefined_objective": sound(inject("b", objective="x")),
    "undefined_task": sound(guide=(Look("t", {"en": "See"}), Look("x", {"en": "See"}))),
    "undefined_phase": sound(guide=(Look("t", {"en": "See"}, "two"),)),
    "case_unknown": asking(case_beside=CaseBeside("atlantis-1", None, {"en": "x"})),
    "unused_variable": sound(variables=(Variable("v"),)),
    "unused_target": sound(targets=(Target("x", "system"),)),
    "role_gets_nothing": sound(
        first=replace(FIRST, to=("mayor",)), roles=(Role("mayor", {"en": "M"}), Role("clerk", {"en": "C"}))
    ),
    "decider_not_asked": sound(
        asked=decision("d", timed(5), options=(NOW, WAIT), asks=("clerk",)),
        roles=(Role("mayor", {"en": "M"}), Role("clerk", {"en": "C"})),
    ),
    "option_without_price": asking(options=(NOW, replace(WAIT, prices=()))),
    "objective_untested": sound(first=inject("a", timed(0))),
    "task_unlooked": sound(guide=()),
    "language_gap": replace(
        sound(roles=(), objectives=(), guide=()), languages=("en", "he"), title={"en": "S", "he": "ס"}
    ),
    "placeholder_differs": replace(sound(), title={"en": "{city} is dark", "he": "חושך"}),
    "plural_form_missing": replace(sound(), title={"en": "{dark, plural, other {#}}"}),
}


def codes(found):
    return {problem.code for problem in check(found)}


def test_nothing_is_found_where_nothing_is_wrong():
    assert check(sound()) == ()


def test_every_code_has_its_planted_fault():
    assert set(PLANTED) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_planted_fault_is_found(code):
    assert code in codes(PLANTED[code])


@pytest.mark.parametrize(
    "code", sorted(set(CODES) - {"language_gap", "unreachable_inject", "unreachable_decision"})
)
def test_a_planted_fault_is_the_only_one_found(code):
    assert codes(PLANTED[code]) == {code}


def test_the_example_of_the_page_has_only_gaps_and_targets_that_nothing_uses():
    problems = check(miniature())

    assert {problem.severity for problem in problems} == {"warning"}
    assert {problem.where for problem in problems if problem.code == "unused_target"} == {
        "targets.vital",
        "targets.first",
        "targets.desk",
    }
    gaps = {problem.facts["language"] for problem in problems if problem.code == "language_gap"}
    assert gaps == {"ar", "fa", "he"}
    assert {problem.code for problem in problems} == {"language_gap", "unused_target"}


def test_errors_come_before_warnings():
    problems = check(replace(PLANTED["undefined_role"], guide=()))

    assert [problem.severity for problem in problems] == ["error", "warning"]


def test_a_problem_says_where_it_stands():
    (found,) = check(PLANTED["undefined_role"])

    assert (found.where, found.facts) == ("phases.one.injects.b", {"key": "queen"})


def test_who_waits_for_a_circle_is_unreachable_and_not_in_it():
    problems = check(sound(waiting("b", "c"), waiting("c", "b"), waiting("e", "b")))

    assert {(one.code, one.where) for one in problems} == {
        ("circle", "phases.one.injects.b"),
        ("unreachable_inject", "phases.one.injects.e"),
    }


@pytest.mark.parametrize(
    ("condition", "reached"),
    [
        (Released("a"), True),
        (Released("x"), False),
        (All((Released("a"), Released("x"))), False),
        (Any((Released("a"), Released("x"))), True),
        (Any(()), False),
        (Not(Released("x")), True),
        (Decided("d"), True),
        (Decided("d", "now"), True),
        (Decided("d", "never"), False),
        (Answered("d"), True),
        (Answered("x"), False),
        (Var("v", "below", 1), True),
        (Fallen("host"), True),
        (Elapsed(5), True),
    ],
)
def test_an_item_can_come_if_its_condition_can_hold(condition, reached):
    found = reachable(sound(inject("b", on(condition))))

    assert ("b" in found) is reached


def test_an_option_is_one_more_way_to_an_item():
    led = replace(WAIT, leads_to=("b",))

    found = sound(waiting("b", "nobody"), asked=decision("d", timed(5), options=(NOW, led)))

    assert "b" in reachable(found)


def test_a_target_that_a_used_one_leans_on_is_used():
    targets = (Target("x", "service", under="y", else_="z"), Target("y", "system"), Target("z", "service"))

    assert check(sound(inject("b", needs=("x",)), targets=targets)) == ()


def test_a_phase_may_end_the_minute_the_next_begins():
    following = phase("two", 2, starts_min=60, minutes=30)
    early = replace(following, starts_min=59)
    one = sound().phases[0]

    assert check(replace(sound(), phases=(one, following))) == ()
    assert codes(replace(sound(), phases=(one, early))) == {"phase_overlong"}


def test_the_value_of_a_case_is_known_only_beside_its_decision():
    beside = CaseBeside("sit-2023", "days_full", {"en": "It took {days}."})
    asked = asking(case_beside=beside)

    assert check(asked) == ()
    assert codes(replace(asked, summary={"en": "It took {days}."})) == {"undefined_variable"}


def test_a_question_asks_roles_that_exist():
    found = sound()
    asked = replace(found.phases[0], questions=(Question("q", {"en": "?"}, ("queen",)),))

    assert codes(replace(found, phases=(asked,))) == {"undefined_role"}


def test_an_explicit_number_stands_for_its_form():
    words = {"en": "{dark, plural, =1 {one} other {#}}"}

    assert check(replace(sound(), title=words)) == ()


def test_the_page_names_every_code_with_its_severity():
    page = PAGE.read_text(encoding="utf-8")

    missing = [code for code, severity in CODES.items() if f"| `{code}` | {severity} |" not in page]

    assert missing == []
