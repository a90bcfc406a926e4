from archlib.compare import Comparison
from archlib.lab.figures.stations import machines, queues_before, waiting


def test_what_waits_is_read_off_the_topology(week: Comparison) -> None:
    assert [line.name for line in waiting(week["Monolith"])] == ["waiting", "in work"]
    assert [line.name for line in waiting(week["QueueFleet"])] == ["visible", "in flight"]
    assert queues_before(week["QueueFleet"], "workers") == ["jobs"]
    assert waiting(week["QueueFleet"])[0].step is week["QueueFleet"].series["jobs"].visible


def test_a_fleet_has_four_lines_and_a_pool_two(week: Comparison) -> None:
    assert [line.name for line in machines(week["QueueFleet"])] == ["desired", "booting", "ready", "busy"]
    assert [line.name for line in machines(week["Tiers"])] == ["ready", "busy"]


def test_busy_counts_instances_not_slots(week: Comparison) -> None:
    busy = machines(week["Monolith"])[1]
    slots = week["Monolith"].topology["box"].slots
    assert busy.factor == 1 / slots
    assert busy.step.max() * busy.factor <= 1
