import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.architectures import COURSE, Architecture, Monolith
from archlib.contract import Contract
from archlib.errors import DataError, ParameterError
from archlib.faults import down
from archlib.lab.choices import Choices, keyed
from archlib.lab.clipboard import copied, pasted
from archlib.lab.desk import Desk
from archlib.lab.plan import Chance, Failures, Many, Prices, Shown
from archlib.prices import aws_us_east_1, teaching
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.strategies import of_params

LOADS = [
    Workload.evening_peak(peak_per_hour=77),
    Workload.homogeneous(per_hour=0.5),
    Workload.diurnal(),
    Workload.launch_spike(),
    Workload.from_counts([3, 0, 40], period=3600),
]
HERE = Choices(Workload.homogeneous(per_hour=3), keyed([Monolith()]), Failures(flaky=0.5), Chance(seed=99))


@pytest.mark.parametrize("load", LOADS, ids=lambda load: load.kind)
def test_what_is_copied_comes_back(load: Workload) -> None:
    choices = Choices(
        load,
        keyed([kind() for kind in COURSE]),
        Failures(outage_role="process", repair_h=2.5),
        Chance(seed=7),
        Prices(price_list="teaching", storage=2.0),
        Contract(upload=0.99),
        Shown(Tiers=False),
    )
    again = pasted(copied(choices), HERE)
    assert again == choices
    assert again.scenario().hash == choices.scenario().hash
    assert Scenario.from_dict(json.loads(copied(choices))["scenario"]) == choices.scenario()
    assert Scenario.from_json(json.dumps(json.loads(copied(choices))["scenario"])) == choices.scenario()


def changed(**parts: Any) -> str:
    content = json.loads(copied(Choices(LOADS[0], keyed([Monolith()]))))
    return json.dumps({name: part for name, part in (content | parts).items() if part != "gone"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1 is no JSON"),
        ("{", "is no JSON"),
        ("[1]", "no object with a load"),
        (changed(format=99), "format=99 is refused"),
        (changed(extra=1), "'extra' is not part"),
        (changed(load="gone"), "no load"),
        (changed(architectures={}), "no architecture"),
        (changed(architectures=[]), "architectures=\\[\\] is refused"),
        (changed(architectures={"x": {"kind": "Castle"}}), "no architecture 'Castle'"),
        (changed(failures=3), "failures=3 is refused"),
        (changed(load=None), "load=None is refused"),
        (changed(scenario=Scenario(LOADS[1]).to_dict()), "scenario is refused: it is not that of the load"),
        (changed(scenario=3), "the text holds 3"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        pasted(text, HERE)


@pytest.mark.parametrize("part", [{"chance": {"seed": -1}}, {"failures": {"poison": "much"}}])
def test_a_value_out_of_bounds_is_the_models_refusal(part: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=r"is outside \d|is not a (whole|finite) number"):
        pasted(changed(**part), HERE)


def test_what_is_asked_of_many_runs_goes_along_and_only_where_it_has_controls() -> None:
    with_many = Choices(LOADS[0], keyed([Monolith()]), many=Many(seeds=7))
    without = Choices(LOADS[0], keyed([Monolith()]))
    assert pasted(copied(with_many), HERE) == with_many
    assert "many" not in copied(without)
    for here, text, seeds in ((with_many, copied(without), 7), (without, copied(with_many), None)):
        desk = Desk(here)
        desk.paste(text)
        assert desk.errors == {}
        assert (desk.choices.many.seeds if desk.choices.many else None) == seeds


@given(
    st.sampled_from(LOADS),
    st.sampled_from(COURSE),
    st.tuples(of_params(Failures), of_params(Chance), of_params(Prices), of_params(Contract)),
)
def test_the_scenario_of_any_choices_leads_to_a_panel_that_runs_it(
    load: Workload, kind: type[Architecture], parts: tuple[Any, ...]
) -> None:
    there = Choices(load, keyed([kind()]), *parts)
    text = copied(there)
    scenario = json.loads(text)["scenario"]
    assert Scenario.from_dict(scenario) == there.scenario()
    assert pasted(text, HERE) == there
    again = pasted(json.dumps(scenario), replace(HERE, prices=there.prices))
    assert again.scenario() == there.scenario() and again.prices == there.prices
    assert again.architectures == HERE.architectures and again.contract == HERE.contract


@pytest.mark.parametrize("remark", ["teaching", teaching().hash, aws_us_east_1().hash])
def test_a_known_price_list_is_taken_and_no_remark_leaves_the_prices(remark: str) -> None:
    load = LOADS[1]
    made = pasted(Scenario(load).to_json(prices=remark), HERE)
    assert made.prices.prices() == (aws_us_east_1() if remark == aws_us_east_1().hash else teaching())
    dear = replace(HERE, prices=Prices(storage=3.0))
    assert pasted(Scenario(load).to_json(), dear).prices == dear.prices


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (Scenario(LOADS[0]).to_json(prices="mine"), "prices='mine' is refused"),
        (Scenario(LOADS[0], horizon_s=3600.0).to_json(), "horizon_s=3600 is refused: a panel runs the whole load"),
        (Scenario(LOADS[0], faults=down("process", 1, 1, zone=1)).to_json(), "'process zone 1 down' cannot be chosen"),
        (Scenario(LOADS[0]).to_json().replace('"seed": 1', '"seed": 1, "seed": 2'), "'seed' is written twice"),
        (Scenario(LOADS[0]).to_json().replace('"seed"', '"seeds"'), "unknown"),
    ],
)
def test_what_a_panel_cannot_show_of_a_scenario_is_told_and_changes_nothing(text: str, words: str) -> None:
    desk = Desk(HERE)
    desk.paste(text)
    assert words in desk.errors["paste"]
    assert desk.choices == HERE
