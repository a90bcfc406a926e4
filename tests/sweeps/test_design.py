"""What a sweep varies: paths, values, refusals before and while it runs."""

import numpy as np
import pytest

import archlib as al
from archlib.architectures import KINDS, Architecture
from archlib.errors import ParameterError
from archlib.params import FieldSpec
from archlib.sweeps.axes import between, drawn
from tests.sweeps.cases import LOAD, PAIR, SCENARIO

SHORT = SCENARIO.but(load=LOAD.but(days=0.1))


def sweep(over=None, architectures=PAIR, **options):
    return al.sweep(architectures, SHORT, over, **options)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"QueueFleet.max_worker": [1]}, "no field 'max_worker'; did you mean 'max_workers'"),
        ({"Queue.max_workers": [1]}, "over['Queue.max_workers'] is refused: a path is <part>.<field>"),
        ({"Tiers.tries": [1]}, "of parts"),
        ({"max_workers": [1]}, "a path is <part>.<field>"),
        ({"load": [LOAD]}, "a whole part is given as a mapping from a name to a Workload"),
        ({"load": {"a": 3}}, "is no Workload"),
        ({"load.peek_per_hour": [1]}, "did you mean 'peak_per_hour'"),
        ({"load.days": []}, "is empty"),
        ({"load.days": 3}, "is no list"),
        ({"load.days": "3"}, "is no list"),
        ({"load.days": [1, 1]}, "holds 1 twice"),
        ({"load.days": [0.1, -1]}, "-1 is outside 0 < days <= 366 (how long videos arrive, unit days)"),
        ({"load.days": [float("nan")]}, "nan is not a finite number"),
        ({"load.days": ["0.1"]}, "'0.1' is not a finite number"),
        ({"QueueFleet.max_workers": [2.5]}, "2.5 is not a whole number"),
        ({"QueueFleet.max_workers": [True]}, "True is not a whole number"),
        ({"QueueFleet.policy": ["sealing"]}, "'sealing' is not one of 'ceil'"),
        ({"QueueFleet.cancels": [1]}, "1 is not True or False"),
        ({"prices.c9.large": [1]}, "has no item 'c9.large'"),
        ({"prices.c5.large": [-1]}, "-1 is outside 0 <= factor"),
        ({"contract.uploads": [1]}, "did you mean 'upload'"),
        ({"scenario.seed": [1]}, "give seeds= instead"),
        ({"scenario.load": [1]}, "load is a part of its own"),
        ({"faults.drawn.queue": [1]}, "faults.<scheduled, drawn or mishaps>"),
        ({"faults.drawn.quue.mttr_s": [1]}, "did you mean 'queue'"),
        ({"faults.drawn.queue.mttr": [1]}, "did you mean 'mttr_s'"),
        ({"faults.drawn.99.mttr_s": [1]}, "no fault '99'"),
        ({"faults.mishaps.0.share": [1]}, "there are no mishaps faults"),
        ({"faults.drawn.queue.availability": [0]}, "0 is outside 0 < availability <= 1"),
        ({"load.days": between(1, 2)}, "say how often, such as draws=100"),
        ([("load.days", [1])], "Give a mapping from paths to lists"),
        (range(5), "seeds are given by name, as seeds=range(5)"),
        ({"Microservices.services.transcod.workers": [1]}, "did you mean 'services.transcode.workers'"),
        ({"Microservices.services.transcode.workers": [0.5]}, "0.5 is not a whole number"),
        ({"Microservices.services.transcode": [1]}, "no field 'services.transcode'"),
    ],
)
def test_what_leads_nowhere_is_refused_before_anything_runs(over, words):
    with pytest.raises(ParameterError) as error:
        sweep(over, (*PAIR, al.Microservices()))
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"architectures": []}, "architectures=[] is empty"),
        ({"architectures": [SHORT]}, "is no Architecture"),
        ({"architectures": {"a.b": al.Monolith()}}, "a name is a text without dots"),
        ({"architectures": {"load": al.Monolith()}}, "none of load"),
        ({"seeds": []}, "at least one, each once"),
        ({"seeds": [1, 1]}, "each once"),
        ({"seeds": [-1]}, "0 <= seed"),
        ({"seeds": [1.5]}, "a seed is a whole number"),
        ({"seeds": 3}, "is no list"),
        ({"draws": 5}, "has nothing to draw"),
        ({"draws": 0, "over": {"load.days": between(0.1, 0.2)}}, "1 <= draws"),
        ({"over": {"QueueFleet.policy": between(1, 2)}, "draws": 2}, "1 is not one of"),
        ({"over": {"load.days": between(0.1, 1000)}, "draws": 2}, "1000 is outside 0 < days <= 366"),
        ({"at_once": 0}, "1 <= at_once"),
        ({"executor": 2}, "it runs no tasks"),
        ({"over": {"load.base_per_hour": range(10_000)}, "seeds": range(1000)}, "more than 5,000,000 runs"),
    ],
)
def test_other_arguments_are_refused_with_a_reason(options, words):
    with pytest.raises(ParameterError) as error:
        sweep(**options)
    assert words in str(error.value)


def test_no_scenario():
    with pytest.raises(ParameterError, match="is no Scenario"):
        al.sweep(al.Monolith(), LOAD)
    with pytest.raises(ParameterError, match="scenarios=\\[\\] is empty"):
        al.sweep(al.Monolith(), [])


@pytest.mark.parametrize(("low", "high", "scale"), [(2, 1, None), (0, 1, "log"), (1, 2, "cubic"), (0, np.inf, None)])
def test_a_range_is_checked(low, high, scale):
    with pytest.raises(ParameterError, match="Between"):
        between(low, high, scale)


def test_a_combination_that_a_model_refuses_is_a_row_with_the_reason():
    over = {"QueueFleet.min_workers": [0, 10], "QueueFleet.max_workers": [5, 20]}
    swept = sweep(over, seeds=[1, 2])
    table = swept.table()
    bad = (table["QueueFleet.min_workers"] == 10) & (table["QueueFleet.max_workers"] == 5)
    assert swept.complete and swept.refused == bad.sum() == 2
    assert table["refused"][bad].str.contains("above max_workers=5").all()
    assert (table["refused"][~bad] == "").all()
    assert table["bill_usd"][bad].isna().all() and not table["bill_usd"][~bad].isna().any()
    assert not table["meets"][bad].any()


def test_a_scenario_that_is_refused_is_a_row_too():
    table = sweep({"scenario.horizon_s": [3600, 1e6]}).table()
    assert table["refused"].str.contains("the load ends at").tolist() == [False, True] * 2


def test_a_price_list_that_lacks_an_item_is_a_row_too():
    full = al.prices.default()
    bare = al.prices.PriceList("bare", {k: v for k, v in full.rows.items() if k != "c5.4xlarge"})
    table = sweep({"prices": {"full": full, "bare": bare}}).table()
    assert table["refused"].str.contains("has no item 'c5.4xlarge'").tolist() == [False, True, False, False]
    assert table["prices"].tolist() == ["full", "bare"] * 2


def row_of(over, architecture=PAIR[1], **options):
    (row,) = al.sweep(architecture, SHORT, over, **options).table().to_dict("records")
    return row


def test_paths_into_faults():
    faults = al.faults.standard_week() + al.faults.service_levels() + al.faults.flaky(0.1)
    scenario = SHORT.but(faults=faults)
    over = {
        "faults.scheduled.bad deploy of processing.start_s": [60.0],
        "faults.scheduled.3.duration_s": [120.0],
        "faults.drawn.*.mttr_s": [30.0],
        "faults.drawn.queue.availability": [0.5],
        "faults.mishaps.process.share": [0.4],
    }
    row = al.sweep(al.QueueFleet(), scenario, over).table().iloc[0]
    first, second, third, fourth = faults.scheduled
    drawn_ = tuple(d.but(mttr_s=30.0, **({"availability": 0.5} if d.role == "queue" else {})) for d in faults.drawn)
    expected = al.faults.Faults(
        scheduled=(first.but(start_s=60.0), second, third, fourth.but(duration_s=120.0)),
        drawn=drawn_,
        mishaps=(faults.mishaps[0].but(share=0.4),),
    )
    run = al.simulate(al.QueueFleet(), scenario.but(faults=expected))
    assert row["upload_accepted"] == run.availability["upload"].request_share < 1
    assert row["p95_ready_min"] == run.latency.quantile(0.95) / 60


def test_a_path_may_mean_all_architectures_or_one_by_its_name():
    both = {"calm": al.Monolith(), "keen": al.Monolith(tries=2)}
    table = al.sweep(both, SHORT, {"keen.room": [0, 9], "Architecture.backoff_s": [2.0]}).table()
    assert table["keen.room"].fillna(-1).tolist() == [-1, 0, 9]
    assert table["Architecture.backoff_s"].tolist() == [2.0] * 3


def test_whole_parts_and_fields_of_them_go_together():
    doubled = al.prices.teaching().scaled(2)
    row = row_of({"prices": {"rounded": al.prices.teaching()}, "prices.everything": [2]})
    assert row["bill_usd"] == al.simulate(PAIR[1], SHORT, prices=doubled).bill.total
    load = al.Workload.homogeneous(per_hour=20, days=0.2)
    row = row_of({"load": {"flat": load}, "load.per_hour": [30], "faults": {"none": al.faults.none()}})
    run = al.simulate(PAIR[1], al.Scenario(load.but(per_hour=30), seed=SHORT.seed))
    assert (row["videos"], row["bill_usd"], row["load"]) == (len(run.jobs), run.bill.total, "flat")


def test_values_of_arrays_ranges_and_names():
    table = sweep({"load.base_per_hour": np.array([5, 10]), "Monolith.room": {"none": 0, "some": 50}}).table()
    assert table["load.base_per_hour"].unique().tolist() == [5, 10]
    assert table["Monolith.room"].tolist()[:4] == ["none", "some", "none", "some"]
    assert sweep({"load.sizes": [("720p",), ["1080p", "480p"]]}, seeds=np.arange(2)).complete


def test_drawn_values_are_inside_and_more_draws_keep_the_first():
    over = {"QueueFleet.max_workers": between(1, 40), "load.base_per_hour": between(5, 80, "log")}
    few, many = (sweep(over, draws=n, architectures=PAIR[1]).table() for n in (5, 12))
    varies = [*over, "draw"]
    assert few[varies].equals(many[varies].head(5))
    assert many["QueueFleet.max_workers"].dtype == np.int64
    assert many["load.base_per_hour"].between(5, 80).all() and many["load.base_per_hour"].nunique() == 12
    other = sweep(over, draws=5, draw_seed=2, architectures=PAIR[1]).table()
    assert not other["load.base_per_hour"].equals(few["load.base_per_hour"])


def test_drawn_points_are_shared_by_all_and_multiply_only_whom_they_concern():
    over = {"QueueFleet.max_workers": between(1, 40), "Monolith.room": [1, 2]}
    table = sweep(over, draws=3).table()
    assert table["architecture"].value_counts().to_dict() == {"QueueFleet": 3, "Monolith": 2}
    both = sweep({"load.base_per_hour": between(5, 80), "QueueFleet.max_workers": between(1, 40)}, draws=3).table()
    parts = [both[both["architecture"] == kind]["load.base_per_hour"].tolist() for kind in ("Monolith", "QueueFleet")]
    assert parts[0] == parts[1]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_draws_are_uniform_on_their_scale(scale):
    """Kolmogorov-Smirnov: the distance of n uniform draws is above 1.95 / sqrt(n) with probability 0.001."""
    spec = FieldSpec("x", 1.0, "", "", "linear", 0.0, None, False, False, "float")
    n = 4000
    values = np.sort(drawn("x", between(2.0, 50.0, scale), spec, n, seed=7).values)
    share = np.log(values / 2) / np.log(25) if scale == "log" else (values - 2) / 48
    assert np.abs(share - np.arange(1, n + 1) / n).max() < 1.95 / np.sqrt(n)


def test_whole_numbers_are_drawn_equally_often_the_ends_too():
    """Each of 5 values has share 1/5; 4 standard deviations of a binomial share."""
    spec = FieldSpec("x", 1, "", "", "linear", 0, None, False, False, "int")
    n = 10_000
    values, counts = np.unique(drawn("x", between(1, 5), spec, n, seed=7).values, return_counts=True)
    assert values.tolist() == [1, 2, 3, 4, 5]
    assert np.abs(counts / n - 0.2).max() < 4 * np.sqrt(0.2 * 0.8 / n)


class Twin(al.Monolith):
    """An architecture that nobody has registered in archlib."""


KINDS.pop("Twin")  # no other test is to meet it


def test_an_architecture_of_ones_own():
    table = al.sweep(Twin(), SHORT, {"Monolith.room": [0, 5], "Twin.replicas": [1, 2]}).table()
    assert table["architecture"].tolist() == ["Twin"] * 4
    assert issubclass(Twin, Architecture) and (table["refused"] == "").all()


def test_a_field_of_a_part_with_a_name_is_varied_as_size_turns_it():
    path, service = "services.transcode.workers", al.Microservices()
    swept = sweep({f"Microservices.{path}": [2, 5]}, service).table()
    assert swept[f"Microservices.{path}"].tolist() == [2, 5]
    for i, workers in enumerate((2, 5)):
        parts = tuple(p.but(workers=workers) if p.name == "transcode" else p for p in service.services)
        run = al.simulate(service.but(services=parts), SHORT)
        assert swept["bill_usd"][i] == run.bill.total
    assert swept["bill_usd"][0] != swept["bill_usd"][1]


def test_fields_of_two_parts_move_together():
    over = {"Microservices.services.transcode.workers": [3], "Microservices.services.upload.workers": [4]}
    (cell,) = [sweep(over, al.Microservices()).design.cell(0)]
    assert [p.workers for p in cell.architecture.services if p.name in ("upload", "transcode")] == [4, 3]
