"""Reading counts from files: the forms that are read, holes, order, doubles, period."""

import io
import os
from pathlib import Path

import numpy as np
import pytest

from archlib.data import data_dir
from archlib.errors import DataError, ParameterError
from archlib.workload import Workload

HEAD = "timestamp,value\n"
THREE = "2026-01-31 20:00:00,4\n2026-01-31 20:05:00,0\n2026-01-31 20:10:00,2.5\n"
EXPORT = (
    "Id,m1\nStatusCode,Complete\nMessages,\nFull label,us-east-1:AWS/SQS jobs NumberOfMessagesSent {}\nLabel,Sent\n"
)


def read(text, **options):
    source = io.BytesIO(text) if isinstance(text, bytes) else io.StringIO(text)
    return Workload.from_csv(source, **options)


def refused(text, match, **options):
    with pytest.raises(DataError, match=match):
        read(text, **options)


# --- forms that are read ---


@pytest.mark.parametrize("text", [
    HEAD + THREE,
    THREE,
    "\ufeff" + HEAD + THREE,
    (HEAD + THREE).encode("utf-8-sig"),
    (HEAD + THREE).replace("\n", "\r\n"),
    (HEAD + THREE).replace("\n", "\r"),
    (HEAD + THREE).replace("\n", "\n\n , \n"),
    (HEAD + THREE).replace(",", ";"),
    (HEAD + THREE).replace(",", "\t"),
    (HEAD + THREE).replace(",", ", "),
    (HEAD + THREE).replace("\n", ",,\n"),
    '"timestamp","value"\n"2026-01-31 20:00:00","4"\n"2026-01-31 20:05:00","0"\n"2026-01-31 20:10:00","2.5"\n',
    HEAD + "2026-01-31T20:00:00Z,4\n2026-01-31T20:05:00Z,0\n2026-01-31T20:10:00Z,2.5\n",
    HEAD + "2026-01-31T22:00+02:00,4\n2026-01-31T20:05:00.000Z,+0.\n2026-01-31 14:40:00-0530,.25e1\n",
    HEAD + "2026/1/31 20:00,4\n2026/1/31 20:05,0\n2026/1/31 20:10,2.5\n",
    EXPORT.format("Sum 300") + THREE.replace("-", "/"),
])  # fmt: skip
def test_every_form_gives_the_same_counts(text):
    load = read(text)
    assert load.counts == (4, 0, 2.5)
    assert load.period_s == 300
    assert load.first_hour == 20
    assert load.days == pytest.approx(900 / 86_400)
    assert load.horizon_s == 900


def test_a_path_is_read_as_text_or_as_path(tmp_path):
    file = tmp_path / "week.csv"
    file.write_text(HEAD + THREE, encoding="utf-8")
    assert Workload.from_csv(file) == Workload.from_csv(str(file)) == read(HEAD + THREE)


def test_options_and_fields_are_passed_on():
    load = read(HEAD + THREE, mode="exact", scale=2, days=0.005, transcode_s=60)
    assert (load.mode, load.scale, load.days, load.transcode_s) == ("exact", 2, 0.005, 60)
    assert load.expected_videos == pytest.approx(8)


def test_days_without_a_time_are_midnights():
    load = read("2026-01-30,1\n2026-01-31,2\n2026-02-01,3\n")
    assert load.period_s == 86_400
    assert load.first_hour == 0
    assert load.horizon_s == 3 * 86_400


def test_the_samples_are_read():
    week = Workload.from_csv(data_dir() / "samples" / "uploads_week.csv")
    assert week.days == 7
    assert week.period_s == 3_600
    assert sum(week.counts) > 500
    day = Workload.from_csv(data_dir() / "samples" / "uploads_cloudwatch.csv")
    assert day.period_s == 300
    assert 0 in day.counts
    assert "have no row and count as 0" in day.notes[0]


# --- holes, order, doubles, period ---


def test_missing_periods_count_as_none_and_are_noted():
    load = read(HEAD + "2026-01-31 20:00,4\n2026-01-31 20:05,1\n2026-01-31 20:20,2\n")
    assert load.counts == (4, 1, 0, 0, 2)
    assert "2 of 5 periods have no row and count as 0, the first before line 4" in load.notes


def test_a_hole_longer_than_a_day_is_refused_unless_it_is_allowed():
    text = HEAD + "2026-01-30 00:00,1\n2026-01-30 01:00,1\n2026-01-31 02:00,1\n2026-02-02 02:00,1\n"
    refused(text, r"line 5: no row for 47 h before it, more than max_gap_h=24")
    refused(text, r"line 4: no row for 24 h", max_gap_h=23.9)
    assert len(read(text, max_gap_h=47).counts) == 75


def test_unordered_rows_are_sorted_and_noted():
    load = read(HEAD + "2026-01-31 20:10,2.5\n2026-01-31 20:00,4\n2026-01-31 20:05,0\n")
    assert load.counts == (4, 0, 2.5)
    assert any("not in order of time, first at line 3" in note for note in load.notes)


def test_a_row_written_twice_counts_once_and_is_noted():
    load = read(HEAD + THREE + "2026-01-31 20:05:00,0.0\n")
    assert load.counts == (4, 0, 2.5)
    assert any("1 rows repeat another row and were dropped, first at line 5" in note for note in load.notes)


def test_a_moment_with_two_values_is_refused():
    refused(
        HEAD + THREE + "2026-01-31 20:05:00,3\n", r"line 5: the same moment as line 3 with another value \(3, not 0\)"
    )


def test_a_moment_off_the_grid_is_refused():
    refused(HEAD + THREE + "2026-01-31 20:17:00,3\n", "line 5: 1020 s after the first row", period=300)
    refused(HEAD + "2026-01-31 20:00,1\n2026-01-31 20:05,1\n2026-01-31 20:12,1\n", "line 4: 720 s .* periods of 300 s")
    refused(HEAD + "2026-01-31 20:00,1\n2026-01-31 20:05,1\n", "line 3: 300 s .* periods of 3600 s", period=3_600)


def test_one_row_needs_a_period():
    refused(HEAD + "2026-01-31 20:00,7\n", "line 2: one row alone .*period=300")
    load = read(HEAD + "2026-01-31 20:00,7\n", period=300)
    assert load.counts == (7,)
    assert load.horizon_s == 300
    assert read(EXPORT.format("Sum 60") + "2026/01/31 20:00:00,7\n").period_s == 60


def test_the_period_of_the_label_is_used_where_all_rows_fit_it():
    sparse = "2026/01/31 20:00:00,7\n2026/01/31 20:10:00,7\n2026/01/31 20:20:00,1\n"
    assert read(EXPORT.format("Sum 300") + sparse).counts == (7, 0, 7, 0, 1)
    assert read(EXPORT.format("Sum 420") + sparse).counts == (7, 7, 1)
    assert read(EXPORT.format("Sum 0") + sparse).counts == (7, 7, 1)
    assert read(EXPORT.format("Sum 300") + sparse, period=600).counts == (7, 7, 1)


def test_an_export_that_is_no_count_or_not_complete_is_noted():
    text = EXPORT.replace("Complete", "PartialData").format("Average 300") + THREE.replace("-", "/")
    notes = " ".join(read(text).notes)
    assert "PartialData" in notes
    assert "Average" in notes
    assert read(EXPORT.format("Sum 300") + THREE.replace("-", "/")).notes == ()


def test_a_span_that_is_too_long_is_refused():
    text = HEAD + "2026-01-31 20:00:00,1\n2026-01-31 20:00:01,1\n2026-02-20 20:00:00,1\n"
    refused(text, "line 4: the rows span 1,728,001 periods", max_gap_h=8_784)
    refused(HEAD + "2024-01-01,1\n2024-01-02,1\n2025-01-02,1\n", "line 4: .*368.0 days", max_gap_h=8_784)


@pytest.mark.parametrize("period", [0, -300, np.nan, np.inf, "300", True, 1e-9])
def test_a_bad_period_is_refused(period):
    with pytest.raises(ParameterError, match="period="):
        read(HEAD + THREE, period=period)


@pytest.mark.parametrize("gap", [-1, np.nan, np.inf, "24", True])
def test_a_bad_longest_hole_is_refused(gap):
    with pytest.raises(ParameterError, match="max_gap_h="):
        read(HEAD + THREE, max_gap_h=gap)


# --- the real trace ---


@pytest.mark.skipif("ARCHLIB_TRACES" not in os.environ, reason="ARCHLIB_TRACES names no folder of traces")
def test_the_real_trace():
    file = Path(os.environ["ARCHLIB_TRACES"]) / "elb_request_count_8c0756.csv"
    load = Workload.from_csv(file, scale=0.01)
    assert load.period_s == 300
    assert len(load.counts) == 4_040
    assert load.horizon_s == 4_040 * 300
    assert sum(load.counts) == 249_327
    assert load.expected_videos == pytest.approx(2_493.27)
    assert any("8 of 4040 periods have no row and count as 0, the first before line 140" in note for note in load.notes)
    assert load.first_hour == pytest.approx(4 / 60)
    assert len(load.but(mode="exact").arrivals(1)) == 2_493
    assert abs(len(load.arrivals(1)) - 2_493.27) < 4 * np.sqrt(2_493.27)
