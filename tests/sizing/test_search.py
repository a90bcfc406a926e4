"""What the search promises beside a low cost."""

import math

import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.contract import Contract
from archlib.errors import EngineError
from archlib.sizing.dials import declared, value_of
from tests.sizing.cases import CONTRACT, SCENARIO, SEEDS

EASY = Contract(upload=0.9, ready_share=0.9, manage=0.9)


@pytest.fixture(scope="module", params=COURSE, ids=lambda cls: cls.__name__)
def sized(request: pytest.FixtureRequest):
    """Each of the course's architectures, sized."""
    return al.size(request.param(), SCENARIO, EASY)


def test_what_is_found_meets_the_contract_when_it_is_run_again(sized) -> None:
    run = al.simulate(sized.architecture, SCENARIO, contract=EASY)
    assert EASY.verdict(run).ok
    assert run.bill.total == sized.usd == sized.runs[0].bill.total


def test_no_count_turned_down_alone_is_cheaper(sized) -> None:
    sizes = {path: spec.sizes for path, (spec, _) in declared(sized.best).items()}
    for path, value in sized.values.items():
        if sizes[path] != "count" or "." in path:
            continue
        try:
            less = sized.best.but(**{path: value - 1})
        except al.ArchlibError:
            continue
        run = al.simulate(less, SCENARIO, contract=EASY)
        assert not EASY.verdict(run).ok or run.bill.total >= sized.usd * (1 - 1e-9), path


def test_what_is_no_size_stays(sized) -> None:
    given = type(sized.best)()
    turned = {path.partition(".")[0] for path in sized.values}
    assert {n for n in type(given).model_fields if getattr(given, n) != getattr(sized.best, n)} <= turned


def test_to_start_at_what_was_found_is_to_find_it_with_fewer_runs(sized) -> None:
    again = al.size(type(sized.best)(), SCENARIO, EASY, start=sized.best, thorough=False)
    assert again.architecture == sized.architecture
    assert again.runs_made <= max(sized.runs_made, 1)
    assert again.tries[0].values == sized.values


def test_the_table_has_each_try_once(sized) -> None:
    table = sized.table()
    assert len(table) == len(sized.tries) == len(table.drop_duplicates(list(sized.values)))
    assert table["seeds"].sum() == sized.runs_made
    (best,) = table[(table[list(sized.values)] == list(sized.values.values())).all(axis=1)].to_dict("records")
    assert best["state"] == "meets" and best["usd"] == sized.usd and best["breaks"] == ""
    broke = table[table["state"] == "breaks"]
    assert (broke["breaks"] != "").all()


def test_the_result_says_what_was_searched_and_how(sized) -> None:
    assert sized.search == "bracket, bisect, descend"
    assert "cheapest found" in sized.text and f"{sized.runs_made} runs" in sized.text
    assert sized.usd_per_month == sized.runs[0].bill.per_month


def test_equal_arguments_give_equal_results() -> None:
    one, other = (al.size(al.QueueFleet(), SCENARIO, CONTRACT, seeds=SEEDS) for _ in range(2))
    assert one.architecture == other.architecture
    assert one.tries == other.tries
    assert one.usd == other.usd


def test_a_share_of_the_seeds_may_do() -> None:
    faults = al.faults.honest_week()
    scenario, contract = al.Scenario(SCENARIO.load, faults=faults, seed=1), Contract(manage=0.9999, upload=0.9999)
    seeds = range(6)
    over = {"max_workers": range(1, 15)}
    met = []
    for seed in seeds:
        runs = (al.simulate(al.QueueFleet(max_workers=n), scenario.but(seed=seed)) for n in over["max_workers"])
        met.append(any(contract.verdict(run).ok for run in runs))
    assert 0 < sum(met) < len(met)
    assert not al.size(al.QueueFleet(), scenario, contract, seeds=seeds, over=over).found
    some = al.size(al.QueueFleet(), scenario, contract, seeds=seeds, over=over, share=1 / 6)
    assert some.found
    assert len(some.runs) == 6
    assert any(contract.verdict(run).ok for run in some.runs)


def test_no_load_needs_the_smallest() -> None:
    nothing = al.Scenario(al.Workload.homogeneous(per_hour=0, days=1))
    found = al.size(al.QueueFleet(), nothing)
    assert found.values == {
        "min_workers": 0, "max_workers": 1, "idle_s": 0.0, "upload_instances": 1, "manage_instances": 1,
    }  # fmt: skip
    assert al.size(al.Monolith(), nothing).values == {"instance": "c5.large", "replicas": 1}


def test_the_smallest_is_found_from_a_start_far_above() -> None:
    easy = Contract(upload=0.0, ready_share=0.0, manage=0.0)
    found = al.size(al.LoadBalanced(), SCENARIO, easy, start=al.LoadBalanced(process_instances=20))
    assert set(found.values.values()) == {1}
    assert found.runs_made < 20


def test_a_start_far_below_is_left_by_bisection() -> None:
    contract = Contract(upload=0.999, ready_share=0.99)
    least = al.size(al.LoadBalanced(), SCENARIO, contract)
    found = al.size(al.LoadBalanced(), SCENARIO, contract, start=al.LoadBalanced(process_instances=1))
    assert least.values["process_instances"] > 4
    assert found.architecture == least.architecture
    states = [t.state for t in found.tries]
    assert states[:3] == ["breaks", "breaks", "meets"]  # the start, one more of everything, the most of everything
    assert found.runs_made < 35


def test_a_start_beyond_the_ladder_counts_as_the_last_candidate() -> None:
    found = al.size(al.Monolith(), SCENARIO, CONTRACT, over={"replicas": [1, 2, 3]}, start=al.Monolith(replicas=9))
    assert found.tries[0].values == {"replicas": 3}


def test_progress_rises_and_ends_at_one() -> None:
    heard: list[float] = []
    found = al.size(al.Monolith(), SCENARIO, CONTRACT, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) == found.runs_made + 1


def test_it_can_be_cancelled() -> None:
    heard: list[float] = []

    def stop(share: float) -> bool:
        heard.append(share)
        return len(heard) < 3

    with pytest.raises(EngineError, match="cancelled"):
        al.size(al.QueueFleet(), SCENARIO, CONTRACT, progress=stop)
    assert len(heard) == 3


def test_the_limit_of_runs_ends_it_with_the_best_so_far() -> None:
    whole = al.size(al.QueueFleet(), SCENARIO, CONTRACT)
    cut = al.size(al.QueueFleet(), SCENARIO, CONTRACT, most_runs=6)
    assert whole.complete and not cut.complete
    assert cut.runs_made == 6
    assert "limit" in cut.text
    assert cut.found and cut.usd >= whole.usd
    assert [t.values for t in cut.tries] == [t.values for t in whole.tries[: len(cut.tries)]]


def test_prices_decide() -> None:
    usual = al.size(al.Monolith(), SCENARIO, EASY)
    sale = al.prices.default().scaled({"c5.4xlarge": 0.1})
    other = al.size(al.Monolith(), SCENARIO, EASY, prices=sale)
    assert usual.values["instance"] != "c5.4xlarge" == other.values["instance"]
    assert other.usd < usual.usd


def test_a_quick_search_takes_fewer_runs_and_never_finds_less_than_the_thorough_one() -> None:
    quick, thorough = (al.size(al.Monolith(), SCENARIO, EASY, thorough=t) for t in (False, True))
    assert quick.runs_made < thorough.runs_made
    assert quick.found and thorough.usd <= quick.usd


def test_every_architecture_of_the_course_declares_its_sizes() -> None:
    for cls in COURSE:
        one = cls()
        paths = declared(one)
        assert paths
        assert all(value_of(one, path) == value for path, (_, value) in paths.items())


def test_a_part_with_a_name_is_sized() -> None:
    found = al.size(al.Microservices(), SCENARIO, EASY, over={"services.transcode.workers": range(1, 31)})
    (transcode,) = (s for s in found.best.services if s.name == "transcode")
    assert 1 < transcode.workers == found.values["services.transcode.workers"] < 30


def test_what_changes_nothing_is_no_dial() -> None:
    assert "memory_mb" not in al.size(al.EventDriven(), SCENARIO, EASY).values
    values = al.size(al.EventDriven(compute="functions"), SCENARIO, EASY).values
    assert "memory_mb" in values and "vcpu" not in values


def test_the_mean_of_no_run_is_no_number() -> None:
    found = al.size(al.QueueFleet(), SCENARIO, EASY, over={"min_workers": [0, 2], "max_workers": [1, 5]})
    refused = [t for t in found.tries if t.state == "refused"]
    assert found.found
    assert all(math.isnan(t.usd) and not t.outcomes for t in refused)
