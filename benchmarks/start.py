"""What it costs to begin, and to compare: `python -m benchmarks.start [--json]`.

CPU time of fresh processes, less that of an empty Python, the median of several: `import archlib`; a run of ten
videos with the kernel loaded from the cache, compiled anew, and as plain Python. And, once all is loaded, the canonical
week on all seven architectures: simulated, billed, and each feature's availability.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from benchmarks.measure import alternate, cpu_seconds, machine, middle

IMPORT = "import archlib"
RUN = """
import archlib as al
load = al.Workload.homogeneous(per_hour=10, days=1)
al.simulate(al.Monolith(), al.Scenario(load, horizon_s=3600.0), compiled={compiled})
"""
WEEK = "all seven compared, canonical week"
LIMITS_S = {"import archlib": 0.5, "first run, kernel compiled": 20.0, WEEK: 0.030}  # CPU s


def cpu_s(code: str, env: Mapping[str, str] | None = None) -> float:
    """CPU seconds of a fresh Python that runs `code`, its own start included."""
    script = f"{code}\nimport time\nprint(time.process_time())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    return float(done.stdout.split()[-1])


def starts(rounds: int) -> dict[str, float]:
    """Return what is measured -> CPU seconds beyond an empty Python; contestants alternate, the slow one comes once."""
    codes = {
        "nothing": "",
        "import archlib": IMPORT,
        "first run, kernel from the cache": RUN.format(compiled=True),
        "first run, plain Python": RUN.format(compiled=False),
    }
    calls = [lambda code=code: cpu_s(code) for code in codes.values()]
    seconds = dict(zip(codes, map(middle, alternate(calls, rounds)), strict=True))
    with tempfile.TemporaryDirectory() as folder:
        fresh = {**os.environ, "NUMBA_CACHE_DIR": folder}
        seconds["first run, kernel compiled"] = cpu_s(RUN.format(compiled=True), fresh)
    empty = seconds.pop("nothing")
    return {what: value - empty for what, value in seconds.items()}


def week_s(rounds: int) -> float:
    """CPU seconds of a comparison of all architectures, the median of several after one that is not counted."""
    import archlib as al
    from archlib.architectures import COURSE

    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week(), seed=1)
    architectures = [kind() for kind in COURSE]

    def compare() -> None:
        for run in al.compare(architectures, scenario):
            assert run.bill.total > 0  # noqa: S101 - it is made when asked for
            assert all(0 <= feature.request_share <= 1 for feature in run.availability.values())  # noqa: S101

    return middle(alternate([lambda: cpu_seconds(compare)], rounds)[0])


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    if not options.json:
        print(f"{machine()}\n\n| start | CPU s | floor |\n|---|---|---|")
    for what, seconds in (starts(rounds=5) | {WEEK: week_s(rounds=15)}).items():
        limit = LIMITS_S.get(what)
        if options.json:
            print(json.dumps({"start": what, "cpu_s": seconds, "limit_s": limit}), flush=True)
        else:
            verdict = "" if limit is None else f"at most {limit:g}: {'ok' if seconds <= limit else 'missed'}"
            print(f"| {what} | {seconds:.3g} | {verdict} |", flush=True)


if __name__ == "__main__":
    main()
