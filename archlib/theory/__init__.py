"""Closed forms that simulations are checked against; they know nothing of archlib but its errors.

Each says its formula, its source and where it holds; outside of that it raises `ParameterError`.
"""

from archlib.theory.calls import attempts, fan_out_tail, final_failure, retry_bound, stability_boundary
from archlib.theory.fleets import break_even_utilisation, deliveries, idle_polls, ready_from_zero
from archlib.theory.functions import cold_share, cold_share_in_line
from archlib.theory.overload import drain_time, lost_events, overload_peak
from archlib.theory.parts import (
    YEAR_H,
    availability,
    common_cause,
    downtime_h_per_year,
    error_budget_s,
    k_of_n,
    mtbf,
    nines,
    replicated,
    series,
)
from archlib.theory.queues import (
    erlang_b,
    erlang_c,
    little,
    machine_repairman,
    mm1_quantile,
    mmc_response_ratio,
    mmc_wait,
    pollaczek_khinchine,
)

__all__ = [
    "YEAR_H",
    "attempts",
    "availability",
    "break_even_utilisation",
    "cold_share",
    "cold_share_in_line",
    "common_cause",
    "deliveries",
    "downtime_h_per_year",
    "drain_time",
    "erlang_b",
    "erlang_c",
    "error_budget_s",
    "fan_out_tail",
    "final_failure",
    "idle_polls",
    "k_of_n",
    "little",
    "lost_events",
    "machine_repairman",
    "mm1_quantile",
    "mmc_response_ratio",
    "mmc_wait",
    "mtbf",
    "nines",
    "overload_peak",
    "pollaczek_khinchine",
    "ready_from_zero",
    "replicated",
    "retry_bound",
    "series",
    "stability_boundary",
]
