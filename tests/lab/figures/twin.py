"""The text twin of a picture beside the run itself: what the rows say is what the run measured."""

from collections.abc import Callable
from typing import Final

import pytest

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import Picture
from archlib.outcome import Run
from archlib.topology import Fleet, Pool

Rows = list[tuple[str, ...]]
QUANTILES: Final = (0.5, 0.95, 0.99)


def agree(pictures: dict[str, Picture], comparison: Comparison) -> None:
    """Assert that the rows of the main pictures say what the runs say, architecture by architecture."""
    for name in TWINS.keys() & pictures.keys():
        for label, run in zip(comparison.labels, comparison.runs, strict=True):
            rows = [row for row in pictures[name].rows if row[0] == label]
            assert rows, f"{name}: no row of {label}"
            TWINS[name](rows, run)


def _availability(rows: Rows, run: Run) -> None:
    told = {row[1]: row[3:6] for row in rows}
    assert told.keys() == run.availability.keys()
    for feature, found in run.availability.items():
        by_deadline = "no deadline" if found.deadline_share is None else words.percent(found.deadline_share)
        assert told[feature] == (words.percent(found.time_share), words.percent(found.request_share), by_deadline)


def _bill(rows: Rows, run: Run) -> None:
    *items, total = rows
    assert [row[4] for row in items] == [words.usd(item.amount_usd) for item in run.bill.items]
    assert total[4] == words.usd(sum(item.amount_usd for item in run.bill.items))
    assert total[5] == words.usd(run.bill.per_month)


def _utilisation(rows: Rows, run: Run) -> None:
    stations = run.topology.playing("process")
    if len(stations) == 1 and isinstance(stations[0], (Pool, Fleet)):  # others are looked at by their own tests
        ((_, used, paid, *_),) = rows
        series = run.series[stations[0].name]
        assert float(used.replace(",", "")) == pytest.approx(series.busy.mean(), abs=6e-3)
        assert float(paid.replace(",", "")) == pytest.approx(series.instances.mean() * stations[0].slots, abs=6e-3)


def _latency(rows: Rows, run: Run) -> None:
    for _, until, *waits, never in rows:
        of = "ready" if until == "ready" else "ack"
        assert waits == [words.duration(run.latency.quantile(q, of)) for q in QUANTILES]
        assert never == words.count(run.latency.never(of))


TWINS: Final[dict[str, Callable[[Rows, Run], None]]] = {
    "availability": _availability, "bill": _bill, "utilisation": _utilisation, "latency": _latency,
}  # fmt: skip
