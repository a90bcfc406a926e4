"""Something else in the place of an argument is refused at the door: which function, which argument, what to give."""

import pytest

import archlib as al
from archlib.errors import ParameterError

LOAD = al.Workload.evening_peak(days=0.1)
SCENARIO = al.Scenario(LOAD)
BOX = al.Monolith()
PLAN = al.Plan.all_year(BOX)
YEAR = al.Year()

WRONG = {
    "simulate(architecture=": lambda: al.simulate("Monolith", SCENARIO),
    "simulate(scenario=": lambda: al.simulate(BOX, LOAD),
    "simulate(prices=": lambda: al.simulate(BOX, SCENARIO, prices="teaching"),
    "simulate(contract=": lambda: al.simulate(BOX, SCENARIO, contract=0.99),
    "compare(architectures[0]=": lambda: al.compare(["Monolith"], SCENARIO),
    "compare(scenario=": lambda: al.compare([BOX], LOAD),
    "compare(prices=": lambda: al.compare([BOX], SCENARIO, prices="teaching"),
    "compare(contract=": lambda: al.compare([BOX], SCENARIO, contract=0.99),
    "sweep(prices=": lambda: al.sweep(BOX, SCENARIO, prices="teaching"),
    "sweep(contract=": lambda: al.sweep(BOX, SCENARIO, contract=0.99),
    "sweep: over=": lambda: al.sweep(BOX, SCENARIO, range(5)),
    "size(architecture=": lambda: al.size("Monolith", SCENARIO),
    "size(scenario=": lambda: al.size(BOX, LOAD),
    "size(prices=": lambda: al.size(BOX, SCENARIO, prices="teaching"),
    "size(contract=": lambda: al.size(BOX, SCENARIO, 0.99),
    "size: seeds=": lambda: al.size(BOX, SCENARIO, seeds=5),
    "decision_map(prices=": lambda: al.decision_map(prices=5),
    "decision_map(faults=": lambda: al.decision_map(faults="none"),
    "decision_map: seeds=": lambda: al.decision_map(seeds=5),
    "decision_map: executor=": lambda: al.decision_map(executor=5),
    "play(year=": lambda: al.play(PLAN, YEAR),
    "play(plan=": lambda: al.play(YEAR, BOX),
    "play(prices=": lambda: al.play(YEAR, PLAN, prices="teaching"),
    "check(year=": lambda: al.check(PLAN, PLAN),
    "check(plan=": lambda: al.check(YEAR, BOX),
    "check: seeds=": lambda: al.check(YEAR, PLAN, seeds=5),
    "check: seeds=()": lambda: al.check(YEAR, PLAN, seeds=()),
    "baselines(year=": lambda: al.baselines(PLAN),
    "baselines(prices=": lambda: al.baselines(YEAR, prices="teaching"),
    "Year.of(load=": lambda: al.Year.of(5),
    "post(played=": lambda: al.year.post(5, "Ada", "scores"),
    "year(year=": lambda: al.lab.year(5),
    "year(prices=": lambda: al.lab.year(prices="teaching"),
    "class_map(plan=": lambda: al.lab.class_map(plan=5),
    "record(played=": lambda: al.lab.record(PLAN),
    "record(checked=": lambda: al.lab.record(checked=5),
    "record(others=": lambda: al.lab.record(others=[5]),
}


@pytest.mark.parametrize("where", WRONG)
def test_something_else_in_the_place_of_an_argument_is_told(where):
    with pytest.raises(ParameterError) as error:
        WRONG[where]()
    said = str(error.value)
    assert said.startswith(where)
    assert "is refused" in said and "Give " in said
