"""The CSV files that come with archlib, and the reader that names file, line and column of what is wrong."""

import csv
import math
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import data
from archlib.data import Fact, data_dir, instance_type, instance_types, read_facts, transcode_slots
from archlib.errors import DataError, ParameterError

HEADER = "item,value,unit,region,as_of,source"
GOOD = "c5.large,0.085,USD/hour,us-east-1,2026-07-20,a page"
# archlib.course reads these
COURSE = {"claims.csv", "glossary.csv", "misconceptions.csv", "notebooks.csv", "sections.csv"}
FILES = sorted(p for p in data_dir().rglob("*.csv") if "samples" not in p.parts and p.name not in COURSE)


def write(folder: Path, *lines: str, newline: str = "\n", encoding: str = "utf-8") -> Path:
    path = folder / "facts.csv"
    path.write_bytes(newline.join([HEADER, *lines, ""]).encode(encoding))
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_read_whole(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        written = [(row["item"], float(row["value"]), row["source"]) for row in csv.DictReader(file)]
    assert [(f.item, f.value, f.source) for f in read_facts(path).values()] == written
    assert written


def test_the_files_are_those_that_the_package_needs():
    names = {path.name for path in FILES}
    needed = {
        "aws_us_east_1.csv",
        "teaching.csv",
        "instance_types.csv",
        "quotas.csv",
        "timings.csv",
        "service_levels.csv",
        "service_credits.csv",
    }
    assert needed <= names


def test_service_levels_are_percentages_of_a_month():
    levels = read_facts(data_dir() / "service_levels.csv")
    assert {fact.unit for fact in levels.values()} == {"% monthly"}
    assert all(90 < fact.value <= 100 for fact in levels.values())
    assert levels["SQS"].value == 99.9


def test_a_row_becomes_a_fact(tmp_path: Path):
    assert read_facts(write(tmp_path, GOOD)) == {
        "c5.large": Fact("c5.large", 0.085, "USD/hour", "us-east-1", "2026-07-20", "a page")
    }


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("a,x,seconds,all,2026,s", "value", "'x' is not a number"),
        ('a,"1,5",seconds,all,2026,s', "value", "not a number"),
        ("a,1_000,seconds,all,2026,s", "value", "not a number"),
        ("a,٣,seconds,all,2026,s", "value", "not a number"),
        ("a,0x10,seconds,all,2026,s", "value", "not a number"),
        ("a,,seconds,all,2026,s", "value", "not a number"),
        ("a,nan,seconds,all,2026,s", "value", "not a number"),
        ("a,inf,seconds,all,2026,s", "value", "not a number"),
        ("a,1e999,seconds,all,2026,s", "value", "finite number >= 0"),
        ("a,-1,seconds,all,2026,s", "value", "finite number >= 0"),
        (" ,1,seconds,all,2026,s", "item", "blank"),
        ("a,1,,all,2026,s", "unit", "blank"),
        ("a,1,seconds,,2026,s", "region", "blank"),
        ("a,1,seconds,all,,s", "as_of", "blank"),
        ("a,1,seconds,all,2026,", "source", "blank"),
        ("a,1,secons,all,2026,s", "unit", "seconds"),
        ("a,1,seconds,all,2026-02-30,s", "as_of", "not a date"),
        ("a,1,seconds,all,20.07.2026,s", "as_of", "YYYY-MM-DD"),
        ("a,1,seconds,all,soon,s", "as_of", "not a date"),
        (GOOD, "item", "already in line 2"),
    ],
)
def test_a_bad_cell_is_named_with_file_line_and_column(tmp_path: Path, row: str, column: str, rule: str):
    path = write(tmp_path, GOOD, row)
    with pytest.raises(DataError) as error:
        read_facts(path)
    text = str(error.value)
    assert text.startswith(f"{path}, line 3, column {column}: ")
    assert rule in text
    assert "; " in text  # what to do follows the rule


@pytest.mark.parametrize("row", ["a,1,seconds,all,2026", "a,1,seconds,all,2026,s,more", "a"])
def test_a_row_of_another_length_is_refused(tmp_path: Path, row: str):
    with pytest.raises(DataError, match=r"line 3: has \d columns, not 6"):
        read_facts(write(tmp_path, GOOD, row))


@pytest.mark.parametrize("header", ["", "item;value;unit;region;as_of;source", "value,item,unit,region,as_of,source"])
def test_another_header_is_refused(tmp_path: Path, header: str):
    path = tmp_path / "facts.csv"
    path.write_text(f"{header}\n{GOOD}\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"line 1: the header is .*; write exactly 'item,value,unit,region,as_of,source'"
    ):
        read_facts(path)


def test_an_empty_file_and_a_header_alone_are_refused(tmp_path: Path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(DataError, match="line 1: the header is ''"):
        read_facts(empty)
    with pytest.raises(DataError, match="no row after the header"):
        read_facts(write(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_mark_line_ends_and_empty_lines_do_not_matter(tmp_path: Path, encoding: str, newline: str):
    path = write(tmp_path, "", f"  {GOOD} ", "", newline=newline, encoding=encoding)
    assert read_facts(path)["c5.large"].source == "a page"


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path):
    path = write(tmp_path, 'a,1,seconds,all,2026,"two\nlines"', "", "b,no,seconds,all,2026,s")
    with pytest.raises(DataError, match=r"line 5, column value"):
        read_facts(path)


def test_other_encodings_and_open_quotes_are_refused(tmp_path: Path):
    with pytest.raises(DataError, match="UTF-8"):
        read_facts(write(tmp_path, "prix,1,seconds,all,2026,café", encoding="latin-1"))
    with pytest.raises(DataError, match=r"line 2: is not CSV"):
        read_facts(write(tmp_path, 'a,1,seconds,all,2026,"open'))


def test_what_is_no_file_is_refused(tmp_path: Path):
    for path in (tmp_path / "absent.csv", tmp_path, None, 5, "a\0b"):
        with pytest.raises(DataError, match="cannot be read"):
            read_facts(path)


def test_minus_zero_is_zero(tmp_path: Path):
    assert math.copysign(1, read_facts(write(tmp_path, "a,-0,seconds,all,2026,s"))["a"].value) == 1


def test_units_can_be_narrowed(tmp_path: Path):
    path = write(tmp_path, "a,1,seconds,all,2026,s")
    assert read_facts(path)["a"].unit == "seconds"
    with pytest.raises(DataError, match="line 2, column unit: 'seconds'"):
        read_facts(path, units=data.PRICE_UNITS)


def test_a_changed_file_is_read_again_and_a_result_is_the_callers_own(tmp_path: Path):
    path = write(tmp_path, GOOD)
    read_facts(path).clear()
    assert len(read_facts(path)) == 1
    path.write_text(path.read_text().replace("0.085", "0.090"))
    os.utime(path, ns=(1, 1))  # the same size: only the time of change tells
    assert read_facts(path)["c5.large"].value == 0.09


@given(st.lists(st.lists(st.text(max_size=8), max_size=8), max_size=5), st.binary(max_size=20))
def test_no_content_raises_anything_but_data_errors(tmp_path_factory: pytest.TempPathFactory, rows, tail):
    path = tmp_path_factory.mktemp("any") / "facts.csv"
    text = "\n".join([HEADER, GOOD, *(",".join(row) for row in rows)])
    path.write_bytes(text.encode("utf-8", "surrogatepass") + tail)
    try:
        facts = read_facts(path)
    except DataError:
        return
    assert all(data.is_number(fact.value) for fact in facts.values())


def test_instance_types():
    assert instance_type("c5.large") == data.InstanceType("c5.large", 2, 4.0)
    assert len(instance_types()) == len(set(instance_types())) > 30
    for name in instance_types():
        kind = instance_type(name)
        assert kind.vcpu >= 1
        assert kind.memory_gib > 0
        assert transcode_slots(name) == max(1, kind.vcpu // 2)


@pytest.mark.parametrize(("name", "slots"), [("t3.micro", 1), ("c5.large", 1), ("c5.xlarge", 2), ("m5.4xlarge", 8)])
def test_one_transcode_for_two_processors(name: str, slots: int):
    assert transcode_slots(name) == slots


def test_a_single_processor_still_does_one_transcode(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(data, "instance_type", lambda name: data.InstanceType(name, 1, 0.5))
    assert transcode_slots("tiny") == 1


@pytest.mark.parametrize("name", ["c5.larg", "", "C5.LARGE", None, 5])
def test_an_unknown_type_names_the_nearest(name):
    with pytest.raises(ParameterError, match=r"instance type .* is not known; the nearest of \d+ known: \w"):
        instance_type(name)
    with pytest.raises(ParameterError, match=r"c5\.large"):
        instance_type("c5.larg")


def test_data_in_the_package_come_before_data_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    look = data_dir.__wrapped__  # what is found is remembered, and here it changes
    package = tmp_path / "archlib"
    monkeypatch.setattr(data, "__file__", str(package / "data.py"))
    (tmp_path / "data").mkdir()
    (package / "data").mkdir(parents=True)
    with pytest.raises(DataError, match="install it again with pip"):
        look()
    (tmp_path / "data" / "instance_types.csv").touch()
    assert look() == (tmp_path / "data").resolve()
    (package / "data" / "instance_types.csv").touch()
    assert look() == (package / "data").resolve()
