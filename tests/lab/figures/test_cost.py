import pytest

from archlib import faults, prices
from archlib.architectures import Architecture, Functions, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.contract import Contract
from archlib.lab import words
from archlib.lab.figures import loads
from archlib.lab.figures.cost import picture
from archlib.lab.figures.curves import BEYOND, POINTS, capacity, curve
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

DAYS = Scenario(Workload.homogeneous(per_hour=6, days=2))
LOADS = {
    "homogeneous": Workload.homogeneous(per_hour=6, days=2),
    "evening_peak": Workload.evening_peak(days=2),
    "diurnal": Workload.diurnal(days=2),
    "launch_spike": Workload.launch_spike(days=2),
    "measured": Workload.from_counts([1.0, 5.0, 2.0], period=3_600),
    "exact": Workload.from_counts([1.0, 5.0, 2.0], period=3_600, mode="exact"),
}


@pytest.mark.parametrize("name", LOADS)
def test_a_scaled_load_has_the_same_shape(name: str) -> None:
    load = LOADS[name]
    more = loads.scaled(load, 3.0)
    assert more.expected_videos == pytest.approx(3 * load.expected_videos)
    assert more.rate_steps()[1] == pytest.approx(3 * load.rate_steps()[1])
    assert more.watch_steps()[1].tolist() == load.watch_steps()[1].tolist()


@pytest.mark.parametrize("name", LOADS)
def test_the_largest_factor_is_within_the_bounds(name: str) -> None:
    load = loads.scaled(LOADS[name], 0.001).but(days=0.1)  # few enough videos at the largest rate
    most = loads.most(load)
    assert all(value * most <= 1.0001 * type(load).specs()[n].high for n, value in loads.rates(load).items())
    assert any(value * most == pytest.approx(type(load).specs()[n].high) for n, value in loads.rates(load).items())


@pytest.mark.parametrize("one", [Monolith(), QueueFleet(max_workers=4)])
def test_a_curve_goes_from_near_idle_beyond_capacity(one: Architecture) -> None:
    made = curve(one, DAYS, prices.default(), Contract())
    assert len(made.per_hour) == POINTS
    assert made.per_hour[0] == pytest.approx(0.2, rel=1e-6)
    assert made.per_hour[-1] == pytest.approx(BEYOND * made.capacity_per_hour, rel=1e-6)
    assert made.capacity_per_hour == capacity(one.built, DAYS)
    assert made.ready_share[-1] < 1.0


def test_capacity_is_slots_over_mean_work() -> None:
    box = Monolith(replicas=3)
    assert capacity(box.built, DAYS) == 3 * box.built["box"].slots * 3_600 / DAYS.load.transcode_s
    function = Functions(concurrency=10)
    stretch = function.built["process"].stretch
    assert capacity(function.built, DAYS) == pytest.approx(10 / stretch * 3_600 / DAYS.load.transcode_s)


def test_a_point_is_the_run_at_that_load() -> None:
    made = curve(Monolith(), DAYS, prices.default(), Contract())
    load = DAYS.load.but(per_hour=made.per_hour[4])
    run = compare([Monolith()], DAYS.but(load=load)).runs[0]
    assert made.usd[4] == run.bill.per_video
    assert made.ready_share[4] == run.bill.ready / len(run.jobs)


def test_a_fixed_bill_is_shared_by_those_who_come() -> None:
    free = prices.default().scaled({item: 0.0 for item in prices.default().rows if "c5" not in item})
    made = curve(Monolith(), DAYS, free, Contract())
    fixed = compare([Monolith()], DAYS, prices=free).runs[0].bill.total
    for rate, usd, share in zip(made.per_hour, made.usd, made.ready_share, strict=True):
        n = len(DAYS.but(load=DAYS.load.but(per_hour=rate)).arrivals())
        # only the box costs anything, and it costs the same whoever comes: exact, in doubles
        assert usd == pytest.approx(fixed / (n * share))


def test_the_present_load_is_marked_with_the_runs_own_cost(week: Comparison) -> None:
    shown = picture(week)
    now = loads.per_hour(week.runs[0].scenario)
    for label in week.labels:
        marker = next(trace for trace in shown.data if trace["name"] == f"{label} present")
        assert marker["x"] == [now]
        assert marker["y"] == [week[label].bill.per_video]
        assert f"{label} {words.usd(week[label].bill.per_video)}" in shown.sentence
    assert shown.layout["shapes"][0]["x0"] == now
    assert "No curve has been run for Monolith, Tiers and QueueFleet" in shown.sentence


def test_the_line_is_the_curve() -> None:
    compared = compare([Monolith()], DAYS)
    made = curve(Monolith(), DAYS, prices.default(), Contract())
    shown = picture(compared, None, {"Monolith": made})
    check(shown)
    accepted_by_plotly(shown)
    line = next(trace for trace in shown.data if trace["name"] == "Monolith")
    assert (tuple(line["x"]), tuple(line["y"])) == (made.per_hour, made.usd)
    assert [row[3] for row in shown.rows[1:]] == [words.usd(usd) for usd in made.usd]
    assert "No curve" not in shown.sentence


def test_where_nothing_becomes_ready_there_is_a_gap_and_it_is_said() -> None:
    dead = DAYS.but(faults=faults.down("process", 0, 100))
    made = curve(Monolith(), dead, prices.default(), Contract())
    assert set(made.usd) == {None}
    shown = picture(compare([Monolith()], dead), None, {"Monolith": made})
    check(shown)
    accepted_by_plotly(shown)
    assert "nothing becomes ready at 0.2, " in shown.sentence


def test_counts_of_nothing_have_no_curve() -> None:
    none = Scenario(Workload.from_counts([0.0, 0.0], period=3_600))
    made = curve(Monolith(), none, prices.default(), Contract())
    assert made.per_hour == made.usd == ()
    check(picture(compare([Monolith()], none), None, {"Monolith": made}))


@pytest.mark.parametrize("load", [Workload.homogeneous(per_hour=0), Workload.evening_peak().but(base_per_hour=0.0)])
def test_where_nobody_comes_the_curve_stays_and_nobody_shares_the_bill(load: Workload) -> None:
    none = Scenario(loads.scaled(load, 0.0).but(days=2))
    made = curve(Monolith(), none, prices.default(), Contract())
    assert made == curve(Monolith(), DAYS, prices.default(), Contract()) or load.kind == "evening_peak"
    assert len(made.per_hour) == POINTS and None not in made.usd
    compared = compare([Monolith()], none)
    shown = picture(compared, None, {"Monolith": made})
    check(shown)
    accepted_by_plotly(shown)
    month = words.usd(compared.runs[0].bill.per_month)
    assert f"Monolith without bound: nobody shares {month} a month (from" in shown.sentence


@pytest.mark.parametrize("name", LOADS)
def test_how_much_comes_plays_no_part_in_a_curve(name: str) -> None:
    one, more = (loads.of_one(loads.scaled(LOADS[name], factor)) for factor in (1.0, 0.37))
    assert one is not None and one == more
    assert loads.per_hour(Scenario(one)) == pytest.approx(1.0)


def test_free_of_charge_can_be_drawn() -> None:
    free = prices.default().scaled(0.0)
    made = curve(Monolith(), DAYS, free, Contract())
    shown = picture(compare([Monolith()], DAYS, prices=free), None, {"Monolith": made})
    check(shown)
    assert "Monolith $0.00" in shown.sentence
