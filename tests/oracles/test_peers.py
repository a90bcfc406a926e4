"""M/M/c and the autoscaled day against models that share nothing with the reference: those of the benchmarks.

SimPy as its tutorial writes it, SimPy tuned by hand, Ciw, and a heap of servers in plain Python. Some of them add gap
to gap; times in whole parts of 2**-20 s make their sums exact, so that 1e-9 s can be asked of all.
"""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from benchmarks import peers
from benchmarks.cases import Case, autoscaled_day, queue
from tests.oracles.same import case
from tests.oracles.systems import on_grid

PEERS = (peers.simpy_processes, peers.simpy_callbacks, peers.ciw_network, peers.heap_of_servers)


def exact(this: Case) -> Case:
    """The case with its times rounded to sums without error."""
    inputs = this.inputs
    work = {column: on_grid(seconds) for column, seconds in inputs.work.items()}
    return dataclasses.replace(this, inputs=dataclasses.replace(inputs, arrive=on_grid(inputs.arrive), work=work))


def ready(this: Case) -> np.ndarray:
    """When the engine has every video ready."""
    return case(this.topology, this.inputs.arrive, this.inputs.work, horizon_s=this.inputs.horizon_s).engine().ready


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.__name__)
@pytest.mark.parametrize("servers", [1, 20])
def test_mmc(peer: Callable[[Case], np.ndarray], servers: int):
    this = exact(queue(servers, 3_000))
    np.testing.assert_allclose(ready(this), peer(this), rtol=0, atol=1e-9)


@pytest.mark.parametrize("peer", [peers.scaled_callbacks, peers.scaled_processes], ids=lambda peer: peer.__name__)
def test_the_autoscaled_day(peer: Callable[[Case], np.ndarray]):
    this = exact(autoscaled_day(0.05))
    np.testing.assert_allclose(ready(this), peer(this), rtol=0, atol=1e-9)
