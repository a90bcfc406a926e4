import pytest

from archlib import simulate
from archlib.compare import Comparison
from archlib.lab.choices import Choices
from archlib.lab.desk import Desk
from archlib.lab.runner import Runner
from archlib.workload import Workload


@pytest.mark.parametrize(
    ("path", "text", "runs"),
    [
        ("prices.everything", "2", 0),
        ("prices.price_list", "teaching", 0),
        ("contract.upload", "0.9", 0),
        ("contract.budget_usd_per_month", "100", 0),
        ("contract.deadline_s", "600", 3),
        ("QueueFleet.max_workers", "10", 1),
        ("Monolith.replicas", "2", 1),
        ("load.peak_per_hour", "60", 3),
        ("failures.standard_week", "false", 3),
        ("chance.seed", "2", 3),
        ("QueueFleet.max_workers", "30", 0),
    ],
)
def test_only_what_a_change_touches_is_run_again(choices: Choices, path: str, text: str, runs: int) -> None:
    desk, runner = Desk(choices), Runner()
    runner.compare(desk.choices)
    before = runner.runs
    desk.edit({path: text})
    runner.compare(desk.choices)
    assert runner.runs - before == runs


def test_what_is_kept_is_what_a_fresh_run_gives(choices: Choices) -> None:
    desk, runner = Desk(choices), Runner()
    moves = [{"prices.instances": "3"}, {"QueueFleet.max_workers": "6"}, {"load.days": "3"}, {"prices.instances": "1"}]
    for move in moves:
        desk.edit(move)
        kept = runner.compare(desk.choices)
    for architecture, run in zip(desk.choices.architectures.values(), kept, strict=True):
        fresh = simulate(architecture, desk.choices.scenario(), prices=desk.choices.prices.prices())
        assert run.bill.total == fresh.bill.total
        assert run.prices.hash == fresh.prices.hash
        assert run.trace.ready.tobytes() == fresh.trace.ready.tobytes()


def test_a_change_of_prices_changes_bills_only(choices: Choices, week: Comparison) -> None:
    desk = Desk(choices)
    desk.edit({"prices.everything": "2"})
    dear = Runner().compare(desk.choices)
    for cheap_run, dear_run in zip(week, dear, strict=True):
        assert dear_run.bill.total == pytest.approx(2 * cheap_run.bill.total)
        assert dear_run.availability["upload"] == cheap_run.availability["upload"]


def test_progress_is_told(choices: Choices) -> None:
    told: list[float] = []

    def hear(share: float) -> bool:
        told.append(share)
        return True

    busy = choices.but("load", Workload.homogeneous(per_hour=20_000, days=7))
    Runner().compare(busy, hear)
    assert len(told) >= 2
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1
