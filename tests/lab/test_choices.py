import pytest

from archlib.architectures import Monolith, QueueFleet
from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.plan import Chance, Failures


def test_the_second_of_a_kind_has_a_number() -> None:
    assert list(keyed([QueueFleet(), Monolith(), QueueFleet(min_workers=1)])) == [
        "QueueFleet",
        "Monolith",
        "QueueFleet 2",
    ]


@pytest.mark.parametrize("given", [[], [QueueFleet], ["Monolith"], [None]])
def test_what_is_no_architecture_is_refused(given: list[object]) -> None:
    with pytest.raises(ParameterError, match="architectures="):
        keyed(given)  # type: ignore[arg-type]


def test_a_part_is_exchanged_by_its_key(choices: Choices) -> None:
    changed = choices.but("QueueFleet", QueueFleet(max_workers=3)).but("chance", Chance(seed=9))
    assert changed.parts["QueueFleet"].max_workers == 3  # type: ignore[attr-defined]
    assert changed.scenario().seed == 9
    assert choices.parts["QueueFleet"].max_workers == 30  # type: ignore[attr-defined]


def test_the_scenario_is_that_of_the_choices(choices: Choices) -> None:
    scenario = choices.but("failures", Failures(standard_week=False)).scenario()
    assert scenario.load == choices.load
    assert scenario.faults.scheduled == ()
