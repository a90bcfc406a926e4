"""A year of the service: `python -m benchmarks.year [--json] [--rounds N]`, or `--sizes` to make data/year_sizes.json.

Every architecture of the course plays the default year, all twelve months, with bill, penalties and score. Figures are
process CPU seconds, the shortest of several rounds, on a kernel that is loaded. `--sizes` searches for the sizes of the
baselines (about a minute) and writes them where `archlib.year.stored` reads them.
"""

import argparse
import json
import time
from collections.abc import Iterator
from typing import NamedTuple

import archlib as al
from archlib.architectures import COURSE
from archlib.data import data_dir
from archlib.prices import default
from archlib.year.baselines import baselines
from archlib.year.load import year_videos
from archlib.year.stored import FILE, text
from benchmarks.measure import machine

MOST_S = 2.0  # process CPU seconds that a year may take


class Timed(NamedTuple):
    """A year of one architecture: its videos, and the least CPU seconds."""

    architecture: str
    videos: int
    seconds: float

    @property
    def verdict(self) -> str:
        """Whether it is as fast as it is to be."""
        return "ok" if self.seconds <= MOST_S else "missed"


def timed(kind: type[al.Architecture], rounds: int) -> Timed:
    """Play the default year some times; the videos are drawn anew each time."""
    year, plan, seconds, videos = al.Year(), al.Plan.all_year(kind()), [], 0
    for _ in range(rounds):
        year_videos.cache_clear()
        began = time.process_time()
        played = al.play(year, plan)
        videos = sum(month.videos for month in played.months)
        assert played.score_usd > 0  # noqa: S101 - the account is part of what is timed
        seconds.append(time.process_time() - began)
    return Timed(kind.__name__, videos, min(seconds))


def rows(rounds: int) -> Iterator[Timed]:
    """Yield the figures of all architectures of the course."""
    al.warm()
    for kind in COURSE:
        yield timed(kind, rounds)


def write_sizes() -> None:
    """Search for the sizes of all baselines of the default year, and write them."""
    year, seed = al.Year(), 1
    made = baselines(year, seed, fresh=True)
    (data_dir() / FILE).write_text(text(year, seed, default(), made.sizes), encoding="utf-8")
    print(made.table().to_string())


def main() -> None:
    """Print a table in Markdown, or one JSON object a line; or write the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--rounds", type=int, default=3, help="how often each year is played")
    parser.add_argument("--sizes", action="store_true", help="write data/year_sizes.json")
    chosen = parser.parse_args()
    if chosen.sizes:
        write_sizes()
        return
    if not chosen.json:
        print(f"{machine()}\n\n| architecture | videos | CPU s a year | at most {MOST_S:g} s |\n|---|---|---|---|")
    for row in rows(chosen.rounds):
        if chosen.json:
            print(json.dumps({**row._asdict(), "verdict": row.verdict}))
        else:
            print(f"| {row.architecture} | {row.videos:,} | {row.seconds:.2f} | {row.verdict} |")


if __name__ == "__main__":
    main()
