"""Reading counts from files: every rule of workload.table and workload.periods, and every refusal with its line."""

import io
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.data import data_dir
from archlib.errors import ArchlibError, DataError, ParameterError
from archlib.workload import Workload, table

HEAD = "timestamp,value\n"
THREE = "2026-01-31 20:00:00,4\n2026-01-31 20:05:00,0\n2026-01-31 20:10:00,2.5\n"
EXPORT = "Id,m1\nStatusCode,Complete\nMessages,\nFull label,us-east-1:AWS/SQS jobs NumberOfMessagesSent {}\nLabel,Sent\n"


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
    HEAD + "".join(f'"{a}","{b}"\n' for a, b in (row.split(",") for row in THREE.split())) if False else
    '"timestamp","value"\n"2026-01-31 20:00:00","4"\n"2026-01-31 20:05:00","0"\n"2026-01-31 20:10:00","2.5"\n',
    HEAD + "2026-01-31T20:00:00Z,4\n2026-01-31T20:05:00Z,0\n2026-01-31T20:10:00Z,2.5\n",
    HEAD + "2026-01-31T22:00+02:00,4\n2026-01-31T20:05:00.000Z,+0.\n2026-01-31 14:40:00-0530,.25e1\n",
    HEAD + "2026/1/31 20:00,4\n2026/1/31 20:05,0\n2026/1/31 20:10,2.5\n",
    EXPORT.format("Sum 300") + THREE.replace("-", "/"),
])  # fmt: skip
def test_every_form_gives_the_same_counts(text):
    load = read(text)
    assert load.counts == (4, 0, 2.5) and load.period_s == 300
    assert load.first_hour == 20 and load.days == pytest.approx(900 / 86_400) and load.horizon_s == 900


def test_a_path_is_read_as_text_or_as_path(tmp_path):
    file = tmp_path / "week.csv"
    file.write_text(HEAD + THREE, encoding="utf-8")
    assert Workload.from_csv(file) == Workload.from_csv(str(file)) == read(HEAD + THREE)


def test_options_and_fields_are_passed_on():
    load = read(HEAD + THREE, mode="exact", scale=2, days=0.005, transcode_s=60)
    assert (load.mode, load.scale, load.days, load.transcode_s) == ("exact", 2, 0.005, 60)
    assert load.expected_videos == pytest.approx(8 + 0 + 5 * (0.005 * 86_400 - 300) / 300 * 0, abs=1e-9)


def test_days_without_a_time_are_midnights():
    load = read("2026-01-30,1\n2026-01-31,2\n2026-02-01,3\n")
    assert load.period_s == 86_400 and load.first_hour == 0 and load.horizon_s == 3 * 86_400


def test_the_samples_are_read():
    week = Workload.from_csv(data_dir() / "samples" / "uploads_week.csv")
    assert week.days == 7 and week.period_s == 3_600 and sum(week.counts) > 500
    day = Workload.from_csv(data_dir() / "samples" / "uploads_cloudwatch.csv")
    assert day.period_s == 300 and day.notes[0].endswith("line 9") and 0 in day.counts


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
    refused(HEAD + THREE + "2026-01-31 20:05:00,3\n", r"line 5: the same moment as line 3 with another value \(3, not 0\)")


def test_a_moment_off_the_grid_is_refused():
    refused(HEAD + THREE + "2026-01-31 20:17:00,3\n", "line 5: 1020 s after the first row", period=300)
    refused(HEAD + "2026-01-31 20:00,1\n2026-01-31 20:05,1\n2026-01-31 20:12,1\n", "line 4: 720 s .* periods of 300 s")
    refused(HEAD + "2026-01-31 20:00,1\n2026-01-31 20:05,1\n", "line 3: 300 s .* periods of 3600 s", period=3_600)


def test_one_row_needs_a_period():
    refused(HEAD + "2026-01-31 20:00,7\n", "line 2: one row alone .*period=300")
    load = read(HEAD + "2026-01-31 20:00,7\n", period=300)
    assert load.counts == (7,) and load.horizon_s == 300
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
    assert "PartialData" in notes and "Average" in notes
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


# --- refusals by line ---


@pytest.mark.parametrize("value", [
    "many", "4 videos", "nan", "NaN", "inf", "-inf", "1e999", "1e10", "-1", "-0.001", "0x10", "1_000", "4\u0661", "4 5", "None",
])  # fmt: skip
def test_a_value_that_is_no_count_is_refused(value):
    refused(f"{HEAD}{THREE}2026-01-31 20:15:00,{value}\n", "line 5: value .* is not a number, 0 <= value")


def test_a_negative_zero_is_zero():
    assert str(read(HEAD + "2026-01-31 20:00,-0\n", period=60).counts) == "(0.0,)"


@pytest.mark.parametrize(("row", "match"), [
    ("2026-01-31 20:15:00", "line 5: one cell and no value"),
    ("2026-01-31 20:15:00,", "line 5: one cell and no value"),
    ("2026-01-31 20:15:00,4,5", "line 5: 3 cells"),
    ('2026-01-31 20:15:00,"1,234"', "line 5: value '1,234' has a comma"),
    (",4", "line 5: '' is not a moment"),
    ("yesterday,4", "line 5: 'yesterday' is not a moment"),
    ("timestamp,value", "line 5: 'timestamp' is not a moment"),
    ("31.01.2026 20:15,4", "line 5: .* is not a moment"),
    ("1/31/2026 20:15,4", "line 5: .* is not a moment"),
    ("2026-01/31 20:15,4", "line 5: .* is not a moment"),
    ("1769890500,4", "line 5: .* is not a moment"),
    ("2026-02-30 20:15,4", "line 5: .* is not a moment .*day"),
    ("2026-01-31 24:00,4", "line 5: .* is not a moment .*hour"),
    ("0000-01-31 20:00,4", "line 5: .* is not a moment .*year"),
    ("2026-01-31 20:15:00+99:00,4", "line 5: .* time zone"),
    ("2026-01-31 20:15:00Z,4", "line 5: .* has a time zone, unlike line 2"),
    ('2026-01-31 20:15:00,"4', "line 5: not CSV"),
])  # fmt: skip
def test_a_row_that_breaks_a_rule_is_refused(row, match):
    refused(f"{HEAD}{THREE}{row}\n", match)


def test_a_row_without_a_time_zone_among_others_is_refused():
    refused(HEAD + "2026-01-31 20:00Z,1\n2026-01-31 20:05,1\n", "line 3: .* lacks a time zone, unlike line 2")


def test_the_first_year_with_an_offset_is_read():
    assert read("0001-01-01 00:00+02:00,1\n", period=60).first_hour == 22


def test_a_misspelt_first_row_is_not_taken_for_a_header():
    refused("2O26-01-31 20:00,1\n2026-01-31 20:05,1\n", "line 1: .* is not a moment")


def test_blank_lines_and_quoted_line_ends_do_not_shift_the_line_number():
    refused('\n\n"time\nstamp",value\n\n2026-01-31 20:00:00,x\n', "line 6: value 'x'")


def test_semicolons_and_a_decimal_comma_are_refused_with_advice():
    refused("timestamp;value\n2026-01-31 20:00;1,5\n", "line 2: value '1,5' has a comma; write 1234 .* 12.5")


@pytest.mark.parametrize("text", ["", "\n\n", " , \n", HEAD, EXPORT.format("Sum 300"), "\ufeff", b"", b"\xef\xbb\xbf"])
def test_a_file_without_rows_is_refused(text):
    refused(text, "no rows of a moment and a value")


def test_other_encodings_are_named():
    refused((HEAD + THREE).encode("utf-16"), "line 1: the text is UTF-16")
    refused(HEAD.encode() + b"2026-01-31 20:00,\xe9\n", "line 2: byte 0xe9 is not UTF-8")


def test_what_cannot_be_opened_is_refused(tmp_path):
    for source in (tmp_path / "absent.csv", tmp_path, "a\0b.csv", 3, None, b"2026-01-31,1"):
        with pytest.raises(DataError, match="cannot read"):
            Workload.from_csv(source)
    closed = io.StringIO(HEAD + THREE)
    closed.close()
    with pytest.raises(DataError, match="cannot read"):
        Workload.from_csv(closed)


def test_a_file_that_is_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(table, "MOST_BYTES", 50)
    refused(HEAD + THREE, "more than 50 bytes")


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_read_or_refused_in_our_words(text):
    try:
        assert read(text, period=60).expected_videos >= 0
    except ArchlibError:
        pass


# --- the real trace ---


@pytest.mark.skipif("ARCHLIB_TRACES" not in os.environ, reason="ARCHLIB_TRACES names no folder of traces")
def test_the_real_trace():
    file = Path(os.environ["ARCHLIB_TRACES"]) / "elb_request_count_8c0756.csv"
    load = Workload.from_csv(file, scale=0.01)
    assert load.period_s == 300 and len(load.counts) == 4_040 and load.horizon_s == 4_040 * 300
    assert sum(load.counts) == 249_327 and load.expected_videos == pytest.approx(2_493.27)
    assert any("8 of 4040 periods have no row and count as 0, the first before line 140" in note for note in load.notes)
    assert load.first_hour == pytest.approx(4 / 60)
    assert len(load.but(mode="exact").arrivals(1)) == 2_493
    assert abs(len(load.arrivals(1)) - 2_493.27) < 4 * np.sqrt(2_493.27)
