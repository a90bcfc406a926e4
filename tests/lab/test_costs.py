"""The picture with runs of its own: told, stopped between two runs, and whole when it is asked again."""

import pytest

from archlib.architectures import Monolith
from archlib.errors import EngineError
from archlib.lab.choices import Choices, keyed
from archlib.lab.costs import Costs
from archlib.lab.runner import Runner
from archlib.workload import Workload


@pytest.fixture
def day() -> Choices:
    return Choices(Workload.homogeneous(per_hour=6, days=1), keyed([Monolith()]))


def test_progress_rises_from_run_to_run(day: Choices) -> None:
    told: list[float] = []
    Costs().picture(Runner().compare(day), None, [(day.architectures["Monolith"], day)], progress=told.append)
    assert told == pytest.approx([i / 9 for i in range(9)])


def test_it_stops_between_two_runs_and_keeps_nothing_half_made(day: Choices) -> None:
    costs, comparison = Costs(), Runner().compare(day)
    lanes = [(day.architectures["Monolith"], day)]
    with pytest.raises(EngineError, match="cancelled after 4 of 9"):
        costs.picture(comparison, None, lanes, progress=lambda share: share < 4 / 9)
    whole = costs.picture(comparison, None, lanes)
    assert whole == Costs().picture(comparison, None, lanes)
    assert len(whole.data[0]["x"]) == 9


def test_what_is_kept_is_not_run_again(day: Choices) -> None:
    costs, comparison = Costs(), Runner().compare(day)
    lanes = [(day.architectures["Monolith"], day)]
    whole = costs.picture(comparison, None, lanes)
    assert costs.picture(comparison, None, lanes, progress=lambda _: False) == whole
