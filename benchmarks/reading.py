"""What a file of 100 MB costs to read: `python -m benchmarks.reading [--json]`.

CPU time of `Workload.from_csv` in a fresh process that has imported archlib, and the peak of memory of that whole
process, where Linux tells it; medians of several. The files are written to a temporary folder: a sample a second, the
newest last in a CSV and first in a JSON, as AWS prints it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.measure import machine, middle

BYTES = 100_000_000
CHUNK = 50_000
ZONE = "Europe/Berlin"
LIMITS = (10.0, 700.0)  # CPU s, MB
# VmHWM is this process's own peak; ru_maxrss would begin at that of the process which started it
READ = """
import sys, time
from pathlib import Path
from archlib.workload import Workload
began = time.process_time()
Workload.from_csv(sys.argv[1], scale=1e-3, timezone=sys.argv[2])
cpu_s, status = time.process_time() - began, Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(cpu_s, *(line.split()[1] for line in lines if line.startswith("VmHWM:")))
"""

Texts = Iterator[str]


def samples() -> Iterator[tuple[str, int]]:
    """Yield (moment, count) a second, from a moment after a daylight change on: the rest of that day costs more."""
    first, draw = np.datetime64("2026-03-29T03:00:00"), np.random.default_rng(1)
    while True:
        moments = first + np.arange(CHUNK).astype("timedelta64[s]")
        yield from zip(moments.astype(str).tolist(), draw.poisson(30, CHUNK).tolist(), strict=True)
        first += np.timedelta64(CHUNK, "s")


def rows(form: str) -> Texts:
    """Yield the lines of a CSV."""
    yield "timestamp,value\n"
    for moment, count in samples():
        yield form.format(moment, count)


def written(name: str, folder: Path, most_bytes: int = BYTES) -> Path:
    """Write a file of this name of FILES, of about so many bytes, and return its path."""
    path = folder / f"{name.replace(' ', '_').replace(',', '')}.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        FILES[name](file.write, most_bytes)
    return path


def _csv(form: str) -> Callable[[Callable[[str], int], int], None]:
    def write(out: Callable[[str], int], most_bytes: int) -> None:
        left = most_bytes
        for line in rows(form):
            if left < len(line):
                return
            left -= out(line)

    return write


def _answer(out: Callable[[str], int], most_bytes: int) -> None:
    """Write what `aws cloudwatch get-metric-data` prints."""
    each = zip(range(most_bytes // 66), samples(), strict=False)  # a sample takes 66 bytes, the indents included
    moments, counts = zip(*(sample for _, sample in each), strict=True)
    stamps = [f"{moment}+00:00" for moment in reversed(moments)]
    result = {"Id": "m1", "Label": "Sent", "Timestamps": stamps, "Values": [float(n) for n in reversed(counts)]}
    out(json.dumps({"MetricDataResults": [{**result, "StatusCode": "Complete"}], "Messages": []}, indent=4))


FILES = {
    "CSV, UTC": _csv("{0}Z,{1}\n"),
    "CSV, local clock": _csv("{0},{1}\n"),
    "CSV, quoted, CRLF": _csv('"{0}+00:00","{1}.25"\r\n'),
    "JSON": _answer,
}


def cost(path: Path) -> tuple[float, float | None]:
    """Return CPU s and peak MB of a fresh process that reads a file; None where the machine tells no peak."""
    run = subprocess.run([sys.executable, "-c", READ, str(path), ZONE], capture_output=True, text=True, check=True)
    cpu_s, *peak_kib = map(float, run.stdout.split())
    return cpu_s, peak_kib[0] * 1024 / 1e6 if peak_kib else None


def median_cost(name: str, rounds: int) -> tuple[int, float, float | None]:
    """Return bytes of a file, and the medians of CPU s and peak MB over several processes that read it."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(name, Path(folder))
        seconds, peaks = zip(*(cost(path) for _ in range(rounds)), strict=True)
        known = [peak for peak in peaks if peak is not None]
        return path.stat().st_size, middle(seconds), middle(known) if known else None


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    if not options.json:
        print(f"{machine()}\n\n| file | MB | CPU s | peak MB | floor |\n|---|---|---|---|---|")
    for name in FILES:
        size, cpu_s, peak_mb = median_cost(name, rounds=3)
        if options.json:
            print(json.dumps({"file": name, "bytes": size, "cpu_s": cpu_s, "peak_mb": peak_mb}), flush=True)
        else:
            ok = cpu_s <= LIMITS[0] and (peak_mb or 0) <= LIMITS[1]
            peak = "" if peak_mb is None else f"{peak_mb:.0f}"
            floor = f"at most {LIMITS[0]:g} s and {LIMITS[1]:g} MB: {'ok' if ok else 'missed'}"
            print(f"| {name} | {size / 1e6:.0f} | {cpu_s:.2f} | {peak} | {floor} |", flush=True)


if __name__ == "__main__":
    main()
