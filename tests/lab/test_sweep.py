"""Every control to its least, default and greatest value and to random ones between: nothing fails, nothing is NaN."""

import json
import random

import pytest

from archlib.architectures import Monolith, QueueFleet, Tiers
from archlib.compare import Comparison
from archlib.faults import standard_week
from archlib.lab import words
from archlib.lab.choices import Choices, keyed
from archlib.lab.desk import Desk
from archlib.lab.figures import PICTURES
from archlib.lab.outages import EMPTY, written
from archlib.lab.presets import LOADS
from archlib.lab.runner import Runner
from archlib.lab.scenes import scenes
from archlib.workload import Workload
from tests.lab.figures.reading import check

BETWEEN = 60
# lists of outages: none, one, the standard week's, and as many of all kinds as there may be
KINDS_OF_EIGHT = (
    ("upload", "process", "manage", "queue", "store", "process", "process", "balancer"),
    ("down", "slow", "wrong answers", "throttled", "down", "no launches", "down", "slow"),
    ("host of one", "zone 0", "one instance", "all", "one instance", "all", "zone 0", "all"),
)
EIGHT = json.dumps([[role, how, much, "1", "0.5", "30"] for role, how, much in zip(*KINDS_OF_EIGHT, strict=True)])
LISTED = ("", json.dumps([list(EMPTY)]), written(standard_week()), EIGHT)
KINDS = {
    **{name: make() for name, make in LOADS.items()},
    "diurnal": Workload.diurnal(),
    "launch_spike": Workload.launch_spike(),
    "measured": Workload.from_counts([3, 0, 40, 7], period=6 * 3600),
}


def first(load: Workload) -> Choices:
    return Choices(load, keyed([Monolith(), Tiers(), QueueFleet()]))


def reachable(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Return path -> the texts that a control can send without typing."""
    made = [c for scene in scenes(choices) for group in scene.groups for c in group.controls]
    return {c.path: LISTED if c.kind == "list" else c.stops or c.choices or ("true", "false") for c in made}


def shown(desk: Desk, runner: Runner) -> Comparison:
    comparison = runner.compare(desk.choices)
    pictures = {name: make(comparison, None) for name, make in PICTURES.items()}
    for picture in pictures.values():
        check(picture)
    totals = {row[0]: row[4] for row in pictures["bill"].rows if row[1] == "total"}
    assert totals == {n: words.usd(run.bill.total) for n, run in zip(comparison.labels, comparison, strict=True)}
    return comparison


@pytest.mark.parametrize("load", KINDS)
def test_every_control_from_end_to_end(load: str) -> None:
    start, runner = first(KINDS[load]), Runner()
    ends = {path: (texts[0], texts[-1]) for path, texts in reachable(start).items()}
    if load != "Canonical week":  # the architectures' own controls need one load only
        ends = {path: texts for path, texts in ends.items() if path.startswith("load.")}
    for path, texts in ends.items():
        for text in texts:
            desk = Desk(start)
            desk.edit({path: text})
            if path not in desk.errors:  # the end of one slider may contradict another's default
                shown(desk, runner)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_over_all_controls(seed: int) -> None:
    dice = random.Random(seed)
    desk, runner = Desk(first(Workload.evening_peak(days=2))), Runner()
    texts = reachable(desk.choices)
    for _ in range(BETWEEN):
        path = dice.choice(sorted(texts))
        desk.edit({path: dice.choice(texts[path])})
        if desk.choices.load.expected_videos < 20_000:
            shown(desk, runner)
    desk.reset()
    assert shown(desk, runner).scenario_hash == first(Workload.evening_peak(days=2)).scenario().hash
