"""Many weeks: bands against a sweep's quantiles, differences against its pairs, and weeks that are not run twice."""

import numpy as np
import pytest

import archlib as al
from archlib.architectures import Architecture, Functions, Monolith, QueueFleet
from archlib.contract import Contract
from archlib.errors import EngineError, ParameterError
from archlib.lab import words
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import bands
from archlib.lab.figures.weeks import Weeks, apart, weeks
from archlib.lab.own_bands import OwnBands
from archlib.lab.plan import Chance, Failures, Many
from archlib.lab.runner import Runner
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

DAY = Workload.evening_peak(days=1)
LIGHT = Workload.homogeneous(per_hour=4.0, days=1)


def choices(*architectures: Architecture, load: Workload = DAY, seeds: int = 5, **more: object) -> Choices:
    return Choices(load, keyed(list(architectures)), many=Many(seeds=seeds), **more)  # type: ignore[arg-type]


def lanes(made: Choices) -> list[tuple[Architecture, Choices]]:
    return [(one, made) for one in made.compared.values()]


def known(made: Choices) -> dict[str, Weeks]:
    own = OwnBands()
    return {one.kind: own.found(one, made, None) for one in made.compared.values()}


def test_bands_and_differences_are_those_of_a_sweep() -> None:
    made = choices(QueueFleet(), Monolith())
    found = known(made)
    swept = al.sweep([QueueFleet(), Monolith()], made.scenario(), seeds=range(1, 6))
    columns = {
        "upload": "upload_accepted",
        "process": "ready_in_time",
        "late": "p95_ready_min",
        "cost": "bill_usd_per_month",
    }
    for kind, one in found.items():
        table = swept.quantiles(list(columns.values())).set_index(["architecture", "measure"])
        for of, name in columns.items():
            assert one.band(of) == pytest.approx(table.loc[(kind, name), ["q0.1", "q0.5", "q0.9"]])  # type: ignore[arg-type]
    pairs = swept.differences("QueueFleet", "bill_usd_per_month").iloc[0]
    assert apart(found["Monolith"], found["QueueFleet"], "cost") == pytest.approx((pairs["low"], pairs["high"]))
    assert (
        f"Monolith is dearer by ${pairs['low']:,.2f} to ${pairs['high']:,.2f} a month"
        in bands.picture(Runner().compare(made), None, found).sentence
    )


def test_in_how_many_weeks_the_contract_is_met_is_said() -> None:
    made = choices(QueueFleet(), Monolith(), seeds=8)
    found = known(made)
    swept = al.sweep([QueueFleet(), Monolith()], made.scenario(), seeds=range(1, 9)).table()
    met = swept.groupby("architecture")["meets"].sum()
    picture = bands.picture(Runner().compare(made), None, found)
    assert f"Of 8 weeks the contract is met by QueueFleet in {met['QueueFleet']} and Monolith in" in picture.sentence
    rows = {row[0]: row for row in picture.rows if row[1] == bands.MET}
    assert rows["QueueFleet"][2] == f"{met['QueueFleet']} of 8 weeks"


def week(*shares: float) -> Weeks:
    values = np.array(shares)
    return Weeks(
        {
            "upload": values,
            "process": values,
            "manage": np.full(len(values), np.nan),
            "late": 100 * values,
            "cost": values,
            "meets": values > 0.85,
        }
    )


def test_what_is_not_sure_is_not_told_and_what_has_no_number_neither() -> None:
    assert apart(week(0.9), week(0.9), "upload") is None  # one pair tells nothing
    assert apart(week(0.9, 0.8), week(0.9, 0.8), "manage") is None
    assert bands.differs(apart(week(0.9, 0.8), week(0.8, 0.9), "upload"), "upload") == ""
    assert bands.differs(None, "cost") == ""
    worse = apart(week(0.89, 0.79, 0.49), week(0.9, 0.8, 0.5), "process")
    assert "1 to 1 percentage points more of the videos are not ready" in bands.differs(worse, "process")
    assert "fewer" in bands.differs((0.01, 0.02), "upload")
    assert bands.differs((-20.0, -12.0), "cost") == "is cheaper by $12.00 to $20.00 a month"
    assert bands.differs((2.0, 3.0), "late") == "2.0 min to 3.0 min later"


def test_the_small_pictures_stand_beside_and_below_each_other_and_none_over_another() -> None:
    picture = bands.picture(Runner().compare(choices(QueueFleet(), Functions())))
    places = [
        (*picture.layout[f"xaxis{n}"]["domain"], *picture.layout[f"yaxis{n}"]["domain"])
        for n in ("", "2", "3", "4", "5")
    ]
    assert all(0 <= low < high <= 1 for one in places for low, high in (one[:2], one[2:]))
    for i, (left, right, bottom, top) in enumerate(places):
        for other in places[:i]:
            assert left >= other[1] or right <= other[0] or bottom >= other[3] or top <= other[2]


@pytest.mark.parametrize("load", [DAY, Workload.homogeneous(per_hour=0.0, days=1)])
def test_every_week_can_be_drawn_even_one_of_nobody(load: Workload) -> None:
    made = choices(QueueFleet(), Functions(), load=load, seeds=2)
    picture = bands.picture(Runner().compare(made), None, known(made))
    check(picture)
    accepted_by_plotly(picture)
    assert [axis for axis in picture.layout if axis.startswith("xaxis")] == [
        "xaxis",
        *(f"xaxis{i}" for i in range(2, 6)),
    ]


def test_one_architecture_has_nothing_to_be_held_against() -> None:
    made = choices(Monolith(), failures=Failures(standard_week=False, service_failures=False))
    picture = bands.picture(Runner().compare(made), None, known(made))
    low, _, high = known(made)["Monolith"].band("late") or (0.0, 0.0, 0.0)
    late = f"{words.duration(60 * low)} to {words.duration(60 * high)} until 95 % are ready, in eight of ten weeks each"
    assert late in picture.sentence and len(picture.columns) == 5
    assert bands.picture(Runner().compare(made)).sentence == "No other weeks have been run."


def test_the_marker_is_the_panels_own_week() -> None:
    made = choices(Monolith(), chance=Chance(seed=77))
    comparison = Runner().compare(made)
    picture = bands.picture(comparison, None, known(made))
    (usd,) = [t for t in picture.data if t["name"] == bands.HERE and t.get("xaxis") == "x5"]
    assert usd["x"] == [comparison.runs[0].bill.per_month]


def runs_through(fleet: QueueFleet, scenario: Scenario) -> bool:
    try:
        al.simulate(fleet, scenario)
    except ParameterError:
        return False
    return True


def test_a_policy_that_fails_in_one_of_the_weeks_is_named_with_its_seed() -> None:
    fleet, scenario = QueueFleet(policy=lambda visible, *_: 1 // (visible < 4)), Scenario(LIGHT)  # type: ignore[arg-type]
    good = [runs_through(fleet, scenario.but(seed=seed)) for seed in range(1, 20)]
    bad = 1 + good.index(False)
    with pytest.raises(ParameterError, match=f"seed {bad}: the policy .* failed at day 1"):
        weeks(fleet, scenario, teaching(), Contract(), range(1, 20))
    assert len(weeks(fleet, scenario, teaching(), Contract(), range(1, bad))) == bad - 1 > 0


def test_more_weeks_run_only_those_that_are_new_and_another_seed_none() -> None:
    made, own = choices(Monolith(), seeds=4), OwnBands()
    comparison = Runner().compare(made)
    with pytest.raises(EngineError, match="cancelled after 0 of 4"):
        own.picture(comparison, None, lanes(made), progress=lambda _: False)
    own.picture(comparison, None, lanes(made))
    fewer, other = made.but("many", Many(seeds=2)), made.but("chance", Chance(seed=9))
    for again in (fewer, other):
        own.picture(Runner().compare(again), None, lanes(again), progress=lambda _: False)
    told: list[float] = []
    more = made.but("many", Many(seeds=7))
    own.picture(comparison, None, lanes(more), progress=told.append)
    assert len(own.found(Monolith(), more, None)) == 7
    alone = OwnBands().found(Monolith(), more, None)
    assert alone.values["cost"].tolist() == own.found(Monolith(), more, None).values["cost"].tolist()
