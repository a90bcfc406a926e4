"""Reading counts from what `aws cloudwatch get-metric-statistics` prints: which statistic, and refusals."""

import io
import json

import pytest

from archlib.errors import DataError
from archlib.workload import Workload


def points(*values, **fields):
    """Datapoints of 5 minutes with these statistics, in no order, as AWS prints them."""
    plain = [
        {"Timestamp": f"2026-01-31T20:{5 * number:02d}:00+00:00", **value, "Unit": "Count"}
        for number, value in enumerate(values)
    ]
    return {"Label": "Sent", "Datapoints": plain[1:] + plain[:1], **fields}


SUMS = points({"Sum": 4.0}, {"Sum": 0.0}, {"Sum": 2.5})
BOTH = points({"Sum": 4.0, "SampleCount": 2.0, "Average": 2.0}, {"Sum": 3.0, "SampleCount": 1.0, "Average": 3.0})


def read(plain, **options):
    text = plain if isinstance(plain, str) else json.dumps(plain, indent=4)
    return Workload.from_csv(io.StringIO(text), **options)


def refused(plain, match, **options):
    with pytest.raises(DataError, match=match):
        read(plain, **options)


@pytest.mark.parametrize("plain", [SUMS, SUMS["Datapoints"], {"Datapoints": SUMS["Datapoints"]}])
def test_sums_are_read_in_order_of_time(plain):
    load = read(plain)
    assert load.counts == (4, 0, 2.5)
    assert load.period_s == 300
    assert load.first_hour == 20


def test_a_sum_goes_before_a_sample_count_and_a_note_tells_so():
    load = read(BOTH)
    assert load.counts == (4, 3)
    assert any("Sum was taken, metric='SampleCount' takes the other" in note for note in load.notes)


def test_another_statistic_is_taken_where_it_is_named():
    assert read(BOTH, metric="SampleCount").counts == (2, 1)
    assert not any("SampleCount" in note for note in read(BOTH, metric="SampleCount").notes)


def test_a_statistic_that_is_no_count_is_noted():
    load = read(BOTH, metric="Average")
    assert load.counts == (2, 3)
    assert any("the statistic is Average, and only Sum or SampleCount is a count" in note for note in load.notes)


def test_a_sample_count_alone_is_taken_and_noted():
    load = read(points({"SampleCount": 4.0}, {"SampleCount": 1.0}))
    assert load.counts == (4, 1)
    assert any("no Sum; SampleCount was taken" in note for note in load.notes)


def test_statistics_that_do_not_count_are_refused_by_name():
    text = points({"Average": 4.0, "Maximum": 5.0}, {"Average": 4.0, "Maximum": 5.0})
    refused(text, "holds Average, Maximum in its Datapoints, and only Sum or SampleCount counts.*--statistics Sum")


def test_an_absent_statistic_is_refused_with_what_is_there():
    refused(SUMS, "holds no statistic metric='Maximum' in its Datapoints, only Sum", metric="Maximum")


def test_sums_of_bytes_are_noted():
    text = json.dumps(SUMS).replace("Count", "Bytes")
    assert any("the unit of Sum is Bytes, and only a Count can be videos" in note for note in read(text).notes)
    assert not any("unit" in note for note in read(SUMS).notes)


def test_several_units_are_refused_since_they_are_several_series():
    text = json.dumps(SUMS).replace("Count", "Bytes", 1)
    refused(text, r"samples in several units \(Bytes, Count\); query one of them with --unit")


@pytest.mark.parametrize("value", ['"4"', "null", "true", "NaN", "Infinity", "-4.0", "1e10", "{}"])
def test_a_value_that_is_no_count_is_refused_with_its_place(value):
    refused(json.dumps(SUMS).replace("4.0", value), r"Datapoints\[2\]\.Sum \('Sent'\): value .* is not a number, 0 <=")


@pytest.mark.parametrize("stamp", ['"noon"', "null", '"2026-01-31T20:00:00"', "1769889600"])
def test_a_stamp_that_is_no_moment_is_refused_with_its_place(stamp):
    text = json.dumps(SUMS).replace('"2026-01-31T20:00:00+00:00"', stamp)
    refused(text, r"Datapoints\[2\]\.Timestamp \('Sent'\): ")


@pytest.mark.parametrize(("plain", "match"), [
    ({"Label": "Sent", "Datapoints": []}, r"holds no samples \(Datapoints is empty\); check metric"),
    (points({"Sum": 1.0}, {"Maximum": 1.0}), r"Datapoints\[0\] \('Sent'\): no Sum, unlike others"),
    ({"Datapoints": [{"Sum": 1.0}, {"Sum": 1.0}]}, r"Datapoints\[0\]\.Timestamp \('no label'\): null is not a moment"),
    ({"Datapoints": [3]}, r"Datapoints\[0\] .*: 3 is not a datapoint"),
    ({"Datapoints": [{"Timestamp": "2026-01-31T20:00:00Z"}]}, "holds nothing in its Datapoints"),
    (points({"Sum": 1.0}), r"Datapoints\[0\]\.Timestamp \('Sent'\): one row alone .*period=300"),
])  # fmt: skip
def test_what_is_no_list_of_sums_is_refused(plain, match):
    refused(plain, match)
