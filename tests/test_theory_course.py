"""Closed forms: the numbers of the course; X1 to X20 are its misconceptions."""

import pytest

from archlib import prices, theory

# the default band of approx, 1e-6 of the value, is far above rounding and far below any wrong term
exact = pytest.approx

A, HOST_AND_CODE = 0.999, 0.999**2


def test_x1_tiers_make_uploads_worse_and_manage_better():
    mono, tiers = theory.series(A, A, A, A), theory.series(*[HOST_AND_CODE] * 3)
    assert mono == pytest.approx(0.996006, abs=5e-7)
    assert tiers == pytest.approx(0.994015, abs=5e-7)
    assert theory.downtime_h_per_year(mono) == pytest.approx(34.99, abs=0.005)
    assert theory.downtime_h_per_year(tiers) - theory.downtime_h_per_year(mono) == pytest.approx(17.4, abs=0.05)
    assert theory.downtime_h_per_year(mono) - theory.downtime_h_per_year(HOST_AND_CODE) == pytest.approx(17.5, abs=0.05)


def test_x2_a_balancer_needs_a_second_instance_and_sets_a_ceiling():
    upload = [theory.series(0.9999, 0.9999, *[theory.replicated(HOST_AND_CODE, n)] * 3) for n in (1, 2, 3, 50)]
    assert upload == pytest.approx([0.993816, 0.999788, 0.999800, 0.99980001], abs=5e-7)


def test_x3_the_first_video_from_zero():
    assert theory.ready_from_zero(detect=60, boot=90, app_start=0, work=300) == 7.5 * 60


def test_x4_ninety_percent_is_not_fine_for_one_server():
    assert theory.mmc_response_ratio(1, 0.9) == exact(10)
    assert theory.mmc_response_ratio(1, 0.95) == exact(20)
    assert theory.mmc_response_ratio(10, 0.9) == pytest.approx(1.67, abs=0.005)


def test_x5_shared_causes_take_the_nines():
    ten, one = theory.common_cause(0.001, 0.10, 2), theory.common_cause(0.001, 0.01, 2)
    assert 1 - ten == pytest.approx(0.999899, abs=5e-7)
    assert theory.nines(1 - ten) == pytest.approx(4.0, abs=0.05)
    assert theory.nines(1 - one) == pytest.approx(4.96, abs=0.005)


def test_x6_nines_do_not_add():
    assert (1 - theory.series(A, A, A)) * prices.MONTH_HOURS * 60 == pytest.approx(131, abs=0.5)
    assert theory.series(*[A] * 10) == pytest.approx(0.99004, abs=5e-6)
    assert theory.series(*[A] * 100) == pytest.approx(0.905, abs=5e-4)


def test_x8_cold_starts_of_rare_traffic():
    assert theory.cold_share(lam=6, tau=10 / 60) == pytest.approx(0.368, abs=5e-4)


def test_x9_retries_lower_the_load_that_comes_back():
    assert [theory.stability_boundary(100, r) for r in (0, 1, 2, 3)] == pytest.approx([100, 50, 100 / 3, 25])
    assert theory.attempts(0.1, 3) == exact(1.111)
    assert theory.attempts(1, 3) ** 3 == 64


def test_x11_a_short_visibility_timeout_delivers_three_times():
    assert theory.deliveries(work=300, visibility=120) == 3


def test_x12_functions_break_even_at_half_use():
    """Worker of 2 vCPU against functions of 1,769 MB a vCPU, both of the teaching list."""
    teaching = prices.teaching()
    instance = teaching.price("c5.large").usd / 2
    function = teaching.price("Lambda duration x86").usd * 3600 * 1769 / 1024
    assert function == pytest.approx(0.10365, abs=5e-6)
    assert theory.break_even_utilisation(instance, function) == pytest.approx(0.48, abs=0.005)


def test_x14_transitions_reach_the_compute():
    teaching = prices.teaching()
    compute = teaching.price("c5.large").usd * 300 / 3600
    assert compute / teaching.price("Step Functions transition").usd == pytest.approx(333, abs=0.5)


def test_x15_a_backlog_drains_long_after_the_outage():
    assert [theory.drain_time(1, rho) for rho in (0.5, 0.7, 0.8, 0.9)] == pytest.approx([1, 7 / 3, 4, 9])


def test_x16_a_day_sized_for_its_mean():
    assert theory.overload_peak(60, 0.8, 24) == pytest.approx(366.7, abs=0.05)
    late_h = [theory.overload_peak(60, 0.8, 24, k) / (60 * k) for k in (1, 1.25, 1.5, 1.8)]
    assert late_h == pytest.approx([6.1, 2.7, 0.90, 0], abs=0.05)


def test_x17_five_pollers_are_charged_with_no_traffic():
    polls = theory.idle_polls(5, 20.0)
    assert polls == exact(657_000)
    assert polls * prices.teaching().price("SQS standard request").usd == pytest.approx(0.26, abs=0.005)
    assert theory.idle_polls(10, 1.0) * prices.teaching().price("SQS standard request").usd == pytest.approx(
        10.5, abs=0.05
    )


def test_a_slow_call_in_a_hundred_is_met_by_most_who_make_a_hundred():
    assert theory.fan_out_tail(0.01, 100) == pytest.approx(0.63, abs=0.005)  # the example of Dean and Barroso


def test_x20_a_month_without_outage_is_common():
    mtbf_h = theory.mtbf(A, 1.0)
    assert mtbf_h == exact(999)
    assert theory.cold_share(1 / mtbf_h, prices.MONTH_HOURS) == pytest.approx(0.4816, abs=5e-5)


def test_n00_budget_and_erlangs():
    assert theory.error_budget_s(0.999, prices.MONTH_HOURS * 3600) / 60 == exact(43.8)
    assert theory.little(60 / 3600, 300) == exact(5)
