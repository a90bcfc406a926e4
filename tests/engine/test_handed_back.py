"""LLVM's library is handed back when the kernel has been loaded, and is there again when it is needed."""

import subprocess
import sys

import pytest

from archlib.engine import handed_back

SMAPS = """7f1975200000-7f1975565000 r--p 00000000 fe:00 5334917                    /env/lib/libllvmlite.so
Rss:                3476 kB
Anonymous:             0 kB
Swap:                  0 kB
VmFlags: rd mr mw me
7f1975565000-7f197a594000 r-xp 00365000 fe:00 5334917                    /env/lib/libllvmlite.so
Anonymous:             0 kB
Swap:                  8 kB
7ffd1000-7ffd3000 rw-p 00000000 00:00 0
Anonymous:             8 kB
Swap:                  0 kB
"""
PLAYED = """
import archlib as al, numpy, numba
from archlib.engine import handed_back

def resident_kb():
    total, ours = 0, False
    for line in open("/proc/self/smaps"):
        if "-" in line.split()[0]:
            ours = handed_back.LIBRARY in line
        elif ours and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total

scenario = al.Scenario(al.Workload.homogeneous(per_hour=6, days=1), seed=1)
before = resident_kb()
first = al.simulate(al.Monolith(), scenario, compiled=True).trace.ready
after = resident_kb()
assert handed_back.hand_back() > 50_000_000
assert after < before / 2, (before, after)
again = al.simulate(al.Monolith(), scenario, compiled=True).trace.ready
assert numpy.array_equal(first, again, equal_nan=True)
assert numba.njit(lambda x: x + 1)(1) == 2  # it compiles as ever
"""


def test_segments_are_read_with_what_is_not_the_files() -> None:
    first, code, other = handed_back.segments(SMAPS)
    assert first == (0x7F1975200000, 0x365000, "r--p", "/env/lib/libllvmlite.so", 0)
    assert (code.rights, code.own_kb) == ("r-xp", 8)
    assert (other.path, other.own_kb) == ("", 8)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds of a library")
def test_the_library_leaves_memory_and_comes_back() -> None:
    subprocess.run([sys.executable, "-c", PLAYED], check=True, timeout=300)


def test_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_back.hand_back.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert handed_back.hand_back() == 0
    handed_back.hand_back.cache_clear()
