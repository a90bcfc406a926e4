"""Make the coarse map of the package: `python -m archlib.maps [--out FILE] [--processes N] [--resume FOLDER]`.

Every default of `archlib.decision_map` is taken as it is. The command without its folders is written into the file.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from archlib.data import data_dir
from archlib.errors import ArchlibError
from archlib.maps.doors import decision_map
from archlib.maps.shipped import FILE

COMMAND = "python -m archlib.maps"


def main(arguments: list[str] | None = None) -> int:
    """Make the map and write it; 0 if all went well."""
    parser = argparse.ArgumentParser(description=__doc__, prog=COMMAND)
    parser.add_argument("--out", type=Path, default=data_dir() / FILE, help="file to write")
    parser.add_argument("--processes", type=int, default=2, help="0 for this process alone")
    parser.add_argument("--resume", type=Path, help="folder for finished parts, so that a second call goes on")
    parser.add_argument("--volumes", type=float, nargs="+", help="videos a month; all of the coarse map if not given")
    parser.add_argument("--peaks", type=float, nargs="+", help="peak over mean; all of the coarse map if not given")
    given = parser.parse_args(arguments)
    axes = {name: value for name in ("volumes", "peaks") if (value := getattr(given, name))}
    pool = partial(ProcessPoolExecutor, given.processes, get_context("spawn")) if given.processes else None
    command = " ".join([COMMAND, *(f"--{name} {' '.join(f'{x:g}' for x in axis)}" for name, axis in axes.items())])
    try:
        made = decision_map(**axes, executor=pool, resume=given.resume, progress=_told, command=command)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        made.save(given.out)
    except ArchlibError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(f"\n{made!r} is in {given.out}, {given.out.stat().st_size / 1000:,.0f} kB")
    return 0


def _told(share: float) -> None:
    print(f"\r{share:6.1%}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
