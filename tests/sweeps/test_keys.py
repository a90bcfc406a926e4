"""Under which name a run is kept, and which runs never are."""

from pathlib import Path

import archlib as al
from archlib.architectures import KINDS
from archlib.sweeps import keys
from archlib.sweeps.tasks import Cell
from tests.sweeps.cases import SCENARIO, small

CELL = Cell(al.QueueFleet(), SCENARIO, al.prices.default(), al.Contract())


def test_the_key_depends_on_all_that_a_row_depends_on(monkeypatch):
    others = [
        CELL._replace(architecture=al.QueueFleet(max_workers=3)),
        CELL._replace(architecture=al.Monolith()),
        CELL._replace(scenario=SCENARIO.but(seed=99)),
        CELL._replace(scenario=SCENARIO.but(faults=al.faults.none())),
        CELL._replace(prices=al.prices.teaching()),
        CELL._replace(prices=al.prices.default().scaled({"S3 GET": 1.5})),
        CELL._replace(contract=al.Contract(upload=0.5)),
    ]
    names = {keys.key(cell) for cell in (CELL, *others)}
    assert len(names) == 8 and None not in names
    twin = Cell(al.QueueFleet(), SCENARIO.but(), al.prices.default().scaled(1.0), al.Contract())
    assert keys.key(twin) == keys.key(CELL)
    monkeypatch.setattr(keys, "version", lambda: "another engine")
    assert keys.key(CELL) not in names


def test_another_engine_takes_nothing(tmp_path, monkeypatch):
    small(resume=tmp_path)
    monkeypatch.setattr(keys, "version", lambda: "another engine")
    assert small(resume=tmp_path).reused == 0


def test_the_version_is_of_the_code_but_not_of_the_lab(monkeypatch):
    read = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: read.append(p) or real(p))
    assert keys.version.__wrapped__() == keys.version()
    rooms = {p.relative_to(Path(al.__file__).parent).parts[0] for p in read if p.suffix == ".py"}
    assert {"engine", "outcome", "contract.py", "sweeps"} <= rooms
    assert rooms.isdisjoint({"lab", "course"})


MORE = {"replicas": 0}


class Bigger(al.Monolith):
    """An architecture of one's own, whose code is not in its parameters."""

    def topology(self):
        return al.Monolith(replicas=self.replicas + MORE["replicas"]).topology()


KINDS.pop("Bigger")  # no other test is to meet it


def test_of_an_architecture_of_ones_own_the_code_counts(monkeypatch):
    first = keys.key(CELL._replace(architecture=Bigger()))
    assert first == keys.key(CELL._replace(architecture=Bigger()))
    monkeypatch.setitem(MORE, "replicas", 2)
    assert keys.key(CELL._replace(architecture=Bigger())) != first


def test_what_cannot_be_known_is_never_kept(tmp_path):
    class Steady(type(al.Workload.homogeneous())):
        """A load of one's own."""

        kind = "steady of a test"

    al.Workload.kinds.pop(Steady.kind)  # no other test is to meet it
    steady = al.Scenario(Steady(per_hour=20, days=0.1))
    for _ in range(2):
        swept = al.sweep(al.Monolith(), steady, resume=tmp_path)
        assert swept.complete and swept.reused == 0
    assert not any(f.read_bytes() for f in tmp_path.iterdir())


def test_a_policy_that_is_a_function_is_never_kept(tmp_path):
    def steady(visible, in_flight, workers, oldest_s):
        return 3

    over = {"QueueFleet.policy": {"mine": steady, "ceil": "ceil"}}
    for reused in (0, 1):
        swept = al.sweep(al.QueueFleet(), SCENARIO, over, resume=tmp_path)
        assert swept.complete and not swept.refused and swept.reused == reused
    run = al.simulate(al.QueueFleet(policy=steady), SCENARIO)
    assert swept.table()["bill_usd"][0] == run.bill.total
