"""Reading counts from files: each row that breaks a rule is refused with its line."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.errors import ArchlibError, DataError
from archlib.workload import Workload, table

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


@pytest.mark.parametrize("value", [
    "many", "4 videos", "nan", "NaN", "inf", "-inf", "1e999", "1e10", "-1", "-0.001", "0x10", "1_000", "4\u0661", "4 5",
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


def test_a_byte_of_a_row_that_is_not_utf_8_is_refused():
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
    with contextlib.suppress(ArchlibError):
        assert read(text, period=60).expected_videos >= 0
