"""Wrong arguments are refused before anything runs, in words."""

from typing import Any

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.params import param
from tests.sizing.cases import CONTRACT, SCENARIO

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "architecture": ({"architecture": al.Monolith}, "no Architecture. Give"),
    "scenario": ({"scenario": SCENARIO.load}, "no Scenario. Give"),
    "contract": ({"contract": 0.99}, "no Contract. Give"),
    "start": ({"start": al.Tiers()}, "no Monolith. Give another Monolith"),
    "share": ({"share": 0.0}, "0 < share <= 1"),
    "share_bool": ({"share": True}, "0 < share <= 1"),
    "share_nan": ({"share": float("nan")}, "0 < share <= 1"),
    "most_runs": ({"most_runs": 0}, "1 <= most_runs"),
    "most_runs_float": ({"most_runs": 5.0}, "1 <= most_runs"),
    "seeds": ({"seeds": []}, "at least one, each once"),
    "seeds_twice": ({"seeds": [1, 1]}, "at least one, each once"),
    "seeds_number": ({"seeds": 5}, "it is no list"),
    "seeds_negative": ({"seeds": [-1]}, "0 <= seed < 2"),
    "over": ({"over": ["replicas"]}, "names no field"),
    "over_empty": ({"over": {}}, "names no field"),
    "over_field": ({"over": {"replicsa": [1]}}, "did you mean 'replicas'"),
    "over_number": ({"over": {"replicas": 3}}, "at least one, each once"),
    "over_text": ({"over": {"replicas": "123"}}, "at least one, each once"),
    "over_none": ({"over": {"replicas": []}}, "at least one, each once"),
    "over_twice": ({"over": {"replicas": [1, 1]}}, "at least one, each once"),
    "over_falls": ({"over": {"replicas": [3, 1]}}, "candidates rise"),
    "over_beyond": ({"over": {"replicas": [0, 11]}}, "1 <= replicas <= 10"),
    "over_one_beyond": ({"over": {"replicas": [1, 11]}}, "1 <= replicas <= 10"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_argument_is_refused_in_words(name: str) -> None:
    changed, words = WRONG[name]
    asked: dict[str, Any] = {"architecture": al.Monolith(), "scenario": SCENARIO, "contract": CONTRACT, **changed}

    def never(share: float) -> None:
        raise AssertionError("something ran")

    with pytest.raises(ParameterError, match=words):
        al.size(asked.pop("architecture"), asked.pop("scenario"), asked.pop("contract"), progress=never, **asked)


class Unsized(al.Architecture):
    """One that declares no size."""

    boxes: int = param(1, ge=1, le=5, unit="instances", help="how many")

    def topology(self):
        """Return that of a monolith."""
        return al.Monolith(replicas=self.boxes).topology()


def test_an_architecture_without_sizes_is_told_how_to_declare_them() -> None:
    with pytest.raises(ParameterError, match="Unsized has no field that declares sizes"):
        al.size(Unsized(), SCENARIO, CONTRACT)


def test_ones_own_architecture_is_sized_over_what_is_named() -> None:
    own = al.size(Unsized(), SCENARIO, CONTRACT, over={"boxes": range(1, 6)})
    same = al.size(al.Monolith(), SCENARIO, CONTRACT, over={"replicas": range(1, 6)})
    assert own.values["boxes"] == same.values["replicas"]
    assert own.usd == same.usd
