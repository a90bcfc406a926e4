"""A map on a real cluster of two worker processes on this machine, of which one is killed."""

import os
import signal

import pytest
from distributed import Client, LocalCluster

from archlib.maps.stored import text
from tests.maps.cases import small

FOUR = {"volumes": [200], "peaks": [1, 4, 10, 20]}  # four parts, so that one of two workers dies in the middle


@pytest.fixture(scope="module")
def client():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        yield client


def test_a_cluster_gives_the_same_map_though_a_worker_is_killed(client):
    pids, killed = list(client.run(os.getpid).values()), []

    def kill(share):
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    made = small(**FOUR, executor=client.get_executor(), progress=kill)
    assert killed and text(made) == text(small(**FOUR))
    assert killed[0] not in client.run(os.getpid).values()
