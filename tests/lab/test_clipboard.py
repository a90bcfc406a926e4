import json
from typing import Any

import pytest

from archlib.architectures import COURSE, Monolith
from archlib.contract import Contract
from archlib.errors import DataError, ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.clipboard import copied, pasted
from archlib.lab.desk import Desk
from archlib.lab.plan import Chance, Failures, Many, Prices, Shown
from archlib.workload import Workload

LOADS = [
    Workload.evening_peak(peak_per_hour=77),
    Workload.homogeneous(per_hour=0.5),
    Workload.diurnal(),
    Workload.launch_spike(),
    Workload.from_counts([3, 0, 40], period=3600),
]


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
    again = pasted(copied(choices))
    assert again == choices
    assert again.scenario().hash == choices.scenario().hash


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
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        pasted(text)


@pytest.mark.parametrize("part", [{"chance": {"seed": -1}}, {"failures": {"poison": "much"}}])
def test_a_value_out_of_bounds_is_the_models_refusal(part: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=r"is not a (whole|finite) number"):
        pasted(changed(**part))


def test_what_is_asked_of_many_runs_goes_along_and_only_where_it_has_controls() -> None:
    with_many = Choices(LOADS[0], keyed([Monolith()]), many=Many(seeds=7))
    without = Choices(LOADS[0], keyed([Monolith()]))
    assert pasted(copied(with_many)) == with_many
    assert "many" not in copied(without)
    for here, text, seeds in ((with_many, copied(without), 7), (without, copied(with_many), None)):
        desk = Desk(here)
        desk.paste(text)
        assert desk.errors == {}
        assert (desk.choices.many.seeds if desk.choices.many else None) == seeds
