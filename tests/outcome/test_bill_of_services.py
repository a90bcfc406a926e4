"""The bill of microservices, item by item, against sums by hand with the real price list: ten videos in a day."""

import pytest

import archlib as al
from archlib.outcome import Run
from archlib.outcome.bill import Item
from archlib.prices import aws_us_east_1

N, SIZES, HOURS = 10, 3, 24
STEPS = 50
PRICE = aws_us_east_1().price


@pytest.fixture(scope="module")
def run() -> Run:
    """All ten come in the first hour, and are ready long before the day ends; nobody watches."""
    load = al.Workload.from_counts(
        [N, *[0] * (HOURS - 1)], period=3600, mode="exact", watch_per_s=0.0, watch_peak_per_s=0.0
    )
    run = al.simulate(al.Microservices(transitions=STEPS), al.Scenario(load), prices=aws_us_east_1())
    assert run.bill.ready == N
    return run


def item(run: Run, resource: str, name: str) -> Item:
    return next(i for i in run.bill.items if (i.resource, i.item) == (resource, name))


@pytest.mark.parametrize("pool", ["upload", "prepare", "manage", "catalogue", "notify"])
def test_two_copies_of_each_pool_run_all_day(run: Run, pool: str) -> None:
    found = item(run, pool, "t3.medium")
    assert found.quantity == 2 * HOURS
    assert found.amount_usd == pytest.approx(2 * HOURS * PRICE("t3.medium").usd)


def test_workers_are_paid_from_launch_to_end(run: Run) -> None:
    lives = run.trace.lives[run.trace.lives["station"] == run.topology.index["transcode"]]
    seconds = sum(min(life["end"], HOURS * 3600.0) - max(0.0, life["launch"]) for life in lives)
    found = item(run, "transcode", "c5.large")
    assert found.quantity == pytest.approx(seconds / 3600)
    assert found.quantity > HOURS  # one is always there, and more while the ten are made
    assert found.amount_usd == pytest.approx(found.quantity * PRICE("c5.large").usd)


def test_the_store_of_videos_takes_a_master_and_three_sizes_of_each(run: Run) -> None:
    puts, gets = item(run, "videos", "S3 PUT"), item(run, "videos", "S3 GET")
    assert puts.quantity == N * (1 + SIZES)
    assert gets.quantity == N * SIZES  # the worker of each size fetches the master
    assert puts.amount_usd == pytest.approx(N * (1 + SIZES) * PRICE("S3 PUT").usd)
    assert gets.amount_usd == pytest.approx(N * SIZES * PRICE("S3 GET").usd)


@pytest.mark.parametrize(
    ("service", "writes"),
    [("upload", N), ("prepare", N), ("transcode", N * SIZES), ("catalogue", N * SIZES), ("notify", N * SIZES),
     ("manage", 0)],
)  # fmt: skip
def test_each_service_writes_its_own_entries(run: Run, service: str, writes: int) -> None:
    found = item(run, f"{service} data", "DynamoDB write")
    assert found.quantity == writes
    assert found.amount_usd == pytest.approx(writes * PRICE("DynamoDB write").usd)
    assert item(run, f"{service} data", "DynamoDB read").quantity == 0


@pytest.mark.parametrize(("queue", "messages"), [("prepare queue", N), ("notify queue", N * SIZES)])
def test_a_message_to_a_pool_is_three_requests(run: Run, queue: str, messages: int) -> None:
    found = item(run, queue, "SQS standard request")
    assert found.quantity == 3 * messages  # sent, received, deleted
    assert found.amount_usd == pytest.approx(3 * messages * PRICE("SQS standard request").usd)


def test_a_fleet_polls_for_nothing_too(run: Run) -> None:
    found = item(run, "transcode queue", "SQS standard request")
    empty = run.trace.empty_receives[run.topology.index["transcode"]]
    assert found.quantity == pytest.approx(3 * N * SIZES + empty) and empty > 1000


def test_the_orchestrator_takes_its_steps_for_each_video(run: Run) -> None:
    found = item(run, "orchestrator", "Step Functions transition")
    assert found.quantity == N * STEPS
    assert found.amount_usd == pytest.approx(N * STEPS * PRICE("Step Functions transition").usd)


def test_the_total_is_the_sum_and_nothing_else_is_on_it(run: Run) -> None:
    named = {"t3.medium", "c5.large", "S3 Standard storage", "S3 PUT", "S3 GET", "DynamoDB write", "DynamoDB read"}
    assert {i.item for i in run.bill.items} == named | {"SQS standard request", "Step Functions transition"}
    assert run.bill.total == pytest.approx(sum(i.quantity * i.unit_price_usd for i in run.bill.items))
