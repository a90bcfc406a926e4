"""Many videos: memory, and tables that grow as they fill; nothing is dropped."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Policy
from tests.oracles.same import case
from tests.oracles.systems import box, chain, exponential, poisson

N = 1_000_000
ROOT = Path(__file__).parents[2]
GIB = 2**30
# VmHWM is this process's own peak; ru_maxrss would begin at that of the process which started it
SCRIPT = """
from pathlib import Path
from tests.oracles.test_million import {system}
trace = {system}().engine()
assert (trace.ready > trace.arrive).all()
(peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
print(int(peak.split()[1]) * 1024)
"""


def mmc():
    """A million jobs on 20 servers."""
    return case(box(20), poisson(1, N, 18.0), {"work": exponential(1, N, 1.0)}, more_s=1e6)


def tiers():
    """A million jobs through three tiers that hold their slots."""
    work = {f"w{k}": exponential(k, N, mean) for k, mean in enumerate((1.0, 20.0, 2.0))}
    system = chain((None, None, None), (200, 40, 10), Policy(1e5), Policy(1e5))
    return case(system, poisson(2, N, 1.6), work, more_s=1e6)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its own peak in /proc")
@pytest.mark.parametrize("system", ["mmc", "tiers"])
def test_a_million_jobs_take_less_than_a_gibibyte(system):
    case(box(1), [0.0], {"work": 1.0}).engine()  # compiles, so that the other process only loads
    script = SCRIPT.format(system=system)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < GIB


def test_a_hundred_thousand_wait_for_one_server():
    """The table of frames grows from a thousand rows."""
    work = exponential(3, 100_000, 1.0)
    trace = case(box(1), np.zeros(100_000), {"work": work}, more_s=1e7).engine()
    np.testing.assert_allclose(trace.ready, np.cumsum(work), rtol=1e-12)


def test_a_hundred_thousand_are_served_at_once():
    """The heap of events grows from a thousand rows."""
    work = exponential(4, 100_000, 1.0)
    trace = case(box(100_000), np.zeros(100_000), {"work": work}, more_s=1e7).engine()
    np.testing.assert_array_equal(trace.ready, work)


def test_many_tries_of_a_few_videos():
    """The table of visits grows beyond one visit a video."""
    system = box(1, 0, tries=50, backoff_s=1.0, backoff_cap_s=1.0)
    trace = case(system, np.zeros(2_000), {"work": 1e6}).engine()
    assert len(trace.visits) == 1 + 1_999 * 50
    assert list(np.bincount(trace.reason)) == [0, 0, 1_999] + [0] * 9 + [1]
    assert Reason(trace.reason[0]) is Reason.UNFINISHED
