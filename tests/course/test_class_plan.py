"""The plan of a class's map: cells of a pair, each once; numbers that make no map are refused."""

import json
import math
from typing import Any

import pytest

from archlib.course.class_plan import ClassPlan, cells_of, class_plan, plan_from
from archlib.errors import DataError, ParameterError


@pytest.mark.parametrize("pairs", [1, 2, 7, 8, 30, 31])
@pytest.mark.parametrize("plan", [class_plan(), class_plan(volumes=(10,), peaks=(1,)), class_plan(peaks=(1, 3))])
def test_every_cell_belongs_to_exactly_one_pair(pairs: int, plan: ClassPlan) -> None:
    taken = [cells_of(pair, pairs, plan) for pair in range(1, pairs + 1)]
    assert sorted(at for mine in taken for at in mine) == sorted(plan.cells)
    assert max(map(len, taken)) - min(map(len, taken)) <= 1


def test_the_cells_of_a_pair_are_spread_over_loads() -> None:
    for pair in range(1, 7):
        mine = cells_of(pair, 6, class_plan())
        assert len({volume for volume, _ in mine}) >= 4
        assert len({peak for _, peak in mine}) >= 3


@pytest.mark.parametrize(("pair", "pairs"), [(0, 8), (9, 8), (1, 0), (True, 8), (1.0, 8), ("3", 8), (-1, 8)])
def test_a_pair_that_is_not_there_is_refused(pair: Any, pairs: Any) -> None:
    with pytest.raises(ParameterError, match=r"class_map\.pair"):
        cells_of(pair, pairs, class_plan())


@pytest.mark.parametrize(
    "wrong",
    [
        {"volumes": ()}, {"volumes": (2, 1)}, {"volumes": (1, 1)}, {"volumes": (0,)}, {"volumes": (math.nan,)},
        {"volumes": "100"}, {"volumes": 100}, {"peaks": (0.5,)}, {"peaks": (25,)}, {"peaks": (None,)},
        {"level": 1.1}, {"level": math.inf}, {"level": "much"}, {"deadline_s": 0}, {"seeds": ()}, {"seeds": (1, 1)},
        {"seeds": (1.5,)}, {"seeds": range(101)}, {"volumes": range(1, 1000)},
    ],
)  # fmt: skip
def test_numbers_that_make_no_map_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        class_plan(**wrong)
    if not any(isinstance(value, range) for value in wrong.values()):
        plain = class_plan().to_dict() | wrong
        with pytest.raises(DataError, match="does not hold"):
            plan_from(plain)


def test_a_plan_comes_back_from_json() -> None:
    plan = class_plan(volumes=(10, 20), peaks=(1, 3.5), level=0.95, deadline_s=720, seeds=range(2))
    assert plan_from(json.loads(json.dumps(plan.to_dict()))) == plan
    assert plan.contract.upload == plan.contract.ready_share == plan.contract.manage == 0.95
    for bad in (None, [], {}, {**plan.to_dict(), "more": 1}):
        with pytest.raises(DataError, match="not one of a class map"):
            plan_from(bad)
