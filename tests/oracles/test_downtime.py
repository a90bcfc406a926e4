"""What the monolith and tiers lose in a year (claim X1): closed form, topology, and years in the engine."""

import numpy as np
import pytest

import archlib as al
from archlib import faults, theory
from archlib.outcome.trace import Reason
from tests.oracles.same import case
from tests.oracles.systems import poisson

YEAR_S = theory.YEAR_H * 3600.0
PLAN = faults.drawn({"upload": 0.999, "process": 0.999, "manage": 0.999}, host=0.999, mttr_s=3_600.0)
PARTS = {"Monolith": 4, "Tiers": 6}  # a host and three codes; three hosts and three codes
YEARS, RUNS = 20, 100


def system(name: str) -> al.Architecture:
    """The two of the claim."""
    return {"Monolith": al.Monolith(), "Tiers": al.Tiers()}[name]


def expected_h(name: str) -> float:
    """Hours down in a year, by the product of what an upload needs."""
    return theory.downtime_h_per_year(theory.series(*[0.999] * PARTS[name]))


def test_the_numbers_of_the_claim():
    assert expected_h("Monolith") == pytest.approx(34.99, abs=0.005)
    assert expected_h("Tiers") - expected_h("Monolith") == pytest.approx(17.4, abs=0.05)


@pytest.mark.parametrize("name", PARTS)
def test_a_year_of_the_outcome_says_the_same_closed_form(name):
    load = al.Workload.homogeneous(per_hour=0.1, days=365)
    run = al.simulate(system(name), al.Scenario(load, faults=PLAN, seed=1))
    assert theory.downtime_h_per_year(run.availability.closed_form["upload"]) == pytest.approx(expected_h(name))


@pytest.mark.parametrize("name", PARTS)
def test_long_simulation_is_within_its_confidence_interval(name):
    """100 times 20 years with almost no load: what is refused, over all that comes, is the share of time down."""
    work = {"transfer": 0.0, "transcode": 0.0, "catalogue": 0.0}
    hours = []
    for seed in range(RUNS):
        arrive = poisson(seed, 1_000 * YEARS, 1_000 / YEAR_S)
        trace = case(system(name), arrive, work, PLAN, seed=seed).engine()
        hours.append(theory.downtime_h_per_year(float((trace.reason == Reason.OK).mean())))
    error = np.std(hours, ddof=1) / np.sqrt(RUNS)
    assert error < 0.03 * expected_h(name)  # the interval is narrow enough to tell the two apart
    assert abs(np.mean(hours) - expected_h(name)) < 1.96 * error


def test_the_strips_of_many_years_say_the_same():
    """Over years of different faults, the time-weighted share is within three standard errors of the closed form."""
    load = al.Workload.homogeneous(per_hour=0.1, days=365)
    hours = [
        theory.downtime_h_per_year(
            al.simulate(system("Monolith"), al.Scenario(load, faults=PLAN, seed=seed)).availability["upload"].time_share
        )
        for seed in range(60)
    ]
    error = np.std(hours, ddof=1) / np.sqrt(len(hours))
    assert abs(np.mean(hours) - expected_h("Monolith")) < 3 * error
