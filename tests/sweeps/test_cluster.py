"""A real cluster of two worker processes on this machine: the same table, also when a worker is killed."""

import os
import signal

import pytest
from distributed import Client, LocalCluster

from archlib.sweeps import chunks
from tests.sweeps.cases import same, small

TABLE = small().table()


@pytest.fixture(scope="module")
def client():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        yield client


def test_a_cluster_gives_the_same_table(client):
    assert same(small(executor=client.get_executor()).table(), TABLE)


def test_runs_of_a_worker_that_is_killed_are_made_by_another(client, monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)  # a run each, so that it dies in the middle
    workers = client.scheduler_info()["workers"]
    pids = client.run(os.getpid)
    assert len(set(pids.values())) == len(workers) == 2
    killed = []

    def kill(share):
        if share > 0.2 and not killed:
            killed.append(next(iter(pids.values())))
            os.kill(killed[0], signal.SIGKILL)

    swept = small(executor=client.get_executor(), progress=kill)
    assert killed and swept.complete
    assert same(swept.table(), TABLE)
    assert killed[0] not in client.run(os.getpid).values()


def test_a_cluster_is_cancelled_too(client, monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)
    part = small(executor=client.get_executor(), progress=lambda share: share < 0.2)
    assert part.cancelled and 0.2 <= len(part) / 72 < 1
    merged = part.table().merge(TABLE, how="left", indicator=True)
    assert (merged["_merge"] == "both").all()
