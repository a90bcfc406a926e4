"""Reading counts from files: thousands of rows at once give what one by one gives, down to the words of a refusal."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archlib.errors import ArchlibError, DataError
from archlib.workload import Workload
from archlib.workload.reading import lines, stamps
from benchmarks import reading

N = 300_000
FIRST = np.datetime64("2026-01-01T00:00:00")
STAMPS = (FIRST + np.arange(N).astype("timedelta64[s]")).astype(str).tolist()
VALUES = (np.random.default_rng(1).integers(0, 4_000, N) / 4).tolist()


def outcome(text, **options):
    """What is read, or the words of the refusal."""
    try:
        return Workload.from_csv(io.BytesIO(text), **options)
    except ArchlibError as error:
        return str(error)


def one_by_one(text, monkeypatch, **options):
    """The same without the reader of blocks."""

    def unusual(*_):
        raise stamps.Unusual

    with monkeypatch.context() as patch:
        patch.setattr(lines, "read_block", unusual)
        return outcome(text, **options)


# --- megabytes whose counts are known ---


@pytest.mark.parametrize("row", [
    "{0}Z,{1}\n",
    '"{0}+00:00";"{1}"\r\n',
    "{0}.000 UTC \t {1}\t\n",
])  # fmt: skip
def test_megabytes_give_the_counts_that_were_written(tmp_path, row):
    file = tmp_path / "long.csv"
    with file.open("w", newline="") as out:
        out.write("time;value\n" if ";" in row else "")
        out.writelines(map(row.format, STAMPS, VALUES))
    load = Workload.from_csv(file, scale=0.01)
    assert file.stat().st_size > 7_000_000
    assert load.counts == tuple(VALUES)
    assert load.period_s == 1


def test_megabytes_of_json_give_the_counts_that_were_written():
    plain = {"Timestamps": [f"{stamp}+00:00" for stamp in STAMPS], "Values": VALUES}
    text = json.dumps({"MetricDataResults": [{"Id": "m1", "Label": "Sent", **plain}]}, indent=4)
    assert Workload.from_csv(io.StringIO(text), scale=0.01).counts == tuple(VALUES)


def test_the_rows_of_a_long_file_are_read_in_blocks(monkeypatch):
    taken = []
    read_block = lines.read_block

    def watched(*block):
        found = read_block(*block)
        taken.append(len(found.lines))
        return found

    monkeypatch.setattr(lines, "read_block", watched)
    text = "".join(map("{},{}\n".format, STAMPS, VALUES)).encode()
    assert len(outcome(text, scale=0.01).counts) == N
    assert sum(taken) == N - 1  # the first row goes one by one


@pytest.mark.parametrize(("row", "match"), [
    ("2026-02-30 00:00:00,1", "is not a moment"),
    ("2026-01-31 00:00:00,many", "value 'many' is not a number"),
    ("2026-01-31 00:00:00", "one cell and no value"),
    ("2026-01-31 00:00:00Z,1", "has a time zone, unlike line 1;"),
    ('2026-01-31 00:00:00,"1', "not CSV"),
])  # fmt: skip
@pytest.mark.parametrize("at", [100_000, N])
def test_a_bad_row_among_many_is_refused_with_its_line(row, match, at):
    rows = list(map("{},{}".format, STAMPS, VALUES))
    text = "\n".join([*rows[:at], "", row, *rows[at:]]).encode()
    with pytest.raises(DataError, match=f"line {at + 2}: .*{match}"):
        Workload.from_csv(io.BytesIO(text))


def test_unusual_rows_among_many_are_read_at_their_place():
    rows = list(map("{},{}".format, STAMPS, VALUES))
    rows[100_000] = f' "{STAMPS[100_000]}\n",{VALUES[100_000]}'
    rows[200_000] = f"{STAMPS[200_000]},\u00a0{VALUES[200_000]}"
    rows[200_001] = f"{STAMPS[200_001]}.00000000000000000000,{VALUES[200_001]}"
    text = "\n".join([*rows, rows[-1].replace(",", ",1")]).encode()
    # the cell that goes on in a second line shifts all that follow by one
    with pytest.raises(DataError, match=f"line {N + 2}: the same moment as line {N + 1} with another value"):
        Workload.from_csv(io.BytesIO(text))
    assert outcome("\n".join(rows).encode(), scale=0.01).counts == tuple(VALUES)


# --- any text ---

ZONES = st.sampled_from(["", "Z", " utc", "+02:00", "-0530", "+23:59", "+24:00"])
CLOCKS = st.sampled_from(["", " 0:00", " 00:05", "T01:00:00", "  23:59:59.5", " 7:30:00.123456", " 24:00", "T1:2"])
DATES = st.sampled_from(
    ["2026-01-01", "2026/1/2", "2024-02-29", "2025-02-29", "1999-12-31", "0000-01-01", "2026-13-01"]
)
MOMENTS = st.builds("{}{}{}".format, DATES, CLOCKS, ZONES)
NUMBERS = st.sampled_from(
    ["0", "12", "3.25", "+4.", ".5e1", "-0", "-1", "1e99", "nan", "1_0", "1,5", "0x1", "", "7" * 40]
)
CELLS = st.sampled_from(["{}", '"{}"', " {}", "{}  ", '" {} "', '"{}" ', ' "{}"', '{}"', "{}\t", '"{}\n"', "\u00a0{}"])
ROWS = st.builds(
    lambda left, moment, right, number, end: f"{left.format(moment)},{right.format(number)}{end}",
    CELLS, MOMENTS, CELLS, NUMBERS, st.sampled_from(["", "", "", ",", ", ,", ",x", " "]),
)  # fmt: skip
TEXTS = st.lists(ROWS | st.sampled_from(["", " ", ",", "time,value", "\u00e9,1"]), max_size=8)


@given(TEXTS, st.sampled_from(["", "2026-01-01 00:00,1\n"]), st.sampled_from([",", ";", "\t"]), st.sampled_from(".,"))
@example(["2026-01-02,1", "2026-01-03,2"], "time,n\n", ",", ".")
def test_blocks_of_any_size_read_any_text_as_one_by_one(rows, head, separator, decimal):
    text = (head + "\n".join(rows)).replace(",", separator).encode()
    with pytest.MonkeyPatch.context() as patch:
        expected = one_by_one(text, patch, decimal=decimal)
        for size in (1, 30, 10_000):
            patch.setattr(lines, "BLOCK_BYTES", size)
            assert outcome(text, decimal=decimal) == expected


@pytest.mark.parametrize("row", [
    "2026-01-29 00:00:00,1", "2026-02-29 00:00:00,1", "2026-04-31 00:00:00,1", "2026-01-32 00:00:00,1",
    "2026-00-01 00:00:00,1", "2026-01-00 00:00:00,1", "2026-13-01 00:00:00,1", "0000-01-01 00:00:00,1",
    "2026-01-02 24:00:00,1", "2026-01-02 00:60:00,1", "2026-01-02 00:00:60,1", "2026-01-02 00:00:0:,1",
    "2026-01-02 00:00:0/,1", "2026-01-02 00:00:00.99999999999999999999,1", "2026-01-02 00:00:00.123456789012345,1",
    "2026-01-01 00:01:00,-0", "2026-01-01 00:01:00,-0.5", "2026-01-01 00:01:00,1000000001", "2026-01-01 00:01:00,.",
    "2026-01-01 00:01:00,1.2.3", "2026-01-01 00:01:00,1e", "2026-01-01 00:01:00,4:", "2026-01-01 00:01:00,4/",
    '"2026-01-01 00:01:00","4" ', '"2026-01-01 00:01:00" ,"4"', '\t"2026-01-01 00:01:00","4"',
    '"2026-01-01 00:01:00",\t"4"', '"2026-01-01 00:01:00",""4""', '"2026-01-01 00:01:00,4"', '"2026-01-01 00:01:00",4"',
    ' "2026-01-01 00:01:00", "4",', "2026-01-01 00:01:00,4,", "2026-01-01 00:01:00,,4", ",2026-01-01 00:01:00,4",
    "2026-01-01 00:01:00," + "0" * 40 + "4", " " * 20 + "2026-01-01 00:01:00,4",
])  # fmt: skip
def test_an_odd_row_in_a_block_is_read_or_refused_as_one_by_one(row, monkeypatch):
    plain = [f"2026-01-01 00:{minute:02d}:00,{minute}" for minute in (0, 2, 3)]
    text = "\n".join([*plain, row, plain[0]]).encode()
    options = {"period": 60, "max_gap_h": 8_784}
    at_once, apart = outcome(text, **options), one_by_one(text, monkeypatch, **options)
    assert at_once == apart
    assert str(at_once) == str(apart)  # tells 0 from -0


SECONDS = st.integers(-62_135_596_800, 253_402_300_799)  # of all dates


@given(st.lists(st.tuples(SECONDS, st.integers(0, 999_999)), min_size=1, max_size=20))
def test_stamps_at_once_are_the_moments_that_a_calendar_gives(moments):
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    written = [(epoch + timedelta(seconds=s, microseconds=more)).isoformat() for s, more in moments]
    found, has_zone = stamps.moments_of(written)
    assert found.tolist() == [s + more / 1e6 for s, more in moments]
    assert has_zone


# --- what it costs ---


def test_no_pandas_is_loaded_to_read_a_long_file(tmp_path):
    file = tmp_path / "long.csv"
    file.write_text("".join(map("{}Z,{}\n".format, STAMPS, VALUES)))
    script = "import sys; from archlib.workload import Workload; Workload.from_csv(sys.argv[1], scale=0.01); "
    script += "print('pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True)
    assert run.stdout.split() == ["False"], run.stderr


def test_the_benchmark_reads_each_of_its_files(tmp_path):
    for name in reading.FILES:
        cpu_s, peak_mb = reading.cost(reading.written(name, tmp_path, most_bytes=100_000))
        assert cpu_s > 0
        assert peak_mb is None or peak_mb > 0
