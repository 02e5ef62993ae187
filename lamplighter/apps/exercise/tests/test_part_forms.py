"""Forms about parts: saving what a form shows, unchanged, writes the same scenario again."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, get_args

import pytest
from django import forms
from django.utils.translation import override

from lamplighter.apps.exercise.bridge.defined import known_of
from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.bridge.editing import STANDS_IN, found_in, key_in, lists_of, part_at
from lamplighter.apps.exercise.forms import items
from lamplighter.apps.exercise.forms.fields import HourField, StoryTimeField, range_of
from lamplighter.apps.exercise.forms.part import PartForm
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.exercise.views.parts import FORMS
from lamplighter.engines.exercise import CAPABILITIES, SPEEDS_PCT, scenario


def scenarios() -> Iterator[Definition]:
    yield define(small().tree)
    for each in shipped().values():
        yield each.definition


def sent_by(form: PartForm) -> dict[str, Any]:
    """What a browser sends of a form that nobody has touched."""
    every = {name: form[name] for name in form.fields}
    data: dict[str, Any] = {name: value_of(bound) for name, bound in every.items()}
    for name, rows in form.rows.items():
        data[f"{name}-rows"] = str(rows.number)
        for row in rows.forms:
            data |= {row.add_prefix(field): value_of(row[field]) for field in row.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def value_of(bound: Any) -> Any:
    value = bound.value()
    return bound.field.prepare_value(value) if not isinstance(bound.field, forms.MultipleChoiceField) else value


class Sent(dict[str, Any]):
    """As Django gives what was posted."""

    def getlist(self, name: str) -> Any:
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


def form_for(definition: Definition, kind: str, part: dict[str, Any], above: str, data: Any = None) -> PartForm:
    more = {"phase": above} if kind in ("inject", "decision") else {}
    return FORMS[kind](data, known=known_of(definition.scenario), part=part, **more)  # type: ignore[arg-type]


def parts_of(definition: Definition) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield "scenario", "head", "", part_at(definition.tree, "scenario", "head")
    for kind in STANDS_IN:
        for above, siblings in lists_of(definition.tree, kind):
            for place, part in enumerate(siblings):
                key = key_in(kind, above, place, part)
                yield kind, key, above, part_at(definition.tree, kind, key)


@pytest.mark.parametrize("definition", list(scenarios()), ids=lambda one: one.scenario.slug)
def test_saving_forms_that_nobody_touched_changes_nothing(definition: Definition) -> None:
    new = deepcopy(definition.tree)

    for kind, key, above, part in parts_of(definition):
        form = form_for(definition, kind, part, above, Sent(sent_by(form_for(definition, kind, part, above))))
        assert form.is_valid(), (kind, key, form.errors, [rows.errors for rows in form.rows.values()])
        there = new if kind == "scenario" else found_in(new, kind, key).part
        for name in part:
            del there[name]
        there |= form.part()

    assert define(new).tree == definition.tree


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1:30", "+1:30"), ("+1:30", "+1:30"), ("90", "+1:30"), ("۱:۳۰", "+1:30"), ("0:05", "+0:05"), ("", None)],
)
def test_a_time_is_typed_as_hours_and_minutes_or_as_minutes(typed: str, kept: str | None) -> None:
    assert StoryTimeField(required=False).clean(typed) == kept


@pytest.mark.parametrize("typed", ["soon", "1:75", "-5", "1:2:3"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        StoryTimeField(required=False).clean(typed)


def test_one_number_is_a_range_and_three_must_rise() -> None:
    assert range_of({"likely": 5}) == [5, 5, 5]
    assert range_of({"low": 1, "likely": 2, "high": 3}) == [1, 2, 3]
    assert range_of({}) is None
    with pytest.raises(forms.ValidationError):
        range_of({"low": 3, "likely": 2, "high": 1})


def inject_form(**typed: Any) -> items.InjectForm:
    definition = define(small().tree)
    plain = {
        "phase": "dawn",
        "title": "New",
        "kind": "inject",
        "channel": "mail",
        "release": "manual",
        "several": "all",
    }
    return items.InjectForm(
        Sent(plain | {"when-rows": "2", "effects-rows": "0"} | typed), known=known_of(definition.scenario)
    )


def test_a_timed_inject_needs_a_time_and_a_conditional_one_a_condition() -> None:
    assert list(inject_form(release="timed").errors) == ["at"]
    assert list(inject_form(release="conditional").errors) == ["release"]
    assert inject_form(release="timed", at="0:10").is_valid()


def test_rows_become_a_condition() -> None:
    form = inject_form(
        release="conditional",
        several="any",
        after="0:45",
        **{
            "when-0-what": "decided|tell|wait",
            "when-0-so": "no",
            "when-1-what": "below|trust",
            "when-1-value": "40",
        },
    )

    assert form.is_valid(), form.errors
    assert form.part()["when"] == {
        "any": [{"not": {"decided": "tell", "option": "wait"}}, {"var": "trust", "below": 40}]
    }
    assert form.part()["after"] == "+0:45"


def test_a_row_that_lacks_its_number_is_refused_beside_the_row() -> None:
    form = inject_form(release="conditional", **{"when-0-what": "above|money", "when-0-value": "much"})

    assert not form.is_valid()
    assert list(form.rows["when"].errors[0]) == ["value"]


def test_by_hand_leaves_no_condition_and_no_time_behind() -> None:
    form = inject_form(at="0:10", after="0:05", **{"when-0-what": "decided|tell", "when-0-so": "yes"})

    assert form.is_valid(), form.errors
    assert {"at", "when", "after"} & form.part().keys() == set()


def test_a_condition_too_deep_for_rows_is_told_and_kept() -> None:
    definition = define(small().tree)
    deep = {"all": [{"any": [{"decided": "tell"}, {"released": "call"}]}, {"fallen": "host"}]}
    part = part_at(definition.tree, "inject", "press") | {"when": deep}
    first = form_for(definition, "inject", part, "dawn")

    form = form_for(definition, "inject", part, "dawn", Sent(sent_by(first)))

    assert "keep_condition" in first.fields
    assert form.is_valid(), form.errors
    assert form.part()["when"] == deep


@pytest.mark.parametrize(
    ("said", "literal"),
    [
        (words.INJECT_KINDS, scenario.InjectKind),
        (words.MODES, scenario.Mode),
        (words.PRIVACIES, scenario.Privacy),
        (words.RULES, scenario.Rule),
        (words.ENDS, scenario.Ends),
        (words.MEANT, scenario.Meant),
        (words.CHOOSE, scenario.Choose),
        (words.DAYS, scenario.Day),
        (words.COSTS, scenario.Cost),
        (words.QUANTITIES, scenario.Quantity),
        (words.SURVEY, scenario.Survey),
        (words.RELEASES, scenario.Release),
    ],
)
def test_every_word_of_a_closed_list_is_said(said: words.Labels, literal: Any) -> None:
    assert list(said) == list(get_args(literal))


def test_capabilities_speeds_and_kinds_of_parts_are_said() -> None:
    assert tuple(words.CAPABILITIES) == CAPABILITIES
    assert [round(float(speed) * 100) for speed in words.SPEEDS] == list(SPEEDS_PCT)
    assert set(FORMS) == set(words.KINDS)
    assert set(words.NEW) == set(STANDS_IN)


def test_a_condition_is_said_as_one_would() -> None:
    names = {"tell": "D1", "tell.wait": "Wait"}

    with override("en"):
        said = words.condition(
            {
                "all": [
                    {"not": {"decided": "tell"}},
                    {"decided": "tell", "option": "wait"},
                    {"var": "trust", "below": 4},
                ]
            },
            names,
        )

    assert said == "all of this is so: this is not so: D1 is decided; D1 is decided: Wait; trust is below 4"


@pytest.mark.parametrize("typed", ["06:40", "۰۶:۴۰", "٠٦:٤٠", " 06:40 "])
def test_an_hour_is_read_in_the_digits_of_any_script(typed: str):
    assert HourField().clean(typed) == "06:40"


@pytest.mark.parametrize("typed", ["6:40", "24:00", "06:60", "noon"])
def test_what_is_no_hour_is_told(typed: str):
    with pytest.raises(forms.ValidationError, match="such as 06:40"):
        HourField().clean(typed)
