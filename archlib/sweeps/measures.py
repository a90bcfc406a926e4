"""What a row says of a run: one number a column, NaN where there is none, and the verdict in words."""

import math

import numpy as np

from archlib.contract import Contract
from archlib.outcome import Run, ready_within

NAN = math.nan

SHARES = (
    "upload_accepted", "ready_in_time", "manage_served", "upload_time_share", "process_time_share",
    "manage_time_share",
)  # fmt: skip
LATENCIES = {"p50_ready_min": 0.5, "p95_ready_min": 0.95, "p99_ready_min": 0.99}
BILL = ("bill_usd", "bill_usd_per_month", "usd_per_ready_video", "idle_share")
COUNTS = ("videos", "videos_accepted", "videos_in_time", "watches_asked", "watches_served")
NUMBERS = (*SHARES, *LATENCIES, *BILL, *COUNTS, "meets")

Measured = tuple[tuple[float, ...], str]


def measured(run: Run, contract: Contract) -> Measured:
    """Return the numbers of a run in the order of `NUMBERS`, and the contract's verdict in one line.

    The columns mean what those of a comparison mean; `watches_...` are expected numbers of requests, NaN where there
    is no door to manage; `meets` is 1 where the contract is met, else 0.
    """
    good, bill, verdict = run.availability, run.bill, contract.verdict(run)
    upload, process, manage = good["upload"], good["process"], good.get("manage")
    latencies = [run.latency.quantile(q) for q in LATENCIES.values()]
    in_time = process.deadline_share
    return (
        (
            upload.request_share,
            NAN if in_time is None else in_time,
            NAN if manage is None else manage.request_share,
            upload.time_share,
            process.time_share,
            NAN if manage is None else manage.time_share,
            *(NAN if wait is None else wait / 60 for wait in latencies),
            bill.total,
            bill.per_month,
            NAN if bill.per_video is None else bill.per_video,
            bill.idle_share,
            float(len(run.jobs)),
            float(upload.good),
            float(np.count_nonzero(ready_within(run.trace, contract.deadline_s))),
            NAN if manage is None else manage.attempted,
            NAN if manage is None else manage.good,
            float(verdict.ok),
        ),
        verdict.text,
    )
