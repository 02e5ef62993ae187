"""The unit of a number that is decided is said in the reader's language."""

import pytest
from django.utils.translation import override

from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.phrases.units import UNITS, counted, unit_of


def test_every_unit_of_the_shipped_scenarios_is_known() -> None:
    used = {
        decision.unit for one in shipped().values() for decision in one.definition.scenario.decision_of.values()
    }

    assert used - {"", *UNITS} == set()


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(1, "days", "1 day"), (9, "days", "9 days"), (2, "buses", "2 buses"), (3, "", "3")]
)
def test_a_number_stands_with_its_unit(value: float, unit: str, said: str) -> None:
    assert counted(value, unit) == said


def test_an_own_unit_stays_as_its_author_wrote_it() -> None:
    with override("he"):
        assert (counted(2, "buses"), unit_of("buses")) == ("2 buses", "buses")
